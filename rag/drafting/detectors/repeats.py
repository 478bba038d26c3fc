"""Boilerplate: what the same paper said word for word at an earlier meeting, where it should say something new."""

from __future__ import annotations

from prompts.cues import cue_list
from rag.drafting.challenge import Challenge, Material
from rag.drafting.cues import any_found, read
from rag.drafting.statements import Statement

_LIMIT = 1


def find(material: Material) -> list[Challenge]:
    """At most one: the first such sentence under a heading where the year should have made a difference."""
    before = {_folded(s): s for s in material.earlier}
    found = []
    for statement in material.report:
        twin = before.get(_folded(statement))
        if (
            twin
            and not statement.row
            and statement.cover
            and any_found(cue_list("should_be_new"), read(statement.heading))
            and not any_found(cue_list("always_said"), statement.words)
        ):
            found.append(
                Challenge("boilerplate", "data_quality", "Repeated from the last report", 0.58, (statement, twin))
            )
    return found[:_LIMIT]


def _folded(statement: Statement) -> str:
    return " ".join(statement.words.line.split())
