"""Tables that set a forecast or an outturn against a budget, told by their arithmetic.

Three columns of a table are a budget, what it turned out or is forecast to be, and the difference, where one less
another gives the third on its rows, within what is printed, and the heads name all three. No row is taken on which that
does not hold. Rows without cells are read by the figures that they end with. All values are in pounds; a table whose
unit is not printed is left alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import copysign
from typing import Literal

from index.language.amounts import Amount
from index.language.statements import Statement
from rag.figures.columns import Figured, figured
from rag.figures.values import decimals

Role = Literal["budget", "turned", "apart"]
Place = tuple[int, int, int]

# What a column's head begins with, by what it is: the terms in which all councils head these columns.
_HEADS: dict[Role, tuple[str, ...]] = {
    "apart": ("varianc", "variation", "overspend", "underspend"),
    "turned": ("forecas", "outturn", "actual", "projected", "projection"),
    "budget": ("budget", "target", "plan"),
}
_SCALES = dict.fromkeys(("£000", "£000s", "£'000", "£'000s", "£k", "£ks"), 1e3)
_SCALES |= dict.fromkeys(("£m", "£millions", "£million"), 1e6) | {"£": 1.0}
_LEAST = 2  # rows with a difference by which the columns are told
_MOST = 0.8  # share of a table's rows on which the arithmetic holds
_ABOVE = 3  # lines above a table that may head it
_HEADING = 40  # words of such a line


@dataclass(frozen=True)
class Line:
    """A row of a budget, in pounds: `apart` is the difference as printed, without its sign. `notes` is what the row
    says besides, `scale` what its figures are counted in, `spent` what had been spent by the day of the report.
    """

    said: Statement
    label: str
    budget: float
    turned: float
    apart: float
    scale: float
    notes: tuple[str, ...]
    spent: float | None = None

    @property
    def over(self) -> float:
        """How far it is above its budget, as printed."""
        return copysign(self.apart, self.turned - self.budget)


@dataclass(frozen=True)
class Budget:
    """A table of a budget: its rows, what heads it and leads to it, and how its own heads call what its columns are."""

    lines: tuple[Line, ...]
    heading: str
    lead: str
    columns: str

    @property
    def forecast(self) -> bool:
        """True where what is set against the budget is still ahead."""
        return "forecas" in self.columns or "project" in self.columns

    @property
    def savings(self) -> bool:
        """True where what is planned is to be saved and not to be spent."""
        return "budget" not in self.columns and "saving" in f"{self.columns} {self.heading}".lower()


def budgets(statements: Sequence[Statement]) -> list[Budget]:
    """The budgets among the statements of a paper, in order."""
    found = []
    for above, lead, rows in _runs(statements):
        read = figured(rows)
        for width in dict.fromkeys(len(row.columns) for row in read):
            table = [row for row in read if len(row.columns) == width]
            if budget := _budget(table, above, lead):
                found.append(budget)
    return found


def _runs(statements: Sequence[Statement]) -> Iterator[tuple[str, str, list[Statement]]]:
    """The rows that follow each other, with the lines above them and the sentence that leads to them."""
    above: list[str] = []
    lead = ""
    rows: list[Statement] = []
    for one in statements:
        if one.row:
            rows.append(one)
            continue
        if rows:
            yield " ".join(above), lead, rows
            above, lead, rows = [], "", []
        short = len(one.text.split()) <= _HEADING and one.text[-1:] not in ".;"
        above = [*above, one.text][-_ABOVE:] if short or one.kind == "head" else []
        lead = lead if above else one.text
    if rows:
        yield " ".join(above), lead, rows


def _budget(rows: Sequence[Figured], above: str, lead: str) -> Budget | None:
    """The budget that these rows are of, whose columns the arithmetic and the heads tell; None for none."""
    titles = list(dict.fromkeys(text for row in rows for text in (row.said.table, row.said.group) if text))
    heading = " ".join(filter(None, (above, *titles, rows[0].said.heading)))
    best: tuple[Place, list[Figured]] | None = None
    for place in _places(rows, heading):
        held = [row for row in rows if _holds(row, place)]
        full = [row for row in rows if all(row.columns[n] is not None for n in place)]
        telling = sum(min(abs(_value(row, n)) for n in place) > 2 * _rounding(row, place) for row in held)
        alike = sum(_value(row, place[0]) * _value(row, place[1]) >= 0 for row in held)
        enough = telling >= _LEAST and len(held) >= _MOST * len(full) and alike >= _MOST * len(held)
        if enough and (best is None or len(held) > len(best[1])):
            best = place, held
    if best is None:
        return None
    place, held = best
    heads, titled = (" ".join(parts) for parts in ((_head(rows[0], n) for n in place), (above, *titles)))
    first = rows[0].said.cells[0].head if rows[0].said.cells else ""
    scale = _own_scale(held, place) or next(filter(None, map(_scale, (heads, first, titled, heading))), None)
    lines = tuple(_line(row, place, scale, _spent(held, place, heading)) for row in held) if scale else ()
    return Budget(lines, heading, lead, (heads if _roles(heads) else titled).lower()) if lines else None


def _spent(rows: Sequence[Figured], place: Place, heading: str) -> int | None:
    """The column of what was spent to date, which another prints as a share of the budget; None for none."""
    others = [n for n in range(len(rows[0].columns)) if n not in place] if "date" in heading.lower().split() else []
    for n, share in ((n, m) for n in others for m in others if n != m):
        full = [row for row in rows if row.columns[n] is not None and row.columns[share] is not None]
        held = [row for row in full if _is_share(row, n, place[0], share)]
        if len(held) >= max(_LEAST, _MOST * len(rows)):
            return n
    return None


def _is_share(row: Figured, part: int, of: int, share: int) -> bool:
    printed = row.columns[share]
    if printed is None or printed.unit != "%" or not _value(row, of):
        return False
    return abs(100 * _value(row, part) / _value(row, of) - printed.value) <= _step(printed)


def _places(rows: Sequence[Figured], heading: str) -> Iterator[Place]:
    """Where the budget, what is set against it and the difference may stand: by the heads of the cells, or by the order
    in which the words above the table name them, where that is one order.
    """
    width = len(rows[0].columns)
    roles = [_roles(_head(rows[0], n)) for n in range(width)]
    of: dict[Role, list[int]] = {role: [n for n in range(width) if roles[n][:1] == [role]] for role in _HEADS}
    if all(of.values()):
        yield from ((b, t, v) for b in of["budget"] for t in of["turned"] for v in of["apart"])
    if any(roles):
        return
    order = list(pairwise([*_roles(heading, every=True), None]))
    one = "".join(str(a)[0] for a, b in order if a != b)
    if "bta" in one and "tba" not in one:
        yield from sorted(combinations(range(width), 3), key=_nearness)
    elif "tba" in one and "bta" not in one:
        yield from ((b, t, v) for t, b, v in sorted(combinations(range(width), 3), key=_nearness))


def _nearness(place: Place) -> tuple[int, int]:
    """A difference stands beside what it is taken from, most often, and that beside its budget."""
    return place[2] - place[1], place[1] - place[0]


def _head(row: Figured, column: int) -> str:
    """The head of a column, where the row's cells are its columns."""
    cells = row.said.cells[1:]
    return cells[column].head if len(cells) == len(row.columns) else ""


def _roles(text: str, every: bool = False) -> list[Role]:
    """What a head says that its column is: a difference before all else; `every` word's, in order."""
    words = [word.strip("():,;-–/").lower() for word in text.split()]
    if not every:
        words = [*words, "".join(words)]
        return [role for role, begins in _HEADS.items() if any(b in w for w in words for b in begins)][:1]
    return [role for word in words for role, begins in _HEADS.items() if word.startswith(begins)]


def _value(row: Figured, column: int) -> float:
    figure = row.columns[column]
    assert figure is not None
    return figure.value


def _rounding(row: Figured, place: Place) -> float:
    """How far three printed figures may be from adding up."""
    return sum(_step(figure) / 2 for n in place if (figure := row.columns[n])) * (1 + 1e-6) + 1e-9


def _step(figure: Amount) -> float:
    """What the last digit of a printed figure counts."""
    digits = "".join(letter for letter in figure.printed if letter.isdigit() or letter == ".")
    if not digits:
        return 0.0
    times = abs(figure.value) / float(digits) if figure.value else 1.0
    return float(times * 10.0 ** -decimals(digits))


def _holds(row: Figured, place: Place) -> bool:
    """Whether a row prints all three, in money, and they add up."""
    figures = [row.columns[n] for n in place]
    if any(figure is None or figure.unit not in ("", "£") for figure in figures):
        return False
    budget, turned, apart = (_value(row, n) for n in place)
    return abs(abs(turned - budget) - abs(apart)) <= _rounding(row, place)


def _own_scale(rows: Sequence[Figured], place: Place) -> float | None:
    """One pound, where the figures themselves say what they count ("£1.2m")."""
    printed = [figure.printed for row in rows for n in place if (figure := row.columns[n]) and figure.value]
    return 1.0 if any(text[-1:].isalpha() for text in printed) else None


def _scale(text: str) -> float | None:
    """What figures are counted in by the words that head them; None where they do not say, or say two things."""
    words = (word.strip("():,;*").lower().replace("’", "'").replace("‘", "'") for word in text.split())
    found = {_SCALES[word] for word in words if word in _SCALES}
    return found.pop() if len(found) == 1 else None


def _line(row: Figured, place: Place, scale: float, spent: int | None) -> Line:
    budget, turned, apart = (round(_value(row, n) * scale, 2) for n in place)
    paid = None if spent is None or row.columns[spent] is None else _value(row, spent) * scale
    return Line(row.said, row.label, budget, turned, abs(apart), scale, row.notes, paid)
