"""Leaving an LLM before it is done: at once, at any moment, with its connection closed and others' left alone."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest

from index.faults import LlmFault
from rag.assistant import Assistant
from rag.llm import Model, Stopped
from rag.llm.client import stream_reply
from rag.values import Answer, Sentence
from tests.llmserver import Plan, connected, lines, quoting

PROVIDERS = ["ollama", "openai"]
QUESTION = "How many children were home educated in Northmere?"
TRUE = "There were 312 children home educated at the end of the year. {0}"
SILENT = Plan(silent=True)
STUCK = Plan(lines(TRUE, "More of it. {0}"), hang_after=12)


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("plan", [SILENT, STUCK, Plan(lines(TRUE * 50), pause=0.02)], ids=["silent", "stuck", "slow"])
def test_a_stop_hangs_up(provider: str, plan: Plan) -> None:
    with connected(provider, plan, 60.0) as (llm, server):
        with pytest.raises(Stopped):
            list(stream_reply(Model(llm), "", "[QQQ2]", stop=lambda: bool(server.requests)))
        assert server.left.wait(60)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_so_does_a_deadline_before_the_first_word(provider: str) -> None:
    with connected(provider, SILENT, 60.0) as (llm, server):
        with pytest.raises(LlmFault, match=r"within 0\.2 seconds"):
            list(stream_reply(Model(llm, timeout=0.2), "", "hello"))
        # On a busy machine the time may be up before anything was asked: then there is nothing to hang up on.
        assert not server.requests or server.left.wait(60)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_and_a_reader_who_just_leaves(provider: str) -> None:
    with connected(provider, STUCK, 60.0) as (llm, server):
        reading = stream_reply(Model(llm), "", "[QQQ2]")
        assert next(reading)
        reading.close()  # type: ignore[attr-defined]
        assert server.left.wait(60)


def test_nothing_is_asked_once_it_is_stopped() -> None:
    with connected("openai", SILENT) as (llm, server):
        with pytest.raises(Stopped):
            list(stream_reply(Model(llm), "", "hello", stop=lambda: True))
        assert server.requests == []


def test_a_stuck_reader_holds_up_no_other() -> None:
    stop = threading.Event()
    well = Plan(lines("All is well."))
    with connected("openai", SILENT, 60.0) as (stuck, silent), connected("openai", well) as (llm, _):
        waiting = threading.Thread(target=_read_until_stopped, args=(stuck, stop.is_set))
        waiting.start()
        try:
            assert _read(llm) == "All is well."
            assert waiting.is_alive()
        finally:
            stop.set()
            waiting.join(60)
        assert silent.left.wait(60)


def _read(llm, stop=lambda: False) -> str:
    return "".join(stream_reply(Model(llm), "", "hello", stop=stop))


def _read_until_stopped(llm, stop) -> None:
    with suppress(Stopped):
        _read(llm, stop)


def test_a_stopped_answer_is_what_was_checked_by_then(library) -> None:
    with connected("openai", STUCK, 60.0) as (llm, _):
        said: list[Sentence | Answer] = []
        for part in Assistant(library, llm=llm).stream(QUESTION, stop=lambda: bool(said)):
            said.append(part)
    sentence, answer = said
    assert isinstance(answer, Answer)
    assert (answer.status, answer.sentences) == ("stopped", (sentence,))
    assert "312 children" in answer.citations[0].quote
    assert answer.passages


def test_one_stopped_before_its_first_word_is_empty(library) -> None:
    with connected("openai", SILENT, 60.0) as (llm, server):
        (answer,) = Assistant(library, llm=llm).stream(QUESTION, stop=lambda: bool(server.requests))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.text, answer.citations) == ("stopped", "", ())


def test_the_papers_own_words_can_be_had_without_the_llm(library) -> None:
    with connected("openai", Plan(quoting)) as (llm, server):
        *_, answer = Assistant(library, llm=llm).stream(QUESTION, use_llm=False)
        assert server.requests == []
    assert answer.sentences == Assistant(library).ask(QUESTION).sentences


def test_a_stopped_draft_is_the_draft_without_the_llm(library) -> None:
    report = next(i.id for i in library.items() if i.document == "june.txt" and i.kind == "report")
    with connected("openai", SILENT, 60.0) as (llm, server):
        draft = Assistant(library, llm=llm).draft(report, stop=lambda: bool(server.requests))
        assert server.left.wait(60)
    assert draft.questions == Assistant(library).draft(report).questions
    assert "You stopped the language model." in draft.notice
