"""Budgets that a report's tables show to be missed: spending and savings, where the report says nothing of it.

One row of a table is asked after, the farthest out in money and as a part of its budget, or a row that holds a total
down. Whether a sentence that names a row gives the reason, or answers, is not told by arithmetic: such a row is left
alone, and so are those of a report that explains rows beside them, and a row whose name may be cut.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from index.store.library import Library
from index.values import StoredItem
from rag.draft.findings.finding import Finding
from rag.draft.material.papers import Proof
from rag.draft.material.report import Statement
from rag.figures.budgets import Budget, Line, budgets

_TRIFLE = 0.05  # how far out a row is at least, as a part of its budget
_LEAST = 10_000  # and in pounds
_NAME = 9  # words of a name that can be said aloud
_TIMES = 2  # questions of one way in a report
_OFFSET = 0.35  # share of what is over that one row below its budget takes off
_AGREED = 0.1  # a difference is said to within this part of it
_MILLION = 1e6


@dataclass(frozen=True)
class Spending:
    """The budgets of a report's papers and the words of its prose, for looking up names."""

    library: Library
    budgets: Sequence[Budget]
    words: Sequence[str]
    headings: Collection[str]

    @property
    def explains(self) -> bool:
        """True where tables explain rows beside them."""
        return any(line.notes for budget in self.budgets for line in budget.lines)

    def names(self, name: str) -> bool:
        """True where a sentence or a heading names a row."""
        return any(f" {_plain(name)} " in f" {text} " for text in (*self.words, *self.headings))


def missed_budgets(library: Library, papers: Sequence[StoredItem], statements: Sequence[Statement]) -> list[Finding]:
    """What the tables of a report's papers show, farthest out first; `statements` are all of the papers."""
    tables = [budget for paper in papers for budget in budgets(library.statements(paper.id))]
    headings = {_plain(one.heading) for one in statements}
    report = Spending(library, tables, [_plain(one.text) for one in statements if not one.row], headings)
    found: list[Finding] = []
    asked: set[str] = set()
    for one in sorted((f for b in tables for f in _of_budget(report, b)), key=lambda f: -f.far):
        name = _plain(one.said["name"])
        if name not in asked and sum(other.way == one.way for other in found) < _TIMES:
            asked.add(name)
            found.append(one)
    return found


def _of_budget(report: Spending, budget: Budget) -> Iterator[Finding]:
    """The finding of a table: of its worst row that can be asked after, or of what one row hides of a total."""
    rows = [line for line in budget.lines if line.budget * line.outturn >= 0 and abs(line.budget) >= _LEAST]
    whole = next((line for line in rows if _is_whole(line, budget.lines)), None)
    parts = [line for line in rows if not line.sums and "total" not in line.label.lower()]
    if budget.savings:
        lines = [whole] if whole else parts
        found = [_saved(report, line, line is whole) for line in lines if budget.forecast]
    else:
        found = [_offset(report, budget, parts, whole)] if whole and len(parts) == len(budget.lines) - 1 else []
        found += [_spent(report, budget, line) for line in parts]
    yield from sorted(filter(None, found), key=lambda one: -one.far)[:1]


def _is_whole(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a row is the sum of all others in all three columns."""
    others = [one for one in lines if one is not line]
    columns = [(one.budget, one.outturn, one.over) for one in others]
    if len(others) < 2:
        return False
    near = line.scale * 0.1 * len(others)
    sums = (sum(column) for column in zip(*columns, strict=True))
    return all(abs(a - b) <= near for a, b in zip(sums, (line.budget, line.outturn, line.over), strict=True))


def _spent(report: Spending, budget: Budget, line: Line) -> Finding | None:
    """What can be asked of a row that is off its budget, of which the report says nothing."""
    name = _name(line)
    if not name or line.variance < max(_TRIFLE * line.budget, _LEAST) or line.budget < 0 or _of_income(budget, line):
        return None
    if not line.said.cells or report.explains or report.names(name):
        return None  # a name without cells may be cut
    return _found(report, line, name, "spent", budget)


def _of_income(budget: Budget, line: Line | None = None) -> bool:
    """Whether what stands above its budget may be welcome."""
    return "income" in _plain(f"{budget.heading} {budget.columns} {line.label if line else ''}").split()


def _saved(report: Spending, line: Line, total: bool) -> Finding | None:
    """What can be asked of savings that are not made."""
    short_by = abs(line.budget) - abs(line.outturn)
    name = "in all" if total else _name(line)
    if not name or short_by < _TRIFLE * abs(line.budget) or short_by < _LEAST or (not total and report.names(name)):
        return None
    return _found(report, line, name, "saved" if total else "saving")


def _offset(report: Spending, budget: Budget, parts: Sequence[Line], total: Line) -> Finding | None:
    """A row below its budget but for which the total of all would be much farther above its own."""
    low = min(parts, key=lambda line: line.over)
    whole = total.over - low.over
    if total.over <= 0 or _of_income(budget) or report.names(_name(low)):
        return None
    sums = told((whole, total.variance, low.variance), total.scale)
    if not _name(low) or low.budget <= 0 or -low.over < max(_OFFSET * whole, _LEAST) or not sums:
        return None
    found = _found(report, low, _name(low), "offset", budget)
    if found is None:
        return None
    said = {"whole": sums[0], "total": sums[1], "apart": sums[2]}
    working = f"{found.working}; {sums[1]} over in all"
    return replace(found, said={**found.said, **said}, working=working, proofs=(*found.proofs, *_quoted(report, total)))


def _found(report: Spending, line: Line, name: str, way: str, budget: Budget | None = None) -> Finding | None:
    """The finding of a row; of savings where `budget` is None. None where its sums do not agree as they would be said,
    or its passage has gone meanwhile.
    """
    proofs = _quoted(report, line)
    sums = told((line.outturn, line.budget, line.variance), line.scale)
    if not proofs or not sums:
        return None
    more = "more" if abs(line.outturn) > abs(line.budget) else "less"
    forecast = budget is None or budget.forecast
    capital = budget is not None and "capital" in _plain(budget.heading).split()
    of = "a plan" if budget is None else "a capital budget" if capital else "a budget"
    said = {"name": name, "outturn": sums[0], "budget": sums[1], "apart": sums[2], "more": more, "of": of}
    said |= {"is": "is forecast at" if forecast else "came to"}
    working = f"{sums[0]} {'forecast' if forecast else 'spent'} against {of} of {sums[1]}, {sums[2]} {more}"
    return Finding("budget", "budget", proofs, working, said, _far(line), way)


def _quoted(report: Spending, line: Line) -> tuple[Proof, ...]:
    """A row's words in its passage; nothing where that has gone meanwhile."""
    return tuple(Proof(passage, line.said.text) for passage in report.library.passages_by_id([line.said.passage_id]))


def _far(line: Line) -> float:
    """How far out a row is: in millions, less where it is a small part of its budget or money is left."""
    return line.variance / _MILLION * sqrt(min(line.variance / abs(line.budget), 1)) / (1 if line.over > 0 else 2)


def told(sums: tuple[float, float, float], scale: float) -> tuple[str, ...]:
    """Three sums, in pounds, of which the third is the difference of the others, as they are said aloud: in one unit,
    with as few digits as agree; nothing where none do. `scale` is what they were counted in.
    """
    first, second, third = map(abs, sums)
    million = max(first, second, scale) >= _MILLION
    for digits in (-5, -4, -3) if million else (-3, -2, 0):
        one, other, apart = (round(value, digits) for value in (first, second, third))
        agreed = abs(abs(one - other) - apart) < 1 and abs(apart - third) <= _AGREED * third
        if agreed and million:
            places = 6 + digits
            return tuple(
                f"£{value / _MILLION:,.{places}f}".rstrip("0").rstrip(".") + "m" for value in (one, other, apart)
            )
        if agreed:
            return tuple(f"£{value:,.0f}" for value in (one, other, apart))
    return ()


def _name(line: Line) -> str:
    """What a row is called aloud; "" for what cannot be said."""
    name = _bare(line.label)
    return name if 0 < len(name.split()) <= _NAME else ""


def _bare(label: str) -> str:
    """A label without the code that it begins with."""
    words = label.split()
    while len(words) > 1 and (any(map(str.isdigit, words[0])) or not any(map(str.isalnum, words[0]))):
        words = words[1:]
    return " ".join(words)


def _plain(text: str) -> str:
    """The words of a text alone, to find a name in it."""
    spaced = "".join(letter.lower() if letter.isalnum() else " " for letter in text.replace("&", " and "))
    return " ".join(spaced.split())
