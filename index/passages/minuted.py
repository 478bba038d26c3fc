"""Finds the numbered headings of minutes: the longest run of numbers that go up by one among lines that could be such.

Points inside an entry are numbered too, and from 1 again in each; the entries alone run through the whole of the
minutes, and on from the meeting before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.passages import marks
from index.passages.blocks import Block

_ENTRY = re.compile(r"^[\s*#_]*(\d{1,4})[.)]?\s+\S")
_DECISION = re.compile(r"^(?:RESOLVED|RECOMMENDED|AGREED|That)\b")
_SHORT = 18  # words of a title, as most are
_MOST = 40
_MISSED = 0.6  # what a number that is left out of a run costs


def entry_headings(blocks: Sequence[Block]) -> frozenset[int]:
    """The places among `blocks` of the headings of entries, in one set of minutes."""
    likely = [(place, number, worth) for place, block in enumerate(blocks) for number, worth in _likely(block)]
    best: dict[int, tuple[float, int, int | None]] = {}  # number: worth of the run that ends there, at which, after
    runs: list[tuple[float, int | None]] = []
    for n, (_, number, worth) in enumerate(likely):
        total, after = worth, None
        for before, cost in ((number - 1, 0.0), (number - 2, _MISSED)):
            if before in best and best[before][0] + worth - cost > total:
                total, after = best[before][0] + worth - cost, best[before][1]
        runs.append((total, after))
        if number not in best or total >= best[number][0]:
            best[number] = (total, n, after)
    at = max(range(len(runs)), key=lambda n: runs[n][0], default=None)
    found: list[int] = []
    while at is not None:
        found.append(likely[at][0])
        at = runs[at][1]
    return frozenset(found)


def _likely(block: Block) -> list[tuple[int, float]]:
    """The number of a block that could be an entry's heading, and what it is worth in a run; none for others."""
    text = block.plain
    match = _ENTRY.match(text)
    words = marks.rest(text) if marks.number(text) else text[match.end() - 1 :] if match else ""
    if not match or len(text.split()) > _MOST or not (words[:1].isupper() or words[:1].isdigit()):
        return []
    if _DECISION.match(words) or words.rstrip().endswith((";", ",", ":", "”", '"')):
        return []
    if ". " in words.rstrip(". ") and not re.search(r"\d\(\d\)", words):
        return []  # sentences
    first = block.lines[0]
    loud = first.gap > 0 or first.text.startswith(("#", "**"))
    return [(int(match.group(1)), 1.0 + 0.5 * loud - 0.5 * (len(text.split()) > _SHORT))]
