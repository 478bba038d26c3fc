"""Exports of the register and of a history: CSV, Markdown and Word say the same, and steer nothing."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from docx import Document

from app.exports import lookexports as files
from app.saved.journals import SetStatus
from rag.memory.commitment import Commitment, FollowUp
from rag.memory.history import Entry
from rag.values import Citation
from tests.unit.rag.council import paper, stored

DAY = date(2030, 11, 12)
WORDS = "=That a report on <b>lamps</b> be presented."
LATER = "The report on lamps, 10 * a day <noon, is here."


@pytest.fixture
def commitment() -> Commitment:
    minutes = paper("m", "Minutes of 12 November 2030", kind="minutes", meeting_date=DAY)
    passage = stored(WORDS, minutes, "m1")
    later = stored(LATER, paper("r", "Lamps"), "r1")
    return Commitment(
        id="c1",
        text=WORDS,
        kind="resolution",
        owner="Harbour Master",
        due=date(2031, 3, 4),
        due_words="to the next meeting",
        minute="14(b)",
        heading="Lamps",
        about="",
        committee="Harbour Committee",
        meeting_date=DAY,
        citation=Citation(1, passage, WORDS),
        status="kept",
        why="A later paper has it.",
        follow_ups=(FollowUp(Citation(2, later, LATER), "kept"),),
    )


@pytest.fixture
def entry(commitment: Commitment) -> Entry:
    return Entry(DAY, "14", "question", WORDS, "Ms Reed", "Lamps", None, commitment.citation, 1.0,
                 commitment.follow_ups[0].citation, "a new figure: 5%")  # fmt: skip


MINE = {"c1": SetStatus("c1", "partly", "half of it", "", datetime(2031, 4, 1, tzinfo=UTC))}


def test_csv_has_the_officers_status_beside_and_no_formula(commitment):
    row = next(csv.DictReader(io.StringIO(files.commitments_csv([commitment], MINE))))
    assert row["words"] == f"'{WORDS}"
    assert (row["status by the papers"], row["status set by officers"], row["note"]) == ("kept", "partly", "half of it")
    assert LATER in row["follow-ups"]


def test_word_has_a_title_a_language_and_a_header_row(commitment, entry):
    document = Document(io.BytesIO(files.commitments_docx([replace(commitment, text=WORDS + "\x00")], MINE)))
    assert document.core_properties.title == "Commitments"
    table = document.tables[0]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    shown = "“=That a report on lamps be presented.”"
    assert [c.text for c in table.rows[1].cells][:2] == ["12 November 2030, minute 14(b): Lamps", shown]
    assert "en-GB" in document.styles.element.xml
    history = Document(io.BytesIO(files.history_docx("lamps", [entry])))
    text = "\n".join(p.text for p in history.paragraphs)
    assert "minute 14: question, Ms Reed" in text
    assert f"Reply: “{LATER}”" in text


def test_a_history_as_csv(entry):
    row = next(csv.DictReader(io.StringIO(files.history_csv([entry]))))
    assert (row["date"], row["kind"], row["who"]) == ("2030-11-12", "question", "Ms Reed")
    assert row["new"] == "a new figure: 5%"


def test_facts_leave_out_what_is_not_known(commitment):
    bare = replace(commitment, owner=None, due=None, due_words="", why="")
    assert files.facts_of(bare) == ["By the papers: kept."]
    unknown = replace(bare, status="no evidence in the papers held", why="None is held.")
    assert files.facts_of(unknown) == ["The papers held do not show what came of it. None is held."]
    assert files.title_of(replace(commitment, minute=None, heading="")) == "12 November 2030, no minute number"


def test_what_stands_before_a_promise_that_points_back_goes_with_it(commitment):
    promised = replace(commitment, kind="undertaking", text="It would be mended.", about="“The pier lamp failed.")
    words = Document(io.BytesIO(files.commitments_docx([promised]))).tables[0].rows[1].cells[1].text
    assert words == "(Said just before: “The pier lamp failed.”)\n“It would be mended.”"
