"""Chats survive, can be undone for a day, and forget a withdrawn document to the last byte."""

from datetime import UTC, datetime, timedelta

import pytest

from app.saved.chats import ChatStore
from app.saved.records import WITHDRAWN, AnswerRecord, DraftRecord, FaultRecord, QuestionRecord
from index.faults import NotFound
from rag.values import Sentence
from tests.unit.app.conftest import cited

KEPT, GONE = "a" * 64, "b" * 64


def answer() -> AnswerRecord:
    return AnswerRecord(
        question="q",
        status="answered",
        text="One stays. One goes.",
        sentences=(Sentence(text="One stays.", cites=(1,)), Sentence(text="Tidal secret.", cites=(1, 2))),
        citations=(cited("stays", document_id=KEPT), cited("tidal secret quote", n=2, document_id=GONE)),
    )


def draft(document_id: str) -> DraftRecord:
    cites = [cited("tidal secret quote", document_id=GONE).model_dump()]
    question = {
        "rank": 1,
        "text": "Why?",
        "prompt_id": None,
        "theme": "t",
        "kind": "figure",
        "why": "w",
        "supplementary": "s",
        "citations": cites,
    }
    prompt = {
        "id": "voices",
        "question": "Whose?",
        "coverage": "partly",
        "why": "tidal secret",
        "citations": cites,
        "searched": "",
    }
    return DraftRecord.model_validate(
        {
            "report": "Ferry report",
            "document": "pack.pdf",
            "document_id": document_id,
            "meeting_date": None,
            "item_id": "i",
            "prompts": [prompt],
            "questions": [question, question | {"rank": 2, "text": "Kept?", "citations": []}],
            "dropped": [{"text": "tidal secret", "reason": "no source"}],
        }
    )


def test_a_chat_survives_and_keeps_its_order(tmp_path):
    store = ChatStore(tmp_path)
    id = store.create("  What  happened to the ferry " + "x" * 80)
    messages = [QuestionRecord(text="q", items=("i",)), answer(), draft(KEPT), FaultRecord(message="m", hint="h")]
    for message in messages:
        store.add(id, message)
    again = ChatStore(tmp_path)
    assert again.messages(id) == messages
    assert again.title(id).startswith("What happened to the ferry")
    assert len(again.title(id)) == 60


def test_the_last_changed_is_first_and_a_rename_keeps_it(tmp_path):
    store = ChatStore(tmp_path)
    first, second = store.create("first"), store.create("second")
    store.add(first, QuestionRecord(text="again"))
    store.rename(second, "other")
    store.rename(first, "   ")
    assert [(c.id, c.title) for c in store.all()] == [(first, "first"), (second, "other")]


def test_delete_hides_restore_brings_back_and_a_day_later_it_is_gone(tmp_path):
    clock = [datetime(2024, 6, 4, tzinfo=UTC)]
    store = ChatStore(tmp_path, lambda: clock[0])
    id = store.create("c")
    store.add(id, QuestionRecord(text="q"))
    store.delete(id)
    assert store.all() == []
    with pytest.raises(NotFound):
        store.messages(id)
    store.restore(id)
    assert store.messages(id) == [QuestionRecord(text="q")]
    store.delete(id)
    clock[0] += timedelta(days=1, seconds=1)
    with pytest.raises(NotFound):
        ChatStore(tmp_path, lambda: clock[0]).restore(id)


@pytest.mark.parametrize(
    "call",
    [
        lambda s: s.messages("no"),
        lambda s: s.title("no"),
        lambda s: s.rename("no", "t"),
        lambda s: s.delete("no"),
        lambda s: s.add("no", QuestionRecord(text="q")),
        lambda s: s.restore("no"),
    ],
)
def test_an_unknown_chat_is_a_fault(tmp_path, call):
    with pytest.raises(NotFound):
        call(ChatStore(tmp_path))


def test_a_withdrawn_document_leaves_no_byte(tmp_path):
    store = ChatStore(tmp_path)
    chat, hidden = store.create("c"), store.create("hidden")
    store.add(chat, answer())
    store.add(chat, draft(GONE))
    store.add(hidden, draft(KEPT))
    store.delete(hidden)
    assert store.withdraw(GONE) == 3
    kept, whole = store.messages(chat)
    assert isinstance(kept, AnswerRecord)
    assert (kept.text, kept.notice) == ("One stays.", WITHDRAWN)
    assert [c.n for c in kept.citations] == [1]
    assert isinstance(whole, DraftRecord)
    assert (whole.questions, whole.prompts, whole.notice) == ((), (), WITHDRAWN)
    store.restore(hidden)
    (other,) = store.messages(hidden)
    assert isinstance(other, DraftRecord)
    assert [q.text for q in other.questions] == ["Kept?"]
    assert other.prompts[0].citations == ()
    everything = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()).lower()
    assert b"tidal secret" not in everything
    assert store.withdraw("c" * 64) == 0


def test_chats_of_another_owner_are_not_there(tmp_path):
    every = ChatStore(tmp_path)
    ann, bob = every.of("ann"), every.of("bob")
    chat = ann.create("Ferries")
    assert [c.id for c in ann.all()] == [chat]
    assert bob.all() == []
    assert bob.search("ferries") == []
    for ask in (bob.messages, bob.title, bob.delete, bob.restore):
        with pytest.raises(NotFound):
            ask(chat)
    assert every.messages(chat) == []
    assert [c.id for c in every.all()] == [chat]


def test_who_has_the_link_opens_anothers_chat_but_does_not_list_it(tmp_path):
    every = ChatStore(tmp_path)
    ann, bob = (every.of(name, by_link=True) for name in ("ann", "bob"))
    chat = ann.create("Ferries")
    bob.add(chat, QuestionRecord(text="How many?"))
    assert [m.text for m in ann.messages(chat)] == ["How many?"]
    assert bob.all() == bob.search("many") == []
    ann.delete(chat)
    with pytest.raises(NotFound):
        bob.restore(chat)
    ann.restore(chat)
    assert ann.title(chat) == bob.title(chat) == "Ferries"


def test_chats_are_found_by_what_was_asked_and_answered(tmp_path):
    store = ChatStore(tmp_path)
    chat = store.create("Evening")
    store.add(chat, QuestionRecord(text="How many crossings?"))
    store.create("Other")
    assert [c.title for c in store.search("CROSSINGS many")] == ["Evening"]
    assert store.search("type question") == []


def test_only_a_reply_is_dropped(tmp_path):
    store = ChatStore(tmp_path)
    chat = store.create("Evening")
    store.add(chat, QuestionRecord(text="How many?"))
    store.add(chat, FaultRecord(message="Broken."))
    assert store.drop_reply(chat, 1)
    assert not store.drop_reply(chat, 1)
    assert not store.drop_reply(chat, 0)
    assert store.messages(chat) == [QuestionRecord(text="How many?")]


def test_a_reply_is_dropped_only_while_it_is_the_last(tmp_path):
    store = ChatStore(tmp_path)
    chat = store.create("Evening")
    asked = [QuestionRecord(text="How many?"), FaultRecord(message="A."), QuestionRecord(text="When?")]
    for message in (*asked, FaultRecord(message="B.")):
        store.add(chat, message)
    assert not store.drop_reply(chat, 1, QuestionRecord(text="How many?", without=("p",)))
    assert store.messages(chat) == [*asked, FaultRecord(message="B.")]
    assert store.drop_reply(chat, 3, QuestionRecord(text="When?", without=("p",)))
    assert store.messages(chat) == [*asked[:2], QuestionRecord(text="When?", without=("p",))]
