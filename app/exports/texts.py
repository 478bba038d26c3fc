"""Words as text for other programs: a terminal, JSON lines, CSV, a letter, a mail. What they hold was written
by others, so nothing in them is a command, a formula or a sign of markup.
"""

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rich.console import Console
from rich.text import Text

from app.saved.records import AnswerRecord, CitationRecord
from app.wording import TURNING, bare, date_words, paper_words, place_words, quoted, readable, visible
from index.faults import NotFound
from index.values import Contact

LINES = "\n\t\r"  # what steers and may stay: ends of lines and gaps
_NUMBERED = {n: f"\\u{n:04x}" for n in (*range(0x7F, 0xA0), *map(ord, TURNING))}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")  # one plain address; a paper may print anything


def json_line(value: Mapping[str, Any]) -> None:
    """One JSON object on one line of stdout, at once; what steers a terminal is written as its number."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False).translate(_NUMBERED) + "\n")
    sys.stdout.flush()


def plain(text: str) -> str:
    """A text in which no character steers a terminal or turns the order of the others."""
    return visible(readable(text))


def say(text: str = "", style: str = "") -> None:
    """Words from anywhere on stdout, wrapped to the terminal; nothing in them is markup."""
    Console(highlight=False, soft_wrap=not sys.stdout.isatty()).print(Text(plain(text), style=style))


def note(text: str) -> None:
    """A line for the person, on stderr."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(visible(readable(text), "")))


def write_file(path: Path, content: bytes) -> None:
    """Write a file where a person asked for it. Raises NotFound when it cannot be written there."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise NotFound(
            f"{path} cannot be written: {error.strerror}.", "Give a file in a folder that exists."
        ) from error


def csv_text(head: Iterable[str], rows: Iterable[Iterable[object]], line_end: str = "\r\n") -> str:
    """A row of headings and the rows. None is an empty cell; a text that a spreadsheet would reckon with is quoted."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator=line_end)
    writer.writerow(head)
    for row in rows:
        cells = (visible(cell, LINES) if isinstance(cell, str) else cell for cell in row)
        writer.writerow(f"'{c}" if isinstance(c, str) and c.startswith(_FORMULA) else c for c in cells)
    return file.getvalue()


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def answer_text(answer: AnswerRecord) -> str:
    """An answer to paste into a letter: question, numbered sentences, and each number's paper, place and quote."""
    lines = [answer.question, ""]
    for sentence in answer.sentences:
        parts = quoted(sentence.text, [c for c in answer.citations if c.n in sentence.cites])
        words = f"“{flat(parts[1])}”" if parts else bare(sentence.text)
        lines.append(f"{words} {''.join(f'[{n}]' for n in sentence.cites)}")
    if not answer.sentences:
        lines.append(answer.text)
    if answer.citations:
        lines += ["", "Sources"]
    for citation in answer.citations:
        lines.append(f"[{citation.n}] {paper_words(citation)}: {place_words(citation)} ({citation.document})")
        lines.append(f"    “{flat(citation.quote)}”")
    if answer.notice:
        lines += ["", answer.notice]
    return visible("\n".join(lines), LINES)


def mail_text(question: str, report: str, meeting_date: str | None, citations: Sequence[CitationRecord]) -> str:
    """The words of a mail to a report's contact officer: the question, the quotes it is about, and where they stand."""
    lines = [f"I have a question on the report “{report}” for the meeting of {date_words(meeting_date)}:", "", question]
    for citation in citations:
        lines += ["", f"“{citation.quote}”", f"({paper_words(citation)}: {place_words(citation)})"]
    return visible(readable("\n".join(lines)), LINES)


def mail_link(
    contact: Contact, question: str, report: str, meeting_date: str | None, citations: Sequence[CitationRecord]
) -> str | None:
    """A `mailto:` address that opens the mail ready to send; None when the report prints no e-mail for the officer."""
    if not contact.email or not _ADDRESS.fullmatch(contact.email):
        return None
    subject = quote(f"Question on: {plain(flat(report))[:120]}")
    body = quote(mail_text(question, report, meeting_date, citations).replace("\n", "\r\n"))
    return f"mailto:{quote(contact.email, safe='@')}?subject={subject}&body={body}"
