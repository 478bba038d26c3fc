"""What a sentence leaves to the reader: of how many, how many were not."""

from __future__ import annotations

from itertools import pairwise

from index.language.amounts import Amount, plain
from rag.draft.findings.finding import Finding, Material
from rag.draft.reading.statements import Statement

_JOINTS = {("of",), ("of", "the"), ("of", "all"), ("of", "these"), ("out", "of"), ("out", "of", "the")}
_FEWEST, _LEAST = 15, 0.08  # too few to ask after: a whole of so many, a rest of such a share


def find(material: Material) -> list[Finding]:
    """One finding for each sentence that gives a part and its whole and not the rest."""
    return [found for one in material.statements if not one.row and (found := _rest(one))]


def _rest(statement: Statement) -> Finding | None:
    figures = statement.amounts
    for part, whole in pairwise(figures):
        between = tuple(statement.said.text[part.end : whole.start].lower().split())
        if between in _JOINTS and _counts(part, whole):
            rest = whole.value - part.value
            if rest in {figure.value for figure in figures}:
                return None  # the paper says it itself
            said = {"part": part.printed, "whole": whole.printed, "rest": plain(rest)}
            working = f"{whole.printed} less {part.printed} leaves {said['rest']}"
            return Finding("remainder", "data_quality", (statement,), working, said)
    return None


def _counts(part: Amount, whole: Amount) -> bool:
    rest = whole.value - part.value
    return not part.unit and not whole.unit and whole.value >= _FEWEST and _LEAST * whole.value <= rest < whole.value
