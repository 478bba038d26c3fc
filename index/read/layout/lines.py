"""Lines of text: those that readers write (rows of tables, marks of what is struck out, characters mended) and those
that a reading has, with what their white space says.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.values import Reading

STRUCK, INSERTED = "~~", "++"
_CLOSED = {mark: re.compile(rf"{re.escape(mark)}(\s*)(.*?)(\s*){re.escape(mark)}") for mark in (STRUCK, INSERTED)}
ROW_WORDS = 130  # of a row on one line
CELL_WORDS = 45  # of a cell on that line, when its row is longer or it stands alone
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\0": None, "\x02": "-"}
)
_MARKED = re.compile(r"(?<!\w)(\w+)[\ufffe\u00ad]\s*(\w+)")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\((?:<[^<>]{0,500}>|[^()\s]{0,500})\)")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|\*\*|__|~~|\+\+|^#{1,6}\s+|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_HEAD, _TAIL = 1500, 500  # characters of an endless line that are looked at
_LEFT_BLANK = re.compile(r"\bpage\s+(?:is|has been)\s+(?:intentionally\s+left|left\s+intentionally)\s+blank\b", re.I)


def balanced(lines: Iterable[str]) -> list[str]:
    """The lines with marks that run over several of them ended and begun again in each, and set close to words."""
    result = list(lines)
    for mark in (STRUCK, INSERTED):
        result = _balanced(result, mark)
    return result


def _balanced(lines: Iterable[str], mark: str) -> list[str]:
    def close(match: re.Match[str]) -> str:
        before, words, after = match.groups()
        return f"{before}{mark}{words}{mark}{after}" if words else before + after

    result = []
    inside = False
    for line in lines:
        begins, ends = inside, inside ^ (line.count(mark) % 2 == 1)
        inside = ends
        if line.strip():
            line = f"{mark if begins else ''}{line}{mark if ends else ''}"
        result.append(_CLOSED[mark].sub(close, line))
    return result


def row_lines(cells: Sequence[str]) -> list[str]:
    """The lines of a row whose cells are these, line ends and all; none for a row without a word."""
    texts = [" ".join(cell.split()) for cell in cells]
    sizes = [len(text.split()) for text in texts]
    filled = sum(1 for size in sizes if size)
    if not filled:
        return []
    if sum(sizes) <= (ROW_WORDS if filled > 1 else CELL_WORDS):
        return [_joined(texts)]
    lines: list[str] = []
    short: list[str] = []
    for cell, text, size in zip(cells, texts, sizes, strict=True):
        if size <= CELL_WORDS:
            short += [text] if text else []
            continue
        lines += [*_alone(short), "", cell.strip(), ""]
        short = []
    return [*lines, *_alone(short)]


def _alone(texts: Sequence[str]) -> list[str]:
    return ["", _joined(texts)] if texts else []


def _joined(texts: Sequence[str]) -> str:
    return " ".join(" | ".join(texts).split())


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """Count the words of `texts` that stand whole, so that broken ones can be compared with them."""
    words: Counter[str] = Counter()
    for text in texts:
        words.update(match.group().lower() for match in _WORD.finditer(text))
    return words


def mend(text: str, words: Counter[str]) -> str:
    """Mend one page's text, with `words` from `vocabulary` of the whole document."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LIGATURES)

    def whole(match: re.Match[str]) -> str:
        left, right = match.group(1), match.group(2)
        solid, hyphened = f"{left}{right}", f"{left}-{right}"
        if words[solid.lower()] > words[hyphened.lower()] or "\u00ad" in match.group():
            return solid
        return hyphened

    text = _MARKED.sub(whole, text)
    return text.replace("\ufffe", "-").replace("\u00ad", "")


@dataclass(frozen=True)
class Line:
    """A line that is not blank. `start` and `end` are offsets into `Reading.text`, without the white space around.

    `gap` counts the blank lines before it; `page` is the index of its page; `opens` is 2 where a page begins for
    certain, 1 where it may (one leading space, or a run of blank lines, in a text that has lost its pages). `tabs`
    counts the empty cells that it begins with.
    """

    start: int
    end: int
    text: str
    gap: int
    page: int
    opens: int
    tabs: int = 0

    @cached_property
    def plain(self) -> str:
        """The words without markup: asterisks, hashes, tags and link addresses go, spaces are squeezed. It is for
        judging the line by its beginning and end; the middle of an endless line is left out.
        """
        if len(self.text) <= _HEAD + _TAIL:
            return plain(self.text)
        return f"{plain(self.text[:_HEAD])} {plain(self.text[-_TAIL:])}"


def plain(text: str) -> str:
    """Take Markdown and HTML markup out of a line, for judging it; quotes keep theirs."""
    if not any(sign in text for sign in "<*_#[~+"):
        return " ".join(text.split())
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", text)).split())


def is_left_blank(text: str) -> bool:
    """True for the notice that a page is intentionally left blank."""
    return len(text) < 80 and bool(_LEFT_BLANK.search(text))


def lines_of(reading: Reading) -> list[Line]:
    """List the lines of a reading that are not blank, in order."""
    found: list[Line] = []
    offset = 0
    lost = len(reading.pages) == 1
    for index, page in enumerate(reading.pages):
        gap, first, notice = 0, True, False
        for raw in page.text.split("\n"):
            words = raw.strip()
            if not words:
                gap += 1
            else:
                start = offset + raw.index(words[0])
                certain = first and (index > 0 or not found)
                indented = raw[0] == " " and raw[1:2] not in (" ", "|", "")
                maybe = lost and (indented or gap >= 3 or notice)
                opens = 2 if certain or notice else int(maybe)
                tabs = raw[: start - offset].count("\t")
                found.append(Line(start, start + len(words), words, gap, index, opens, tabs))
                gap, first, notice = 0, False, is_left_blank(words)
            offset += len(raw) + 1
    return found
