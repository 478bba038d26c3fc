"""Statements: what a paper says, sentence by sentence and row by row, read once when the paper is indexed.

A statement has its place in a passage and what stands in it: the times that it names, its figures, and for a row the
cells under their heads. Whoever asks for figures, times or rows reads them here and not from the text again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language.amounts import Amount, amounts
from index.language.periods import Period, find_periods
from index.language.sentences import split
from index.values import Cell, Part, PartKind


@dataclass(frozen=True)
class Statement:
    """One sentence or row of a passage: `text` is `passage.text[start:end]`.

    `heading` is the path of headings above it (" › " between levels), `paragraph` the number of its paragraph as
    printed, `entry` the heading of the entry where the paper is a set of minutes. The places of `periods` and `amounts`
    are in `text`, those of `cells` in the passage. `cells` are of rows that are parted into any, `table` is its table's
    title.
    """

    passage_id: str
    start: int
    end: int
    text: str
    kind: PartKind
    heading: str | None = None
    paragraph: str | None = None
    entry: str | None = None
    periods: tuple[Period, ...] = ()
    amounts: tuple[Amount, ...] = ()
    cells: tuple[Cell, ...] = ()
    table: str = ""

    @property
    def row(self) -> bool:
        """True for a row of a table, or a part of a long one."""
        return self.kind == "row"


def spans(text: str, joints: Sequence[int] = ()) -> list[tuple[int, int]]:
    """The sentences of a passage's text, cut at `joints`, so that each stands in the source as it is."""
    found = []
    for first, last in split(text):
        for start, end in pairwise([first, *(j for j in joints if first < j < last), last]):
            bare = text[start:end].strip()
            if bare:
                place = text.index(bare, start)
                found.append((place, place + len(bare)))
    return found


def statements_of(
    passage_id: str,
    text: str,
    parts: Sequence[Part],
    joints: Sequence[int] = (),
    section: str | None = None,
    minutes: bool = False,
) -> Iterator[Statement]:
    """The statements of a passage in order; `section` is its path of headings."""
    entry = section.split(" › ")[0] if minutes and section else None
    at = 0
    for start, end in spans(text, joints):
        while at + 1 < len(parts) and parts[at + 1].start <= start:
            at += 1
        part = parts[at] if parts else Part(start, end, "prose", start)
        words, body = text[start:end], part.body - start
        cells = tuple(cell for cell in part.cells if start <= cell.start and cell.end <= end)
        yield Statement(
            passage_id, start, end, words, part.kind, section, part.paragraph, entry,
            find_periods(words), tuple(a for a in amounts(words) if a.start >= body), cells, part.table,
        )  # fmt: skip
