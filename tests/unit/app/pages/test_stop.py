"""Stopping an answer, coming back to one that is still being made, and having one again."""

import threading

import pytest

from app.parts.asking.answering import under_way
from app.saved.chats import ChatStore
from app.saved.records import AnswerRecord, DraftRecord, FaultRecord, QuestionRecord
from app.server.background import KEPT, NOTHING_KEPT, Making
from index.faults import LlmFault, NotFound
from tests.unit.app.pages.conftest import QUESTION


class Patient:
    """An assistant's stream that says so many sentences and then waits until it is stopped."""

    def __init__(self, assistant, sentences: int) -> None:
        self.waits, self.let_go = threading.Event(), threading.Event()
        self._stream, self._sentences = assistant.stream, sentences
        self.used_llm: list[bool] = []

    def __call__(self, question, turns=(), scope=None, use_llm=True, stop=lambda: False):
        self.used_llm.append(use_llm)
        *sentences, answer = self._stream(question, turns, scope)
        if not use_llm:
            yield answer
            return
        said = tuple(sentences[: self._sentences])
        yield from said
        self.waits.set()
        while not stop():
            assert not self.let_go.wait(0.01)
        yield type(answer)(
            question,
            "stopped",
            " ".join(s.text for s in said),
            said,
            tuple(c for c in answer.citations if any(c.n in s.cites for s in said)),
        )


def stop_soon(page, patient) -> threading.Thread:
    """Press Stop, as from another tab, once the stream waits."""
    patient.waits.clear()

    def press() -> None:
        assert patient.waits.wait(10)
        making = under_way().of(ChatStore(page.data).all()[0].id)
        assert making is not None
        making.stop()

    thread = threading.Thread(target=press)
    thread.start()
    return thread


@pytest.fixture
def stopped(make_page, monkeypatch):
    """A page on which a question was stopped after so many sentences."""

    def make(sentences: int, question: str = QUESTION):
        page = make_page()
        patient = Patient(page.assistant, sentences)
        monkeypatch.setattr(page.assistant, "stream", patient)
        pressing = stop_soon(page, patient)
        page.ask(question)
        pressing.join(10)
        assert not page.app.exception
        return page, patient

    return make


def last_saved(page):
    return ChatStore(page.data).messages(page.app.query_params["chat"])[-1]


def test_what_was_checked_stays_with_its_quotes_and_it_can_be_asked_again(stopped):
    page, patient = stopped(1)
    saved = last_saved(page)
    assert (saved.status, len(saved.sentences), saved.notice) == ("stopped", 1, KEPT)
    assert "412" in page.html()
    assert page.button("chip-")
    assert any(KEPT.split(".")[0] in c.value for c in page.app.caption)
    assert page.app.code
    pressing = stop_soon(page, patient)
    page.button("retry-again-").click().run()
    pressing.join(10)
    chat = ChatStore(page.data).messages(page.app.query_params["chat"])
    assert [type(m) for m in chat] == [QuestionRecord, AnswerRecord]


def test_stopped_before_anything_was_ready_says_so_and_has_nothing_to_copy(stopped):
    page, _ = stopped(0)
    assert last_saved(page).notice == NOTHING_KEPT
    assert not page.app.code
    assert not any((b.key or "").startswith("chip-") for b in page.app.button)
    assert page.button("retry-again-")


def test_without_a_language_model_its_absence_is_not_offered(stopped):
    page, _ = stopped(0)
    assert not any("without-llm" in (b.key or "") for b in page.app.button)


def test_a_page_opened_meanwhile_waits_for_the_same_reply(make_page, monkeypatch):
    page = make_page()
    chat = ChatStore(page.data).create("asked elsewhere")
    ChatStore(page.data).add(chat, QuestionRecord(text=QUESTION))
    patient = Patient(page.assistant, 1)
    making = Making(QuestionRecord(text=QUESTION), "Reading…")

    def make(making):
        (*_, answer) = patient(QUESTION, stop=making.stopped)
        return AnswerRecord.of(answer)

    pressing = stop_soon(page, patient)
    under_way().start(chat, making, make, lambda reply: ChatStore(page.data).add(chat, reply))
    page.app.query_params["chat"] = chat
    page.app.run()
    pressing.join(10)
    assert "412" in page.html()
    assert not page.app.info


def test_a_reply_to_a_deleted_chat_is_lost_without_harm(make_page, monkeypatch):
    page = make_page()
    stream = page.assistant.stream

    def deleting(*given):
        store = ChatStore(page.data)
        store.delete(store.all()[0].id)
        return stream(*given)

    monkeypatch.setattr(page.assistant, "stream", deleting)
    page.ask(QUESTION)
    page.app.run()
    assert not page.app.exception
    assert "There is no such chat." in page.app.warning[0].value


def test_what_was_withdrawn_while_a_reply_was_made_is_not_in_it(make_page, monkeypatch):
    page = make_page()
    stream = page.assistant.stream

    def withdrawing(*given):
        parts = list(stream(*given))
        for document in page.library.documents():
            if document.path.endswith(".pdf"):
                page.library.withdraw(document.id)
        return iter(parts)

    monkeypatch.setattr(page.assistant, "stream", withdrawing)
    page.ask(QUESTION)
    assert "412" not in last_saved(page).model_dump_json()


@pytest.mark.parametrize(
    ("fault", "again"),
    [(LlmFault("It fell over."), True), (RuntimeError("x"), True), (NotFound("No such paper."), False)],
)
def test_asking_again_is_offered_where_it_may_help(make_page, fault, again):
    page = make_page(fault=fault)
    page.ask(QUESTION)
    assert any((b.key or "").startswith("retry-again-") for b in page.app.button) == again
    assert isinstance(last_saved(page), FaultRecord)
    if again:
        page.assistant.fault = None
        page.button("retry-again-").click().run()
        assert isinstance(last_saved(page), AnswerRecord)


def test_a_draft_is_told_when_to_do_without_the_model(make_page, monkeypatch):
    page = make_page()
    draft, told = page.assistant.draft, []

    def drafting(item_id, use_llm, stop):
        told.append((use_llm, stop()))
        return draft(item_id)

    monkeypatch.setattr(page.assistant, "draft", drafting)
    page.ask("draft questions for the harbour strategy")
    assert told == [(True, False)]
    assert isinstance(last_saved(page), DraftRecord)
