"""A model that finds nothing may name other searches, once: one more retrieval and one request, within its time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rag.assistant import Assistant
from rag.llm.reply import Reply
from tests.unit.rag.llm.test_llm_endings import bad, good, model, scripted

QUESTION = "How did the tiny lorries fare?"
FIRST = "NOTHING\nSEARCH: children home educated in Northmere; school places"
KEYS = [f"KEY{n}" for n in range(2, 60)]
TRUE = "There were 312 children home educated at the end of the year. "


def answered(library: Any, monkeypatch: pytest.MonkeyPatch, *replies: Any, **least: Any) -> tuple[Any, Any]:
    for name, value in least.items():
        monkeypatch.setattr(f"rag.ask.steps.{name}", value)
    monkeypatch.setattr("rag.llm.sources.make_keys", lambda n, *_: KEYS[:n])
    monkeypatch.setattr("rag.ask.steps.SHOWN", 2)  # the tiny council's papers fit whole otherwise
    with scripted(*replies) as server, model(server) as asked:
        return Assistant(library, llm=replace(asked, timeout=60.0)).ask(QUESTION), server.asked


def test_what_another_search_finds_is_answered_from(library, monkeypatch):
    answer, asked = answered(library, monkeypatch, good(FIRST), good(f"{TRUE}[KEY2, KEY3]"))
    assert answer.text.startswith("There were 312 children")
    assert "Searched for as well: children home educated in Northmere; school places." in answer.notice
    assert len(asked) == 2
    shown = [str(a["messages"][-1]["content"]) for a in asked]
    assert "312 children" not in shown[0]
    assert "312 children" in shown[1]


def test_it_is_asked_once_more_and_no_more(library, monkeypatch):
    answer, asked = answered(library, monkeypatch, good(FIRST))
    assert (answer.status, len(asked)) == ("not_found", 2)
    assert "Searched for as well" in answer.notice


@pytest.mark.parametrize(("name", "least"), [("ROOM", 5000), ("LEAST_S", 61.0)])
def test_with_little_room_or_time_it_stays_at_one(name, least, library, monkeypatch):
    answer, asked = answered(library, monkeypatch, good(FIRST), **{name: least})
    assert (answer.status, len(asked)) == ("not_found", 1)


def test_a_second_request_that_fails_leaves_it_at_nothing(library, monkeypatch):
    answer, asked = answered(library, monkeypatch, good(FIRST), bad(500, "broken"))
    assert (answer.status, len(asked)) == ("not_found", 2)


def test_searches_are_three_short_ones_of_their_own_line():
    reply = Reply()
    reply.feed("NOTHING – the papers do not say.\n**SEARCH:** “a fee”; b; c; d\nMore.")
    assert reply.other_searches == ["a fee", "b", "c"]
    assert Reply("NOTHING, no search helps").other_searches == []
