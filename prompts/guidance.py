"""Reading the questions off a guidance page, however its bullets, lines and blank lines came out of the
file.
"""

import re
from dataclasses import dataclass

_BULLET = re.compile(r"^\s*(?:[-*•▪◦●○‣·–\uf0b7\uf0a7\uf02d]|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)])\s+")
_INLINE = re.compile(  # a glyph anywhere, or a dash or a number where one question has ended or a list begins
    r"\s*[•▪◦●○‣\uf0b7\uf0a7]\s*|(?<=[?):])-?\s+(?:[-*–]|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)])\s+(?=[A-Z])"
)
_BRANCH = re.compile(r"^\s*(?:[*#_]+\s*)?((?:if|where|when|for)\b[^?:]{3,80}):[*_\s]*$", re.IGNORECASE)
_ENDS = re.compile(r"(?:[?.;!]|\?\s*\([^)]*\))[*_\s]*$")
_FURNITURE = re.compile(r"^\s*\d{0,3}\s*$")


@dataclass(frozen=True)
class PrintedQuestion:
    """A question as printed, white space squeezed, with the condition it stands under, if any."""

    text: str
    branch: str | None = None


def printed_questions(text: str) -> tuple[PrintedQuestion, ...]:
    """The questions in `text`, in order, once each. A bullet, or a line after a finished one, starts an item; an item
    runs over line ends and blank lines until it is finished. Items that ask are kept. A line such as "If it is a new
    service:" is a branch for those below it.
    """
    found: dict[str, PrintedQuestion] = {}
    for branch, item in _items(text):
        # An item of more than two questions is a page whose bullets were lost.
        parts = re.split(r"(?<=[?)])\s+(?=[A-Z])", item) if item.count("?") > 2 else [item]
        for asked in filter(None, map(_asked, parts)):
            found.setdefault(asked, PrintedQuestion(asked, branch))
    return tuple(found.values())


def same_question(one: str, other: str) -> float:
    """How far two questions are the same, 0 to 1: the share of the shorter one's words that the other has too. A
    question of under four words must be all there and nearly all of the other.
    """
    a, b = (set(re.findall(r"[a-z]+", q.lower())) for q in (one, other))
    if not a or not b:
        return 0.0
    share = len(a & b) / min(len(a), len(b))
    return share if min(len(a), len(b)) > 3 else share * min(1.0, 1.25 * len(a & b) / max(len(a), len(b)))


def _items(text: str) -> list[tuple[str | None, str]]:
    items: list[tuple[str | None, list[str]]] = []
    branch: str | None = None
    open_item, blank = False, False
    for line in re.split(r"[\n\f]", _INLINE.sub("\n• ", text)):
        if _FURNITURE.match(line):
            blank = True
            continue
        heading = _BRANCH.match(line)
        bullet = _BULLET.match(line)
        if heading:
            branch, open_item = heading[1].strip(), False
        elif bullet or not open_item or (blank and _ENDS.search(items[-1][1][-1])):
            items.append((branch, [_BULLET.sub("", line)]))
            open_item = True
        else:
            items[-1][1].append(line)
        blank = False
    return [(b, re.sub(r"\s+", " ", " ".join(lines)).strip()) for b, lines in items]


def _asked(item: str) -> str:
    """The part of an item that asks: up to its last question mark and a bracket after it; "" when it asks nothing."""
    item = re.sub(r"[*_]{1,3}", "", item)
    asks = re.match(r".*\?(?:\s*\([^)]*\))?", item)
    if not asks:
        return ""
    asked = asks[0].strip()
    lead = re.match(r".*:-?\s+(?=[A-Z])", asked)  # "… for developing questions:- Who was …" on one line
    return asked[lead.end() :] if lead else asked
