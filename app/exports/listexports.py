"""A member's list as it leaves the app: a Word briefing, and a page to print. What leaves is proved first: a
citation counts only when its quote still stands in the paper held.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from app.exports.briefing import add_prompts
from app.exports.texts import LINES
from app.exports.word import QUOTED, Briefing
from app.saved.lists import Kept, ListedQuestion, MemberList
from app.saved.records import CitationRecord, DraftRecord
from app.wording import HOW, item_pages, near_words, paper_words, place_words, readable, visible
from index.store.library import Library
from index.values import Contact, StoredItem
from rag.check import check_quote

_DRAFT = "Draft questions to edit"
_REPLY = ("Reply", "What was asked then")
_STYLE = Path(__file__).with_name("print.css").read_text(encoding="utf-8")
_FIGURE = re.compile(r"£?\d+(?:[,./:–-]\d+)*%?")  # whole: "2021/22", "1,204", "66.5%"


@dataclass(frozen=True)
class Proved:
    """A question with the citations that stand, numbered from 1, and what is to be said of it."""

    kept: Kept
    citations: tuple[CitationRecord, ...]
    remarks: tuple[str, ...]

    @property
    def question(self) -> ListedQuestion:
        """The question itself."""
        return self.kept.question


def proved(member_list: MemberList, library: Library) -> list[Proved]:
    """The questions of a list with only the citations whose quotes stand word for word in the papers held."""
    ids = {c.passage_id for kept in member_list.questions for c in kept.question.citations}
    held = {passage.id: passage for passage in library.passages_by_id(ids)}
    found = []
    for kept in member_list.questions:
        standing = [
            citation
            for citation in kept.question.citations
            if citation.passage_id in held and check_quote(citation.quote, held[citation.passage_id])
        ]
        numbered = tuple(citation.model_copy(update={"n": n}) for n, citation in enumerate(standing, 1))
        found.append(Proved(kept, numbered, _remarks(kept.question, len(standing))))
    return found


def _remarks(question: ListedQuestion, standing: int) -> tuple[str, ...]:
    remarks = []
    if not question.drafted and not question.citations:
        remarks.append("The member’s own question; it rests on no quote.")
    elif standing < len(question.citations):
        remarks.append("A quote that this rested on is no longer in the papers held and is left out.")
    if wrong := unproved(question):
        remarks.append(f"Not in the quotes: {'; '.join(wrong)}.")
    return tuple(remarks)


def unproved(question: ListedQuestion) -> tuple[str, ...]:
    """What a member's new wording quotes, and the figures it gives, that neither its citations nor their places have;
    () when all of it stands. What stands as it was drafted was checked then.
    """
    if not question.edited:
        return ()
    places = (words for c in question.citations for words in (paper_words(c), place_words(c)))
    grounds = [question.drafted, *(citation.quote for citation in question.citations), *places]
    folded = [_folded(ground) for ground in grounds]
    quotes = [part for quote in QUOTED.findall(question.text) for part in quote.split("…") if part.strip(" .,;:")]
    wrong = [q.strip() for q in quotes if not any(_folded(q).strip(" .,;:") in ground for ground in folded)]
    known = set(_figures(" ".join(grounds)))
    figures = dict.fromkeys(_figures(QUOTED.sub(" ", question.text)))
    return (*wrong, *(figure for figure in figures if figure not in known))


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").replace("‘", "'").split())


def _figures(text: str) -> list[str]:
    """The figures of a text, whole; the two ways to write a year in two halves are one."""
    return [figure.replace("–", "/").replace("-", "/") for figure in _FIGURE.findall(text)]


@dataclass(frozen=True)
class Handout:
    """What the files of a list say: the meeting it is for, as a title and a day; whose it is; its questions; the
    reports' headings by their ids; and what goes with them into Word.
    """

    title: str
    meeting_date: str | None
    whose: str
    questions: Sequence[Proved]
    headings: Mapping[str, str] = field(default_factory=dict)
    drafts: Sequence[DraftRecord] = ()
    contacts: Sequence[Contact] = ()
    reminders: Sequence[str] = ()

    @property
    def about(self) -> str:
        """Whose list it is; a gap to fill in where nobody signed in."""
        return f"{_DRAFT}. List of: {self.whose or '……………………'}"

    def parts(self) -> Iterator[tuple[str, str, list[Proved]]]:
        """The questions that follow each other on one paper, with its heading and its title."""
        for (item_id, report), own in groupby(self.questions, lambda one: (one.question.item_id, one.question.report)):
            yield self.headings.get(item_id) or report or "Other questions", report, list(own)


def heading_of(report: StoredItem, asked: str = "") -> str:
    """A report with its place on the agenda, what it is `asked` for, and its place in the pack."""
    number = f"agenda item {report.agenda_number}" if report.agenda_number else ""
    known = ", ".join(part for part in (number, asked, item_pages(report)) if part)
    return f"{report.title} ({known})" if known else report.title


def list_briefing(handout: Handout) -> bytes:
    """The bytes of a Word file: the questions in their order under their reports, five on a page; then room for the
    replies, whom to contact, the reminders, and how far each report answers the agreed prompts.
    """
    made = Briefing(handout.title)
    made.heading(handout.title, 1)
    made.paragraph(handout.about)
    for heading, report, own in handout.parts():
        made.about(report, handout.meeting_date)
        made.heading(heading, 2)
        made.questions((one.kept.place, one.question.text, _facts(one), one.citations) for one in own)
    if asked := [one for one in handout.questions if one.question.delivery != "officer"]:
        made.new_page()
        made.heading("Replies", 2)
        rows = [(str(one.kept.place), one.question.reply or "\n\n", one.question.after) for one in asked]
        made.table(("No.", *_REPLY), rows, (1, 8, 6))
    if handout.contacts and len(asked) < len(handout.questions):
        made.heading("Contact officers", 2)
        for contact in handout.contacts:
            made.paragraph(contact_words(contact), "List Bullet")
    if handout.reminders:
        made.heading("Reminders agreed by members", 2)
        for reminder in handout.reminders:
            made.paragraph(reminder, "List Bullet")
    for draft in handout.drafts:
        if agreed := [prompt for prompt in draft.prompts if not prompt.extra]:
            made.heading(f"What “{draft.report}” says to the agreed prompts", 2)
            add_prompts(made, agreed)
    return made.data()


def list_page(handout: Handout) -> str:
    """The list as a page to print, whole in itself: nothing is fetched, everything from the papers is escaped."""
    parts = [f"<h1>{_text(handout.title)}</h1><p>{_text(handout.about)}</p>"]
    for heading, report, own in handout.parts():
        parts.append(f"<h2>{_text(heading)}</h2>")
        for one in own:
            parts.append(f"<section><h3>{one.kept.place}. {_text(one.question.text)}</h3>")
            parts += [f"<p>{_text(line)}</p>" for line in _facts(one)]
            for citation in one.citations:
                where = near_words(citation, report, handout.meeting_date)
                parts.append(f"<blockquote>“{_text(citation.quote)}”<br><small>{_text(where)}</small></blockquote>")
            heads = "".join(f'<th scope="col">{name}</th>' for name in _REPLY)
            cells = f"<td>{_text(one.question.reply)}</td><td>{_text(one.question.after)}</td>"
            parts.append(f"<table><tr>{heads}</tr><tr>{cells}</tr></table></section>")
    title = f"{_DRAFT}: {_text(handout.title)}"
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{"".join(parts)}</body></html>'


def contact_words(contact: Contact) -> str:
    """An officer's name, post, telephone and e-mail, as far as the report prints them."""
    parts = (contact.name, contact.role, contact.phone, contact.email)
    return ", ".join(part for part in parts if part)


def _facts(one: Proved) -> list[str]:
    """What is said of a question: who asks it of whom and how, why it matters, what to ask next, what is doubtful."""
    question = one.question
    parts = [f"Asked by {question.asker}."] if question.asker else []
    parts += [f"To: {question.to}."] if question.to else []
    parts += [f"{HOW[question.delivery].capitalize()}."] if question.delivery != "meeting" else []
    parts += [f"Why it matters: {question.why}"] if question.why else []
    lines = [" ".join(parts)] if parts else []
    lines += [f"Supplementary: {question.supplementary}"] if question.supplementary else []
    return [*lines, *one.remarks]


def _text(text: str) -> str:
    return html.escape(visible(readable(text), LINES)).replace("\n", "<br>")
