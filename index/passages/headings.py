"""Tells headings from other short lines, and ranks them, so that each passage knows under what it stands."""

from __future__ import annotations

import re

from index.language.rows import has_leaders, only_figures
from index.papers.items.titles import mostly_capitals
from index.passages import marks
from index.passages.blocks import Block

_MOST_WORDS = 22
_LETTERS = 4  # "Yes" and "No" are answers


def is_contents(block: Block) -> bool:
    """True for a line of a table of contents: dot leaders before a page number."""
    return has_leaders(block.plain) and bool(re.search(r"\d\W*$", block.plain))


def level(block: Block, minutes: bool = False) -> int:
    """Rank a block as a heading from 1, the highest, by its looks alone; 0 when it does not look like one.

    Markdown's hashes, bold lines, numbers ("3", "3.1"), capitals and short lines without a stop are looked
    at. Whether a short line stands above something, and not among others like it, is for the caller to see.
    """
    first = block.lines[0].text
    text = block.plain
    words = text.split()
    if (
        sum(c.isalpha() for c in text) < _LETTERS
        or text[0] + text[-1] == "()"
        or len(words) > _MOST_WORDS
        or marks.reached(text)
    ):
        return 0
    if first.startswith("#"):
        return min(4, len(first) - len(first.lstrip("#")))
    if _bold(block):
        return 0 if len(words) > 12 and text.endswith(".") else 2
    if marks.strong_bullet(text) or (marks.bullet(text) and not minutes):
        return 0
    asks = text.rstrip().endswith("?") and len(words) <= 10 and text.count("?") == 1
    ended = text.rstrip().endswith((".", ";", ",", "!", "?", ":", "…")) and not asks
    number = None if only_figures(text) else marks.number(text)
    if number and re.fullmatch(r"\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|\d{1,2}[a-z]?\s*\|?", number):
        words_only = marks.rest(text)
        short = len(words) <= 14 and not ended and words_only[:1].isupper()
        return min(3, 1 + number.strip(".)").count(".")) if short and not minutes else 0
    if number or ended or not (words[0][:1].isupper() or words[0][:1] in "‘'“\"(" or words[0][:1].isdigit()):
        return 0
    if mostly_capitals(text):
        return 1
    return 0 if marks.goes_on(text) else 3


def _bold(block: Block) -> bool:
    return all(
        (line.text.startswith("**") and line.text.rstrip().endswith("**")) or line.text in ("**",)
        for line in block.lines
    )
