"""What a line's beginning and end say: list markers, paragraph numbers, sentences that end or go on."""

import re

_BULLET = re.compile(r"^(?:[•‣▪●◦■□➢✓✔·\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf02d\uf06f]|[-–*o]\s)\s*", re.UNICODE)
_NUMBER = re.compile(
    r"^(?:[-*•]\s+)?(\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,3}|\([a-zA-Z]{1,2}\)|[a-zA-Z][.)]"
    r"|\(?[ivxlIVXL]{1,6}[.)]|\d{1,2}[a-z]?\s*\|)(?=\s|[A-Z“‘(*<]|$)"
)
_TERMINAL = re.compile(r"[.!?;:…][\"'”’)\]*_\s]*(?:<sup>[^<]*</sup>|\d{1,2})?$")
_SMALL_WORDS = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "has", "have"),
        *("in", "into", "is", "its", "of", "on", "or", "our", "such", "that", "the", "their", "these"),
        *("this", "those", "to", "was", "were", "which", "who", "will", "with", "through", "than"),
        *("between", "whether", "within", "including", "&", "–", "-"),
    )
)
_REACHED = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w|^(?:tel|telephone|phone|e-?mail)\b", re.IGNORECASE)


def bullet(text: str) -> bool:
    """True for a line that begins with a bullet or a dash."""
    return bool(_BULLET.match(text))


def strong_bullet(text: str) -> bool:
    """True for a bullet that cannot be anything else."""
    match = _BULLET.match(text)
    return match is not None and match.group()[0] not in "-–*o"


def number(text: str) -> str | None:
    """The number or letter that opens a line ("12.", "3.4", "(a)", "iv)"), as printed."""
    match = _NUMBER.match(text)
    return match.group(1).rstrip("| ") if match else None


def measures(text: str, above: str | None) -> bool:
    """True where the decimal that opens a line numbers no paragraph but is a figure in a sentence ("83.3 years and"):
    what it is of is in small letters, and it does not follow the number `above`, nor begin a row of them.
    """
    said = number(text) or ""
    if not said[-1:].isdigit() or not rest(text)[:1].islower():
        return False
    *section, place = said.split(".")
    *before, last = (above or "").rstrip(".").split(".")
    follows = section == before and last.isdecimal() and int(last) < int(place)
    return int(place) > 1 and not follows


def rest(text: str) -> str:
    """A line without its number."""
    match = _NUMBER.match(text)
    return text[match.end() :].lstrip() if match else text


def terminal(text: str) -> bool:
    """True for a line that ends as a sentence, a list item or an introduction does."""
    return bool(_TERMINAL.search(text))


def goes_on(text: str) -> bool:
    """True for a line whose last word cannot end a sentence."""
    words = text.rstrip().rsplit(None, 1)
    return bool(words) and (words[-1].lower() in _SMALL_WORDS or words[-1].endswith(","))


def reached(text: str) -> bool:
    """True for a line with an address or a telephone number's heading."""
    return bool(_REACHED.search(text))


def is_paragraph(number: str) -> bool:
    """True for the number of a paragraph ("12.", "3.4"), not of a list's item ("(a)", "iv.", "2)")."""
    return number.rstrip(".").replace(".", "").isdigit()
