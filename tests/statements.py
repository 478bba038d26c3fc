"""Statements of a report made by hand, in the passage of another."""

from dataclasses import replace

from index.language.amounts import amounts
from index.language.periods import find_periods
from index.language.statements import Statement as Said
from index.values import Cell
from rag.draft.material.report import Statement


def table(passage, heads, *rows):
    """Rows of a table under these heads, as statements of a report."""
    made = []
    for cells in rows:
        text, at, said = "\t".join(cells), 0, []
        for head, cell in zip(heads, cells, strict=True):
            said.append(Cell(cell, at, at + len(cell), head))
            at += len(cell) + 1
        own = Said(passage.id, 0, len(text), text, "row", amounts=tuple(amounts(text)), cells=tuple(said))
        made.append(Statement(replace(passage, text=text), own, 0, "", len(made)))
    return made


def prose(passage, *texts, heading=""):
    """Sentences, each a paragraph of its own, as statements of a report."""
    said = [
        Said(passage.id, 0, len(text), text, "prose", None, f"{n}", None, find_periods(text), tuple(amounts(text)))
        for n, text in enumerate(texts, 1)
    ]
    return [Statement(replace(passage, text=one.text), one, 0, heading, n) for n, one in enumerate(said)]
