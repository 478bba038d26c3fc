"""An answer in short: its first few sentences, each with the part of its quote that bears on the question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

SHOWN, TOGETHER = 3, 120  # quotes, and words of more quotes than that; the rest is more from the papers
BRIEF, LONGEST = 55, 60  # words of a quote in short: as whole sentences, and where one sentence is longer than that
_SENTENCE_END = re.compile(r"(?<=[.;:?!”])\s+(?=[A-Z0-9(“•])|\n+")


class Cites(Protocol):
    """A sentence and the numbers of the citations it rests on."""

    @property
    def text(self) -> str:
        """The sentence."""

    @property
    def cites(self) -> tuple[int, ...]:
        """The numbers."""


class Quoted(Protocol):
    """A citation: its number, its quote, and the words of it that bear on the question most."""

    @property
    def n(self) -> int:
        """The number."""

    @property
    def quote(self) -> str:
        """The quote."""

    @property
    def focus(self) -> str:
        """Those words; "" where none are told."""


def around(quote: str, focus: str) -> tuple[int, int]:
    """Which part of a quote to show: all of one of `BRIEF` words, else whole sentences around `focus`, of which one
    that is longer than `LONGEST` words is cut there.
    """
    at = max(0, quote.find(focus))
    if len(quote.split()) <= BRIEF:
        return 0, len(quote)
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(quote)), len(quote)]
    start = max(cut for cut in cuts if cut <= at)
    end = min(cut for cut in cuts if cut >= at + len(focus) and cut > start)
    for cut in (c for c in cuts if c > end):  # what follows is worth more than what went before
        if len(quote[start:cut].split()) > BRIEF:
            break
        end = cut
    for cut in (c for c in reversed(cuts) if c < start):
        if len(quote[cut:end].split()) > BRIEF:
            break
        start = cut
    beyond = quote[start:end].split(None, LONGEST)[LONGEST:]
    return start, start + len(quote[start : end - len("".join(beyond))].rstrip())


def part(citation: Quoted) -> str:
    """The part of a citation's quote to show, on one line, with dots where it goes on; without markup, unless that says
    what is struck out or put in.
    """
    from index.read.layout.lines import INSERTED, STRUCK, plain  # brings every reader: a command's help needs none

    start, end = around(citation.quote, citation.focus)
    words = citation.quote[start:end]
    words = " ".join(words.split()) if STRUCK in words or INSERTED in words else plain(words)
    return f"{'… ' if start else ''}{words}{' …' if end < len(citation.quote.rstrip()) else ''}"


def in_view(sentences: Sequence[Cites], citations: Iterable[Quoted]) -> int:
    """How many of the sentences are said at once: those of `SHOWN` quotes, and of more while they are `TOGETHER` words
    in all. What is worded and not quoted is always said, and so is a list, of which no quote has a focus.
    """
    by_number = {c.n: c for c in citations}
    quotes = words = 0
    for at, sentence in enumerate(sentences):
        cited = [by_number[n] for n in sentence.cites if n in by_number]
        quotes_it = len(cited) == 1 and f"“{' '.join(cited[0].quote.split())}” [" in sentence.text
        if quotes_it and cited[0].focus:
            quotes, words = quotes + 1, words + len(part(cited[0]).split())
            if quotes > SHOWN and words > TOGETHER:
                return at
    return len(sentences)


def short(sentences: Sequence[Cites], citations: Sequence[Quoted]) -> str:
    """The answer in short, a paragraph a sentence, and how many more quotes there are."""
    by_number = {c.n: c for c in citations}
    shown = in_view(sentences, citations)
    said = []
    for sentence in sentences[:shown]:
        text = sentence.text
        for one in (by_number[n] for n in sentence.cites if n in by_number):
            text = text.replace(f"“{' '.join(one.quote.split())}”", f"“{part(one)}”")
        said.append(text)
    more = len(sentences) - shown
    return "\n\n".join([*said, *([f"More from the papers: {more}."] if more else [])])
