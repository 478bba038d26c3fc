"""The failure table of docs/language-model.md, a row a case: a question asked over real HTTP of a model that ends so,
and what its reader gets. The rows of the table and the cases here are the same, by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from rag.assistant import Assistant
from rag.llm.model import Model, Spent
from rag.values import Answer
from tests.llmserver import Plan, connected, lines
from tests.places import ROOT
from tests.unit.rag.llm.test_llm_endings import bad, good, model, scripted

QUESTION = "How many children were home educated in Northmere?"
TRUE = "There were 312 children home educated at the end of the year. [KEY2]"
KEYS = [f"KEY{n}" for n in range(2, 60)]


class Spending:
    """An account whose day is used up."""

    def add(self, *_: Any) -> None:
        """Nothing more is written down."""

    def on(self, _day: Any) -> int:
        """More than any budget."""
        return Spent(10**9, 0).total


@dataclass
class End:
    """What the server does, and what is seen: the status, words of the notice, and who worded the answer."""

    replies: list[Any]
    notice: str = ""
    status: tuple[str, ...] = ("answered", "partial", "nearest")
    by_model: bool = False
    asked: int = 1
    rules: dict[str, Any] = field(default_factory=dict)


BUSY = bad(429, "later", **{"Retry-After": "0.1"})

ENDS = {
    "HTTP 500": End([bad(500, "broken")], "failed (HTTP 500)"),
    "busy (HTTP 429, 503, 529), once": End([BUSY, good(TRUE)], by_model=True, asked=2),
    "busy, twice": End([BUSY, BUSY], "busy (HTTP 429)", asked=2),
    "HTTP 400 for a parameter": End([bad(400, "Unsupported: 'temperature'"), good(TRUE)], by_model=True, asked=2),
    "key refused (HTTP 401, 403)": End([bad(401, "no")], "SCRUTINY_LLM_API_KEY"),
    "model or address unknown (HTTP 404)": End([bad(404, "no")], "SCRUTINY_LLM_MODEL"),
    "cut off at its length": End([good(f"{TRUE}\nRepairs cost £4", "length")], "cut off", ("partial",), True),
    "a content filter, half way": End([good(f"{TRUE}\nThe", "content_filter")], "filter", ("partial",), True),
    "a content filter, at once": End([bad(400, "content_filter")], "content filter refused"),
    "nonsense": End([good("I like turtles. [KEY2]")], "could be proved"),
    "says nothing": End([good("")], "said nothing"),
    "NOTHING": End([good("NOTHING")], "found no answer", ("not_found",), True),
    "part is not stated": End([good(f"{TRUE}\nNot stated: what it cost.")], "Not stated", ("partial",), True),
    "`llm_daily_tokens` used up": End([good(TRUE)], "budget", asked=0, rules={"daily": 5, "account": Spending()}),
}
LEFT = {"not reachable", "breaks off", "silent, or slower than `llm_timeout_s`", "only restricted papers", "Stop",
        "a report's draft or summary fails", "more than `llm_requests` at a time", "the second look fails"}  # fmt: skip


def by_model(answer: Answer) -> bool:
    return any(t.step == "write" and "answer" in t.changed for t in answer.trace)


@pytest.mark.parametrize("name", ENDS)
def test_what_a_reader_gets(name: str, library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    end = ENDS[name]
    monkeypatch.setattr("rag.llm.sources.make_keys", lambda n, *_: KEYS[:n])
    with scripted(*end.replies) as server, model(server, **end.rules) as asked:
        answer = Assistant(library, llm=asked).ask(QUESTION)
    assert answer.status in end.status
    assert end.notice in answer.notice
    assert by_model(answer) is end.by_model
    assert len(server.asked) == end.asked
    if not end.by_model:  # the papers' own words stand in, the same as without a model
        assert answer.sentences == Assistant(library).ask(QUESTION).sentences
    assert answer.citations or answer.passages


PLANS: dict[str, tuple[Plan, str]] = {
    "breaks off": (Plan(lines(TRUE), cut_after=3), "broke off"),
    "silent, or slower than `llm_timeout_s`": (Plan(silent=True), "did not answer within 0.5 seconds"),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_connection_that_fails(name: str, library: Any) -> None:
    plan, words = PLANS[name]
    with connected("openai", plan) as (llm, _):
        answer = Assistant(library, llm=Model(llm, timeout=0.5 if plan.silent else 60.0)).ask(QUESTION)
    assert words in answer.notice
    assert answer.sentences == Assistant(library).ask(QUESTION).sentences


def test_a_server_that_is_not_there(library: Any) -> None:
    with connected("openai", Plan()) as (llm, _):
        pass
    answer = Assistant(library, llm=Model(llm, timeout=60.0)).ask(QUESTION)
    assert "cannot be reached" in answer.notice
    assert answer.citations


def test_only_restricted_papers(library: Any) -> None:
    with scripted(good(TRUE)) as server:
        everything = frozenset(i.document_id for i in library.items())
        with model(server, withheld=lambda: everything) as asked:
            answer = Assistant(library, llm=asked).ask(QUESTION)
        assert server.asked == []
    assert answer.citations
    assert not by_model(answer)


def test_the_second_look_fails(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.llm.sources.make_keys", lambda n, *_: KEYS[:n])
    with scripted(good(TRUE), bad(500, "broken")) as server, model(server, meaning=True) as asked:
        answer = Assistant(library, llm=asked).ask(QUESTION)
    assert by_model(answer)
    assert "was not asked a second time" in answer.notice


def test_a_draft_that_fails_is_the_draft_without_it(library: Any) -> None:
    report = next(i.id for i in library.items() if i.document == "june.txt" and i.kind == "report")
    with scripted(bad(500, "broken")) as server, model(server) as asked:
        draft = Assistant(library, llm=asked).draft(report)
    assert "failed (HTTP 500)" in draft.notice
    assert draft.questions == Assistant(library).draft(report).questions


def test_the_table_has_these_rows() -> None:
    page = (ROOT / "docs" / "language-model.md").read_text(encoding="utf-8")
    table = page.partition("## How it ends")[2].partition("\n## ")[0]
    rows = {line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")}
    assert rows - {"End", "---"} == set(ENDS) | LEFT
