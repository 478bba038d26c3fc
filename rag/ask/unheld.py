"""Minutes that a question asks for and nobody holds: said first, before what other minutes have on the subject."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from index.language.periods import long_date
from rag.memory.history.ask import asked
from rag.search.retriever import Found
from rag.values import Answer, Sentence

_MINUTES = re.compile(r"\b(?:the|our|approved|draft) minutes\b|\bminutes of\b", re.I)


def unheld_minutes(found: Found) -> tuple[date, ...]:
    """The meetings named whose minutes are asked for, where those of none of them are held; else ()."""
    wanted = asked(found.query.text)
    if not _MINUTES.search(found.query.text) and not (wanted and wanted.sort == "resolved"):
        return ()
    held = {i.meeting_date for i in found.corpus.items if i.kind == "minutes"}
    named = found.scoped.scope.meetings
    return () if held.intersection(named) else named


def other_minutes(found: Found) -> set[str]:
    """The ids of the minutes among the papers that were searched."""
    return {i.id for i in found.searched if i.kind == "minutes"}


def without_minutes(answer: Answer, meetings: tuple[date, ...]) -> Answer:
    """The answer after a sentence saying that the minutes of these meetings are not held."""
    text = f"The minutes of {' and '.join(map(long_date, meetings))} are not among the papers held."
    if not answer.citations:
        return replace(answer, text=f"{text} {answer.text}")
    return replace(
        answer,
        status="partial",
        text=f"{text}\n\n{answer.text}",
        sentences=(Sentence(text, ()), *answer.sentences),
    )
