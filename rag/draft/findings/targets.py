"""Targets that a report prints beside what was reached, in a row of a table, and how they are said.

A row misses its target where the paper itself tells which way is good: by the sign before the target ("<20.8%"), in
words of its own ("Low = Good", "Increase Negative"), or by the colour that it names. All else is left alone: an
unmarked target, two candidates for one figure, another period. So is a target in a sentence: what is short of it there
is most often on the way to it, explained a paragraph on, or set against another target elsewhere.
"""

from collections.abc import Sequence
from itertools import groupby

from index.language.amounts import Amount, whole
from index.language.periods import named_periods
from index.language.tokens import tokens
from index.values import Cell
from rag.draft.findings.finding import Finding
from rag.draft.material.papers import Quotable
from rag.draft.material.report import Statement
from rag.figures.values import Value

_TARGET = frozenset(("target", "targets"))  # the word by which papers everywhere name one
_REACHED = frozenset(tokens("actual latest current achieved outturn performance result"))
_HEAD = 8  # words of a column's head, at most
_COLOURS = {"red": True, "green": False, "r": True, "g": False}  # whether it is missed; amber may be either
_FROM_IT = frozenset(("of", "to", "from", "against", "versus", "vs"))  # "distance from target" is no target
_STATUS = frozenset(tokens("rag status"))
_LOW = {"low": True, "lower": True, "smaller": True, "high": False, "higher": False, "bigger": False}
_RISES, _WELCOME = {"increase": True, "decrease": False}, {"positive": True, "negative": False}
_APART = 0.8  # share of a table's rows that have a label of their own
_SPOKEN = {"<": "below ", ">": "above ", "≤": "at most ", "≥": "at least "}
_TRIFLE = 0.05  # how far out a figure is at least, by `short_by`: within a twentieth it may be met the next time
_ROOM = 5  # points of a share that tell things apart at least, where a target is near none or all


def missed(
    name: str, value: Amount | Value, target: Amount, proofs: tuple[Quotable, ...] = (), before: Value | None = None,
    when: str = "",
) -> Finding:  # fmt: skip
    """The finding of a figure on the wrong side of its target, with the figure `before` and `when` that was."""
    aim, change = spoken(target), f", {moved(value, before)} {when}" if before else ""
    said = {"name": name, "value": value.printed, "target": aim, "change": change}
    working = f"{value.printed} against a target of {aim}"
    return Finding("missed", "missed_target", proofs, working, said, short_by(value.value, target))


def moved(value: Amount | Value, before: Value) -> str:
    """How a figure differs from that before it, as it is said: "down from 86.3%"."""
    if value.value == before.value:
        return "as it was"
    return f"{'down' if value.value < before.value else 'up'} from {before.printed}"


def spoken(target: Amount) -> str:
    """A target as it is said aloud: "below 20.8%" for "<20.8%"."""
    return _SPOKEN.get(target.printed[:1], "") + target.printed.lstrip("".join(_SPOKEN)).lstrip()


def beyond(value: float, target: Amount) -> bool:
    """Whether a value is on the wrong side of a target with a sign, by so much that it is worth a question."""
    wrong = value > target.value if target.sign == "<" else value < target.value
    return wrong and short_by(value, target) >= _TRIFLE


def short_by(value: float, target: Amount) -> float:
    """How far a value is from its target, as a part of that; of a share, of what it leaves to 100% if that is less."""
    room = max(min(target.value, 100 - target.value), _ROOM) if target.unit == "%" else target.value
    return abs(value - target.value) / max(abs(room), 1e-9)


def low_is_good(text: str) -> bool | None:
    """Which way the words of a row say is good: "(low is good)", "High = Good", "Increase Negative"; None for none."""
    words = "".join(letter.lower() if letter.isalnum() else " " for letter in text).split()
    for first, second, third in zip(words, words[1:], [*words[2:], ""], strict=False):
        if first in _LOW and ("good" in (second, third) or "better" in (second, third)):
            return _LOW[first]
        if first in _RISES and second in _WELCOME:
            return _RISES[first] is not _WELCOME[second]
    return None


def missed_in_rows(statements: Sequence[Statement]) -> list[Finding]:
    """The rows whose cells print a figure on the wrong side of its target."""
    found: list[Finding | None] = []
    for _, rows in groupby(statements, key=lambda s: tuple(cell.head for cell in s.said.cells)):
        table = [row for row in rows if row.row and any(whole(cell.text) for cell in row.said.cells[1:])]
        found += [_of_row(row, table) for row in table]
    return list(filter(None, found))


def _of_row(row: Statement, table: Sequence[Statement]) -> Finding | None:
    cells = row.said.cells
    aims = [cell for cell in cells if _is_aim(cell) and whole(cell.text)]
    target = whole(aims[0].text) if len(aims) == 1 else None
    name = _label(row, table, cells.index(aims[0])) if target else ""
    if target is None or not name:
        return None
    figures = [(cell, a) for cell in cells if cell not in aims and (a := whole(cell.text)) and a.unit == target.unit]
    reached = _reached(aims[0], cells, figures)
    low = target.sign == "<" if target.sign else low_is_good(row.text)
    colours = {colour for cell in cells if (colour := _colour(cell)) is not None}
    if reached is None or reached.value == target.value or False in colours:
        return None
    wrong = bool(colours) if low is None else (reached.value > target.value) is low
    return missed(name, reached, target, (row,)) if wrong and short_by(reached.value, target) >= _TRIFLE else None


def _head(cell: Cell) -> list[str]:
    return tokens(cell.head) if len(cell.head.split()) <= _HEAD else []


def _is_aim(cell: Cell) -> bool:
    """Whether a cell stands under a head that names a target, and not how far from one something is."""
    words = [word.strip("():;,.%*") for word in cell.head.lower().split()]
    at = next((n for n, word in enumerate(words) if word in _TARGET), len(words))
    return at < len(words) <= _HEAD and (at == 0 or words[at - 1] not in _FROM_IT)


def _reached(aim: Cell, cells: Sequence[Cell], figures: Sequence[tuple[Cell, Amount]]) -> Amount | None:
    """The figure set against the target: the one under a head that says so; where none does, the only one there is."""
    told = any(not _REACHED.isdisjoint(_head(cell)) for cell in cells if cell is not aim)
    chosen = [(cell, figure) for cell, figure in figures if not told or not _REACHED.isdisjoint(_head(cell))]
    if len(chosen) != 1:
        return None
    of, over = ([p.span for p in named_periods(head, None)] for head in (aim.head, chosen[0][0].head))
    return None if of and over and not of[0].same(over[0]) else chosen[0][1]


def _colour(cell: Cell) -> bool | None:
    """Whether the colour that a cell names says that the target is missed: under a head of its own, or green anywhere
    as a word.
    """
    word = cell.text.strip(" *()").lower()
    return _COLOURS.get(word) if word == "green" or not _STATUS.isdisjoint(_head(cell)) else None


def _label(row: Statement, table: Sequence[Statement], end: int) -> str:
    """What a row is of: of the cells before its target, in columns that tell rows apart, the one of most words that has
    one in small letters (names and posts of people have none), else the first.
    """
    best, first = "", ""
    for n, cell in enumerate(row.said.cells[:end]):
        column = {other.said.cells[n].text.strip() for other in table}
        words = [word for word in cell.text.split() if word[:1].isalpha()]
        if words and len(column) > _APART * len(table):
            first = first or " ".join(cell.text.split())
            if len(words) > len(best.split()) and any(word.islower() for word in words):
                best = " ".join(cell.text.split())
    return best or first
