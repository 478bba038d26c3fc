"""Targets that a report prints beside what was reached: in a row of a table, in a sentence, or in two.

A row misses its target where the paper itself tells which way is good: by the sign before the target ("<20.8%"), in
words of its own ("Low = Good", "Increase Negative"), or by the colour that it names. A sentence gives a figure and a
target of one unit; one that is less is asked after as a gap, which is true whichever way is good. All else is left
alone: an unmarked target in a row, two candidates for one figure, another period, "fewer than 5".
"""

from collections.abc import Sequence
from itertools import groupby

from index.language.amounts import Amount, whole
from index.language.periods import named_periods
from index.language.tokens import tokens
from index.values import Cell
from rag.draft.asking import place, sayable
from rag.draft.finding import Finding
from rag.draft.papers import Quotable
from rag.draft.report import Statement
from rag.figures.forms import Figure, figures_of
from rag.figures.names import Names
from rag.figures.values import Value

_NAMES = Names({})
_TARGET = "target"  # the stem of the word by which papers everywhere name one
_REACHED = frozenset(tokens("actual latest current achieved outturn performance result"))
_HEAD, _CLAUSE = 8, 2  # words of a column's head or before a target's figure, at most; of a clause, more than
_COLOURS = {"red": True, "amber": True, "green": False, "r": True, "a": True, "g": False}  # whether it is missed
_STATUS = frozenset(tokens("rag status rating"))
_LOW = {"low": True, "lower": True, "smaller": True, "high": False, "higher": False, "bigger": False}
_RISES, _WELCOME = {"increase": True, "decrease": False}, {"positive": True, "negative": False}
_APART = 0.8  # share of a table's rows that have a label of their own
_SAID = 16  # words of a figure's sentence before its target is named
_THING = 3  # words behind a count that tell what is counted
_LIMITS = frozenset({"than", "within", "under", "below", "to"})  # before a target's number: it may be a ceiling


def missed(name: str, value: Amount | Value, target: Amount, proofs: tuple[Quotable, ...] = ()) -> Finding:
    """The finding of a figure on the wrong side of its target."""
    working = f"{value.printed} is {'above' if value.value > target.value else 'below'} the target of {target.printed}"
    said = {"name": name, "value": value.printed, "target": target.printed}
    return Finding("missed", "missed_target", proofs, working, said, far(value.value, target.value))


def far(value: float, other: float) -> float:
    """How far a figure is from another, as a share of that."""
    return abs(value - other) / max(abs(other), 1e-9)


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
    aims = [cell for cell in cells if _TARGET in _head(cell) and whole(cell.text)]
    target = whole(aims[0].text) if len(aims) == 1 else None
    name = _label(row, table, cells.index(aims[0])) if target else ""
    if target is None or not name:
        return None
    figures = [(cell, a) for cell in cells if cell not in aims and (a := whole(cell.text)) and a.unit == target.unit]
    reached = _reached(aims[0], figures)
    low = target.sign == "<" if target.sign else low_is_good(row.text)
    colours = {colour for cell in cells if (colour := _colour(cell)) is not None}
    if reached is None or reached.value == target.value or False in colours:
        return None
    wrong = bool(colours) if low is None else (reached.value > target.value) is low
    return missed(name, reached, target, (row,)) if wrong else None


def _head(cell: Cell) -> list[str]:
    return tokens(cell.head) if len(cell.head.split()) <= _HEAD else []


def _reached(aim: Cell, figures: Sequence[tuple[Cell, Amount]]) -> Amount | None:
    """The figure set against the target: the one under a head that says so, else the only one there is."""
    told = [(cell, figure) for cell, figure in figures if not _REACHED.isdisjoint(_head(cell))]
    chosen = told if told else list(figures)
    if len(chosen) != 1:
        return None
    of, over = ([p.span for p in named_periods(head, None)] for head in (aim.head, chosen[0][0].head))
    return None if of and over and not of[0].same(over[0]) else chosen[0][1]


def _colour(cell: Cell) -> bool | None:
    """Whether the colour that a cell names says that the target is missed; a letter counts under a head of its own."""
    word = cell.text.strip(" *()").lower()
    return _COLOURS.get(word) if len(word) > 1 or not _STATUS.isdisjoint(_head(cell)) else None


def _label(row: Statement, table: Sequence[Statement], end: int) -> str:
    """What a row is of: of the cells before its target, the one of most words in a column that tells rows apart."""
    best = ""
    for n, cell in enumerate(row.said.cells[:end]):
        column = {other.said.cells[n].text.strip() for other in table}
        words = [word for word in cell.text.split() if word[:1].isalpha()]
        if len(column) > _APART * len(table) and len(words) > len(best.split()):
            best = " ".join(cell.text.split())
    return best


def missed_in_sentences(statements: Sequence[Statement]) -> list[Finding]:
    """The sentences that print a figure short of the target they name, or of the one that a sentence beside names."""
    prose = [(n, one) for n, one in enumerate(statements) if not one.row]
    around = [(one, [*statements[n + 1 : n + 2], *statements[max(0, n - 1) : n]]) for n, one in prose]
    return [found for one, beside in around if (found := _of_sentence(one, beside))]


def _of_sentence(one: Statement, beside: Sequence[Statement]) -> Finding | None:
    figures = figures_of(one.text, named_periods(one.text, None)) if _TARGET in tokens(one.text) else []
    aim, day = _aim(one.text, figures), one.passage.item.meeting_date
    if aim is None or aim.sign == "<":
        return None
    reached = [(a, one) for a in _values(figures, aim) if _set_against(a, aim, one.text)]
    if len(figures) == 1 and not any(day and period.start > day for period in one.said.periods):
        for other in beside:
            if not reached and not other.row and other.passage.id == one.passage.id:
                reached = [(a, other) for a in _alone(other.text, one.text, aim)]
    if len(reached) != 1 or reached[0][0].value >= aim.value:
        return None
    (figure, other), target = reached[0], aim.printed
    proofs = sorted({one.order: one, other.order: other}.values(), key=lambda s: s.order)
    words = sayable(" ".join(proof.text for proof in proofs), (figure.printed, target))
    part = sayable(other.text, (figure.printed,)) or ""
    told = f"gives {figure.printed} and a target of {target}"
    if words:
        told = f"says “{words}”"
    elif part and len(part.split()) <= _SAID:
        told = f"says “{part}”, and the target is {target}"
    said = {"place": place(one), "told": told, "target": target}
    return Finding("short", "missed_target", (*proofs,), f"{figure.printed} is less than the target of {target}", said)


def _alone(text: str, other: str, aim: Amount) -> list[Amount]:
    """The figures of a sentence beside the target's: of counts those of the very thing, of others the only one."""
    figures, aimed = _values(figures_of(text, named_periods(text, None)), aim), _counted(other, aim)
    if aim.unit:
        return figures if len(figures) == 1 else []
    return [a for a in figures if aimed and _counted(text, a)[:1] == aimed[:1]]


def _aim(text: str, figures: Sequence[Figure]) -> Amount | None:
    """The one figure that follows the word "target" in its clause, and is no ceiling."""
    found = []
    for before, figure in zip([0, *(f.amount.end for f in figures)], figures, strict=False):
        words = text[before : figure.amount.start].split()
        at = [n for n, word in enumerate(words) if _TARGET in tokens(word)]
        led = words[at[-1] :] if at else []
        if led and len(led) <= _HEAD and not any(w[-1] in ",;" for w in led) and words[-1].lower() not in _LIMITS:
            found.append(figure)
    return found[0].amount if len(found) == 1 and found[0].role != "change" else None


def _set_against(figure: Amount, aim: Amount, text: str) -> bool:
    """Whether a figure is set against the target in the sentence: before it, or in a clause of its own after it."""
    first, last = sorted((figure, aim), key=lambda a: a.start)
    between = text[first.end : last.start]
    clause = last is aim or (len(between.split()) > _CLAUSE and "(" not in between)
    return clause and _one_thing(text, figure, text, aim)


def _one_thing(text: str, figure: Amount, other: str, aim: Amount) -> bool:
    """Whether counts are of one thing, as far as the words behind them tell."""
    counted, aimed = _counted(text, figure), _counted(other, aim)
    return bool(aim.unit) or not counted or not aimed or not set(counted).isdisjoint(aimed)


def _counted(text: str, figure: Amount) -> list[str]:
    """The telling words right behind a count, up to the next mark."""
    words = text[figure.end :].replace(".", " . ").replace(",", " , ").split()[:_THING]
    marks = [n for n, word in enumerate(words) if not word[0].isalpha()]
    return _NAMES.stems(" ".join(words[: marks[0]] if marks else words))


def _values(figures: Sequence[Figure], aim: Amount) -> list[Amount]:
    return [f.amount for f in figures if f.role == "value" and f.amount is not aim and f.amount.unit == aim.unit]
