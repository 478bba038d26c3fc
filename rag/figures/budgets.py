"""Tables that set a forecast or an outturn against a budget, told by their arithmetic.

Three columns of a table are a budget, its outturn or forecast, and the difference, where one less
another gives the third on its rows, within what is printed, and the heads name all three. No row is taken on which that
does not hold. Rows without cells are read by the figures that they end with. All values are in pounds; a table whose
unit is not printed is left alone.
"""

from calendar import month_name
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise
from math import copysign
from typing import Literal

from index.language.amounts import Amount
from index.language.statements import Statement
from rag.figures.columns import FigureRow, figure_rows
from rag.figures.values import decimals

Role = Literal["budget", "outturn", "variance"]
Place = tuple[int, int, int]

# What a column's head begins with, by what it is: the terms in which all councils head these columns.
_HEADS: dict[Role, tuple[str, ...]] = {
    "variance": ("varianc", "variation", "overspend", "underspend"),
    "outturn": ("forecas", "outturn", "actual", "projected", "projection"),
    "budget": ("budget", "target", "planned", "plan "),  # "plan" whole: planning is none
}
_SCALES = dict.fromkeys(("£000", "£000s", "£'000", "£'000s", "£k", "£ks"), 1e3)
_SCALES |= dict.fromkeys(("£m", "£millions", "£million"), 1e6) | {"£": 1.0}
_LEAST = 2  # rows with a difference by which the columns are told
_MOST = 0.8  # share of a table's rows on which the arithmetic holds
_ABOVE = 3  # lines above a table that may head it
_HEADING = 40  # words of such a line
_DIGITS = 5  # of a financial year, at least
_WIDE = 6  # neighbouring columns among which the three stand
_AHEAD = ("forecas", "projected", "projection")
_TIMES = {"date", "ytd", *(month.lower() for month in month_name[1:])}  # what a head of part of a year has, and digits


@dataclass(frozen=True)
class Line:
    """A row of a budget, in pounds: `variance` is the difference as printed, without its sign. `notes` is what the row
    says besides, `scale` what its figures are counted in; `sums` is true of one that is the sum of others.
    """

    said: Statement
    label: str
    budget: float
    outturn: float
    variance: float
    scale: float
    notes: tuple[str, ...]
    sums: bool

    @property
    def over(self) -> float:
        """How far it is above its budget, as printed."""
        return copysign(self.variance, self.outturn - self.budget)


@dataclass(frozen=True)
class Budget:
    """A table of a budget: its rows, what heads it, how its own heads call what its columns are, and whether what is
    set against the budget is still ahead.
    """

    lines: tuple[Line, ...]
    heading: str
    columns: str
    forecast: bool

    @property
    def savings(self) -> bool:
        """True where what is planned is to be saved and not to be spent."""
        return "budget" not in self.columns and "saving" in f"{self.columns} {self.heading}".lower()


def budgets(statements: Sequence[Statement]) -> list[Budget]:
    """The budgets among the statements of a paper, in order."""
    found = []
    for above, rows in _runs(statements):
        read = figure_rows(rows)
        for width in dict.fromkeys(len(row.columns) for row in read):
            table = [row for row in read if len(row.columns) == width]
            if budget := _budget(table, above):
                found.append(budget)
    return found


def _runs(statements: Sequence[Statement]) -> Iterator[tuple[str, list[Statement]]]:
    """The rows that follow each other, with the lines above them."""
    above: list[str] = []
    rows: list[Statement] = []
    for one in statements:
        if one.row:
            rows.append(one)
            continue
        if rows:
            yield " ".join(above), rows
            above, rows = [], []
        short = len(one.text.split()) <= _HEADING and one.text[-1:] not in ".;"
        above = [*above, one.text][-_ABOVE:] if short or one.kind == "head" else []
    if rows:
        yield " ".join(above), rows


def _budget(rows: Sequence[FigureRow], above: str) -> Budget | None:
    """The budget that these rows are of, whose columns the arithmetic and the heads tell; None for none."""
    titles = list(dict.fromkeys(text for row in rows for text in (row.said.table, row.said.group) if text))
    heading = " ".join(filter(None, (above, *titles, rows[0].said.heading)))
    best: tuple[Place, list[FigureRow]] | None = None
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
    heads = " ".join(_head(rows[0], n) for n in place)
    titled = " ".join([above, *titles])
    scale = _own_scale(held, place) or _scale(heads) or _scale_around(rows[0], place, titled)
    if not scale:
        return None
    summed = [_is_sum(rows, row, place) for row in held]
    lines = tuple(_line(row, place, scale, sums) for row, sums in zip(held, summed, strict=True))
    ahead = _words(_head(rows[0], place[1]) or titled)
    forecast = any(word.startswith(_AHEAD) for word in ahead)
    return Budget(lines, heading, (heads if _roles(heads) else titled).lower(), forecast)


def _scale_around(row: FigureRow, place: Place, titled: str) -> float | None:
    """What figures are counted in, thousands or millions of pounds: by the table's title, or its first head, unless
    the heads of both columns name what they count, as posts; for columns without heads by the lines above.
    """
    heads = [_head(row, n) for n in place]
    if not any(heads):
        return _scale(titled)
    both = set(_words(heads[0])) & set(_words(heads[1])) - _times(heads[0])
    counted = any(len(word) > len("to") and not _roles(word) for word in both)
    first = None if counted else _scale(row.said.cells[0].head)
    scale = first or _scale(row.said.table or "")
    return scale if scale != 1 else None


def _is_sum(rows: Sequence[FigureRow], row: FigureRow, place: Place) -> bool:
    """Whether a row's budget, or what is set against it, is the sum of the rows next above or below, or of all others;
    rows that do not add up across are among them.
    """
    for column in place[:2]:
        printed = [one for one in rows if one.columns[column] is not None]
        at = next(n for n, one in enumerate(printed) if one is row)
        values = [_value(one, column) for one in printed]
        figure = row.columns[column]
        step = _step(figure) if figure else 0.0
        for others in (values[:at][::-1], values[at + 1 :], values[:at] + values[at + 1 :]):
            runs = list(accumulate(others))
            near = (abs(run - values[at]) <= step * (n + 2) / 2 + 1e-6 for n, run in enumerate(runs))
            if values[at] and any([*near][1:]):
                return True
    return False


def _places(rows: Sequence[FigureRow], heading: str) -> Iterator[Place]:
    """Where the budget, what is set against it and the difference may stand: by the heads of the cells, or by the order
    in which the words above the table name them, where that is one order.
    """
    width = len(rows[0].columns)
    roles = [_roles(_head(rows[0], n)) for n in range(width)]
    of: dict[Role, list[int]] = {role: [n for n in range(width) if roles[n][:1] == [role]] for role in _HEADS}
    if all(of.values()):
        places = ((b, t, v) for b in of["budget"] for t in of["outturn"] for v in of["variance"])
        for place in places:
            alike = _times(_head(rows[0], place[0])) == _times(_head(rows[0], place[1]))
            if alike and max(place) - min(place) < _WIDE:
                yield place
    if any(roles) or _of_two_times(heading):
        return
    order = list(pairwise([*_roles(heading, every=True), None]))
    one = "".join(str(a)[0] for a, b in order if a != b)
    if "bov" in one and "obv" not in one:
        yield from _near(width)
    elif "obv" in one and "bov" not in one:
        yield from ((b, t, v) for t, b, v in _near(width))


def _of_two_times(heading: str) -> bool:
    """Whether the lines above columns without heads may set what was spent by a day, or in another year, against the
    budget of a year.
    """
    words = _words(heading)
    years = {word for word in words if sum(map(str.isdigit, word)) >= _DIGITS and any(not c.isalnum() for c in word)}
    ahead = any(word.startswith(_AHEAD) for word in words)
    partly = any(word.startswith("actual") for word in words) or not ahead
    return len(years) > 1 or (partly and (ahead or not {"date", "ytd"}.isdisjoint(words)))


def _times(head: str) -> set[str]:
    """The words of a head that tell of what time its figures are: those with digits, months and "to date"."""
    return {word for word in _words(head) if word not in _SCALES and (word in _TIMES or any(map(str.isdigit, word)))}


def _near(width: int) -> list[Place]:
    """Three of a few neighbouring columns, the nearest first."""
    starts = range(width)
    return sorted(
        ((n, *two) for n in starts for two in combinations(range(n + 1, min(n + _WIDE, width)), 2)), key=_nearness
    )


def _words(text: str) -> list[str]:
    """The words of a head, without what stands around them."""
    marks = "():,;*–-/"
    return [word.strip(marks).lower().replace("’", "'").replace("‘", "'") for word in text.split()]


def _nearness(place: Place) -> tuple[int, int]:
    """A difference stands beside what it is taken from, most often, and that beside its budget."""
    return place[2] - place[1], place[1] - place[0]


def _head(row: FigureRow, column: int) -> str:
    """The head of a column, where the row's cells are its columns."""
    cells = row.said.cells[1:]
    return cells[column].head if len(cells) == len(row.columns) else ""


def _roles(text: str, every: bool = False) -> list[Role]:
    """What a head says that its column is: a difference before all else; `every` word's, in order."""
    words = _words(text)
    if every:
        return [role for word in words for role, begins in _HEADS.items() if f"{word} ".startswith(begins)]
    for said in (words, [one + other for one, other in pairwise(words)]):  # a head may be cut within a word
        told = [role for role, begins in _HEADS.items() if any(f"{word} ".startswith(begins) for word in said)]
        if told:
            return told[:1]
    return []


def _value(row: FigureRow, column: int) -> float:
    figure = row.columns[column]
    assert figure is not None
    return figure.value


def _rounding(row: FigureRow, place: Place) -> float:
    """How far three printed figures may be from adding up."""
    return sum(_step(figure) / 2 for n in place if (figure := row.columns[n])) * (1 + 1e-6) + 1e-9


def _step(figure: Amount) -> float:
    """What the last digit of a printed figure counts."""
    digits = "".join(letter for letter in figure.printed if letter.isdigit() or letter == ".")
    if not digits:
        return 0.0
    times = abs(figure.value) / float(digits) if figure.value else 1.0
    return float(times * 10.0 ** -decimals(digits))


def _holds(row: FigureRow, place: Place) -> bool:
    """Whether a row prints all three, in money, and they add up."""
    figures = [row.columns[n] for n in place]
    if any(figure is None or figure.unit not in ("", "£") for figure in figures):
        return False
    budget, outturn, variance = (_value(row, n) for n in place)
    return abs(abs(outturn - budget) - abs(variance)) <= _rounding(row, place)


def _own_scale(rows: Sequence[FigureRow], place: Place) -> float | None:
    """One pound, where the figures themselves say what they count ("£1.2m")."""
    printed = [figure.printed for row in rows for n in place if (figure := row.columns[n]) and figure.value]
    return 1.0 if any(text[-1:].isalpha() for text in printed) else None


def _scale(text: str) -> float | None:
    """What figures are counted in by the words that head them; None where they do not say, or say two things."""
    found = {_SCALES[word] for word in _words(text) if word in _SCALES}
    return found.pop() if len(found) == 1 else None


def _line(row: FigureRow, place: Place, scale: float, sums: bool) -> Line:
    budget, outturn, variance = (round(_value(row, n) * scale, 2) for n in place)
    return Line(row.said, row.label, budget, outturn, abs(variance), scale, row.notes, sums)
