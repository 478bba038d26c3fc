"""How places, dates, coverage and statuses are said to a person: the same words in page, command and Word
file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from app.markup import unmarked
from app.saved.records import CitationRecord
from index.language.periods import long_date
from index.values import StoredItem

COVERAGE = {"answered": "Answered", "partly": "Partly answered", "silent": "Silent"}
NOT_APPLYING = "Does not apply"
HOW = {
    "meeting": "for the meeting",
    "written": "in writing before the meeting",
    "officer": "for the contact officer",
}
RELATIONS = {
    "conflicts": "Conflicts with earlier papers",
    "commitment": "Promised on this subject and still open",
    "updates": "Brings earlier papers up to date",
    "repeats": "Said before",
}
KINDS = {
    "agenda": "Agenda",
    "guidance": "Guidance for members",
    "minutes": "Minutes",
    "report": "Report",
    "appendix": "Appendix",
    "decision": "Decision",
    "questions": "Questions",
    "supplement": "Supplement",
    "other": "Other paper",
}


_LABEL = re.compile(r"(?i:appendix|annexe?|schedule|enclosure)(?:\s+(?:[A-Z]?\d[\d.]*|[A-Z]\d*|[IVX]+)\b|(?=\W))")
_LONGEST_HEADING = 80  # characters
_FIRST_QUESTION = re.compile(r"[^?]+\?")
_MARKERS = re.compile(r"(?:\s*\[\d+\])+\s*$")


def short_prompt(question: str) -> str:
    """An agreed prompt in short: the first question that it asks."""
    first = _FIRST_QUESTION.match(question)
    return first[0] if first else question


def bare(sentence: str) -> str:
    """A sentence without the numbers of its citations, where they are shown beside it."""
    return _MARKERS.sub("", sentence)


def quoted(sentence: str, cited: Sequence[CitationRecord]) -> tuple[str, str] | None:
    """The place and the quote, as printed, of a sentence that is nothing but those: “place: “quote””."""
    if len(cited) != 1:
        return None
    words, said = bare(sentence), f": “{' '.join(cited[0].quote.split())}”"
    return (words.removesuffix(said), cited[0].quote) if words.endswith(said) else None


def readable(text: str) -> str:
    """A text as it is shown: bullets of the symbol font as bullets, a converted paper's markup gone.

    Only what is shown: quotes are kept and checked as they stand in the paper.
    """
    return unmarked(text.replace("\uf0b7", "•"))


def date_words(iso: str | date | None) -> str:
    """A date as people write it, "2 November 2021"; "date not known" for None."""
    if iso is None:
        return "date not known"
    day = date.fromisoformat(iso) if isinstance(iso, str) else iso
    return long_date(day)


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: "1 page", "2 pages"; `nouns` is the plural where it is not the noun with an s."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


def item_pages(item: StoredItem) -> str:
    """The pages of a paper: the stamped ones where the pack has them, else the file's; "" where none are known."""
    if item.pack_pages:
        return f"pack {'pages' if '-' in item.pack_pages else 'page'} {item.pack_pages.replace('-', ' to ')}"
    if item.first_page is None:
        return ""
    one = item.first_page == item.last_page
    return f"PDF page {item.first_page}" if one else f"PDF pages {item.first_page} to {item.last_page}"


def coverage_words(coverage: str, applies: bool) -> str:
    """How far a prompt is answered, or that it cannot be asked of such a paper."""
    return COVERAGE[coverage] if applies else NOT_APPLYING


def paper_words(citation: CitationRecord, committee: bool = False) -> str:
    """The paper a quote is from: its title, the report it belongs to, the committee if wanted, and the meeting."""
    title = citation.report
    if citation.parent:
        title += f" (appendix to {citation.parent})"
    if committee and citation.committee and citation.committee not in title:
        title += f", {citation.committee}"
    if citation.meeting_date and date_words(citation.meeting_date) not in title:
        title += f", {date_words(citation.meeting_date)}"
    return title


def place_words(citation: CitationRecord) -> str:
    """Where in the paper a quote stands: heading, paragraph and every page number that is known."""
    parts = []
    if citation.section:
        parts.append(citation.section)
    if citation.paragraph:
        parts.append(f"paragraph {citation.paragraph.rstrip('.')}")
    parts += page_words(citation)
    return ", ".join(parts) or "no heading, paragraph or page known"


def near_words(citation: CitationRecord, report: str, meeting_date: str | None) -> str:
    """Where a quote stands, for somebody who has the report of that title and meeting before them: in short, and only
    what is not known from there. An appendix of it goes by its label, a heading without those it stands under.
    """
    parts = []
    if citation.report != report or citation.meeting_date != meeting_date:
        same = citation.parent == report and citation.meeting_date == meeting_date
        label = _LABEL.match(citation.report) if same else None
        named = _cut(citation.report) if same else paper_words(citation)
        parts.append(label[0].rstrip(".") if label else named)
    heading = " ".join(readable((citation.section or "").split(" › ")[-1]).split()).rstrip(" .,:;!")
    if heading:
        parts.append(_cut(heading))
    if citation.paragraph:
        parts.append(f"paragraph {citation.paragraph.rstrip('.')}")
    return ", ".join([*parts, *page_words(citation)[:1]]) or "no heading, paragraph or page known"


def _cut(heading: str) -> str:
    return heading if len(heading) <= _LONGEST_HEADING else f"{heading[: _LONGEST_HEADING - 1].rstrip()}…"


def page_words(citation: CitationRecord) -> list[str]:
    """The page numbers that are known: the pack's stamped one first, which is the one members use."""
    parts = []
    if citation.pack_page:
        parts.append(f"pack page {citation.pack_page}")
    if citation.page is not None:
        parts.append(f"PDF page {citation.page}")
    if citation.printed_page and citation.printed_page != citation.pack_page:
        parts.append(f"the paper's own page {citation.printed_page}")
    return parts
