"""The Word briefing has headings, a header row, a language and the quotes with their places."""

import io
import re
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from app.exports.briefing import briefing, worth_asking
from app.exports.texts import write_file
from app.exports.word import Briefing
from app.saved.records import DraftRecord
from app.wording import ITS_OWN_WAY, NOTHING_ASKED
from index.faults import NotFound
from tests.unit.app.conftest import cited

CITATION = cited(
    "the depth\x00 fell to 3.1 m", report="Tide tables", parent="Harbour Strategy", kind="appendix", section="Depths"
)
DRAFT = DraftRecord.model_validate(
    {
        "report": "Harbour Strategy",
        "document": "pack.pdf",
        "document_id": "d",
        "meeting_date": "2024-06-04",
        "item_id": "i",
        "notice": "Worded without an LLM.",
        "prompts": [
            {
                "id": "voices",
                "question": "Whose voices?",
                "coverage": "silent",
                "why": "Nothing says it.",
                "citations": [],
                "searched": "all 12 passages",
            },
            {
                "id": "success",
                "question": "What is success?",
                "coverage": "partly",
                "why": "A depth.",
                "citations": [CITATION],
                "searched": "",
            },
        ],
        "questions": [
            {
                "rank": 1,
                "text": "Why did the depth fall?",
                "prompt_id": "success",
                "theme": "depth",
                "kind": "decline",
                "why": "Ships need it.",
                "supplementary": "By when?",
                "citations": [CITATION],
            }
        ],
        "dropped": [{"text": "Is it deep?", "reason": "no quote"}],
    }
)


def test_a_briefing_reads_as_a_document():
    document = Document(io.BytesIO(briefing([DRAFT])))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "Harbour Strategy"),
        ("Heading 2", "What the report says to the agreed prompts"),
        ("Heading 2", "Dropped for want of evidence"),
    ]
    text = "\n".join(p.text for p in document.paragraphs)
    assert "“the depth fell to 3.1 m”" in text
    notes = next(p for p in document.part.package.iter_parts() if p.partname == "/word/footnotes.xml").blob.decode()
    assert " Tide tables, Depths, paragraph 4, pack page 5<" in notes
    assert "1. Why did the depth fall?" in text
    assert "Supplementary: By when?" in text
    assert "Is it deep? (no quote)" in text


def test_the_table_has_a_header_row_and_the_language_is_british():
    document = Document(io.BytesIO(briefing([DRAFT])))
    (table,) = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[1].cells][:2] == ["Whose voices?", "Silent"]
    assert table.rows[1].cells[2].text == "Nothing says it."  # no quotes: they stand with the questions
    assert 'w:val="en-GB"' in document.styles.element.xml
    assert round(document.sections[0].page_height.mm) == 297


def word(text: str, quotes: list[str]) -> tuple[list[str], list[str]]:
    """The paragraphs and the footnotes of a file with one question."""
    made = Briefing("t")
    made.about("Tide tables", "2024-06-04")
    made.question(1, text, ["Why it matters."], [CITATION.model_copy(update={"quote": quote}) for quote in quotes])
    document = Document(io.BytesIO(made.data()))
    notes = next(p for p in document.part.package.iter_parts() if p.partname == "/word/footnotes.xml").blob.decode()
    return [p.text for p in document.paragraphs], re.findall(r"<w:t [^>]*> ([^<]*)", notes)


def test_a_quote_that_the_question_gives_is_not_printed_again():
    place = "Depths, paragraph 4, pack page 5"
    question = "Paragraph 4 says “… the channel lost a metre of its depth”. Why?"
    assert word(question, ["In May the channel lost a metre of its depth."]) == (
        [f"1. {question}", "Why it matters."],
        [place],
    )
    assert word("Why so shallow?", ["one two " * 20]) == (
        ["1. Why so shallow?", "Why it matters.", f"“{'one two ' * 15}…”"],
        [place],
    )


def test_five_questions_stand_on_a_page():
    made = Briefing("t")
    made.questions((n, "Why?", [], []) for n in range(1, 12))
    first = [p.text for p in made.document.paragraphs if p.paragraph_format.page_break_before]
    assert first == ["6. Why?", "11. Why?"]


def test_several_drafts_and_an_empty_one():
    empty = DRAFT.model_copy(update={"questions": (), "prompts": (), "dropped": ()})
    document = Document(io.BytesIO(briefing([DRAFT, empty])))
    assert [bool(p.paragraph_format.page_break_before) for p in document.paragraphs if p.style.name == "Heading 1"] == [
        False,  # what is most worth asking
        True,
        True,
    ]
    assert any("No question could be drafted" in p.text for p in document.paragraphs)


def test_a_passage_shown_without_a_question_is_not_among_those_most_worth_asking():
    (question,) = DRAFT.questions
    shown = replace(question, text="The depth fell.", ways=("To what?", "Why is that?"))
    next_one = replace(shown, text="Ships wait.", ways=("Why is that?",))
    other = DRAFT.model_copy(update={"questions": (shown, next_one)})
    assert [asked.text for _, asked in worth_asking([other, DRAFT])] == [question.text]
    lines = [p.text for p in Document(io.BytesIO(briefing([other]))).paragraphs]
    assert lines.index("Passages to look at") == lines.index(NOTHING_ASKED) + 1
    assert f"{ITS_OWN_WAY} Why is that?" in lines  # said once, beside the passage its own
    assert any("It can be asked: To what?" in line for line in lines)


def test_a_place_that_cannot_be_written(tmp_path):
    with pytest.raises(NotFound, match="cannot be written"):
        write_file(tmp_path / "missing" / "b.docx", briefing([DRAFT]))
