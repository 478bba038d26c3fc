"""Words as the full text index and the questions see them, so that both always cut a text the same way.

A written form that means something as a whole stays whole ("4.2%", "£1.2m", "a&e", "s.106", "q2", "2021/22") and its
useful parts are given as well ("4.2", "2021", "2022"), so a question finds either. Everything else is a lower-case word
reduced to its stem (Porter's English algorithm, from snowballstemmer).
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

from index.language.periods.values import NUMBERS, ORDINALS

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_FOLD = (
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"')
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\x00", "")
)
_QUARTERS = {word: str(n) for words in (NUMBERS, ORDINALS) for word, n in words.items()}
_SCALES = {"m": "m", "million": "m", "mn": "m", "k": "k", "thousand": "k", "bn": "bn", "billion": "bn"}

_FORM = re.compile(
    r"""
    (?P<year>   \b(?:(?:19|20)\d\d\s?[/-]\s?(?:(?:19|20)\d\d|\d\d)|\d\d/\d\d)\b(?![/.-]?\d) )
  | (?P<quarter>\b(?:q\s?(?P<q1>[1-4])
                  |(?:quarter|qtr)\.?\s+(?P<q2>[1-4]|one|two|three|four)
                  |(?P<q3>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter)\b )
  | (?P<legal>  \b(?:s\.\s?|s\s?(?=\d{2,3}\b)|section\s+)(?P<section>\d{1,3}[a-z]{0,2})\b )
  | (?P<amp>    \b[a-z]{1,3}\s?&\s?[a-z]{1,3}\b )
  | (?P<number> (?:(?P<pound>[£$€])\s?)?(?<![^\W_])(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)
                (?:(?P<pc>\s?%|\s?per\s?cent\b)|\s?(?P<scale>million|billion|thousand|bn|mn|m|k)\b
                  |(?P<ordinal>st|nd|rd|th)\b)? (?<=[%\w])(?!(?<!%)\w) )
  | (?P<dotted> \b(?:[a-z]\.){2,} )
  | (?P<word>   \w+(?:['/-]\w+)* )
    """,
    re.VERBOSE,
)
_HYPHENATED_LINE_END = re.compile(r"(?<=\w)-[ \t]*\r?\n[ \t]*(?=\w)")

_stemmer = snowballstemmer.stemmer("english")
_stemmer_lock = threading.Lock()


def fold(text: str) -> str:
    """`text` in lower case with ligatures, curly quotes, odd hyphens and spaces made plain, soft hyphens removed."""
    plain = _plain(unicodedata.normalize("NFKC", _plain(text))).casefold()
    return _HYPHENATED_LINE_END.sub("-", plain)


def _plain(text: str) -> str:
    for odd, plain in _FOLD.items():  # as `str.translate`, which takes ten times as long where few are odd
        if odd in text:
            text = text.replace(odd, plain)
    return text


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The English stem of a folded word; words with digits or of under three letters stay as they are."""
    if len(word) < 3 or not word.replace("'", "").isalpha():
        return word
    with _stemmer_lock:  # the stemmer keeps its word in itself
        return str(_stemmer.stemWord(word))


def tokens(text: str) -> list[str]:
    """The index's tokens of `text`, in order, whole forms before their parts; repeated where the text repeats."""
    forms = ((m.lastgroup, m) for m in _FORM.finditer(fold(text)))  # the form itself closes after the groups in it
    return [token for kind, m in forms for token in (_word(m[0]) if kind == "word" else _tokens_of(kind, m))]


def _tokens_of(kind: str | None, match: re.Match[str]) -> Iterator[str]:
    if kind == "year":
        yield from _year(match.group())
    elif kind == "quarter":
        number = match.group("q1") or match.group("q2") or match.group("q3")
        yield "q" + _QUARTERS.get(number, number[0])
        if not match.group("q1"):
            yield stem("quarter")
    elif kind == "legal":
        yield "s." + match.group("section")
        yield match.group("section")
    elif kind == "amp":
        yield re.sub(r"\s", "", match.group())
    elif kind == "number":
        yield from _number(match)
    else:
        yield match.group().replace(".", "")


def _year(text: str) -> Iterator[str]:
    """ "2021/22", "2021-2022" and "21/22" are the same year; other pairs of numbers are their two numbers."""
    first, second = re.split(r"\s?[/-]\s?", text)
    start = int(first) if len(first) == 4 else 2000 + int(first)
    if int(second) % 100 != (start + 1) % 100:
        yield from (first, second)
        return
    yield f"{start}/{(start + 1) % 100:02d}"
    yield from (str(start), str(start + 1))


def _number(match: re.Match[str]) -> Iterator[str]:
    digits = match.group("digits").replace(",", "")
    pound = match.group("pound") or ""
    unit = "%" if match.group("pc") else _SCALES.get(match.group("scale") or "", match.group("ordinal") or "")
    if pound or unit:
        yield pound + digits + unit
    yield digits


@lru_cache(maxsize=200_000)
def _word(text: str) -> tuple[str, ...]:
    """A word; a compound joined by hyphens or slashes is given joined (if it could be written so) and in parts."""
    parts = [part for part in text.replace("/", "-").split("-") if part]
    joined: list[str] = []
    if len(parts) > 1:
        if "/" not in text:
            joined = [stem("".join(parts))]
        elif any(character.isdigit() for character in text):
            joined = [text]
    return (*joined, *(stem(piece) for part in parts for piece in part.split("_") if piece))
