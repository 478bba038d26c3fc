"""What a language model does for a report on the pages: its draft, five lines, wishes; asked once, and what goes wrong
is said. Over real HTTP to a scripted server.
"""

from __future__ import annotations

import io
import json
import re
from contextlib import contextmanager
from datetime import date

import pytest
from docx import Document

from app.exports.briefing import briefing
from app.saved.journals import ReplyStore
from app.saved.records import AnswerRecord, DraftRecord
from rag.assistant import Assistant
from rag.llm import Model
from tests.fakes import HashEmbedding
from tests.llmserver import Plan, connected, keys_in

FELL = "The number of crossings fell to 412 in the year, against a target of 500."
LEFT = "Two skippers left in May and had not been replaced by the year's end."
ASKED = "Crossings fell to 412 against a target of 500: what is being done about it?"
HARDER = "Two skippers left in May: why have they not been replaced?"
SWAPPED = "Crossings fell to 397: why?"
TODAY = f"{date.today():%-d %B %Y}"


def question(text: str, quote: str) -> dict:
    return {"question": text, "quotes": [quote], "kind": "decline", "to": "the Harbour Master", "when": "meeting",
            "why": "Ships are needed.", "supplementary": "By when?"}  # fmt: skip


def ferryman(messages) -> list[str]:
    """Answers each kind of request as a model would, by the words of its template."""
    system, user = (str(m["content"]) for m in messages)
    if '"prompts"' in system and "a wish, and" not in system:
        return [json.dumps({"prompts": [], "questions": [question(ASKED, FELL), question(SWAPPED, FELL)]})]
    if "five short plain sentences" in system or ("[" in user and "{" not in system):
        key = next((k for k in keys_in(messages) if FELL in user.split(f"[{k}]")[1].split("<<END")[0]), "ZZZ9")
        return [f"Crossings fell to 412 against a target of 500. [{key}]\nCrossings rose to 999. [{key}]\n"]
    if "Tell what it is" in system:
        return ["WISH" if "tougher" in user else "QUESTION"]
    if "a wish, and the questions" in system:
        return [json.dumps({"questions": [question(HARDER, LEFT)]})]
    return ["NOTHING"]


@pytest.fixture
def with_model(make_page):
    """Opens a page whose assistant asks a scripted server; `daily` limits the tokens, `status` fails it."""

    @contextmanager
    def opened(plan=None, page="prepare", query=None, soon=15.0, **rules):
        with connected("openai", plan or Plan(ferryman)) as (llm, server):

            def made_with(library):
                data = library.stores.data_dir
                model = Model(llm, "ferry1", 4000, 5.0, meaning=False, replies=ReplyStore(data), **rules)
                return Assistant(library, HashEmbedding(), model)

            named = {"llm_provider": "openai", "llm_model": "ferry1"}
            made = make_page(page=page, query=query, soon=soon, made_with=made_with, **named)
            assert not made.app.exception
            yield made, server

    return opened


def pick(page, title: str) -> None:
    box = next(b for b in page.app.selectbox if b.key == "prepare-meeting")
    box.set_value(next(n for n, one in enumerate(box.options) if title in one)).run()


def test_a_report_has_five_lines_and_the_models_draft_and_is_asked_for_once(with_model):
    with with_model() as (page, server):
        pick(page, "4 June")
        text = page.html()
        assert "In five lines" in [h.value for h in page.app.header]
        assert "Crossings fell to 412 against a target of 500." in text
        assert any(f"Summed up by ferry1, {TODAY}" in c.value for c in page.app.caption)
        assert any(f"Drafted by ferry1, {TODAY}" in c.value for c in page.app.caption)
        assert ASKED in text
        left_out = [e.label for e in page.app.expander]
        assert "What was left out (1)" in left_out
        assert "Crossings rose to 999." in text
        asked = len(server.requests)
        page.app.run()
        assert len(server.requests) == asked


def test_what_is_kept_is_there_for_the_next_visit_without_asking(with_model):
    with with_model() as (page, server):
        pick(page, "4 June")
        asked = len(server.requests)
        report = page.app.query_params["report"]
        again = with_model(query={"report": report if isinstance(report, str) else report[0]}, plan=Plan(status=500))
        with again as (other, down):
            assert ASKED in other.html()
            assert "Crossings fell to 412 against a target of 500." in other.html()
            assert down.requests == []
        assert len(server.requests) == asked


def test_a_model_that_is_down_leaves_the_papers_own_and_a_way_to_ask_again(with_model):
    with with_model(Plan(status=500)) as (page, server):
        pick(page, "4 June")
        assert any("HTTP 500" in w.value for w in page.app.warning)
        assert page.html().count("sq-question") > 0
        before = len(server.requests)
        server.plan = Plan(ferryman)
        next(b for b in page.app.button if b.label == "Ask the language model again").click().run()
        next(b for b in page.app.button if b.label == "Ask the language model again").click().run()
        assert len(server.requests) > before
        assert ASKED in page.html()
        assert not page.app.warning


def test_while_it_works_the_draft_without_it_is_shown_and_can_be_stopped(with_model):
    with with_model(plan=Plan(ferryman, silent=True), soon=0.1) as (page, _):
        pick(page, "4 June")
        assert "The language model is reading the report" in page.html()
        assert page.html().count("sq-question") > 0
        for stop in [b for b in page.app.button if b.label == "Stop"]:
            stop.click().run()
        assert not page.app.exception


def test_a_spent_budget_is_said_and_nothing_is_asked(with_model):
    class Spent:
        def add(self, *_): ...

        def on(self, _):
            return 10

    with with_model(account=Spent(), daily=10) as (page, server):
        pick(page, "4 June")
        assert any("budget" in w.value for w in page.app.warning)
        assert server.requests == []


def test_a_wish_brings_other_questions_which_can_be_put_on_the_list(with_model):
    with with_model() as (page, _):
        pick(page, "4 June")
        next(b for b in page.app.text_input if (b.key or "").endswith("typed")).set_value("harder").run()
        assert HARDER in page.html()
        page.button("add-").click().run()
        assert not page.app.exception


def test_a_meetings_reports_are_read_when_asked_and_the_most_worth_asking_are_the_models(with_model):
    with with_model(query={"meeting": "2024-06-04"}) as (page, server):
        assert server.requests == []  # a whole meeting is not asked for unless somebody wants it
        assert ASKED not in page.html()
        page.button("read-the-others").click().run()
        page.app.run()
        assert ASKED in page.html()
        assert not any(b.key == "read-the-others" for b in page.app.button)
        asked = len(server.requests)
        page.app.run()
        assert len(server.requests) == asked


def test_what_a_meetings_reading_could_not_do_is_said(with_model):
    with with_model(Plan(status=500), query={"meeting": "2024-06-04"}) as (page, _):
        page.button("read-the-others").click().run()
        assert any("HTTP 500" in w.value for w in page.app.warning)


def asked(page, text: str, until: str) -> None:
    """Ask, and look until the reply is there."""
    page.ask(text)
    for _ in range(60):
        if until in page.html() + str([e.label for e in page.app.expander]):
            return
        page.app.run()
    raise AssertionError(page.html())


def test_wishes_in_a_chat_are_picked_or_typed_and_told_from_questions(with_model):
    with with_model(page="ask") as (page, server):
        asked(page, "Draft questions for the Ferry performance report", ASKED)
        asked(page, "tougher ones please", HARDER)
        asked(page, "How many crossings were there?", "Sources (1)")
        assert "Tell what it is" in str(server.requests)
        assert not page.app.exception


def test_the_word_briefing_has_the_lines_and_the_ten(with_model):
    with with_model() as (page, _):
        pick(page, "4 June")
        assistant = page.assistant
        reports = assistant.reports()
        drafts = [DraftRecord.of(assistant.draft(r.id), r.document_id) for r in reports]
        lines = {r.id: AnswerRecord.of(assistant.summary(r.id)) for r in reports if "erry" in r.title}
        words = "\n".join(p.text for p in Document(io.BytesIO(briefing(drafts, lines))).paragraphs)
    assert words.index("Most worth asking") < words.index("In five lines")
    assert re.search(r"Crossings fell to 412 against a target of 500\.", words)
    assert "ferry1" in words
