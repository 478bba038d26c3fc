"""What a measure's printed name says, so that two papers' names of one measure can be known for the same.

A name becomes the stems of its telling words, abbreviations spelt out as the papers themselves introduce them. What it
is a measure of and how it counts (numbers, "without") stay; "the percentage of", quotes and notes in brackets go.

A flattened table prints the name of a row's group before its label, and nothing marks where that ends. It is known by
repetition: two labels or more begin with it, and after it each begins anew with a capital. Where a label stands alone,
the rest of it may be a name known from elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.language.rows import bare_text
from index.language.tokens import fold, stem

MEASURE = r"(?:percentage|proportion|share|number|rate|total|%|no\.)"
_LEADING = re.compile(rf"^.*?(?<!\w)(?:the\s+)?{MEASURE}\s+(?:of\s+)?(?=\w)", re.I)
_SAID_OF = r"good|polarity|end of|number|rate|year to date|definition|provisional|final|latest available"
_NOTE = re.compile(rf"\((?:[^()]*\b(?:{_SAID_OF})\b[^()]*|\d[\d,.]*)\)", re.I)
_AGES = re.compile(r"\baged?\s+\d+\s*(?:to|and|or|[-–‐‑])\s*\d+\b|\b\d+\s?[-–‐‑]\s?\d+\s*year\s*olds?\b", re.I)
_WORD = re.compile(r"\d+(?:\.\d+)?|[a-z]+(?:'[a-z]+)?(?:&[a-z]+)*")
_PLAIN = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "twelve": "12", "twenty": "20",
    "mths": "month", "mth": "month", "yrs": "year", "yr": "year", "wks": "week", "hrs": "hour",
}  # fmt: skip
_STOP_WORDS = """
the a an of in to for on at by with and or who which that their they them have has had is are was were be been being
as from within during per its this these those all any percent percentage proportion number no rate share figure total
count quarter qtr last end period current latest previous more less than but where what how there it s currently also
both new known
"""
_STOP = frozenset(_STOP_WORDS.split())
_DEFINES = re.compile(
    r"(?:\b(?:within|in|for|lasting|over|under|after|at least|aged?|than)\s+)?(?:(?:the\s+)?last\s+)?"
    r"(?:\b\d+(?:\s?[-–‐‑]\s?\d+)?\+?|\b(?:two|three|four|five|six|ten|twelve|twenty))"
    r"(?:\s+or\s+more)?(?:[\s-](?:working\s+)?(?:days?|months?|mths|weeks?|years?|yrs|hours?)(?:[\s-]olds?)?)?(?:\s+or\s+more)?",
    re.I,
)
_QUOTES = re.compile(r"(?<!\w)[\"'“‘]|[\"”](?!\w)|(?<!s)['’](?!\w)")
_BRACKET = re.compile(r"\(([^()]*[a-z]{3}[^()]*)\)")
_TITLED = 0.6  # share of words with a capital above which capitals tell nothing
_LONGEST_GROUP = 16  # words
_LONG_NAME = 7  # words of a name above which it may hold a group's
_COUNTED = frozenset(
    {"quarter", "quarterly", "term", "termly", "annual", "annually", "year", "yearly", "month", "monthly", "ytd"}
    | {"percent", "percentage", "number", "rate", "n/a"}
)
_POLARITY = frozenset({"low", "high", "good", "is", "=", "low=good", "high=good", "polarity"})
_UNENDED = frozenset({"the", "a", "an", "of", "in", "for", "to", "from", "by", "and", "or", "at", "was", "were", "on"})


@dataclass(frozen=True)
class Key:
    """The telling stems of a name, and the numbers in it."""

    stems: frozenset[str]

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in the name, which make "2 years" and "3 years" two measures."""
        return frozenset(s for s in self.stems if s[0].isdigit())

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems that are no numbers."""
        return self.stems - self.numbers


class Names:
    """Reads names, with the abbreviations that the packs introduce (`short → long forms`)."""

    def __init__(self, abbreviations: Mapping[str, Iterable[str]]) -> None:
        self.abbreviations = {short: tuple(forms) for short, forms in abbreviations.items()}
        self._long: dict[str, tuple[str, ...]] = {}
        for short, forms in abbreviations.items():
            first = next(iter(forms), "")
            if first:
                self._long[short.lower()] = _plain(first)

    def key(self, name: str) -> Key:
        """The key of a measure's name."""
        return Key(frozenset(self.stems(cleaned(name))))

    def stems(self, text: str) -> list[str]:
        """The telling stems of any text in order, abbreviations spelt out."""
        found: list[str] = []
        for word in _plain(text):
            found += self._long.get(word) or self._long.get(word.removesuffix("s")) or (word,)
        return [stem(w) for w in found if w not in _STOP]


def cleaned(name: str) -> str:
    """A printed name without what is said of every measure: "The % of", "(low is good)", ages, quotes."""
    return " ".join(_AGES.sub(" ", _measured(name)).split()).strip(" \"'“”‘’*_|-–:;,.")


def _measured(name: str) -> str:
    """What a name measures: without notes, "the total number of" and the like, and what stands before that."""
    return _LEADING.sub("", _LEADING.sub("", _NOTE.sub(" ", name)))


def shown(name: str) -> str:
    """A printed name as it is shown: with a capital, without marks and notes."""
    name = _QUOTES.sub("", " ".join(_measured(name).split()).strip(" *_|-–:;,."))
    return name[:1].upper() + name[1:]


def definition_of(name: str) -> str | None:
    """What a printed name says of how its measure is counted: "within 12 months", "3 or more"; None for nothing."""
    said = [m.group().strip() for m in _DEFINES.finditer(name)]
    said += [m[1].strip() for m in _BRACKET.finditer(name) if _POLARITY.isdisjoint(m[1].lower().split())]
    kept = dict.fromkeys(s for s in said if s and not s.isupper())
    return "; ".join(kept) or None


def _plain(text: str) -> tuple[str, ...]:
    words = _WORD.findall(fold(text).replace("'s ", " ").replace("re-", "re"))
    return tuple(_PLAIN.get(w, w) for w in (w.split("'")[0] for w in words) if len(w) > 1 or w.isdigit())


def row_label(text: str) -> str:
    """The words before a row's first period, without how often and in what the measure is counted."""
    words = bare_text(text).rstrip(" |\t").split(" ")
    while words and _counts(words[-1]) and not is_loose(" ".join(words[:-1])):
        words.pop()
    return " ".join(words).rpartition("|")[2].strip(" \t-–*")


def _counts(word: str) -> bool:
    """True for how often a measure is taken, in what, and which way is good."""
    bare = word.strip("()|").lower()
    return not bare or bare in _COUNTED or bare in _POLARITY


def bare_words(text: str) -> list[str]:
    """The words of three letters or more."""
    return [word for word in text.split() if sum(map(str.isalpha, word)) >= 3]


def is_loose(label: str) -> bool:
    """True for words that cannot end a label."""
    words = label.split()
    return not words or words[-1].lower() in _UNENDED or words[-1][-1] in "(,"


def bare_labels(labels: Sequence[tuple[str, str]], names: Names, known: Iterable[str]) -> list[str]:
    """Each (table, label) without its group's name. `known` are names of measures from elsewhere."""
    tables: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for table, label in labels:
        tables[table].add(tuple(label.split()))
    groups = {table: _groups(rows) for table, rows in tables.items()}
    cut = {at: " ".join(_without(tuple(at[1].split()), groups[at[0]])) for at in labels}
    rows = Counter((at[0], rest) for at, rest in cut.items() if rest != " ".join(at[1].split()))
    short = [at[1] if rows[at[0], cut[at]] > 1 else cut[at] for at in labels]  # two groups have a row of that name
    keys = {names.key(name).stems for name in (*known, *(s for s in short if len(cleaned(s).split()) <= _LONG_NAME))}
    return [_from_known(label, names, keys) for label in short]


def _groups(rows: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The beginnings that are groups' names; none where labels are in Title Case."""
    words = [word for row in rows for word in row]
    if sum(word[:1].isupper() for word in words) > _TITLED * len(words):
        return set()
    having: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for row in rows:
        for size in range(1, min(_LONGEST_GROUP, len(row) - 1) + 1):
            having[row[:size]].add(row)
    return {
        start
        for start, among in having.items()
        if len(among) > 1 and start[-1].lower() not in _UNENDED and all(_begins(row[len(start)]) for row in among)
    }


def _begins(word: str) -> bool:
    return word[:1].isupper() or word[:1] in "%'‘“"


def _without(words: tuple[str, ...], groups: set[tuple[str, ...]]) -> tuple[str, ...]:
    size = max((k for k in range(1, len(words) - 1) if words[:k] in groups), default=0)
    return words[size:]


def _from_known(label: str, names: Names, known: set[frozenset[str]]) -> str:
    words = label.split(" ")
    begin = [n for n, word in enumerate(words) if n and (_begins(word) or word[:1].isdigit())]
    ends = [" ".join(words[n:]) for n in begin if words[n - 1].lower() not in _UNENDED]  # "Spending on …" is its own
    keys = [(rest, names.key(rest).stems) for rest in ends]
    return next((rest for rest, stems in keys if len(stems) > 1 and stems in known), label)
