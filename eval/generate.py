"""Ask a system every question, play every conversation and draft every report: lines of JSON, nothing
scored.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol

from eval.cases import Case, Conversation
from index.values import StoredItem
from rag.values import Answer, Draft, Turn

_log = logging.getLogger(__name__)


class Assistant(Protocol):
    """What of `rag.assistant.Assistant` is evaluated."""

    def ask(self, question: str, turns: Sequence[Turn] = (), *, id: str | None = None) -> Answer:
        """A checked answer, given the turns before."""

    def draft(self, item_id: str) -> Draft:
        """A draft for one report."""

    def reports(self) -> Sequence[StoredItem]:
        """The reports that can be drafted for."""


def asker(assistant: Assistant) -> Callable[[str, str], dict[str, Any]]:
    """The assistant as a function of a question and an id, with no turns before."""
    return lambda question, id: as_line(assistant.ask(question, id=id))


def answers(ask: Callable[[str, str], dict[str, Any]], cases: Iterable[Case]) -> Iterator[dict[str, Any]]:
    """One answer a case, in order. `ask` takes the question and the case's id."""
    for case in cases:
        yield _kept(case.id, partial(ask, case.question, case.id))


def conversations(assistant: Assistant, chats: Iterable[Conversation]) -> Iterator[dict[str, Any]]:
    """One answer a turn, each asked with the turns before it and the answers they really got."""
    for chat in chats:
        turns: list[Turn] = []
        for case in chat.cases():
            yield _kept(case.id, partial(_turn, assistant, case, turns))


def drafts(assistant: Assistant) -> Iterator[dict[str, Any]]:
    """One draft a report."""
    for report in assistant.reports():
        yield _kept(report.id, partial(_draft, assistant, report.id))


def as_line(answer: Answer) -> dict[str, Any]:
    """An answer as `scrutiny ask --json` prints it, and its sentences with their citations."""
    said = [{"text": sentence.text, "cites": list(sentence.cites)} for sentence in answer.sentences]
    return answer.as_json() | {"sentences": said}


def _turn(assistant: Assistant, case: Case, turns: list[Turn]) -> dict[str, Any]:
    answer = assistant.ask(case.question, tuple(turns), id=case.id)
    cited = dict.fromkeys(citation.passage.item.title for citation in answer.citations)
    turns.append(Turn(case.question, answer.text, tuple(cited), answer.scope))
    return as_line(answer)


def _draft(assistant: Assistant, item_id: str) -> dict[str, Any]:
    return assistant.draft(item_id).as_json()


def _kept(id: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `make` makes; where it breaks, which it never should, an error that is logged, counted and
    scored as 0.
    """
    try:
        return make()
    except Exception as error:
        _log.exception("%s broke", id)
        return {"id": id, "status": "error", "text": f"{type(error).__name__}: {error}"}
