"""Members' lists: kept in order, edited, undone, purged, and proved before they leave."""

from datetime import UTC, datetime, timedelta

import pytest

from app.saved.lists import ListedQuestion, ListStore
from app.saved.records import CitationRecord
from index.faults import NotFound
from tests.unit.app.exports.test_briefing import CITATION

QUOTE = "The depth fell to 3.1 metres, and nobody was told"
START = datetime(2031, 6, 1, tzinfo=UTC)


def cite(document_id: str = "d", quote: str = QUOTE, passage: str = "p") -> CitationRecord:
    return CITATION.model_copy(update={"document_id": document_id, "quote": quote, "passage_id": passage})


def drafted(text: str = "Paragraph 4 says “The depth fell to 3.1 metres”. Why?", **more) -> ListedQuestion:
    return ListedQuestion(text=text, drafted=text, **({"citations": (cite(),)} | more))


@pytest.fixture
def store(tmp_path) -> ListStore:
    return ListStore(tmp_path, now=lambda: START)


@pytest.fixture
def list_id(store) -> str:
    return store.create("  My   questions ", "i", "d", "Harbour Strategy", "2031-06-10")


def texts(store: ListStore, list_id: str) -> list[str]:
    return [kept.question.text for kept in store.get(list_id).questions]


def test_questions_keep_their_order_and_can_be_moved(store, list_id):
    ids = [store.add(list_id, ListedQuestion(text=text)) for text in ("one", "two", "three")]
    store.move(list_id, ids[2], -2)
    assert texts(store, list_id) == ["three", "one", "two"]
    store.move(list_id, ids[2], -5)
    store.move(list_id, ids[0], 9)
    assert texts(store, list_id) == ["three", "two", "one"]
    assert [kept.place for kept in store.get(list_id).questions] == [1, 2, 3]
    assert store.get(list_id).title == "My questions"


def test_a_removed_question_comes_back_to_its_place_for_a_day(tmp_path, store, list_id):
    ids = [store.add(list_id, ListedQuestion(text=text)) for text in ("one", "two", "three")]
    store.remove(list_id, ids[1])
    assert texts(store, list_id) == ["one", "three"]
    store.restore(list_id, ids[1])
    assert texts(store, list_id) == ["one", "two", "three"]
    store.remove(list_id, ids[1])
    later = ListStore(tmp_path, now=lambda: START + timedelta(days=2))
    with pytest.raises(NotFound, match="gone for good"):
        later.restore(list_id, ids[1])


def test_what_is_not_there(store, list_id):
    for act in (store.get, store.of):
        if act is store.get:
            with pytest.raises(NotFound):
                act("none")
    with pytest.raises(NotFound):
        store.add("none", ListedQuestion(text="x"))
    for act in (
        store.remove,
        store.restore,
        lambda a, b: store.move(a, b, 1),
        lambda a, b: store.change(a, b, text="x"),
    ):
        with pytest.raises(NotFound):
            act(list_id, "none")
    assert store.of("other") == []
    assert [found.id for found in store.of("i")] == [list_id]


def test_replies_noted_after_the_meeting_are_found(store, list_id):
    first = store.add(list_id, drafted(asker="Cllr Brook"))
    store.add(list_id, drafted("Why not?"))
    assert store.replies() == []
    store.change(list_id, first, reply="It was the weather.", after="When will it be dredged?")
    (noted,) = store.replies()
    said = noted.question
    assert (said.asker, said.reply, said.after) == ("Cllr Brook", "It was the weather.", "When will it be dredged?")
    assert (said.report, noted.meeting_date, said.citations[0].quote) == ("Harbour Strategy", "2031-06-10", QUOTE)
    store.remove(list_id, first)
    assert store.replies() == []


def test_a_withdrawn_paper_leaves_the_lists_and_the_file(tmp_path, store, list_id):
    other = store.create("x", "j", "e", "Lights", None)
    store.add(other, drafted())
    store.add(other, ListedQuestion(text="my own"))
    assert store.withdraw("d") == 2
    assert texts(store, other) == ["my own"]
    with pytest.raises(NotFound):
        store.get(list_id)
    assert store.withdraw("d") == 0
    assert QUOTE.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
