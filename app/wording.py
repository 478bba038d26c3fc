"""How places, dates, coverage and statuses are said to a person, the same words in page, command and Word file; and a
paper's own words without the signs of Markdown and HTML that a converted one prints between them.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from app.language import long_day, noun_after
from app.language import message as message
from app.language import tr as tr
from app.saved.records import CitationRecord
from index.language.periods import long_date
from index.values import StoredItem

COVERAGE = {"answered": "Answered", "partly": "Partly answered", "silent": "Silent"}
HOW = {"meeting": "for the meeting", "written": "in writing, to be sent before the meeting",
       "officer": "for the report’s contact officer, not for the meeting"}  # fmt: skip
NOTHING_ASKED = "No question could be drafted that rests on the papers."
ITS_OWN_WAY = "How they are asked is yours to choose, by what the papers leave open:"
ASKED_FOR = {"decision": message("for decision"), "noting": message("for noting")}
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
TURNING = "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # the order of others
_MARKERS = re.compile(r"(?:\s*\[\d+\])+\s*$")
_ATTRIBUTE = r"""\s+[\w:-]{1,30}\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)|\s+(?:checked|disabled|hidden|selected)"""
_APART = ("blockquote", "br", "div", "h[1-6]", "hr", "table", "tbody", "thead", "[dou]l", "d[dt]", "t[dhr]", "li", "p")
_WITHIN = (
    *("a", "abbr", "b", "big", "center", "code", "del", "em", "font", "i", "img", "input", "ins", "label", "mark"),
    *("pre", "s", "small", "span", "strike", "strong", "sub", "sup", "u"),
)
_BLOCK = re.compile("|".join(_APART))
_TAG = re.compile(rf"(?i)</?({'|'.join((*_APART, *_WITHIN))})((?:{_ATTRIBUTE}){{0,12}})\s*/?>")  # no "<name>" of a form
_COMMENT = re.compile(r"<!--.{0,500}?-->", re.DOTALL)
_LINK = re.compile(
    r"!?\[([^\[\]]{0,300})\]\((?:<[^<>]{0,500}>|(?:#|/|mailto:|(?=[^()\s]*[./:]))[^()\s]*)(?:\s+\"[^\"]*\")?\)"
)
_BARE_LINK = re.compile(r"(?i)<((?:https?://|mailto:)[^\s<>]+)>")
_HEADING = re.compile(r"(?m)(?:^|(?<=[;›:] )|(?<=\())[ \t]*#{1,6}[ \t]+(?=\S)")
_STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.{1,400}?)(?<=[^\s\\])\1")
_LONE_STRONG = re.compile(r"(?<!\S)\*\*(?=\w)|(?<=[A-Za-z.:;,!?)])\*\*(?!\S)")  # its other half is in another sentence
_SLANTED = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,400}?)(?<=[^\s\\])\*(?![\w*])"
    r"|(?<![\w\\])_(?=[^\s_])([^_\n]{1,400}?)(?<=[^\s\\])_(?!\w)"
)
_GAPS = re.compile(r" {2,}")
_EDGE = re.compile(r"(?m)^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$")
_ESCAPED = re.compile(r"\\+([`*_{}\[\]()#+\-.!|>~$<])")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


def short_prompt(question: str) -> str:
    """An agreed prompt in short: the first question that it asks."""
    first, mark, _ = question.partition("?")
    return first + mark


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
    """A text as it is shown: bullets of the symbol font as bullets, a converted paper's markup gone. Only what is
    shown: quotes are kept and checked as they stand in the paper.
    """
    return unmarked(text.replace("\uf0b7", "•"))


def date_words(iso: str | date | None) -> str:
    """A date as people write it, "2 November 2021"; "date not known" for None."""
    if iso is None:
        return tr("date not known")
    day = date.fromisoformat(iso) if isinstance(iso, str) else iso
    return long_day(day)


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: "1 page", "2 pages"; `nouns` is the plural where it is not the noun with an s."""
    return f"{number} {noun_after(number, noun, nouns or noun + 's')}"


def item_pages(item: StoredItem) -> str:
    """The pages of a paper: the stamped ones where the pack has them, else the file's; "" where none are known."""
    if item.pack_pages:
        first, _, last = item.pack_pages.partition("-")
        return tr("pack pages {first} to {last}", first=first, last=last) if last else tr("pack page {n}", n=first)
    if item.first_page is None:
        return ""
    if item.first_page == item.last_page:
        return tr("PDF page {n}", n=item.first_page)
    return tr("PDF pages {first} to {last}", first=item.first_page, last=item.last_page)


def coverage_words(coverage: str, applies: bool) -> str:
    """How far a prompt is answered, or that it cannot be asked of such a paper."""
    return tr(COVERAGE[coverage]) if applies else tr("Does not apply")


def paper_words(citation: CitationRecord, committee: bool = False) -> str:
    """The paper a quote is from: its title, the report it belongs to, the committee if wanted, and the meeting."""
    title = citation.report
    if citation.parent:
        title = tr("{title} (appendix to {report})", title=title, report=citation.parent)
    if committee and citation.committee and citation.committee not in title:
        title += f", {citation.committee}"
    if citation.meeting_date and long_date(date.fromisoformat(citation.meeting_date)) not in title:
        title += f", {date_words(citation.meeting_date)}"
    return title


def place_words(citation: CitationRecord) -> str:
    """Where in the paper a quote stands: heading, paragraph and every page number that is known."""
    parts = []
    if citation.section:
        parts.append(citation.section)
    if citation.paragraph:
        parts.append(tr("paragraph {n}", n=citation.paragraph.rstrip(".")))
    parts += page_words(citation)
    return ", ".join(parts) or tr("no heading, paragraph or page known")


def near_words(citation: CitationRecord, report: str, meeting_date: str | None) -> str:
    """Where a quote stands, for somebody who has the report of that title and meeting before them: in short, and only
    what is not known from there. An appendix of it goes by its label, a heading without those it stands under.
    """
    parts = []
    if citation.report != report or citation.meeting_date != meeting_date:
        same = citation.parent == report and citation.meeting_date == meeting_date
        label = _LABEL.match(citation.report) if same else None
        named = cut(citation.report, _LONGEST_HEADING) if same else paper_words(citation)
        parts.append(label[0].rstrip(".") if label else named)
    heading = " ".join(readable((citation.section or "").split(" › ")[-1]).split()).rstrip(" .,:;!")
    if heading:
        parts.append(cut(heading, _LONGEST_HEADING))
    if citation.paragraph:
        parts.append(tr("paragraph {n}", n=citation.paragraph.rstrip(".")))
    return ", ".join([*parts, *page_words(citation)[:1]]) or tr("no heading, paragraph or page known")


def cut(text: str, longest: int) -> str:
    """A text of at most so many characters, ended by "…" where it goes on."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def page_words(citation: CitationRecord) -> list[str]:
    """The page numbers that are known: the pack's stamped one first, which is the one members use."""
    parts = []
    if citation.pack_page:
        parts.append(tr("pack page {n}", n=citation.pack_page))
    if citation.page is not None:
        parts.append(tr("PDF page {n}", n=citation.page))
    if citation.printed_page and citation.printed_page != citation.pack_page:
        parts.append(tr("the paper's own page {n}", n=citation.printed_page))
    return parts


def visible(text: str, but: str = "\n\t") -> str:
    """A text with each character written out (as \\x1b, \\u202e) that steers a terminal or turns the order of others;
    those in `but` stay. Names of files and people are said so.
    """
    steering = {c for c in set(text) - set(but) if c in TURNING or unicodedata.category(c) == "Cc"}
    return "".join(c.encode("unicode_escape").decode() if c in steering else c for c in text)


def unmarked(text: str) -> str:
    """A text without tags, link targets, marks of headings and strong or slanted words, escapes and entities.

    Only what is shown: quotes are kept and checked as they stand in the paper, and what is left is not safe by that.
    A ticked box stays one (☒, ☐), a line end a line end. Signs that are no markup stay: "<20.8%", "C#", "2 ** 3".
    """
    text = _unbarred(text)
    if "<" in text:
        plain = _TAG.sub(_without_tag, _BARE_LINK.sub(r"\1", _COMMENT.sub("", text)))
        text = text if plain == text else _GAPS.sub(" ", plain)
    text = _HEADING.sub("", _LINK.sub(r"\1", text))
    text = _LONE_STRONG.sub("", _STRONG.sub(r"\2", text))
    text = _SLANTED.sub(lambda found: found[1] or found[2], text)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), _ESCAPED.sub(r"\1", _EDGE.sub("", text)))


def _unbarred(text: str) -> str:
    """A text whose rows of one cell have no bars, without the rows that rule off a table's head."""
    lines = [(line, line.strip(" |")) for line in text.split("\n")]
    kept = [(line, cell) for line, cell in lines if "|" not in line or cell.strip("|-: ")]
    return "\n".join(cell if "|" in line and "|" not in cell else line for line, cell in kept)


def _without_tag(tag: re.Match[str]) -> str:
    """What a reader sees in a tag's place: a box, a line end, a gap between two blocks, or nothing."""
    name, attributes = tag[1].lower(), tag[2].lower()
    if name == "input" and "checkbox" in attributes:
        return "☒ " if "checked" in attributes else "☐ "
    if name == "br":
        return "\n"
    outermost = tag.start() == 0 or tag.end() == len(tag.string)
    return " " if _BLOCK.fullmatch(name) and not outermost else ""
