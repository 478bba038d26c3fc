"""A file → a `ParsedDocument`: read, split into items, cut into passages."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.fetch import given as agenda_system
from index.language.rows import is_figures, is_row
from index.papers.split import split
from index.passages.cut import cut
from index.read import read
from index.read.pdfs.lost import captions
from index.values import ParsedDocument, Reading

_NAMED = 8  # charts and pictures that a warning names


def parse(
    path: Path, count: Callable[[str], int], max_pieces: int = 256, name: str | None = None, given: str = ""
) -> ParsedDocument:
    """Parse one file. `count` counts word pieces: a passage with its context has at most `max_pieces`. `name` is its
    name for titles and messages, `given` what an agenda system says of it (`index.fetch.given`). Raises Unreadable."""
    path = Path(path)
    name = name or path.name
    reading = read(path, name=name)
    papers = split(reading, name)
    if given:
        papers = agenda_system.apply(papers, given)
        reading = replace(reading, metadata=reading.metadata | {agenda_system.KEY: given})
    named = captions(papers.lines, [is_row(line.text) or is_figures(line.plain) for line in papers.lines])
    known = {one.caption for one in reading.lost}
    reading = replace(reading, lost=(*reading.lost, *(one for one in named if one.caption not in known)))
    passages = cut(reading, papers, count, max_pieces)
    return ParsedDocument(reading, papers.items, tuple(passages), (*reading.warnings, *_missing(reading, name)))


def _missing(reading: Reading, name: str) -> list[str]:
    """A warning that names the charts and pictures that are not in the text, the first few of them."""
    if not reading.lost:
        return []
    places = []
    for one in reading.lost[:_NAMED]:
        number = reading.pages[one.page].number
        place = f" (page {number})" if number is not None else ""
        places.append(f"{one.caption or 'one without a caption'}{place}")
    more = f" and {len(reading.lost) - _NAMED} more" if len(reading.lost) > _NAMED else ""
    return [f"Charts or pictures that are not in the text of {name}: {'; '.join(places)}{more}."]
