"""Reads plain text and Markdown. Characters stay as they are, because quotes must be verbatim."""

from __future__ import annotations

from index.read.sniff import decode
from index.values import Page, Reading


def read_plain(data: bytes, name: str) -> Reading:
    """Read text: NULs removed and line ends made "\\n"; form feeds, where there are any, part the pages.

    Pages are numbered only when form feeds show them; a pack that lost its pages has one page and no numbers.
    `name` is unused here, but every reader takes it for its messages.
    """
    del name
    text = decode(data).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    parts = text.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()  # text printed from a PDF ends every page, the last too, with a form feed
    paged = len(parts) > 1
    return Reading(tuple(Page(i if paged else None, part) for i, part in enumerate(parts, 1)))
