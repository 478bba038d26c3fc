"""A list as Word, Markdown, a page to print and a mail: whole, accessible, escaped."""

import io
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from docx import Document
from docx.oxml.ns import qn

from app.exports.listexports import Handout, Proved, contact_words, heading_of, list_briefing, list_page
from app.exports.texts import mail_link
from app.saved.lists import Kept, ListedQuestion
from index.values import Contact
from tests.unit.app.exports.test_briefing import CITATION, DRAFT
from tests.unit.rag.council import paper

CITED = CITATION.model_copy(update={"quote": "the depth <b>fell</b> <3.1 * m"})
OFFICER = Contact("Ada Quill", "Harbour Master", "01632 960 111", "ada.quill@harbour.example")


def one(place: int, text: str, **more) -> Proved:
    asked_of = {"report": "Harbour <Strategy>", "item_id": "i", "document_id": "d"}
    question = ListedQuestion(text=text, **(asked_of | more))
    return Proved(Kept(f"q{place}", place, question), question.citations, ("Edited by the member.",))


QUESTIONS = [
    one(1, "Why did the depth fall?", to="the Director", asker="Cllr Brook", why="It matters.", citations=(CITED,)),
    one(2, "How many boats is that?", delivery="written", reply="Nine.", after="Which nine?"),
    one(3, "What does “sounding” mean?", delivery="officer", report="Ferries", item_id="f"),
]
DAY = "2031-06-10"
LIST = Handout(
    "10 June 2031, Harbour Committee",
    DAY,
    "Cllr Brook",
    QUESTIONS,
    {"i": "Harbour <Strategy> (agenda item 7)"},
    [DRAFT],
    [OFFICER],
    ["Speak for yourself."],
)


def test_a_word_briefing_of_a_list():
    document = Document(io.BytesIO(list_briefing(LIST)))
    headings = [(p.style.name[-1], p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        ("1", "10 June 2031, Harbour Committee"),
        ("2", "Harbour <Strategy> (agenda item 7)"),
        ("2", "Ferries"),
        ("2", "Replies"),
        ("2", "Contact officers"),
        ("2", "Reminders agreed by members"),
        ("2", f"What “{DRAFT.report}” says to the agreed prompts"),
    ]
    text = [p.text for p in document.paragraphs]
    assert text[1] == "Draft questions to edit. List of: Cllr Brook"
    assert text[3] == "1. Why did the depth fall?"
    numbered = [line[:2] for line in text if line[:2] in ("1.", "2.", "3.")]
    assert numbered == ["1.", "2.", "3."]  # in the list's order, however they are delivered
    for words in (
        "Asked by Cllr Brook. To: the Director. Why it matters",
        "Ada Quill, Harbour Master, 01632 960 111",
        "Speak for",
    ):
        assert words in "\n".join(text)
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    replies, prompts = document.tables
    assert [cell.text for cell in replies.rows[2].cells] == ["2", "Nine.", "Which nine?"]
    assert [cell.text for cell in prompts.rows[1].cells] == ["Whose voices?", "Silent", "Nothing says it."]
    assert document.core_properties.language == "en-GB"
    marks = document.element.body.findall(f".//{qn('w:footnoteReference')}")
    notes = next(p for p in document.part.package.iter_parts() if p.partname == "/word/footnotes.xml").blob.decode()
    assert [mark.get(qn("w:id")) for mark in marks] == ["1"]
    assert "Tide tables (appendix to Harbour Strategy), 4 June 2024, Depths, paragraph 4, pack page 5<" in notes


def test_where_a_report_stands_and_whose_a_list_is():
    report = paper("i", "Harbour Strategy", committee="Harbour Committee", meeting_date=date(2031, 6, 10))
    report = replace(report, agenda_number="7", pack_pages="5-9")
    assert heading_of(report) == "Harbour Strategy (agenda item 7, pack pages 5 to 9)"
    assert heading_of(replace(report, agenda_number=None, pack_pages=None)) == "Harbour Strategy"
    assert replace(LIST, whose="").about.startswith("Draft questions to edit. List of: …")


def test_the_page_to_print_holds_the_words_and_obeys_none():
    page = list_page(LIST)
    assert "<h3>1. Why did the depth fall?</h3>" in page
    assert "Depths, paragraph 4, pack page 5" in page
    assert "the depth fell &lt;3.1 * m" in page
    assert '<html lang="en-GB">' in page
    assert '<th scope="col">Reply</th>' in page
    assert "<script" not in page
    assert "http" not in page


def test_a_mail_to_the_contact_officer():
    link = mail_link(OFFICER, "What does & mean?", "Harbour Strategy", DAY, [CITED])
    assert link
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "ada.quill@harbour.example")
    body = parse_qs(parts.query)["body"][0]
    assert "What does & mean?" in body
    assert "Depths, paragraph 4, pack page 5, PDF page 7" in body


@pytest.mark.parametrize(
    "email", [None, "", "ada at harbour", "a@b.example?bcc=x@y.example", "a@b.example,c@d.example"]
)
def test_an_address_that_is_none_makes_no_mail(email):
    assert mail_link(Contact("Ada", None, None, email), "Why?", "R", None, []) is None


def test_a_contact_in_words():
    assert contact_words(Contact("Ada", None, None, None)) == "Ada"
