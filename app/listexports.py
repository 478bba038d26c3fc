"""A member's list as it leaves the app: a Word briefing, Markdown, and a page to print. Only quotes that stand go."""

from __future__ import annotations

import html
from collections.abc import Sequence

from app.briefing import Briefing, add_prompts
from app.listcheck import Proved
from app.listrecords import MemberList
from app.markdowntext import markdown
from app.records import PromptRecord
from app.wording import date_words, paper_words, place_words, readable
from index.values import Contact

DELIVERY = {
    "meeting": "For the meeting",
    "written": "In writing, to be sent before the meeting",
    "officer": "For the report’s contact officer, not for the meeting",
}
_REPLY = ("Reply", "What was asked then")
_STYLE = (
    "body{font:12pt/1.4 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}"
    "blockquote{margin:.4rem 0 .4rem 1rem;padding-left:.8rem;border-left:3px solid #555}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #555;padding:.3rem;text-align:left;height:3rem}"
    "section{break-inside:avoid}"
)


def list_briefing(
    member_list: MemberList,
    questions: Sequence[Proved],
    prompts: Sequence[PromptRecord] = (),
    contacts: Sequence[Contact] = (),
    reminders: Sequence[str] = (),
) -> bytes:
    """The bytes of a Word file: the questions by how they are delivered, with room for the reply to each."""
    made = Briefing(f"{member_list.title}: {member_list.report}")
    made.heading(f"{member_list.title}: {member_list.report}", 1)
    made.paragraph(f"Meeting: {date_words(member_list.meeting_date)}.")
    for delivery, some in _by_delivery(questions):
        made.heading(DELIVERY[delivery], 2)
        if delivery == "officer":
            for contact in contacts:
                made.paragraph(contact_words(contact), "List Bullet")
        for one in some:
            made.heading(f"{one.kept.place}. {one.question.text}", 3)
            for line in _facts(one):
                made.paragraph(line)
            made.quotes(one.citations)
            if delivery != "officer":
                made.table(_REPLY, [(one.question.reply or "\n\n", one.question.after)])
    if reminders:
        made.heading("Reminders agreed by members", 2)
        for reminder in reminders:
            made.paragraph(reminder, "List Bullet")
    if prompts:
        made.heading("What the report says to the agreed prompts", 2)
        add_prompts(made, prompts)
    return made.data()


def list_markdown(member_list: MemberList, questions: Sequence[Proved]) -> str:
    """The list as Markdown, quotes with their places; the papers' own signs are escaped."""
    lines = [f"# {markdown(member_list.title)}: {markdown(member_list.report)}", ""]
    lines += [f"Meeting: {date_words(member_list.meeting_date)}", ""]
    for delivery, some in _by_delivery(questions):
        lines += [f"## {DELIVERY[delivery]}", ""]
        for one in some:
            lines += [f"### {one.kept.place}. {markdown(one.question.text)}", ""]
            lines += [f"{markdown(line)}  " for line in _facts(one)]
            lines.append("")
            for citation in one.citations:
                where = f"{paper_words(citation)}: {place_words(citation)}"
                lines += [f"> “{markdown(citation.quote)}”  ", f"> {markdown(where)}", ""]
            for name, text in zip(_REPLY, (one.question.reply, one.question.after), strict=True):
                lines += [f"{name}: {markdown(text)}", ""] if text else []
    return "\n".join(lines)


def list_page(member_list: MemberList, questions: Sequence[Proved]) -> str:
    """The list as a page to print, whole in itself: nothing is fetched, everything from the papers is escaped."""
    parts = [f"<h1>{_text(member_list.title)}: {_text(member_list.report)}</h1>"]
    parts.append(f"<p>Meeting: {_text(date_words(member_list.meeting_date))}</p>")
    for delivery, some in _by_delivery(questions):
        parts.append(f"<h2>{_text(DELIVERY[delivery])}</h2>")
        for one in some:
            parts.append(f"<section><h3>{one.kept.place}. {_text(one.question.text)}</h3>")
            parts += [f"<p>{_text(line)}</p>" for line in _facts(one)]
            for citation in one.citations:
                where = f"{paper_words(citation)}: {place_words(citation)}"
                parts.append(f"<blockquote>“{_text(citation.quote)}”<br><small>{_text(where)}</small></blockquote>")
            heads = "".join(f'<th scope="col">{name}</th>' for name in _REPLY)
            cells = f"<td>{_text(one.question.reply)}</td><td>{_text(one.question.after)}</td>"
            parts.append(f"<table><tr>{heads}</tr><tr>{cells}</tr></table></section>")
    title = f"{_text(member_list.title)}: {_text(member_list.report)}"
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{"".join(parts)}</body></html>'


def contact_words(contact: Contact) -> str:
    """An officer's name, post, telephone and e-mail, as far as the report prints them."""
    parts = (contact.name, contact.role, contact.phone, contact.email)
    return ", ".join(part for part in parts if part)


def _by_delivery(questions: Sequence[Proved]) -> list[tuple[str, list[Proved]]]:
    grouped = [(name, [one for one in questions if one.question.delivery == name]) for name in DELIVERY]
    return [(name, some) for name, some in grouped if some]


def _facts(one: Proved) -> list[str]:
    question = one.question
    who = [f"To: {question.to}"] if question.to else []
    who += [f"Asked by: {question.asker}"] if question.asker else []
    lines = ["; ".join(who)] if who else []
    lines += [f"Why it matters: {question.why}"] if question.why else []
    lines += [f"Supplementary: {question.supplementary}"] if question.supplementary else []
    return [*lines, *one.remarks]


def _text(text: str) -> str:
    return html.escape(readable(text)).replace("\n", "<br>")
