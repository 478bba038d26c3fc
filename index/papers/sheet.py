"""What the finders of papers share: the sheet they look at, what they find, and how names of bodies and titles read."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from index.language.periods import find_dates
from index.read.layout.lines import Line, plain
from index.values import ItemKind, Reading

_NOUN = (
    r"(?:sub-?committee|committee|commission|board|cabinet|council|panel|forum|executive|assembly|municipal district"
    r"|authority)"
)
_WELSH = r"(?:is-?bwyllgor|pwyllgor|cyngor|bwrdd|awdurdod)(?:\s[^\W\d_]+)+"  # the noun stands first
_ENDS = re.compile(rf"^{_WELSH}$|\b{_NOUN}(?!\w|[’'])\s*$", re.IGNORECASE)
_STARTS = re.compile(
    r"^(?:(?:paper|report|presented|prepared|submitted|consideration|to|for|by)\b[\s:]*)*(?:an?\s+|the\s+)?"
    r"(?:(?:ordinary|extraordinary|special|annual|virtual|hybrid)\s+)?(?:meeting\b[\s:]*)?(?:of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"\b(?:minutes|meeting)\s+of\s+(?:an?\s+)?(?:the\s+)?((?:(?!\bmeeting\b)[^\d.:|]){{0,90}}?\b{_NOUN})\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(rf"^(.*?\b{_NOUN}|{_WELSH}?)\b(?=\s*(?:$|[-–—,(\[\d\"]|meeting|minutes|a\.?g\.?m))", re.IGNORECASE)
_COUNCILS = ("council", "authority")  # which stand above their committees
_LEAD = re.compile(
    r"^\W*(?:title\W+)?(?:\d+(?:st|nd|rd|th)\s+)?(?:(?:draft|minutes|notes|meeting|report\s+to)\b(?:\s+(?:of|for)\b)?[\s–—-]*)*(?:the\s+)?",
    re.IGNORECASE,
)
_ENDED = ("ended", "ending", "year to", "period to", "as at")
_PERIODS = ("year", "quarter", "period")
_EDGES = " \t.:;,-–—"
_SHORT = 2  # words of a name that says nothing without what stands in brackets after it
_TIES = {"of", "the", "and", "for", "on", "in", "to", "&", "-", "–"}
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
_REFERENCE = re.compile(
    r"^\s*(?:\d{2}[/-]\d{4,6}|\d{7}|(?:agenda )?item(?: no\.?)?:? ?\d+\w?(?:[./]\d+)*+(?=\W+\w))\s*[-–—:.]?\s*", re.I
)


@dataclass(frozen=True)
class Sheet:
    """A reading as the finders see it: its lines, which of them are furniture, and the file's name without suffix."""

    reading: Reading
    lines: tuple[Line, ...]
    furniture: frozenset[int]
    name: str = ""

    @cached_property
    def headings(self) -> frozenset[str]:
        """The titles and headings of a Word file or web page, which say themselves that they are."""
        return frozenset(mark.title for mark in self.reading.outline if mark.page is None)

    def plain(self, i: int) -> str:
        """The words of line `i` without markup."""
        return self.lines[i].plain

    def real(self, start: int, stop: int) -> list[int]:
        """The indexes of the lines from `start` to before `stop` that are not furniture."""
        return [i for i in range(max(0, start), min(stop, len(self.lines))) if i not in self.furniture]


@dataclass(frozen=True)
class Found:
    """A paper that begins at line `line`; `body` is the first line after what named it. Unknown fields are empty."""

    line: int
    kind: ItemKind
    title: str = ""
    body: int = 0
    committee: str = ""
    meeting_date: date | None = None
    author: str = ""
    agenda_number: str = ""
    parent: int | None = None  # the line at which the parent paper begins
    pages: str = ""  # "49-56", as the agenda lists them
    listed: tuple[tuple[str, str], ...] = ()  # what it lists: label, title


def is_body(text: str) -> bool:
    """True when `text` can be the name of a body that meets: it ends with such a noun and is short."""
    text = text.strip(_EDGES)
    return 1 <= len(text.split()) <= 16 and bool(_ENDS.search(text)) and not re.search(r"[.;?!]\s", text)


def days(text: str, short: bool = False) -> list[tuple[int, int, date]]:
    """The days that a text names as `find_dates` gives them, without those at which a period ended."""
    low = text.lower()
    found = find_dates(text, short=short)
    return [one for one in found if not (low[: one[0]].rstrip().endswith(_ENDED) or low.startswith(_PERIODS, one[0]))]


def tidy_body(text: str) -> str:
    """Take "the", "a meeting of the", "report to", marks and, of a body, "meeting" at its end off a name."""
    name = _STARTS.sub("", " ".join(text.split()).strip(_EDGES), count=1)
    short = name[: -len(" meeting")]
    return short if name.lower().endswith(" meeting") and is_body(short) else name


def of_council(body: str) -> bool:
    """True for the name of a whole council, which may stand above that of the body that meets."""
    return body.lower().endswith(_COUNCILS) or body.lower().startswith("cyngor")


def is_name(words: str) -> bool:
    """True for words that begin with capitals, but for small ones."""
    return all(word[:1].isupper() or word.lower() in _TIES for word in words.split())


def body_among(lines: Iterable[str]) -> str:
    """The body that the lines at the head of a paper name, as printed; "" for none. The longest name wins."""
    shown = list(lines)
    whole = " ".join(shown)
    match = _OF.search(whole)
    named = tidy_body(match.group(1)) if match else ""
    if match and (len(named.split()) > 1 or not whole[match.end() :].lower().startswith(" meeting")):
        return named  # "the committee meeting" names none
    best, rank = "", (False, 0)
    found_in = [cell for line in shown for cell in re.split(r"[|:]", line)]
    for cell in (*found_in, *(part for one in found_in for part in one.replace(" / ", " – ").split(" – "))):
        words = _LEAD.sub("", cell.strip(' "'))
        found = _UP_TO.match(words)
        name = found.group(1) if found else ""
        if not is_name(name):
            continue
        _, _, which = words[len(name) :].partition("(") if len(name.split()) <= _SHORT else ("", "", "")
        if name and ")" in which:  # "Scrutiny Board (Environment)"
            name = f"{name} ({which.partition(')')[0]})"
        ranked = (not of_council(name), len(name.split()))
        if name and ranked > rank:
            best, rank = name, ranked
    return tidy_body(best)


def mostly_capitals(text: str) -> bool:
    """True when a line with four letters or more is printed in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


class Words:
    """How a document writes its words when it does not shout: learnt from its lines that are not all capitals."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._forms: dict[str, Counter[str]] = {}
        counts = Counter(word for line in lines if not mostly_capitals(line) for word in WORD.findall(line))
        for word, count in counts.items():
            self._forms.setdefault(word.lower(), Counter())[word] = count

    def write(self, word: str, first: bool) -> str:
        """Write one shouted word: as the document writes it in running text, else with a capital."""
        low = word.lower()
        if low in _SMALL and not first:
            return low
        forms = self._forms.get(low.replace("'", "’"), self._forms.get(low, Counter()))
        shouted = forms[word] if word.isupper() and len(word) > 1 else 0
        if shouted and shouted >= sum(forms.values()) / 2:
            return word
        return low[0].upper() + low[1:]


def human(title: str, words: Words) -> str:
    """Tidy a title: markup and stray edges go, decision numbers before it go, capitals become title case."""
    title = " ".join(_REFERENCE.sub("", plain(title)).split()).strip(" .:;,-–—|*_")
    if not mostly_capitals(title):
        return title
    first = WORD.search(title)
    return WORD.sub(lambda match: words.write(match[0], first is not None and match.start() == first.start()), title)
