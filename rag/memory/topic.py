"""Whether a sentence names a topic, and the commitments that are about what some text is about.

"Young people and their foster carers" has the words of "young carers" and is about something else: a phrase of the
topic is named where its words stand close together, in the sentence or in the headings over it, in any way the papers
say it. A word counts less in another form than the topic's ("missed" for "missing").
"""

import re
from collections.abc import Sequence

from index.language.tokens import fold, tokens
from rag.memory.commitment import Commitment, said_before
from rag.memory.traces import counted
from rag.search.corpus import Corpus
from rag.search.matching import coverage, weigh
from rag.search.query import Concept, Stems, analyse

_HALF, _OVER = 0.5, 0.6  # of the topic, that must be named; what a concept counts that only a heading names
_OTHER_FORM = 0.4  # what a concept counts in another form of its word
_SLACK = 2  # words that may stand between those of a phrase of three words or more; none in one of two
_TIES = frozenset(("in", "of", "the", "a"))
_ENOUGH = 0.5  # of the text's weight, that a commitment must have
NAMED = 0.75  # of the weight of what a person looks for, with what stands over it and before it counted in part
_HEADING = 0.5  # what a word counts that only the minute's heading has


class Topic:
    """The concepts of a topic with their weights, against one state of the index."""

    def __init__(self, text: str, corpus: Corpus) -> None:
        weighed = weigh(corpus.read(text), corpus)
        self._concepts = [(w.weight, w.concept, _form(w.concept) if len(weighed) > 1 else None) for w in weighed]
        self._total = sum(w.weight for w in weighed) or 1.0

    def names(self, text: str, above: str = "", least: float = _HALF) -> bool:
        """Whether a text, helped out by what stands `above` it, names `least` of the topic (by weight, half of it)."""
        own, over, written = _telling(text), _telling(above), fold(text)
        named = 0.0
        for weight, concept, form in self._concepts:
            found = [way for way, _ in concept.ways if together(way, own)]
            if found:
                other = form is not None and found == [concept.ways[0][0]] and not form.search(written)
                named += weight * (_OTHER_FORM if other else 1.0)
            elif any(together(way, over) for way, _ in concept.ways):
                named += weight * _OVER
        return named >= least * self._total


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


def together(way: Stems, text: Sequence[str]) -> bool:
    """Whether the stems of a way to say something stand close together in a text, in any order."""
    if len(way) == 1:
        return way[0] in text
    reach = len(way) + (_SLACK if len(way) > 2 else 0)
    wanted = set(way)
    return any(wanted <= set(text[n : n + reach]) for n, stem in enumerate(text) if stem in wanted)


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
    word as typed in the commitment, its heading, or who and when. The words that a commitment points back at count as
    its own; a heading that names all of it is enough.
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
