"""Rows of figures as their columns: those of a row's cells, or in a row without cells the figures that it ends with.

What stands before them is the row's label, where it can be told whole: the lines of a flattened table cut labels.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.language.amounts import NONE, Amount, whole
from index.language.statements import Statement

_CODED = 0.8  # share of a table's labels that have a code
_OPEN = ("-", "–", "&", "and", "of", "for", "re-", "to", "the")  # a label that ends so goes on elsewhere
_WORDS = 16  # words of a label


@dataclass(frozen=True)
class FigureRow:
    """A row as it is printed: its label ("" where none can be told) and its columns, None for one without a figure."""

    said: Statement
    label: str
    columns: tuple[Amount | None, ...]
    notes: tuple[str, ...] = ()


def figure_rows(rows: Sequence[Statement]) -> list[FigureRow]:
    """Those of the rows of a table that have figures; one without any goes on with what the row above says besides."""
    found: list[FigureRow] = []
    for row in map(_figure_row, rows):
        if any(row.columns):
            found.append(row)
        elif found and found[-1].notes:
            found[-1] = replace(found[-1], notes=(*found[-1].notes, row.said.text))
    return _labelled(found)


def _figure_row(row: Statement) -> FigureRow:
    """A row with its columns: those of its cells, or the figures that it ends with."""
    texts = [cell.text for cell in row.cells] or [row.text]
    first = texts[0].split()
    at = len(first)
    while not row.cells and at and _column(first[at - 1]) is not None:
        at -= 1
    label = first[:at]
    columns: list[Amount | None] = [a for word in first[at:] for a in _column(word) or ()]
    notes = []
    for text in texts[1:]:
        one = _column("".join(text.split())) if len(text.split()) == 2 and text[0] in "+-–" else _column(text.strip())
        many = [a for word in text.split() for a in _column(word) or (None,)]
        if one is not None or not text.strip():
            columns += one or (None,)
        elif None not in many:
            columns += many
        else:
            notes.append(text)
            columns.append(None)
    return FigureRow(row, _single(label), tuple(columns), tuple(notes))


def _column(text: str) -> tuple[Amount] | None:
    """The figure that a column prints, as a tuple: "(15,035)" and "£(7.3)m" are below nothing, "-" is nothing."""
    if text.lower() in NONE:
        return (Amount(0.0, "", "", 0, 0, text),)
    bare = text.lstrip("+*").rstrip("*")
    within = bare.replace("(", "", 1).replace(")", "", 1) if bare.count("(") == bare.count(")") == 1 else bare
    figure = whole(within.replace("–", "-").replace("−", "-"))
    if figure is None or figure.sign:
        return None
    value = -figure.value if within != bare else figure.value
    return (replace(figure, value=value),)


def _single(words: Sequence[str]) -> str:
    """A label said once: a group's name may stand before that of its only row, which is the same."""
    half = len(words) // 2
    return " ".join(words[:half] if words[:half] == words[half:] else words).strip(" -–:*")


def _labelled(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """Rows whose labels are whole: in flattened ones whose labels begin with a code, what stands before a code ends the
    label of the row above. A label that goes on elsewhere is none.
    """
    codes = [next((n for n, w in enumerate(row.label.split()) if any(map(str.isdigit, w))), -1) for row in rows]
    flat = not any(row.said.cells for row in rows)
    coded = flat and len(rows) > 1 and sum(code >= 0 for code in codes) >= _CODED * (len(rows) - 1)
    labels = [row.label for row in rows]
    for n, code in enumerate(codes if coded else ()):
        words = labels[n].split()
        if code == len(rows[n].label.split()) - 1:
            labels[n] = ""
        elif code > 0:
            before = words[: len(words) - len(rows[n].label.split()) + code]
            labels[n] = " ".join(words[len(before) :])
            labels[n - 1] = f"{labels[n - 1]} {' '.join(before)}" if n and labels[n - 1] else ""
    return [replace(row, label=_whole(label)) for row, label in zip(rows, labels, strict=True)]


def _whole(label: str) -> str:
    words = label.split()
    told = words and len(words) <= _WORDS and words[-1].lower() not in _OPEN and not label[:1].islower()
    return label if told and sum(map(str.isalpha, label)) > 1 else ""
