"""What the chats that are kept tell of the assistant's use."""

from datetime import UTC, datetime, timedelta

import pytest

from app.saved.chats import ChatStore
from app.saved.records import AnswerRecord, QuestionRecord
from app.saved.usage import DAYS, Usage
from tests.unit.app.pages.conftest import write_papers


@pytest.fixture
def library(hashed, tmp_path):
    from app.build import open_library
    from app.cli.main import run
    from app.settings import Settings

    (hashed / "papers").mkdir()
    write_papers(hashed / "papers")
    assert run(["index", "papers"]) == 0
    with open_library(Settings()) as held:
        yield held


def chat(store, question, status):
    id = store.create(question)
    store.add(id, QuestionRecord(text=question))
    store.add(id, AnswerRecord(question=question, status=status, text="…"))


def test_what_is_asked_for_in_vain_in_two_chats_is_told_by_its_words_alone(library, tmp_path):
    store = ChatStore(tmp_path)
    for owner, question, status in (
        ("a", "How many allotments are there?", "not_found"),
        ("b", "Who lets the allotments?", "nearest"),
        ("b", "What of the lighthouse, says Ann Brook?", "not_found"),
        ("c", "How deep was the channel?", "answered"),
    ):
        chat(store.of(owner), question, status)
    used = Usage.of(store, library)
    assert (used.chats, dict(used.answers)) == (4, {"not_found": 2, "nearest": 1, "answered": 1})
    assert ("allotments", 2) in used.in_vain
    assert not {"lighthouse", "brook", "channel"} & {word for word, _ in used.in_vain}


def test_what_is_old_or_deleted_does_not_count(library, tmp_path):
    chat(ChatStore(tmp_path, lambda: datetime.now(UTC) - DAYS - timedelta(hours=1)), "How deep?", "answered")
    store = ChatStore(tmp_path)
    chat(store, "How high?", "answered")
    store.delete(store.all()[0].id)
    assert Usage.of(store, library).chats == 0
