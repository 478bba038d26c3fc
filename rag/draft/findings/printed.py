"""Defects that a report prints: a total that its rows do not come to, a share beside counts that give another, and one
share with one count for two measures. Each is arithmetic alone, and silent where it may be of another base.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, product
from math import nan

from index.language.amounts import Amount, amounts, parts_of, plain, whole
from index.language.periods import named_periods, own_period
from rag.draft.findings.finding import Finding
from rag.draft.material.report import Statement
from rag.figures.forms import figures_of
from rag.figures.names import Names, shown
from rag.figures.prose import Before, read_sentence
from rag.figures.values import decimals

_NAMES = Names({})
_ROWS = 3  # rows above a total
_FEW = 10  # of something, that may well be so of two measures
_ROUNDING = 0.5  # of a whole number printed, for each row and for the total
_ALIKE = 2  # words that two sentences of one measure have in common
_NEAR = 0.1  # a greater difference is most likely a total of other rows, or a share of something else


def defects(statements: Sequence[Statement]) -> list[Finding]:
    """Every defect of these statements of a report."""
    prose = [one for one in statements if not one.row and any(a.unit == "%" for a in one.amounts)]
    return [*totals(statements), *twins(prose), *(found for one in prose for found in _shares(one))]


def twins(prose: Sequence[Statement]) -> Iterator[Finding]:
    """Two sentences of one paper that give the same share and count of measures they name, by names that differ on both
    sides. All or a few of something are often so of two.
    """
    found: dict[tuple[str, str, float], list[Statement]] = defaultdict(list)
    for one in prose:
        for figure in figures_of(one.text, named_periods(one.text, None)):
            if (figure.count or 0) >= _FEW and figure.amount.unit == "%" and figure.amount.value < 100:
                found[one.passage.item.id, figure.amount.printed, figure.count or 0].append(one)
    for (_, share, count), all_of in found.items():
        for first, second in combinations(all_of, 2):
            names = [_called(one, share) for one in (first, second)]
            a, b = ({word for word in _NAMES.stems(name) if word.isalpha()} for name in names)
            if first.said.paragraph != second.said.paragraph and len(a - b) > 1 and len(b - a) > 1:
                printed = f"{share} ({plain(count)})"
                said = {"printed": printed} | {k: f"“{n}”" for k, n in zip(("first", "second"), names, strict=True)}
                working = f"{printed} is printed for each of two measures"
                yield Finding("twins", "contradiction", (first, second), working, said)


def _called(one: Statement, share: str) -> str:
    """The name of the measure that a sentence gives a share of; "" where it gives none."""
    period = own_period([one.passage.item.title, one.passage.item.parent], "")
    named = [said.name for said in read_sentence(one.text, period, Before())[0] if said.figure.amount.printed == share]
    return shown(named[0]) if named and named[0] else ""


def _shares(one: Statement) -> Iterator[Finding]:
    """A share in brackets beside "37 of 45", or such counts in brackets beside a share, that come to another; what else
    the bracket says may be of another year or whole."""
    figures = amounts(one.text)
    for part, of in parts_of(one.text, figures):
        gaps = [(a, one.text[of.end : a.start] or one.text[a.end : part.start]) for a in figures if a.unit == "%"]
        share = [a for a, gap in gaps if gap.strip() == "(" and one.text[max(a.end, of.end) :][:1] == ")"]
        if len(share) == 1 and of.value > 0:
            reckoned = 100 * part.value / of.value
            if abs(reckoned - share[0].value) > 10.0 ** -decimals(share[0].printed):
                counts = one.text[part.start : of.end]
                said = {"printed": share[0].printed, "counts": counts, "sum": f"{reckoned:.1f}%"}
                working = f"{counts} comes to {reckoned:.1f}%, and {share[0].printed} is printed"
                yield Finding("share", "contradiction", (one,), working, said)


def recounted(statements: Sequence[Statement], told: Sequence[str], missing: Finding, aim: Amount) -> Finding | None:
    """Counts in a paragraph that tells a share short of its target (in one of the sentences `told`), of the same words,
    without a share or time of their own, which come near it and meet the target: what the share is of is then to be
    asked, and not the target.
    """
    share = whole(missing.said["value"])
    prose = [s for s in statements if not s.row and s.said.paragraph] if share and aim.unit == "%" else []
    tells = [one for one in prose if any(one.text in quote for quote in told)]
    for first, one in product(tells, prose):
        if _place(first) != _place(one):
            continue
        figures, own = amounts(one.text), named_periods(one.text, None)
        alike = len(set(_NAMES.stems(first.text)) & set(_NAMES.stems(one.text)))
        if own or alike < _ALIKE or any(a.unit == "%" for a in figures):
            continue
        for part, of in parts_of(one.text, figures):
            reckoned = 100 * part.value / max(of.value, 1)
            met = reckoned <= aim.value if aim.sign == "<" else reckoned >= aim.value
            if share and met and abs(reckoned - share.value) <= _NEAR * share.value:
                counts, printed = one.text[part.start : of.end], f"{reckoned:.1f}%"
                said = {**missing.said, "counts": counts, "sum": printed}
                working = f"{counts} comes to {printed}, and {share.printed} is given"
                return Finding("share", "contradiction", (one,), working, said, way="counted")
    return None


def _place(one: Statement) -> tuple[str, str, str | None]:
    return one.passage.item.id, one.heading, one.said.paragraph


def totals(statements: Sequence[Statement]) -> Iterator[Finding]:
    """One finding for each table whose columns add up but for one."""
    for _, rows in groupby(statements, key=lambda s: (s.row, s.passage.item.id, s.said.table, s.heading)):
        above: list[Statement] = []
        for row in rows:
            if not row.said.cells or not row.said.cells[0].text.strip().lower().startswith("total"):
                above.append(row)
                continue
            if len(above) >= _ROWS:
                yield from _off(above, row)
            above = []


def _off(above: Sequence[Statement], total: Statement) -> Iterator[Finding]:
    """The column that does not add up, where another shows that these rows are what is added."""
    right, wrong = 0, []
    for n, cell in enumerate(total.said.cells[1:], 1):
        column = [row.said.cells[n].text if n < len(row.said.cells) else "" for row in (*above, total)]
        *parts, printed = [figure.value if (figure := whole(text)) else nan for text in column]
        off = abs(sum(parts) - printed)
        if off <= _ROUNDING * len(column):
            right += 1
        elif off <= _NEAR * abs(printed):
            wrong.append((cell, sum(parts)))
    if right and len(wrong) == 1:
        cell, reckoned = wrong[0]
        said = {"head": cell.head or "the total", "printed": cell.text, "sum": plain(round(reckoned, 2))}
        working = f"the {len(above)} rows come to {said['sum']}, and the total printed is {cell.text}"
        yield Finding("sum", "contradiction", (total, *above[:2]), working, said)
