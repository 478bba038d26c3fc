"""Defects that a report prints: a total that its rows do not come to, a share beside counts that give another, and one
share with one count for two measures. Each is arithmetic alone, and silent where it may be of another base.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

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
_EVEN = 1 + 1e-6  # for sums of decimals
_NEAR = 0.1  # a greater difference is most likely a total of other rows


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
    """The column that does not add up, by more than its figures are rounded, where another shows that these rows are
    what is added.
    """
    right, wrong = 0, []
    for n, cell in enumerate(total.said.cells[1:], 1):
        column = [whole(row.said.cells[n].text) if n < len(row.said.cells) else None for row in (*above, total)]
        figures = [figure for figure in column if figure]
        if len(figures) < len(column):
            continue
        *parts, printed = figures
        reckoned = sum(part.value for part in parts)
        off = abs(reckoned - printed.value)
        if off <= sum(map(_step, figures)) / 2 * _EVEN:
            right += 1
        elif off <= _NEAR * abs(printed.value):
            wrong.append((cell, _like(printed, reckoned)))
    if right and len(wrong) == 1:
        cell, said_sum = wrong[0]
        said = {"head": cell.head or "the total", "printed": cell.text, "sum": said_sum}
        working = f"the {len(above)} rows come to {said_sum}, and the total printed is {cell.text}"
        yield Finding("sum", "contradiction", (total, *above[:2]), working, said)


def _digits(figure: Amount) -> str:
    """A printed figure from its first digit to its last."""
    return figure.printed.strip("".join(letter for letter in figure.printed if not letter.isdigit()))


def _scale(figure: Amount) -> float:
    """What a printed figure is counted in: a million for "£71.2m"."""
    return abs(figure.value) / float(_digits(figure).replace(",", "")) if figure.value else 1.0


def _step(figure: Amount) -> float:
    """What the last digit of a printed figure counts."""
    return float(_scale(figure) * 10.0 ** -decimals(_digits(figure)))


def _like(figure: Amount, value: float) -> str:
    """A value as a printed figure of its column has it: "£71.1m"."""
    counted = f"{abs(value) / _scale(figure):,.{decimals(_digits(figure))}f}"
    return figure.printed.replace(_digits(figure), counted)
