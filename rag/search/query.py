"""A question as the retriever sees it: concepts to look for, periods named, and the kind of answer wanted.

A concept is one thing the question asks about, with every way the papers say it. A passage that says it any of these
ways has the concept, so that an abbreviation is met by what it stands for without being counted twice.
"""

from __future__ import annotations

import unicodedata
from calendar import month_name
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.language.tokens import tokens
from index.language.vocabulary import asking_words
from rag.search.wanted import Want, read_want

Stems = tuple[str, ...]

SAME = 0.85  # what another way to say a thing counts, against the question's own
_LONGEST_PHRASE = 7


@dataclass(frozen=True)
class Concept:
    """One thing asked about: the question's own words, and the ways to say it, each stems with a weight in (0, 1]."""

    surface: str
    ways: tuple[tuple[Stems, float], ...]


@dataclass(frozen=True)
class Query:
    """What to look for. `concepts` in the question's order; `stems` every stem of every way, for the full text."""

    text: str
    concepts: tuple[Concept, ...]
    wanted: Want

    @property
    def stems(self) -> tuple[str, ...]:
        """Every stem of every way, each once."""
        return tuple(dict.fromkeys(s for c in self.concepts for way, _ in c.ways for s in way))


class Vocabulary:
    """Ways to say things: the abbreviations that the papers in the index introduce, and what they stand for."""

    def __init__(self, abbreviations: Mapping[str, Iterable[str]]) -> None:
        self._ways: dict[Stems, dict[Stems, None]] = {}
        for short, long in abbreviations.items():
            ways = dict.fromkeys(way for way in map(stems, (short, *long)) if way)
            for way in ways:
                self._ways.setdefault(way, {}).update(dict.fromkeys(other for other in ways if other != way))

    def ways(self, phrase: Stems) -> tuple[Stems, ...]:
        """Other ways to say `phrase`; empty when there are none."""
        return tuple(self._ways.get(phrase, ()))


_MONTHS = {m[:3].lower(): tokens(m)[0] for m in month_name if m} | {"sept": tokens("September")[0]}


def _tokens(text: str) -> Stems:
    return tuple(_MONTHS.get(token, token) for token in tokens(text))


def stems(text: str) -> Stems:
    """The stems of `text`, months in full, without asking words (unless it has none but those)."""
    every = _tokens(text)
    heavy = tuple(t for t in every if t not in ASKING)
    return heavy or every


# Words that shape a question but name nothing in a paper, as written and as stems.
ASKING = frozenset(asking_words()) | frozenset(t for word in asking_words() for t in tokens(word))


def analyse(question: str, vocabulary: Vocabulary) -> Query:
    """The concepts of `question`, longest known phrases first, and the kind of answer it wants."""
    found, written = stems(question), _written(question)
    concepts: list[Concept] = []
    at = 0
    while at < len(found):
        for size in range(min(_LONGEST_PHRASE, len(found) - at), 0, -1):
            phrase = found[at : at + size]
            others = vocabulary.ways(phrase)
            if others or size == 1:
                surface = " ".join(dict.fromkeys(written.get(s, s) for s in phrase))
                concepts.append(Concept(surface, ((phrase, 1.0), *((other, SAME) for other in others))))
                at += size
                break
    unique = {c.ways[0][0]: c for c in reversed(concepts)}
    return Query(question, tuple(reversed(unique.values())), read_want(question))


def _written(question: str) -> dict[str, str]:
    """Each stem of `question` → the first word of it that has this stem, as a person wrote it."""
    words: dict[str, str] = {}
    for word in question.split():
        bare = word.strip(".,;:!?()[]{}<>\"'“”‘’*_")
        words |= {token: bare for token in _tokens(bare) if token not in words}
    return words


_SHORT, _LONG = 5, 8  # letters: shorter words are not mended; from the second on two slips are allowed
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Speller:
    """Knows the words of the papers, given as stems, the commonest first."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = defaultdict(list)
        self._unaccented: dict[str, str] = {}
        self._common: dict[str, int] = {}
        for n, word in enumerate(words):
            self._words[word[:1]].append(word)
            self._unaccented.setdefault(_unaccented(word), word)
            self._common.setdefault(word, n)

    def nearest(self, word: str) -> str | None:
        """The word of the papers that `word` was most likely meant to be: one that differs by its accents alone, else
        by a slip or two; None when none is near.
        """
        same = self._unaccented.get(_unaccented(word))
        if same or len(word) < _SHORT or not word.isalpha():
            return same
        slips = 2 if len(word) >= _LONG else 1
        found = process.extractOne(word, self._words.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else None

    def mend(self, query: Query, unknown: Iterable[str], whole: Callable[[str], bool]) -> Query:
        """The query with, for each concept of one `unknown` stem, the word meant as another way to say it; in its text
        too, where that is sure, as in `respelt`.
        """
        strange = set(unknown)
        text, concepts = query.text, []
        for concept in query.concepts:
            stems = concept.ways[0][0]
            if len(concept.ways) == 1 and len(stems) == 1 and stems[0] in strange:
                word = respelt(concept.surface, whole, self._common)
                text = text.replace(concept.surface, word) if word else text
                meant = tokens(word)[0] if word else self.nearest(stems[0])
                concept = replace(concept, ways=(*concept.ways, ((meant,), SAME))) if meant else concept
            concepts.append(concept)
        return replace(query, text=text, concepts=tuple(concepts))


def respelt(typed: str, whole: Callable[[str], bool], common: Mapping[str, int], kept: int = 1) -> str:
    """A word as it is written that differs from `typed` by one slip after its first `kept` letters and has a stem of
    `common`, that of the smallest number; of those that are `whole`. "" where none is, or `typed` is one or may be a
    name. The stem of a slip is seldom near that of the word.
    """
    word = typed.lower()
    named = typed[:1].isupper() and typed != typed.upper()
    if named or len(word) < _SHORT or not (word.isascii() and word.isalpha()) or whole(word):
        return ""
    known = {one: common[stem] for one in _slips(word, kept) for stem in tokens(one) if stem in common}
    return next((one for one in sorted(known, key=known.__getitem__) if whole(one)), "")


def _slips(word: str, kept: int) -> Iterator[str]:
    """The words that one slip makes of a word after its first `kept` letters: two letters in the other order, one too
    many, another, or one left out.
    """
    for n in range(kept, len(word) + 1):
        head, tail = word[:n], word[n:]
        if tail:
            yield head + tail[1:]
            yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            yield head + letter + tail[1:]


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
