"""A file → a `ParsedDocument`: read, split into items, cut into passages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.items import split
from index.passages import cut
from index.read import read
from index.read.furniture import furniture, settle
from index.read.lines import lines_of
from index.values import ParsedDocument


def parse(path: Path, count: Callable[[str], int], max_pieces: int = 256, name: str | None = None) -> ParsedDocument:
    """Parse one file.

    `count` counts the embedding model's word pieces; a passage's context and text, joined by a line end,
    never have more than `max_pieces`. `name` is the file's name for titles and messages, where it differs
    from the path's. Raises `index.faults.Unreadable` for a file that cannot be read.
    """
    path = Path(path)
    name = name or path.name
    reading = read(path, name=name)
    papers = split(reading, name)
    lines = lines_of(reading)
    passed = furniture(reading, lines)
    passages = cut(reading, settle(lines, passed), passed, papers, count, max_pieces)
    return ParsedDocument(reading, papers.items, tuple(passages), reading.warnings)
