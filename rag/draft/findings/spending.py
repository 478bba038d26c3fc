"""Budgets that a report's tables show to be missed: spending, income and savings, each with what the report says of it.

One row of a table is asked after, the farthest out in money and as a part of its budget. What is asked depends on
whether the report tells why: where it explains some rows of its tables beside them, those that it does not are sums of
others. A row whose name may be cut is left alone, and so is one whose reasons come with their sums.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, takewhile
from math import sqrt

from index.store.library import Library
from index.values import StoredItem
from rag.draft.findings.finding import Finding
from rag.draft.material.papers import Proof
from rag.draft.material.report import Statement
from rag.figures.budgets import Budget, Line, budgets

_TRIFLE, _LEAST = 0.05, 10_000  # how far out a row is at least: as a part of its budget, in pounds
_NAME = 9  # words of a name that can be said aloud
_NEAR = 8  # words of a sentence among which what it is about stands
_AFTER = 4  # sentences after one that names a row in which the reasons may go on
_SAME = 0.02  # two printings of one sum are nearer than this
_TIMES = 2  # questions of one way in a report
_OFFSET = 0.35  # share of what is over that one row below its budget takes off
_TOLD = 8  # sentences on a row beyond which a report goes into it at length
_TITLE = 2  # words that a line may have besides a name and still be its title
_REASON = 13  # words of a reason that can be said with the rest
_SHOWN = 2  # sentences of reasons that are quoted
_APRIL, _LATE = 4, 2  # the month in which councils' years begin, months by which figures are older than their report
_MILLION = 1e6


@dataclass(frozen=True)
class Spending:
    """The budgets of a report's papers and its prose, each sentence with its words for looking up names."""

    library: Library
    day: date | None
    budgets: Sequence[Budget]
    prose: Sequence[Statement]
    words: Sequence[str]
    headings: Collection[str]

    @property
    def explains(self) -> bool:
        """True where tables explain rows beside them."""
        return any(line.notes for budget in self.budgets for line in budget.lines)


def missed_budgets(library: Library, papers: Sequence[StoredItem], statements: Sequence[Statement]) -> list[Finding]:
    """What the tables of a report's papers show, farthest out first; `statements` are all of the papers."""
    tables = [budget for paper in papers for budget in budgets(library.statements(paper.id))]
    prose = [one for one in statements if not one.row]
    headings = {_plain(one.heading) for one in statements}
    report = Spending(library, papers[0].meeting_date, tables, prose, [_plain(one.text) for one in prose], headings)
    found: list[Finding] = []
    asked: set[str] = set()
    for one in sorted((f for b in tables for f in _of_budget(report, b)), key=lambda f: -f.far):
        name = _plain(one.said["name"])
        if name not in asked and sum(other.way == one.way for other in found) < _TIMES:
            asked.add(name)
            found.append(one)
    return found


def _of_budget(report: Spending, budget: Budget) -> Iterator[Finding]:
    """The findings of a table: of its worst row that can be asked after, or of what one row hides of a total; and of
    how little had been spent.
    """
    rows = [line for line in budget.lines if line.budget * line.turned >= 0 and abs(line.budget) >= _LEAST]
    sums = [line for line in rows if _is_sum(line, budget.lines)]
    parts = [line for line in rows if line not in sums]
    if budget.savings:
        found = [_saved(report, line, line in sums) for line in sums or parts]
    else:
        found = [_offset(report, budget, parts, sums), *(_spent(report, budget, line) for line in parts)]
    yield from sorted(filter(None, found), key=lambda one: -one.far)[:1]
    if rows:
        slow = _slow(report, max(sums or parts, key=lambda line: line.budget), _is_capital(budget))
        yield from [slow] if slow else []


def _is_sum(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a row calls itself a total, or is the sum of the rows above it or of all others."""
    if "total" in line.label.lower():
        return True
    at = lines.index(line)
    runs = list(accumulate(reversed([one.budget for one in lines[:at]])))[1:]
    runs += [sum(one.budget for one in lines if one is not line)] if len(lines) > 2 else []
    return any(abs(run - line.budget) <= line.scale * 0.1 for run in runs)


def _spent(report: Spending, budget: Budget, line: Line) -> Finding | None:
    """What can be asked of a row that is off its budget, by whether the report tells why."""
    name = _name(line)
    if not name or line.apart < max(_TRIFLE * line.budget, _LEAST) or line.budget < 0 or _of_income(budget, line):
        return None
    if not line.said.cells and not any(f" {_plain(name)} " in f" {text} " for text in report.words):
        return None  # it may be cut
    reasons = _reasons(report, line)
    sections = any(f" {_plain(name)} " in f" {heading} " for heading in report.headings)
    if len(reasons) > _TOLD or sections:
        return None  # a report that goes into it at length may have said it all
    way, reason = _way(report, line, reasons)
    if line.over < 0 and way != "spent":
        way = "unspent" if _is_capital(budget) and way in ("explained", "unsummed") else ""
    return _found(report, line, name, way, reasons, budget.forecast, reason) if way else None


def _of_income(budget: Budget, line: Line | None = None) -> bool:
    """Whether what stands above its budget may be welcome."""
    return "income" in _plain(f"{budget.heading} {budget.columns} {line.label if line else ''}").split()


def _is_capital(budget: Budget) -> bool:
    """Whether a table is of money for projects, which may be spent later."""
    return "capital" in _plain(budget.heading).split()


def _way(report: Spending, line: Line, reasons: Sequence[Statement]) -> tuple[str, str]:
    """How a row is asked after, and the reason for it in the report's words: by whether it tells why, and how much of
    it each reason is.
    """
    if not reasons and not line.notes:
        return ("" if report.explains else "spent"), ""
    if line.notes:
        reason = _short(line.notes[0]) if len(line.notes) == 1 else ""
        return ("explained", reason) if reason else ("", "")  # what is longer may give other reasons, or answer
    texts = [one.text for one in reasons if len(one.text.split()) > len(line.label.split()) + _TITLE]
    named = {abs(a.value) for one in reasons for a in one.amounts if a.unit == "£"}
    sums = {value for value in named if abs(value - line.apart) > _SAME * line.apart}
    if len(texts) < 2 and not sums:
        reason = next((_short(text) for text in texts), "")
        return ("explained", reason) if reason else ("reasoned", "")
    if not sums:
        return "unsummed", ""
    return ("partly", pounds(sum(sums), line.turned)) if sum(sums) <= line.apart / 2 else ("", "")


def _reasons(report: Spending, line: Line) -> list[Statement]:
    """The sentences that may tell why a row is off its budget: they begin with its name, or name it and its sum; and
    those after.
    """
    name, found = _plain(_bare(line.label)), list[Statement]()
    for n, text in enumerate(report.words):
        at = f" {text} ".find(f" {name} ")
        one = report.prose[n]
        tells = any(a.unit == "£" and abs(abs(a.value) - line.apart) <= _SAME * line.apart for a in one.amounts)
        if at >= 0 and (tells or len(text[:at].split()) < _NEAR):
            after = report.prose[n + 1 : n + 1 + _AFTER]
            found += [one, *takewhile(lambda other: _goes_on(one, other), after)]  # noqa: B023
    return found


def _goes_on(one: Statement, other: Statement) -> bool:
    """Whether a sentence stands in the paragraph, or the point of a list, that another begins."""
    if other.passage.item.id != one.passage.item.id or other.said.kind == "heading":
        return False
    if one.said.paragraph is not None:
        return other.said.paragraph == one.said.paragraph
    return other.start == other.said.start and other.said.paragraph is None


def _saved(report: Spending, line: Line, total: bool) -> Finding | None:
    """What can be asked of savings that are not made."""
    short_by = abs(line.budget) - abs(line.turned)
    name = "in all" if total else _name(line)
    if not name or short_by < _TRIFLE * abs(line.budget) or short_by < _LEAST:
        return None
    return _found(report, line, name, "saved" if total else "saving", [], True)


def _offset(report: Spending, budget: Budget, parts: Sequence[Line], sums: Sequence[Line]) -> Finding | None:
    """A row below its budget but for which a total would be much farther above its own."""
    if len(sums) != 1 or sums[0].over <= 0 or len(parts) < 2 or _of_income(budget):
        return None
    low = min(parts, key=lambda line: line.over)
    whole = sums[0].over - low.over
    if not _name(low) or low.budget <= 0 or -low.over < max(_OFFSET * whole, _LEAST):
        return None
    said = {"total": pounds(sums[0].apart, whole), "whole": pounds(whole, whole), "of": _called(report, sums[0])}
    found = _found(report, low, _name(low), "offset", [], True)
    if found is None:
        return None
    proofs = (*found.proofs, *_quoted(report, sums[0]))
    working = f"{found.working}; {said['total']} over in all"
    return replace(found, said={**found.said, **said}, working=working, proofs=proofs)


def _called(report: Spending, total: Line) -> str:
    """What another table calls the sum of this one: its row of the same three figures."""
    same = (total.budget, total.turned, total.apart)
    lines = [
        line for budget in report.budgets for line in budget.lines if (line.budget, line.turned, line.apart) == same
    ]
    return next((f"“{line.label}”" for line in lines if _name(line) and "total" not in line.label.lower()), "the total")


def _slow(report: Spending, line: Line, capital: bool) -> Finding | None:
    """What can be asked where far less had been spent by the day of the report than its part of the year."""
    name = _name(line)
    words = name.split()
    name = " ".join(words[1:]) if words[:1] == ["Total"] else name
    if not name or line.spent is None or report.day is None or line.turned < _MILLION:
        return None
    gone = ((report.day.month - _APRIL) % 12 + report.day.day / 31 - _LATE) / 12
    if line.spent > gone * line.turned / 2:
        return None
    found = _found(report, line, name, "slow", [], True)
    if found is None:
        return None
    said = {"turned": f"{found.said['turned']} of capital spending"} if capital else {}
    return replace(found, said={**found.said, **said, "spent": pounds(line.spent, line.turned)})


def _found(
    report: Spending, line: Line, name: str, way: str, reasons: Sequence[Statement], forecast: bool, reason: str = ""
) -> Finding | None:
    """The finding of a row, with the reasons that the report gives; None where its passage has gone meanwhile."""
    digits = next((d for d in (1, 2, 3) if _adds_up(line, d)), 1)
    unit = max(line.scale, abs(line.budget), abs(line.turned))
    budget, turned, apart = (pounds(v, unit, digits) for v in (line.budget, line.turned, line.apart))
    said = {"name": name, "budget": budget, "turned": turned, "apart": apart, "reason": reason}
    said |= {"more": "more" if abs(line.turned) > abs(line.budget) else "less"}
    said |= {"is": "is forecast at" if forecast else "came to"}
    of = "a plan" if way in ("saved", "saving") else "a budget"
    working = f"{turned} {'forecast' if forecast else 'spent'} against {of} of {budget}, {apart} {said['more']}"
    proofs = _quoted(report, line)
    found = Finding("budget", "budget", (*proofs, *reasons[:_SHOWN]), working, said, _far(line), way)
    return found if proofs else None


def _quoted(report: Spending, line: Line) -> tuple[Proof, ...]:
    """A row's words in its passage; nothing where that has gone meanwhile."""
    return tuple(Proof(passage, line.said.text) for passage in report.library.passages_by_id([line.said.passage_id]))


def _far(line: Line) -> float:
    """How far out a row is: in millions, less where it is a small part of its budget or money is left."""
    return line.apart / _MILLION * sqrt(min(line.apart / abs(line.budget), 1)) / (1 if line.over > 0 else 2)


def pounds(value: float, unit: float, digits: int = 1) -> str:
    """A sum as it is said aloud, in millions where `unit`, what those beside it are counted in, is: "£3.3m"."""
    value = abs(value)
    if max(value, unit) >= _MILLION:
        return f"£{value / _MILLION:,.{digits}f}".removesuffix(".0") + "m"
    return f"£{round(value, -3 if value >= _MILLION / 10 else -2):,.0f}"


def _adds_up(line: Line, digits: int) -> bool:
    """Whether the three sums of a row still add up when they are said with so many decimals."""
    budget, turned, apart = (round(abs(v) / _MILLION, digits) for v in (line.budget, line.turned, line.apart))
    return abs(abs(turned - budget) - apart) < 0.5 * 0.1**digits


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


def _short(text: str) -> str:
    """A reason in few words: its first clause, without what stands in brackets after it; "" where that is none."""
    clause = text.split(". ")[0].split(" (")[0].rstrip(".;:, ")
    return clause if len(clause.split()) <= _REASON else ""
