"""A mail to a report's contact officer, ready to send: the question, the quote it is about, and where that stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from app.saved.records import CitationRecord
from app.wording import date_words, paper_words, place_words, readable
from index.values import Contact

_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")  # one plain address; a paper may print anything


def mail_text(question: str, report: str, meeting_date: str | None, citations: Sequence[CitationRecord]) -> str:
    """The words of the mail."""
    lines = [f"I have a question on the report “{report}” for the meeting of {date_words(meeting_date)}:", "", question]
    for citation in citations:
        lines += ["", f"“{citation.quote}”", f"({paper_words(citation)}: {place_words(citation)})"]
    return readable("\n".join(lines))


def mail_link(
    contact: Contact, question: str, report: str, meeting_date: str | None, citations: Sequence[CitationRecord]
) -> str | None:
    """A `mailto:` address that opens the mail ready to send; None when the report prints no e-mail for the officer."""
    if not contact.email or not _ADDRESS.fullmatch(contact.email):
        return None
    subject = quote(f"Question on: {' '.join(report.split())[:120]}")
    body = quote(mail_text(question, report, meeting_date, citations).replace("\n", "\r\n"))
    return f"mailto:{quote(contact.email, safe='@')}?subject={subject}&body={body}"
