"""Ask a system every question and play every conversation: lines of JSON, nothing scored."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from eval.answers.cases import Case, Conversation
from eval.measures.printed import unbroken
from rag.assistant import Assistant
from rag.values import Answer, Turn


def asker(assistant: Assistant) -> Callable[[str, str], dict[str, Any]]:
    """The assistant as a function of a question and an id, with no turns before."""
    return lambda question, id: as_line(assistant.ask(question, id=id))


def answers(ask: Callable[[str, str], dict[str, Any]], cases: Iterable[Case]) -> Iterator[dict[str, Any]]:
    """One answer a case, in order. `ask` takes the question and the case's id."""
    for case in cases:
        yield unbroken(case.id, partial(ask, case.question, case.id))


def conversations(assistant: Assistant, chats: Iterable[Conversation]) -> Iterator[dict[str, Any]]:
    """One answer a turn, each asked with the turns before it and the answers they really got."""
    for chat in chats:
        turns: list[Turn] = []
        for case in chat.cases():
            yield unbroken(case.id, partial(_turn, assistant, case, turns))


def as_line(answer: Answer) -> dict[str, Any]:
    """An answer as `scrutiny ask --json` prints it, and its sentences with their citations."""
    said = [{"text": sentence.text, "cites": list(sentence.cites)} for sentence in answer.sentences]
    return answer.as_json() | {"sentences": said}


def _turn(assistant: Assistant, case: Case, turns: list[Turn]) -> dict[str, Any]:
    answer = assistant.ask(case.question, tuple(turns), id=case.id)
    cited = dict.fromkeys(citation.passage.item.title for citation in answer.citations)
    first = answer.citations[0].passage.item if answer.citations else None
    place = (first.document, first.committee or "") if first else ()
    turns.append(Turn(case.question, answer.text, tuple(cited), answer.scope, *place))
    return as_line(answer)
