"""A list as Word, Markdown, a page to print and a mail: whole, accessible, escaped."""

import io
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from docx import Document
from docx.oxml.ns import qn

from app.listcheck import Proved
from app.listexports import contact_words, list_briefing, list_markdown, list_page
from app.listrecords import Kept, ListedQuestion, MemberList
from app.officermail import mail_link
from index.values import Contact
from tests.unit.app.test_briefing import CITATION, DRAFT

CITED = CITATION.model_copy(update={"quote": "the depth <b>fell</b> <3.1 * m"})
OFFICER = Contact("Ada Quill", "Harbour Master", "01632 960 111", "ada.quill@harbour.example")


def one(place: int, text: str, **more) -> Proved:
    question = ListedQuestion(text=text, **more)
    return Proved(Kept(f"q{place}", place, question), question.citations, ("Edited by the member.",))


QUESTIONS = [
    one(1, "Why did the depth fall?", to="the Director", asker="Cllr Brook", why="It matters.", citations=(CITED,)),
    one(2, "How many boats is that?", delivery="written", reply="Nine.", after="Which nine?"),
    one(3, "What does “sounding” mean?", delivery="officer"),
]
LIST = MemberList("l", "My questions", "i", "d", "Harbour <Strategy>", "2031-06-10", datetime(2031, 6, 1, tzinfo=UTC))


def test_a_word_briefing_of_a_list():
    document = Document(io.BytesIO(list_briefing(LIST, QUESTIONS, DRAFT.prompts, [OFFICER], ["Speak for yourself."])))
    headings = [(p.style.name[-1], p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        ("1", "My questions: Harbour <Strategy>"),
        ("2", "For the meeting"),
        ("3", "1. Why did the depth fall?"),
        ("2", "In writing, to be sent before the meeting"),
        ("3", "2. How many boats is that?"),
        ("2", "For the report’s contact officer, not for the meeting"),
        ("3", "3. What does “sounding” mean?"),
        ("2", "Reminders agreed by members"),
        ("2", "What the report says to the agreed prompts"),
    ]
    text = "\n".join(p.text for p in document.paragraphs)
    for words in ("To: the Director; Asked by: Cllr Brook", "Ada Quill, Harbour Master, 01632 960 111", "Speak for"):
        assert words in text
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    assert [cell.text for cell in document.tables[1].rows[1].cells] == ["Nine.", "Which nine?"]
    assert document.core_properties.language == "en-GB"
    marks = document.element.body.findall(f".//{qn('w:footnoteReference')}")
    notes = next(p for p in document.part.package.iter_parts() if p.partname == "/word/footnotes.xml").blob.decode()
    assert [mark.get(qn("w:id")) for mark in marks] == ["1"]
    assert "Tide tables (appendix to Harbour Strategy), 4 June 2024: Depths, paragraph 4, pack page 5" in notes


def test_markdown_and_print_hold_the_words_and_obey_none():
    markdown, page = list_markdown(LIST, QUESTIONS), list_page(LIST, QUESTIONS)
    assert "### 1. Why did the depth fall?" in markdown
    assert r"the depth fell \<3.1 \* m" in markdown
    assert "Depths, paragraph 4, pack page 5, PDF page 7" in markdown
    assert "the depth fell &lt;3.1 * m" in page
    assert '<html lang="en-GB">' in page
    assert '<th scope="col">Reply</th>' in page
    assert "<script" not in page
    assert "http" not in page


def test_a_mail_to_the_contact_officer():
    link = mail_link(OFFICER, "What does & mean?", LIST.report, LIST.meeting_date, [CITED])
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
