"""Questions wished for in a chat become a reply, or are left to a whole draft or an answer."""

import pytest

from app.parts.asking.wished import wished_reply
from app.saved.records import DraftRecord, QuestionRecord
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from tests.fakes import HashEmbedding

REPORT = """LEARNING COMMITTEE

{day}

TRAVELLING LIBRARIES

REPORT OF THE DIRECTOR OF LEARNING

Background

1. The purpose of this report is to present the work of the travelling libraries.
2. The grant of £40,000 which paid for the vans ended in March 2031.
3. Deaf children were not asked what they thought of the vans.
4. There were 62 visits to villages in the year, down from 90 the year before.
"""


def opened(folder, data, papers):
    for name, day in papers:
        (folder / name).write_text(REPORT.format(day=day), encoding="utf-8")
    library = Library.open(data, HashEmbedding())
    list(ingest([folder], library, parse))
    return library


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("d"), [("new.txt", "6 MAY 2031")]) as made:
        yield made


def newest(library):
    return next(i.id for i in library.items() if i.document == "new.txt")


def wished(library, text, messages=(), **more):
    return wished_reply(library, messages, QuestionRecord(text=text, **more))


def test_a_report_by_its_title_is_left_to_a_whole_draft(library):
    assert wished(library, "What should I ask about Travelling Libraries?") is None
    assert wished(library, "Draft questions for this report") is None
    assert wished(library, "How many visits were there?") is None


def test_a_number_of_questions_for_somebody(library):
    reply = wished(library, "two questions for the Lead Member")
    assert isinstance(reply, DraftRecord)
    assert [q.to for q in reply.questions] == ["the Lead Member"] * 2
    assert (reply.report, reply.item_id) == ("Travelling Libraries", newest(library))


def test_harder_ones_follow(library):
    first = wished(library, "give me one question about the vans")
    again = wished(library, "harder", [first])
    assert again.questions
    assert not {q.text for q in first.questions} & {q.text for q in again.questions}


def test_a_subject_that_is_nowhere_is_said_so(library):
    reply = wished(library, "What should we ask about submarine cables?")
    assert reply.questions == ()
    assert reply.notice


def test_of_a_paper_that_comes_back_only_the_newest_is_asked_about(tmp_path_factory):
    papers = [("old.txt", "1 JANUARY 2001"), ("new.txt", "6 MAY 2031")]
    with opened(tmp_path_factory.mktemp("two"), tmp_path_factory.mktemp("d"), papers) as library:
        reply = wished(library, "draft two hard questions on the libraries report")
        assert (reply.item_id, len(reply.questions)) == (newest(library), 2)
