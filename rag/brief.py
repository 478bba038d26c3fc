"""An answer in short: its first few sentences, each with the part of its quote that bears on the question."""

import html
from collections.abc import Iterable, Sequence
from typing import Protocol

from index.language.sentences import split

SHOWN = 3  # quotes at most; the rest is more from the papers
WHOLE, FIRST, BRIEF = 100, 70, 40  # words of each quote of a list, else of the first and of each other
_MARKS = ' \t\n*_|>)”"'  # may stand after a colon


class _Cites(Protocol):
    """A sentence, the numbers of the citations it rests on, and whether it is said with those that bear less."""

    @property
    def text(self) -> str: ...
    @property
    def more(self) -> bool: ...
    @property
    def cites(self) -> tuple[int, ...]: ...


class _Quoted(Protocol):
    """A citation: its number, its quote, and the words of it that bear on the question most, "" where none are told."""

    @property
    def n(self) -> int: ...
    @property
    def quote(self) -> str: ...
    @property
    def focus(self) -> str: ...


def around(citation: _Quoted) -> tuple[int, int]:
    """Which part of a citation's quote to show: all of a short one, else whole sentences around its focus, of
    which one that is longer is cut there. Of the first citation, beside whose focus the answer often stands, it is
    `FIRST` words, of each in a list, which has no focus, `WHOLE`.
    """
    quote, focus = citation.quote, citation.focus
    most = WHOLE if not focus else FIRST if citation.n == 1 else BRIEF
    at = max(0, quote.find(focus))
    if len(quote.split()) <= most:
        return 0, len(quote)
    cuts = [0, *(begin for begin, _ in split(quote)[1:]), len(quote)]
    own = start = max(cut for cut in cuts if cut <= at)
    end = min(cut for cut in cuts if cut >= at + len(focus) and cut > start)
    for cut in (c for c in cuts if c > end):  # what follows is worth more than what went before
        if len(quote[start:cut].split()) > most:
            break
        end = cut
    for cut in (c for c in reversed(cuts) if c < start):
        if len(quote[cut:end].split()) > most:
            break
        start = cut
    if end < len(quote) and announces(quote[start:end]):  # what is announced is shown, as far as it fits
        begins = max(cut for cut in cuts if cut < end)
        start, end = own, min(cut for cut in cuts if cut > end)
        if focus.rstrip(_MARKS).endswith("?"):  # of a question the reply, if need be alone
            fits = (cut for cut in cuts if own <= cut <= begins and len(quote[cut:end].split()) <= most)
            start = next(fits, begins)
    beyond = quote[start:end].split(None, most)[most:]
    return start, start + len(quote[start : end - len("".join(beyond))].rstrip())


def announces(text: str) -> bool:
    """Whether words end with a colon: what they announce stands behind them."""
    return text.rstrip(_MARKS).endswith(":")


def part(citation: _Quoted) -> str:
    """The part of a citation's quote to show, on one line, with dots where it goes on; without markup, unless that says
    what is struck out or put in.
    """
    from index.read.layout.lines import INSERTED, STRUCK, plain  # brings every reader: a command's help needs none

    start, end = around(citation)
    words = citation.quote[start:end]
    words = " ".join(words.split()) if STRUCK in words or INSERTED in words else html.unescape(plain(words))
    return f"{'… ' if start else ''}{words}{' …' if end < len(citation.quote.rstrip()) else ''}"


def in_view(sentences: Sequence[_Cites], citations: Iterable[_Quoted]) -> int:
    """How many of the sentences are said at once: those before the first that bears less, of `SHOWN` quotes at most.
    What is worded and not quoted is always said, and so is a list, of which no quote has a focus.
    """
    by_number = {c.n: c for c in citations}
    quotes = 0
    for at, sentence in enumerate(sentences):
        cited = [by_number[n] for n in sentence.cites if n in by_number]
        quotes_it = len(cited) == 1 and f"“{' '.join(cited[0].quote.split())}” [" in sentence.text
        if quotes_it and cited[0].focus:
            quotes += 1
            if quotes > SHOWN or sentence.more:
                return at
    return len(sentences)


def short(sentences: Sequence[_Cites], citations: Sequence[_Quoted]) -> str:
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
    return "\n\n".join([*said, *([f"{more} more quote{'s' * (more > 1)}."] if more else [])])
