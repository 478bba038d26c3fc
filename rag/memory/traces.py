"""What later papers say on the subject of a commitment, and whether they look back at it.

The subject of a commitment are weighted concepts: the words that only say that something is promised ("report",
"members", "next meeting") are left out, the rest weighted by how rare they are in the whole index. A sentence that
speaks of "it" is helped out by the sentence before it and its heading. What a sentence means is for its reader: code
says only that it is about the subject, and whether it names the meeting of the promise.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from index.language.periods import find_dates, find_periods, without_periods
from index.language.periods.grammar import times_of
from index.language.tokens import tokens
from index.values import StoredPassage
from rag.check.words import cut
from rag.memory.commitment import Commitment, FollowUp
from rag.memory.particulars import OFFICES
from rag.search.corpus import Corpus, words_of
from rag.search.matching import Weighed, coverage, weigh
from rag.search.query import Query, analyse
from rag.search.reading import sentences
from rag.values import Citation

_SAYING = """
about agreed item agenda apologised arrange asked assistant attended available brought called circulate circulated
comments come consider considered consideration copy data detail details disappointed evidence expected explore
figure figures following further given include included information investigate issue know made make meeting members
month new next note noted number numbers order outcome outcomes overview paper papers plan prepare present presented
progress promised provide provided publish published raise recalled received regarding relating report reported
reports request requested required response results review scrutiny send sent share shared show shown staff submit
submitted supply take taken time today told undertaken undertook update updates view views week within work write
written year
"""  # words of promises that say nothing of their subject
_FEW = 4  # concepts: with fewer a sentence needs the one before it to say what it is about
_POINTING = frozenset({"it", "this", "these", "one", "them", "both", "concerned"})  # for what was said just before
_HELP = 0.55  # what a concept of the sentence before or of the heading weighs
_MANY, _COMMON = 12, 0.30  # a concept in more passages than this, and in a larger share of them, says nothing
_ABOVE, _BESIDE = 0.4, 0.6  # what a word counts that stands only in the headings, or the sentences, around a sentence
_SHORTEST = 5  # words: what is shorter is a heading


@dataclass(frozen=True)
class Need:
    """What a sentence must have of a subject: its `share` with what is around it, `alone`, and how `telling` it is."""

    share: float
    alone: float
    telling: float


_MENTION, _BACK = Need(0.55, 0.3, 0.9), Need(0.4, 0.2, 0.7)


@dataclass(frozen=True)
class Subject:
    """The weighted concepts of a commitment: its `own`, and `all` with those that help it out. Where its own words say
    nothing ("it would come in May"), those of the sentences before it are its own.
    """

    own: tuple[Weighed, ...]
    all: tuple[Weighed, ...]
    rarest: float  # the weight of a word that stands in one passage only

    @property
    def stems(self) -> tuple[str, ...]:
        """Every stem of every way of every concept, each once."""
        return tuple(dict.fromkeys(s for w in self.all for way, _ in w.ways for s, _ in way))

    def share(self, counted: Mapping[str, float]) -> float:
        """The share of the subject's weight that a text has, in [0, 1]; `counted` is its stems with their counts."""
        return coverage(self.all, lambda s: counted.get(s, 0.0)) if self.all else 0.0

    def share_of_own(self, counted: Mapping[str, float]) -> float:
        """Likewise for the commitment's own concepts (all of them when it has none of its own)."""
        return coverage(self.own or self.all, lambda s: counted.get(s, 0.0)) if self.all else 0.0

    def telling(self, counted: Mapping[str, float]) -> float:
        """How much of the subject a text has, whatever else the subject holds: 1 for a word that stands only once."""
        return sum(w.weight / self.rarest * coverage((w,), lambda s: counted.get(s, 0.0)) for w in self.all)


def subject_of(commitment: Commitment, corpus: Corpus) -> Subject:
    """The subject of a commitment, against the words of the whole index."""
    text = " ".join(commitment.text.split())
    own = _concepts(text.replace(commitment.owner, " ") if commitment.owner else text, commitment.due_words, corpus)
    back = len(own) < _FEW or not _POINTING.isdisjoint(w.lower for w in cut(text))
    about = _concepts(commitment.about, "", corpus) if back and commitment.kind != "resolution" else ()
    if not own:
        own, about = about, ()
    heading = _concepts(commitment.heading, "", corpus) if len(own) < 2 * _FEW else ()
    known = {w.concept.ways[0][0] for w in own}
    helping: list[Weighed] = []
    for weighed in (*about, *heading):
        if weighed.concept.ways[0][0] not in known:
            known.add(weighed.concept.ways[0][0])
            helping.append(replace(weighed, weight=weighed.weight * _HELP))
    return Subject(own, (*own, *helping), corpus.inverse(1))


def _concepts(text: str, due: str, corpus: Corpus) -> tuple[Weighed, ...]:
    text = " ".join(text.split())
    text = text.replace(due, " ") if due else text
    for start, end, _ in reversed(find_dates(text)):
        text = text[:start] + " " + text[end:]
    query = analyse(without_periods(text, find_periods(text)), corpus.vocabulary)
    kept = tuple(concept for concept in query.concepts if not set(concept.ways[0][0]) <= _saying())
    floor = corpus.inverse(max(_COMMON * corpus.size, _MANY))
    weighed = weigh(Query(query.text, kept, query.wanted), corpus)
    return tuple(w for w in weighed if w.weight > floor or len(w.concept.ways[0][0]) > 1)


@cache
def _saying() -> frozenset[str]:
    return frozenset(tokens(f"{' '.join(OFFICES)} {_SAYING}"))


def counted(text: str) -> Counter[str]:
    """The stems of a text with their counts."""
    return Counter(tokens(text))


def traces_in(passage: StoredPassage, subject: Subject, commitment: Commitment) -> list[FollowUp]:
    """The sentences of a passage that are about the subject of a commitment, each with how strongly."""
    found: list[FollowUp] = []
    whole = words_of(passage)
    above = dict.fromkeys(whole.context, _ABOVE)
    if passage.kind == "heading" or subject.share(above | whole.text) < _BACK.share:
        return found  # no sentence of it can have what the passage has not
    rows = sentences(passage.id, passage.text, passage.joints)
    for n, (start, end, own) in enumerate(rows):
        text = passage.text[start:end]
        alone = subject.share(own) if len(own) >= _SHORTEST and not text.isupper() else 0.0
        if alone < _BACK.alone:
            continue
        near = dict(above)
        for other in (*rows[max(0, n - 1) : n], *rows[n + 1 : n + 2]):
            near |= dict.fromkeys(other[2], _BESIDE)
        near |= own
        share, back = min(subject.share(near), subject.share_of_own(near)), looks_back(text, commitment)
        need = _BACK if back else _MENTION
        if share >= need.share and alone >= need.alone and subject.telling(near) >= need.telling:
            score = 0.5 * share + 0.3 * alone + 0.5 * back
            found.append(FollowUp(Citation(0, passage, text), "looks back" if back else "mention", score))
    return found


def looks_back(text: str, commitment: Commitment) -> bool:
    """Whether a sentence names the day or month of the meeting at which something was promised: "asked for in May"."""
    day = commitment.meeting_date
    return day is not None and any(
        (t.month, t.year or day.year, t.day or day.day) == (day.month, day.year, day.day) for t in times_of(text)
    )
