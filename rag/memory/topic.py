"""Whether a sentence names a topic: its phrases in one piece, not their words far apart.

"Young people and their foster carers" has the words of "young carers" and is about something else. A phrase of the
topic is named where its words stand close together, in the sentence or in the headings over it, in any way the
papers say it that is no commoner than the phrase itself. A word counts less in another form than the topic's ("missed"
for "missing"), and not at all inside a longer known phrase that is another thing ("children missing education").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.language.tokens import fold, tokens
from rag.memory.commitment import Commitment, said_before
from rag.memory.traces import counted
from rag.search.corpus import Corpus
from rag.search.evidence import Clue
from rag.search.matching import Weighed, coverage, weigh
from rag.search.query import SAME, Concept, Stems, analyse

_HALF, _OVER = 0.5, 0.6  # of the topic, that must be named; what a concept counts that only a heading names
_OTHER_FORM, _APART = 0.4, 0.6  # what a concept counts in another form of its word, and far from the one it goes with
_SLACK = 2  # words that may stand between those of a phrase of three words or more; none in one of two
_NEAR = 6  # words within which two concepts stand that the topic says in one breath
_FEW = 3  # passages: words in fewer are not the papers' own
_LONGEST = 7  # words of a known phrase
_TIES = frozenset(("in", "of", "the", "a"))
_GONE = ""  # in place of words that belong to another phrase


class Topic:
    """The concepts of a topic with their weights, against one state of the index."""

    def __init__(self, text: str, corpus: Corpus) -> None:
        weighed = weigh(corpus.read(text), corpus)
        self._vocabulary = corpus.vocabulary
        self._concepts = [(w.weight, _own_ways(w.concept, corpus)) for w in weighed]
        self._forms = [_form(w.concept) if len(weighed) > 1 else None for w in weighed]
        self._own = {way[0]: ways[0][0] for _, ways in self._concepts for way in ways if len(way) == len(ways[0]) == 1}
        self._total = sum(weight for weight, _ in self._concepts) or 1.0
        written = fold(text)
        self._pairs = [n for n in range(len(weighed) - 1) if _said_together(weighed[n : n + 2], written)]

    def named_in(self, clue: Clue) -> bool:
        """Whether the clue's sentence, helped out by the headings over it, names at least half of the topic."""
        return self.names(clue.quote, clue.passage.context)

    def names(self, text: str, above: str = "", least: float = _HALF) -> bool:
        """Whether a text, helped out by what stands `above` it, names `least` of the topic (by weight, half of it)."""
        own, over, written = self._bare(_telling(text)), self._bare(_telling(above)), fold(text)
        counts, places = [], []
        for (_, ways), form in zip(self._concepts, self._forms, strict=True):
            found = [way for way in ways if together(way, own)]
            places.append({n for way in found for n, stem in enumerate(own) if stem in way})
            if found:
                other = form is not None and found == [ways[0]] and not form.search(written)
                counts.append(_OTHER_FORM if other else 1.0)
            else:
                counts.append(_OVER if any(together(way, over) for way in ways) else 0.0)
        for n in self._pairs:
            if places[n] and places[n + 1] and min(abs(a - b) for a in places[n] for b in places[n + 1]) > _NEAR:
                counts[n], counts[n + 1] = min(counts[n], _APART), min(counts[n + 1], _APART)
        named = sum(weight * count for (weight, _), count in zip(self._concepts, counts, strict=True))
        return named >= least * self._total

    def _bare(self, text: list[str]) -> list[str]:
        """The stems of a text without those of known phrases that take in words of two concepts of the topic or more,
        and are none of its own."""
        if len(self._concepts) < 2:
            return text
        shown = list(text)
        first = [set(ways[0]) for _, ways in self._concepts]
        for start in range(len(text)):
            for size in range(min(_LONGEST, len(text) - start), 2, -1):
                written = tuple(text[start : start + size])
                phrase = tuple(self._own.get(stem, stem) for stem in written)
                if sum(bool(words & set(phrase)) for words in first) < 2 or set(phrase) <= set().union(*first):
                    continue
                known = self._vocabulary.ways(phrase) or self._vocabulary.ways(written)
                if known and not any(phrase in ways or written in ways for _, ways in self._concepts):
                    shown[start : start + size] = [_GONE] * size
        return shown


def _telling(text: str) -> list[str]:
    """The stems of a text without the words that tie a phrase together, which the ways to say a thing are without
    too: "children in care" is one phrase of two words, "home to school" is not "home school"."""
    return [stem for stem in tokens(text) if stem not in _TIES]


def _form(concept: Concept) -> re.Pattern[str] | None:
    """The word of a concept as the topic has it, in the singular or plural; None for one of several words."""
    word = fold(concept.surface).strip()
    if len(concept.ways[0][0]) > 1 or not word.isalpha():
        return None
    return re.compile(rf"\b{re.escape(word.removesuffix('s'))}(?:s|es|ies)?\b")


def _said_together(two: Sequence[Weighed], written: str) -> bool:
    """Whether the words of two concepts follow one another in the topic, with nothing between."""
    words = [fold(w.concept.surface) for w in two]
    return " ".join(words) in " ".join(written.split())


def _own_ways(concept: Concept, corpus: Corpus) -> list[Stems]:
    """The ways to say a concept, without single words that are commoner than its own: they say other things too.

    All the ways that are the same count where the papers hardly have its own words: nobody writes "kids" in them.
    """

    def count(way: Stems) -> int:
        return min((corpus.frequency(s) for s in way), default=0)

    own = count(concept.ways[0][0])
    foreign = own < _FEW
    return [
        way
        for n, (way, weight) in enumerate(concept.ways)
        if n == 0 or count(way) <= own or (weight >= SAME and (foreign or len(way) > 1))
    ]


def together(way: Stems, text: Sequence[str]) -> bool:
    """Whether the stems of a way to say something stand close together in a text, in any order."""
    if len(way) == 1:
        return way[0] in text
    reach = len(way) + (_SLACK if len(way) > 2 else 0)
    wanted = set(way)
    return any(wanted <= set(text[n : n + reach]) for n, stem in enumerate(text) if stem in wanted)


_ENOUGH = 0.5  # of the text's weight, that a commitment must have
NAMED = 0.75  # of the weight of what a person looks for, with what stands over it and before it counted in part
_HEADING = 0.5  # what a word counts that only the minute's heading has


def about(text: str, commitments: Sequence[Commitment], corpus: Corpus, limit: int) -> list[Commitment]:
    """The commitments that have at least half the weight of the text's concepts, best first."""
    concepts = weigh(analyse(text, corpus.vocabulary), corpus)
    scored: list[tuple[float, int, Commitment]] = []
    for commitment in commitments:
        words: dict[str, float] = dict.fromkeys(counted(f"{commitment.heading} {commitment.about}"), _HEADING)
        words |= counted(commitment.text)
        share = coverage(concepts, lambda s, words=words: words.get(s, 0.0))  # type: ignore[misc]
        if share >= _ENOUGH:
            scored.append((-share, len(scored), commitment))
    return [commitment for _, _, commitment in sorted(scored)[:limit]]


def naming(words: str, commitments: Sequence[Commitment], corpus: Corpus) -> list[Commitment]:
    """The commitments that name what a person typed, in their order: in any way that the papers say it, or by every
    word as typed in the commitment, its heading, or who and when.

    The words that a commitment points back at count as its own; a heading that names all of it is enough.
    """
    topic = Topic(words, corpus)
    typed = words.lower().split()

    def named(c: Commitment) -> bool:
        own = f"{said_before(c)} {c.text}"
        if topic.names(own, f"{c.heading}\n{c.about}", NAMED) or topic.names(c.heading, least=1.0):
            return True
        printed = set(re.findall(r"[\w’'-]+", f"{c.text} {c.heading} {c.owner} {c.minute} {c.due_words}".lower()))
        return all(word in printed for word in typed)

    return [c for c in commitments if named(c)]
