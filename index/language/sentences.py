"""Splits text into sentences, knowing what councils abbreviate.

A full stop ends a sentence unless it belongs to an abbreviation ("para.", "Cllr.", "s.106", "e.g."), an initial ("A. B.
Marlowe"), a figure ("28.4%"), a paragraph's number or a list's marker. A line end ends one too: in a passage lines are
list items, rows and paragraphs, and soft line breaks have been joined before.
"""

import re

_BEFORE_MORE = "e.g i.e eg ie cllr cllrs mr mrs ms dr prof para paras messrs cf"
_OTHERS = (
    "no nos rev st hon sir esq viz vs approx dept ext fig figs ref refs vol art sec ss reg regs sch p pp tel jan feb "
    "mar apr jun jul aug sep sept oct nov dec mon tues wed thurs fri incl inc min max hrs govt"
)
_ALWAYS_MORE = frozenset(_BEFORE_MORE.split())
_ABBREVIATIONS = _ALWAYS_MORE | frozenset(_OTHERS.split())
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]*_]*(?:\[\d+\]|<sup>[^<]{1,6}</sup>|\d{1,2}(?=\s|$))?(?=\s|$)")
_NEXT = re.compile(r"\s+(?:[\"'“‘(\[*_]|</?\w+>)*(\S)")
_MARKER = re.compile(r"^\W*(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxlIVXL]{1,6})[.)]$")


def split(text: str) -> list[tuple[int, int]]:
    """Give the spans of the sentences of `text`, in order, disjoint, without the white space between them."""
    spans: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        spans += [(offset + start, offset + end) for start, end in _line(line)]
        offset += len(line) + 1
    return spans


def _line(line: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = len(line) - len(line.lstrip())
    stop_at = len(line.rstrip())
    for match in _STOP.finditer(line):
        end = match.end()
        if end >= stop_at:
            break
        if _ends(line, start, match):
            spans.append((start, end))
            start = end + len(line[end:]) - len(line[end:].lstrip())
    if start < stop_at:
        spans.append((start, stop_at))
    return spans


def _ends(line: str, start: int, match: re.Match[str]) -> bool:
    """True when the stop at `match` ends the sentence that began at `start`."""
    following = _NEXT.match(line, match.end())
    letter = following.group(1) if following else ""
    sign = match.group()[0]
    if match.group()[-1].isdigit() and line[match.start() - 1 : match.start()].isdigit():
        return False  # a decimal, not a footnote's mark
    if letter.islower() and sign != "!":
        return False
    if sign != "." or match.group().startswith(".."):
        return True
    word = line[max(start, line.rfind(" ", start, match.start()) + 1) : match.start()].lstrip("(\"'“‘[*_")
    if match.start() - start < 12 and _MARKER.match(line[start : match.start() + 1]):
        return False
    low = word.lower()
    if low in _ALWAYS_MORE:
        return False
    if low in _ABBREVIATIONS:
        return not (letter.isdigit() or (letter.isupper() and low not in ("no", "max", "min", "inc", "st", "p", "ext")))
    # an initial: one capital, or capitals parted by stops ("H.", "C.J"), before a capital
    if re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", word) and letter.isupper():
        return len(word) > 1 and word.count(".") == 0
    return True
