"""What the LLM is shown: evidence under opaque keys, fenced and marked as data; and the way back from a
key.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

from index.language.periods import long_date
from index.language.sentences import split as sentence_spans
from rag.check import check_sentence, support, support_by
from rag.llm.budget import count_tokens, fit, shorten
from rag.values import Citation, Retrieved

Evidence = Citation | Retrieved
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels: no words, rude or otherwise
_MARK_UP = re.compile(r"</?[A-Za-z][^<>]{0,80}>|[-|_]{3,}")
_PLACE = 90  # characters of a title or a heading that are shown
_WINDOW = 4
_NEAREST = 8


@dataclass(frozen=True)
class Source:
    """A piece of evidence under its key, with the text that the LLM sees."""

    key: str
    evidence: Evidence
    shown: str

    def cite(self, sentence: str) -> Citation:
        """The citation that `sentence` rests on: the evidence's own quote, or a run of the passage's
        sentences.

        Of the runs that pass the check, the shortest that shares most of its words; of none, the same of all.
        """
        if isinstance(self.evidence, Citation):
            return self.evidence
        windows = _windows(self.evidence, sentence)
        # Of those that fail, the one with the fewest faults: another source may prove the rest.
        return max(
            windows,
            key=lambda c: (-len(check_sentence(sentence, [c])), round(support(sentence, [c]), 2), -len(c.quote)),
        )


@dataclass(frozen=True)
class Sources:
    """All the sources of one request; `start` and `end` are its fence."""

    items: tuple[Source, ...]
    start: str
    end: str

    def get(self, key: str) -> Source | None:
        """The source of that key, in any case, or None for a key that was never given."""
        return next((s for s in self.items if s.key == key.upper()), None)

    def rendered(self) -> str:
        """The text that goes into the request."""
        return "\n\n".join(s.shown for s in self.items)


def make_sources(
    evidence: Sequence[Evidence], budget_tokens: int, others: str, rng: random.Random
) -> Sources:
    """Give each piece of evidence a key that stands nowhere in it or in `others`, and keep what fits the
    budget.

    The first piece is cut rather than left out: with no source there is no answer.
    """
    texts = [_shown_text(e) for e in evidence]
    keys = make_keys(len(evidence) + 1, " ".join([others, *texts, *map(_place, evidence)]), rng)
    start, end = f"<<DATA {keys[-1]}>>", f"<<END {keys[-1]}>>"
    first = budget_tokens - count_tokens(_block(keys[0], evidence[0], "", start, end)) if evidence else 0
    sources = [
        Source(key, e, _block(key, e, shorten(text, first) if i == 0 else text, start, end))
        for i, (key, e, text) in enumerate(zip(keys, evidence, texts, strict=False))
    ]
    return Sources(
        tuple(fit(sources, budget_tokens, lambda s: s.shown + "\n\n")) or tuple(sources[:1]), start, end
    )


def make_keys(count: int, taken: str, rng: random.Random) -> list[str]:
    """`count` different keys, none of which stands in `taken` in any case."""
    taken = taken.upper()
    keys: list[str] = []
    while len(keys) < count:
        key = "".join(rng.choice(_LETTERS) for _ in range(3)) + str(rng.randrange(2, 10))
        if key not in keys and key not in taken:
            keys.append(key)
    return keys


def _block(key: str, evidence: Evidence, text: str, start: str, end: str) -> str:
    return f"[{key}] {_place(evidence)}\n{start}\n{text}\n{end}"


def _shown_text(evidence: Evidence) -> str:
    text = evidence.quote if isinstance(evidence, Citation) else evidence.passage.text
    return bare(text)


def _place(evidence: Evidence) -> str:
    item = evidence.passage.item
    when = f", {long_date(item.meeting_date)}" if item.meeting_date else ""
    number = evidence.paragraph if isinstance(evidence, Citation) else evidence.passage.paragraph
    paragraph = f", paragraph {number}" if number else ""
    part_of = f", of {shortened(item.parent)}" if item.parent else ""
    section = (evidence.passage.section or "").rpartition(" › ")[2]
    heading = f", under {shortened(section)}" if section else ""
    return bare(f"{shortened(item.title)} ({item.kind}{part_of}{when}{paragraph}{heading})")


def shortened(text: str) -> str:
    """A title or heading as far as a reader needs it: some papers' run over a whole cover."""
    return text if len(text) <= _PLACE else text[:_PLACE].rsplit(" ", 1)[0] + " …"


def bare(text: str) -> str:
    """One line without the mark-up that some papers carry: what a model need not read."""
    return one_line(_MARK_UP.sub(" ", text).replace("**", "").replace("#", ""))


def one_line(text: str) -> str:
    """White space squeezed and control characters out, so that nothing in a paper looks like a new line of
    ours.
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _windows(retrieved: Retrieved, claim: str) -> list[Citation]:
    """Runs of one to a few of the passage's sentences, across no joint, each with one near to `claim`."""
    passage = retrieved.passage
    runs = [_sentences(passage.text[begin:stop]) for begin, stop in _stretches(passage.text, passage.joints)]
    near = {
        (r, i)
        for _, r, i in nlargest(
            _NEAREST,
            ((support_by(claim, [s]), r, i) for r, run in enumerate(runs) for i, s in enumerate(run)),
        )
    }
    found: list[Citation] = []
    for r, run in enumerate(runs):
        for i in range(len(run)):
            for j in range(i + 1, min(i + _WINDOW, len(run)) + 1):
                if any((r, k) in near for k in range(i, j)):
                    found.append(Citation(0, passage, "".join(run[i:j]).strip()))
    return found


def _sentences(text: str) -> list[str]:
    """`text` cut after its sentences, a paragraph's number left with its first; joined again they are `text`."""
    ends = [0, *(end for _, end in sentence_spans(text)), len(text)]
    pieces: list[str] = []
    for piece in (text[a:b] for a, b in pairwise(ends)):
        if pieces and not any(c.isalpha() for c in pieces[-1]):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return [p for p in pieces if p.strip()]


def _stretches(text: str, joints: Iterable[int]) -> list[tuple[int, int]]:
    edges = [0, *sorted(j for j in joints if 0 < j < len(text)), len(text)]
    return [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]
