"""Where a quote stands, kept without its words: how long it is and two digests of it.

Only the letters, digits, £ and % of a text are looked at (`bare`), so that the place is found again whatever reader
made the text: line ends, hyphens, quotation marks and cell borders do not count. A window of the quote's length slides
over the file's text; a rolling fingerprint (Karp and Rabin, 1987) tells quickly where it may stand, a SHA-256 that it
does.
"""

import hashlib
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from eval.measures.text import bare

_BASE, _MODULUS = 257, 2**31 - 1
_DIGEST = 16  # hex digits of the SHA-256 that are kept


@dataclass(frozen=True)
class Locator:
    """`length` counts bare characters, `fingerprint` rolls over them, `digest` begins their SHA-256. Written
    "24-0badf00d-" and 16 hex digits.
    """

    length: int
    fingerprint: int
    digest: str

    @classmethod
    def of(cls, quote: str) -> "Locator":
        """The locator of a quote. Raises `ValueError` for one without a letter or digit, which stands nowhere."""
        kept = bare(quote)
        if not kept:
            raise ValueError("There is no letter or digit in the quote.")
        return cls(len(kept), _prefixes(kept)[-1], _digest(kept))

    @classmethod
    def read(cls, written: str) -> "Locator":
        """The locator that `str` wrote. Raises `ValueError` for anything else."""
        length, fingerprint, digest = written.split("-")
        if len(digest) != _DIGEST:
            raise ValueError(f"{written} is no locator.")
        return cls(int(length), int(fingerprint, 16), digest)

    def __str__(self) -> str:
        return f"{self.length}-{self.fingerprint:08x}-{self.digest}"


class Text:
    """A text to find locators in; the fingerprints of its beginnings are reckoned once."""

    def __init__(self, text: str) -> None:
        self._text = text
        kept = [(at, letter) for at, character in enumerate(text) for letter in bare(character)]
        self._places = [at for at, _ in kept]
        self._bare = "".join(letter for _, letter in kept)
        self._prefixes = np.array(_prefixes(self._bare), dtype=np.uint64)

    def find(self, locator: Locator) -> tuple[int, int] | None:
        """The first place where the quote stands, as character offsets (start, end) into the text; None if nowhere."""
        length = locator.length
        if not 0 < length <= len(self._bare):
            return None
        before, after = self._prefixes[:-length], self._prefixes[length:]
        power = np.uint64(pow(_BASE, length, _MODULUS))
        modulus = np.uint64(_MODULUS)
        rolled = (after + modulus - before * power % modulus) % modulus
        for at in np.flatnonzero(rolled == np.uint64(locator.fingerprint)).tolist():
            if _digest(self._bare[at : at + length]) == locator.digest:
                return self._places[at], self._places[at + length - 1] + 1
        return None

    def quote(self, locator: Locator) -> str | None:
        """The words at that place, white space squeezed; None if the text has them nowhere."""
        place = self.find(locator)
        return " ".join(self._text[slice(*place)].split()) if place else None


def _prefixes(kept: str) -> list[int]:
    """The fingerprint of each beginning of `kept`, from the empty one to the whole: `len(kept) + 1` of them."""
    return list(
        accumulate((ord(letter) for letter in kept), lambda sum_, code: (sum_ * _BASE + code) % _MODULUS, initial=0)
    )


def _digest(kept: str) -> str:
    return hashlib.sha256(kept.encode("utf-8")).hexdigest()[:_DIGEST]
