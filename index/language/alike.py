"""How alike texts are, cheaply: shingles of words, a sketch of a whole paper, and bands that alike passages share.

A paper's sketch is the smallest hashes of its shingles (bottom-k): the share of them that two papers have in common
estimates the share of their words. A passage's bands are MinHash: two passages with nearly all words in common share a
band almost for certain, so that candidates are looked up rather than compared with everything.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence

_WORD = re.compile(r"[^\W_]+")
_STAMP = re.compile(r"\bpage\s+\d{1,4}\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d,.]*")
_SHINGLE = 4  # words
_SKETCH = 128  # hashes of a paper's sketch
_BANDS, _ROWS = 6, 4
_LEAST = 12  # words of a passage that can be said to repeat another
_ALIKE = 0.8  # share of shingles in common above which two passages say the same
_MASK = (1 << 61) - 1


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")


_FACTORS = tuple(_hash(str(n)) | 1 for n in range(_BANDS * _ROWS))


def words(text: str) -> list[str]:
    """The words of a text as they are compared: without case, marks and white space."""
    return _WORD.findall(text.lower())


def digest(texts: Iterable[str]) -> str:
    """The same for papers with the same words in the same order, however they are broken into lines and pages. The
    number of a page, stamped on one copy and not on the other, does not count.
    """
    said = hashlib.blake2b(digest_size=12)
    for text in texts:
        for word in words(_STAMP.sub(" ", text)):
            said.update(word.encode("utf-8", "surrogatepass"))
    return said.hexdigest()


def sketch(texts: Iterable[str]) -> tuple[int, ...]:
    """The smallest hashes of a paper's shingles, in order; empty for a paper of hardly any words."""
    found: set[int] = set()
    for text in texts:
        found |= _shingles(words(text))
    return tuple(sorted(found)[:_SKETCH])


def alike(one: Collection[int], other: Collection[int]) -> float:
    """The share of shingles that two papers have in common, estimated from their sketches; 0 where one has none."""
    if not one or not other:
        return 0.0
    both = sorted({*one, *other})[:_SKETCH]
    shared = set(one) & set(other)
    return sum(1 for value in both if value in shared) / len(both)


def bands(text: str) -> tuple[int, ...]:
    """What to look a passage up by; none for a passage too short to be said to repeat another."""
    said = words(text)
    if len(said) < _LEAST:
        return ()
    shingles = _shingles(said)
    least = [min((value * factor) & _MASK for value in shingles) for factor in _FACTORS]
    return tuple(_hash(repr((n, least[n * _ROWS : (n + 1) * _ROWS]))) for n in range(_BANDS))


def repeats(one: str, other: str) -> bool:
    """True when two passages say the same: nearly all words in common, and the very same figures in the same order.
    Last year's sentence with this year's figure is another statement, however alike it looks.
    """
    if _figures(one) != _figures(other):
        return False
    here, there = _shingles(words(one)), _shingles(words(other))
    return len(here & there) >= _ALIKE * len(here | there)


def _figures(text: str) -> list[str]:
    return [figure.rstrip(".,") for figure in _FIGURE.findall(text)]


def _shingles(said: Sequence[str]) -> set[int]:
    """The hashes of the runs of words; of all of them as one where there are too few for a run."""
    runs = (" ".join(said[n : n + _SHINGLE]) for n in range(max(1, len(said) - _SHINGLE + 1)))
    return {_hash(run) for run in runs if run}
