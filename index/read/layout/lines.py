"""The lines of a reading, with what their white space says: blank lines before them, and where a page may
begin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from index.values import Reading

_LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|\*\*|__|~~|\+\+|^#{1,6}\s+|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_HEAD, _TAIL = 1500, 500  # characters of an endless line that are looked at
_LEFT_BLANK = re.compile(r"\bpage\s+(?:is|has been)\s+(?:intentionally\s+left|left\s+intentionally)\s+blank\b", re.I)


@dataclass(frozen=True)
class Line:
    """A line that is not blank. `start` and `end` are offsets into `Reading.text`, without the white space
    around.

    `gap` counts the blank lines before it; `page` is the index of its page; `opens` is 2 where a page
    begins for certain, 1 where it may (one leading space, or a run of blank lines, in a text that has lost
    its pages). `tabs` counts the empty cells that it begins with.
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
        """The words without markup: asterisks, hashes, tags and link addresses go, spaces are squeezed.

        It is for judging the line by its beginning and end; the middle of an endless line is left out.
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
