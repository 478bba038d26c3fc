"""A member's list as it leaves the app: a Word briefing, Markdown, and a page to print. Only quotes that stand go."""

from __future__ import annotations

import html
from collections.abc import Sequence

from app.exports.briefing import Briefing, add_prompts, paged
from app.exports.listcheck import Proved
from app.exports.markdowntext import markdown
from app.saved.listrecords import MemberList
from app.saved.records import PromptRecord
from app.wording import date_words, item_pages, near_words, readable
from index.values import Contact, StoredItem

DELIVERY = {
    "meeting": "For the meeting",
    "written": "In writing, to be sent before the meeting",
    "officer": "For the report’s contact officer, not for the meeting",
}
_DRAFT = "Draft questions to edit"
_REPLY = ("Reply", "What was asked then")
_STYLE = (
    "h2{font-size:1.1rem}"
    "body{font:12pt/1.4 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}"
    "blockquote{margin:.4rem 0 .4rem 1rem;padding-left:.8rem;border-left:3px solid #555}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #555;padding:.3rem;text-align:left;height:3rem}"
    "section{break-inside:avoid}"
)


def about_words(report: StoredItem, whose: str = "") -> str:
    """Which paper of which meeting the list is for, and whose it is; a gap to fill in where nobody signed in."""
    number = f"agenda item {report.agenda_number}" if report.agenda_number else ""
    known = (report.committee, date_words(report.meeting_date), number, item_pages(report))
    return f"{', '.join(part for part in known if part)}. List of: {whose or '……………………'}"


def list_briefing(
    member_list: MemberList,
    questions: Sequence[Proved],
    about: str,
    prompts: Sequence[PromptRecord] = (),
    contacts: Sequence[Contact] = (),
    reminders: Sequence[str] = (),
) -> bytes:
    """The bytes of a Word file: the questions in their order, five on a page; then room for the replies, whom to
    contact, the reminders, and how far the report answers the agreed prompts. `about` says what it is for.
    """
    made = Briefing(f"{_DRAFT}: {member_list.report}", member_list.report, member_list.meeting_date)
    made.heading(member_list.report, 1)
    made.paragraph(about)
    made.paragraph(_DRAFT)
    paged(made, [(one.kept.place, one.question.text, _facts(one), one.citations) for one in questions])
    asked = [one for one in questions if one.question.delivery != "officer"]
    if asked:
        made.new_page()
        made.heading("Replies", 2)
        rows = [(str(one.kept.place), one.question.reply or "\n\n", one.question.after) for one in asked]
        made.table(("No.", *_REPLY), rows, (1, 8, 6))
    if contacts and len(asked) < len(questions):
        made.heading("Contact officers", 2)
        for contact in contacts:
            made.paragraph(contact_words(contact), "List Bullet")
    if reminders:
        made.heading("Reminders agreed by members", 2)
        for reminder in reminders:
            made.paragraph(reminder, "List Bullet")
    agreed = [prompt for prompt in prompts if not prompt.extra]
    if agreed:
        made.heading("What the report says to the agreed prompts", 2)
        add_prompts(made, agreed)
    return made.data()


def list_markdown(member_list: MemberList, questions: Sequence[Proved], about: str) -> str:
    """The list as Markdown, quotes with their places; the papers' own signs are escaped."""
    lines = [f"# {markdown(member_list.report)}", "", markdown(about), "", _DRAFT, ""]
    for one in questions:
        lines += [f"## {one.kept.place}. {markdown(one.question.text)}", ""]
        lines += [f"{markdown(line)}  " for line in _facts(one)]
        lines.append("")
        for citation in one.citations:
            where = near_words(citation, member_list.report, member_list.meeting_date)
            lines += [f"> “{markdown(citation.quote)}”  ", f"> {markdown(where)}", ""]
        for name, text in zip(_REPLY, (one.question.reply, one.question.after), strict=True):
            lines += [f"{name}: {markdown(text)}", ""] if text else []
    return "\n".join(lines)


def list_page(member_list: MemberList, questions: Sequence[Proved], about: str) -> str:
    """The list as a page to print, whole in itself: nothing is fetched, everything from the papers is escaped."""
    parts = [f"<h1>{_text(member_list.report)}</h1><p>{_text(about)}<br>{_DRAFT}</p>"]
    for one in questions:
        parts.append(f"<section><h2>{one.kept.place}. {_text(one.question.text)}</h2>")
        parts += [f"<p>{_text(line)}</p>" for line in _facts(one)]
        for citation in one.citations:
            where = near_words(citation, member_list.report, member_list.meeting_date)
            parts.append(f"<blockquote>“{_text(citation.quote)}”<br><small>{_text(where)}</small></blockquote>")
        heads = "".join(f'<th scope="col">{name}</th>' for name in _REPLY)
        cells = f"<td>{_text(one.question.reply)}</td><td>{_text(one.question.after)}</td>"
        parts.append(f"<table><tr>{heads}</tr><tr>{cells}</tr></table></section>")
    title = f"{_DRAFT}: {_text(member_list.report)}"
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
    parts += [f"{DELIVERY[question.delivery]}."] if question.delivery != "meeting" else []
    parts += [f"Why it matters: {question.why}"] if question.why else []
    lines = [" ".join(parts)] if parts else []
    lines += [f"Supplementary: {question.supplementary}"] if question.supplementary else []
    return [*lines, *one.remarks]


def _text(text: str) -> str:
    return html.escape(readable(text)).replace("\n", "<br>")
