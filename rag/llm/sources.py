"""What the LLM is shown: evidence under opaque keys, fenced, within its budget; and the way back from a key.

Tokens are counted without a network: tiktoken downloads its encodings, LlamaIndex ships two of them, so tiktoken is
pointed there while it loads one. The count is cl100k's; other tokenizers differ by a few per cent, which a margin
covers.
"""

from __future__ import annotations

import os
import random
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.language.periods import long_date
from index.language.sentences import split as sentence_spans
from rag.check import check_quote, check_sentence, support, support_by
from rag.values import Citation, Retrieved

if TYPE_CHECKING:
    import tiktoken

Evidence = Citation | Retrieved
T = TypeVar("T")
ENCODING = "cl100k_base"
_CACHE = "TIKTOKEN_CACHE_DIR"
_loading = threading.Lock()  # two at once would each take the other's folder for what was set before
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels: no words, rude or otherwise
_MARK_UP = re.compile(r"</?[A-Za-z][^<>]{0,80}>|[-|_]{3,}")
_PLACE = 90  # characters of a title or a heading that are shown
_RUN, _REPEATED = 6, 0.8  # a piece whose runs of six words stand for four fifths in pieces before it repeats them
_WINDOW = 4
_NEAREST = 8


@dataclass(frozen=True)
class Source:
    """A piece of evidence under its key, with the text that the LLM sees."""

    key: str
    evidence: Evidence
    shown: str

    def cites(self, sentence: str) -> list[Citation]:
        """The citations that `sentence` rests on: the evidence's own quote, or a run of the passage's sentences. Of the
        runs that pass the check, the shortest that shares most of its words; of none, the whole passage where that
        passes, or the same of all. Words that its place gives (title, headings) count, then those of the run itself.
        """
        if isinstance(self.evidence, Citation):
            return [self.evidence]

        def worth(c: Citation) -> tuple[int, float, float, int]:
            # Of those that fail, the one with the fewest faults: another source may prove the rest.
            faults = len(check_sentence(sentence, [c]))
            return -faults, round(support(sentence, [c]), 2), round(support_by(sentence, [c.quote]), 1), -len(c.quote)

        passage = self.evidence.passage
        runs = [c for c in _windows(self.evidence, sentence) if check_quote(c.quote, passage)]
        if not runs:
            return []
        best = max(((worth(c), c) for c in runs), key=lambda found: found[0])
        whole = [Citation(0, passage, passage.text[a:b].strip()) for a, b in _stretches(passage.text, passage.joints)]
        return whole if best[0][0] < 0 and not check_sentence(sentence, whole) else [best[1]]


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


def make_sources(evidence: Sequence[Evidence], budget_tokens: int, others: str, rng: random.Random) -> Sources:
    """Give each piece of evidence that says something new a key that stands nowhere in it or in `others`, and keep what
    fits the budget. The first piece is cut rather than left out: with no source there is no answer.
    """
    evidence = fresh(evidence, _shown_text)
    texts = [_shown_text(e) for e in evidence]
    keys = make_keys(len(evidence) + 1, " ".join([others, *texts, *map(_place, evidence)]), rng)
    start, end = f"<<DATA {keys[-1]}>>", f"<<END {keys[-1]}>>"
    first = budget_tokens - count_tokens(_block(keys[0], evidence[0], "", start, end)) if evidence else 0
    sources = [
        Source(key, e, _block(key, e, shorten(text, first) if i == 0 else text, start, end))
        for i, (key, e, text) in enumerate(zip(keys, evidence, texts, strict=False))
    ]
    return Sources(tuple(fit(sources, budget_tokens, lambda s: s.shown + "\n\n")) or tuple(sources[:1]), start, end)


def fresh(pieces: Iterable[T], text_of: Callable[[T], str]) -> list[T]:
    """The pieces without those mostly said by pieces before them: passages overlap, and covers repeat appendices."""
    said: set[tuple[str, ...]] = set()
    kept = []
    for one in pieces:
        words = text_of(one).lower().split()
        runs = {tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}
        if len(runs - said) > (1 - _REPEATED) * len(runs):
            kept.append(one)
            said |= runs
    return kept


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
    """The words, and before rows of a table its heads and what introduces it, without which they say little."""
    passage = evidence.passage
    text = bare(evidence.quote if isinstance(evidence, Citation) else passage.text)
    if passage.kind != "row":
        return text
    place = {passage.item.title, passage.item.parent, *(passage.section or "").split(" › ")}
    heads = [part for part in passage.context.split(" › ")[1:] if part not in place]
    return f"({bare(' › '.join(heads))}) {text}" if heads else text


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
    """White space squeezed and control characters out, so that nothing in a paper looks like a new line of ours."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _windows(retrieved: Retrieved, claim: str) -> list[Citation]:
    """Runs of one to a few of the passage's sentences, across no joint, each with one near to `claim`."""
    passage = retrieved.passage
    runs = [_sentences(passage.text[begin:stop]) for begin, stop in _stretches(passage.text, passage.joints)]
    near = {
        (r, i)
        for _, r, i in nlargest(
            _NEAREST, ((support_by(claim, [s]), r, i) for r, run in enumerate(runs) for i, s in enumerate(run))
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


def count_tokens(text: str) -> int:
    """Tokens of `text`. Special tokens in it ("<|endoftext|>") count as the plain text that they are."""
    return len(_encoding().encode_ordinary(text))


def fit(pieces: Sequence[T], budget_tokens: int, text_of: Callable[[T], str]) -> list[T]:
    """The first pieces, in order, whose texts fit the budget together. A piece that does not fit ends the list."""
    kept: list[T] = []
    left = budget_tokens
    for piece in pieces:
        left -= count_tokens(text_of(piece))
        if left < 0:
            break
        kept.append(piece)
    return kept


def shorten(text: str, budget_tokens: int) -> str:
    """The start of `text` that fits the budget, ended by "…" where it was cut."""
    tokens = _encoding().encode_ordinary(text)
    if len(tokens) <= budget_tokens:
        return text
    return _encoding().decode(tokens[: max(0, budget_tokens - 1)], errors="ignore").rstrip() + "…"


@cache
def _encoding() -> tiktoken.Encoding:
    import tiktoken

    with _loading, _bundled_encodings():
        return tiktoken.get_encoding(ENCODING)


@contextmanager
def _bundled_encodings() -> Iterator[None]:
    """Point tiktoken at the encodings that LlamaIndex ships, in this process and only while it loads one."""
    spec = find_spec("llama_index.core")
    if spec is None or spec.origin is None:
        raise RuntimeError("llama-index-core is not installed; its encodings are needed to count tokens.")
    before = os.environ.get(_CACHE)
    os.environ[_CACHE] = str(Path(spec.origin).parent / "_static" / "tiktoken_cache")
    try:
        yield
    finally:
        if before is None:
            del os.environ[_CACHE]
        else:
            os.environ[_CACHE] = before
