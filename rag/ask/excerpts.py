"""From clues to quotes: which sentences to show, how much around each is needed to understand it, and where it ends.

Sentences are told by their places in the passage's text; what stands after a joint, where furniture was left out, does
not stand together with what is before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.language.statements import Statement
from index.values import StoredPassage
from rag.brief import announces
from rag.check import check_quote
from rag.search.evidence import Clue, distinct
from rag.search.reading import Said, spans
from rag.values import paragraph_at

FOLLOWS = 70  # words of what a colon introduces that are taken with it
Place = tuple[int, int]
WORDS = 110  # a quote is widened to at most this many words
WIDEN = 0.5  # by sentences that bear on the question at least this share as far as its own
LIMIT = 10
_FURNITURE = ("front", "contents", "head", "heading")  # kinds of statements that frame a paper's text


@dataclass(frozen=True)
class Quote:
    """Words of one passage to show: the sentence that scored, widened by its neighbours."""

    clue: Clue
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words, as they stand in the passage."""
        return self.clue.passage.text[self.start : self.end]

    @property
    def focus(self) -> str:
        """The sentence that scored, as it stands in them."""
        return self.clue.passage.text[max(self.start, self.clue.start) : min(self.end, self.clue.end)].strip()

    def meets(self, passage: str, start: int, end: int) -> bool:
        """Whether it has words of that stretch of that passage."""
        return self.clue.passage.id == passage and self.start < end and start < self.end


def quote_at(passage: StoredPassage, start: int, end: int, like: Clue | None = None) -> Quote:
    """The words of a place as a quote that was not searched for, which bears on the question as `like` does; without
    that no sentence of it does more than others.
    """
    said = replace(like.said, start=start, end=end) if like else Said(start, start, *([0.0] * 7))
    return Quote(Clue(passage, said, like.score if like else 0.0), start, end)


def quoted(passage: StoredPassage, words: str, like: Clue | None = None) -> list[Quote]:
    """The words as a quote, where they stand in the passage so that they can be proved."""
    at = passage.text.find(words)
    held = words and at >= 0 and check_quote(words, passage)
    return [quote_at(passage, at, at + len(words), like)] if held else []


def choose(clues: Sequence[Clue], limit: int = LIMIT, words: int = WORDS) -> list[Quote]:
    """The quotes to show, best first: none inside another, none saying what another says, all to be proved. A quote is
    widened to at most so many `words`.
    """
    scores = {(c.passage.id, c.start): c.bearing for c in clues}
    chosen: list[Quote] = []
    for clue in distinct(clues, limit * 4):
        taken = [(q.start, q.end) for q in chosen if q.clue.passage.id == clue.passage.id]
        if any(start <= clue.start < end for start, end in taken):
            continue
        # What begins where furniture was left out, in the middle of "did not ~ improve", cannot be proved.
        place = _settled(clue, scores, taken, words)
        if place is None and (chosen or clue is not clues[-1]):
            continue  # it announces what is not there
        places = [Quote(clue, *place)] if place else []
        whole = [*places, Quote(clue, clue.start, clue.end)]
        chosen += [q for q in whole if check_quote(q.text, clue.passage)][:1]
        if len(chosen) == limit:
            break
    return chosen


def without_furniture(quote: Quote, statements: Sequence[Statement]) -> Quote | None:
    """A quote that does not end in a paper's front, list of contents, head of columns or heading, shown for what stands
    below such a line where that is what scored; None where it is nothing else. What is read as a heading and prints a
    sum or a share states it. `statements` are its passage's.
    """
    own = [s for s in statements if quote.start <= s.start < quote.end]
    frames = [s for s in own if s.kind in _FURNITURE and not (s.kind == "heading" and any(a.unit for a in s.amounts))]
    said = [s for s in own if s not in frames]
    if not said:
        return None if own else quote
    if any(s.start == quote.clue.start for s in frames):
        below = next((s for s in said if s.start > quote.clue.start), said[-1])
        at = replace(quote.clue.said, start=below.start, end=below.end)
        quote = replace(quote, clue=replace(quote.clue, said=at))
    return replace(quote, end=min(quote.end, said[-1].end))


def put_first(clue: Clue, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes with the one of `clue` first, made where none holds it and it can be proved."""
    held = next((q for q in quotes if q.clue.passage.id == clue.passage.id and q.start <= clue.start < q.end), None)
    first = [replace(held, clue=clue)] if held and clue.end <= held.end else choose([clue], 1)
    return [*first, *(q for q in quotes if q is not held)] if first else list(quotes)


def _settled(
    clue: Clue, scores: dict[tuple[str, int], float], taken: Sequence[tuple[int, int]], most: int
) -> Place | None:
    """Where a quote of this clue begins and ends; None where it only announces what is not there. What a colon
    announces is taken too, as far as it is free and stands together with it.
    """
    sentences = spans(clue.passage)
    own = next((n for n, (start, _) in enumerate(sentences) if start == clue.start), -1)
    if own < 0:
        return clue.start, clue.end
    first, last = _widen(clue, sentences, own, scores, taken, most)
    end = _announced(clue.passage, sentences, last, taken)
    while end > own and announces(clue.passage.text[slice(*sentences[end])]):
        end -= 1
    hangs = end == own and announces(clue.passage.text[slice(*sentences[own])])
    return None if hangs else (sentences[first][0], sentences[end][1])


def _widen(
    clue: Clue, sentences: Sequence[Place], own: int, scores: dict[tuple[str, int], float],
    taken: Sequence[Place], most: int,
) -> tuple[int, int]:  # fmt: skip
    """The first and the last of the clue's sentence and the neighbours that bear on the question too, best first,
    within `most` words, none of the numbered paragraph before. A place where furniture was left out is never crossed:
    the words do not stand together in the source.
    """
    passage = clue.passage
    first = last = own
    words, paragraph = len(clue.quote.split()), paragraph_at(passage, clue.start)
    while True:
        options = []
        for n in (first - 1, last + 1):
            if 0 <= n < len(sentences) and not _crosses(passage.joints, sentences, n, first, last):
                size = len(passage.text[slice(*sentences[n])].split())
                score = scores.get((passage.id, sentences[n][0]), 0.0)
                free = all(sentences[n][1] <= start or end <= sentences[n][0] for start, end in taken)
                own_paragraph = n > first or paragraph_at(passage, sentences[n][0]) == paragraph
                if free and own_paragraph and words + size <= most and score >= WIDEN * clue.bearing:
                    options.append((score, n, size))
        if not options:
            return first, last
        _, n, size = max(options)
        first, last, words = min(first, n), max(last, n), words + size


def _announced(passage: StoredPassage, sentences: Sequence[Place], last: int, taken: Sequence[Place]) -> int:
    """The last of the sentences that a colon at the end of `last` announces."""
    words = 0
    end = last
    while end + 1 < len(sentences) and (words or announces(passage.text[slice(*sentences[end])])):
        start, stop = sentences[end + 1]
        words += len(passage.text[start:stop].split())
        apart = any(sentences[end][1] <= joint <= start for joint in passage.joints)
        if apart or (words > FOLLOWS and end > last) or any(a < stop and start < b for a, b in taken):
            break
        end += 1
    return end


def _crosses(joints: Sequence[int], sentences: Sequence[tuple[int, int]], n: int, first: int, last: int) -> bool:
    low, high = (sentences[n][1], sentences[first][0]) if n < first else (sentences[last][1], sentences[n][0])
    return any(low <= j <= high for j in joints)
