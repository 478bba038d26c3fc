"""Questions to go on with come from the papers, and lead to where they are answered."""

import pytest

from app.parts.asking.followups import FollowUp, follow_ups
from app.saved.records import AnswerRecord, CitationRecord
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from tests.fakes import HashEmbedding

PACK = """FERRY OVERVIEW COMMITTEE

{day}

FERRY CROSSINGS AND DREDGING

REPORT OF THE HARBOUR MASTER

Purpose

1. This report tells the Committee how the ferries ran.

Crossings

2. The number of crossings was {crossings} in the year.

{extra}
"""
EXTRA = """Dredging of the Channel

3. The channel was dredged to 4.2 metres, at a cost of £12,000, in 31 days. The dredger came from the next county, as
it does every third year; what it brought up was put behind the breakwater, where it keeps the winter sea from the road.
"""


@pytest.fixture
def library(tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "june.txt").write_text(PACK.format(day="4 JUNE 2024", crossings=412, extra=""))
    (papers / "september.txt").write_text(PACK.format(day="3 SEPTEMBER 2024", crossings=398, extra=EXTRA))
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        list(ingest([papers], library, parse))
        yield library


def answer(library, words, status="answered"):
    passage = next(p for p in library.all_passages() if words in p.text)
    cited = CitationRecord.model_construct(n=1, passage_id=passage.id, document_id=passage.item.document_id)
    return AnswerRecord.model_construct(question="How many?", status=status, citations=(cited,))


def test_another_heading_of_the_paper_and_the_same_heading_of_another_meeting(library):
    september, june = sorted((i for i in library.items() if i.kind == "report"), key=lambda i: i.meeting_date)[::-1]
    found = follow_ups(library, answer(library, "398"))
    assert FollowUp("What does the paper say under “Dredging of the Channel”?", september.id) in found
    assert found[-1].paper == june.id
    assert "of 4 June 2024 say under “Crossings”?" in found[-1].text


def test_nothing_is_made_up_where_nothing_was_found(library):
    assert follow_ups(library, answer(library, "398", status="not_found")) == []
    assert follow_ups(library, AnswerRecord.model_construct(question="?", status="answered", citations=())) == []
