"""Lines of one item → units: tables, headings, contents, list items and paragraphs, in the order of the
source.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from index.language.rows import cells, is_row, only_figures
from index.papers.entries import entry_headings, unrolled
from index.passages import marks
from index.passages.blocks import Block, blocks_of
from index.passages.columns import Columns
from index.passages.footnotes import footnotes
from index.passages.headings import is_contents, level
from index.passages.regions import regions, rows_of
from index.passages.units import Unit, join, words_of
from index.read.layout.lines import Line, plain
from index.values import PartKind

_THEME = 3  # words of a first cell that can be the theme of the rows below it
_WHOLE = re.compile(r"^(\d{1,3})\.\s")
_LONG_PLAIN = 16  # words of a plain heading; one above a numbered paragraph may be longer


def unitise(
    lines: Sequence[Line],
    after_furniture: Sequence[bool],
    body: int = 0,
    minutes: bool = False,
    styled: Mapping[str, int] | None = None,
) -> list[Unit]:
    """Turn the lines of an item into units.

    `after_furniture[n]` tells whether furniture was left out just before line `n`; the lines before offset
    `body` name the paper and are not part of its text. In `minutes`, numbered entries are the headings.
    `styled` gives levels to headings that the file's own outline names (lower-case, squeezed).
    """
    if minutes:
        lines, after_furniture = unrolled(lines, after_furniture)
    first = next((n for n, line in enumerate(lines) if line.start >= body), len(lines)) if body else 0
    units = [Unit("front", words_of([lines[n]], [0] if after_furniture[n] else [])) for n in range(first)]
    spans = [(start + first, end + first) for start, end in regions(lines[first:])]
    starts = [first, *(end for _, end in spans)]
    spans.append((len(lines), len(lines)))
    notes = footnotes(lines)
    groups = [
        blocks_of(lines[done:start], after_furniture[done:start], minutes, _within(notes, done, start))
        for done, (start, _) in zip(starts, spans, strict=True)
    ]
    blocks = list(chain.from_iterable(groups))
    entries = {id(blocks[n]) for n in entry_headings(blocks)} if minutes else set()
    state = _Prose(minutes, styled or {}, entries)
    for table, (group, (start, end)) in enumerate(zip(groups, spans, strict=True)):
        units += state.units(group, start < end)
        units += _rows(lines, after_furniture, start, end, table)
    return _governed(units)


def _within(notes: Mapping[int, int], start: int, end: int) -> dict[int, int]:
    """The footnotes among the lines from `start` to before `end`, counted from there."""
    return {at - start: min(to, end) - start for at, to in notes.items() if start <= at < end}


def _rows(lines: Sequence[Line], after_furniture: Sequence[bool], start: int, end: int, table: int) -> list[Unit]:
    """The units of one table. A row is under the head of its group, and under the first cell of an earlier row
    that its own empty first cell was merged with.
    """
    units: list[Unit] = []
    columns = Columns()
    at = start
    group, merged = "", ""
    for kind, row in rows_of(lines[start:end]):
        joints = [k for k in range(len(row)) if after_furniture[at + k]]
        at += len(row)
        words = words_of(row, joints)
        page = row[0].page
        if kind == "head":
            if any(unit.kind == "row" for unit in units):
                group = join(words)[0]
            else:
                columns.add(row)
            merged = ""
            units.append(Unit("head", words, table=table, page=page))
            continue
        under = group
        if is_row(row[0].text):
            first = plain(cells(row[0].text)[0]) if not row[0].tabs else ""
            if first:
                merged = first if len(first.split()) >= _THEME else ""
            else:
                under = " › ".join(text for text in (group, merged) if text)
        cut = columns.cells(row)
        units.append(Unit("row", words, table=table, page=page, under=under, cells=cut, title=columns.title))
    return units


def _governed(units: Sequence[Unit]) -> list[Unit]:
    """Give each unit the number of the paragraph that it belongs to: its own, or the last one under its
    heading.
    """
    result: list[Unit] = []
    current: str | None = None
    for unit in units:
        if unit.kind == "heading" or (unit.kind == "prose" and unit.number):
            current = unit.number
        result.append(replace(unit, paragraph=current))
    return result


class _Prose:
    """Tells apart what is not a table. `entries` are the ids of the blocks that are headings of minutes."""

    def __init__(self, minutes: bool, styled: Mapping[str, int], entries: Collection[int]) -> None:
        self._minutes = minutes
        self._styled = styled
        self._entries = entries

    def units(self, blocks: Sequence[Block], table_follows: bool) -> list[Unit]:
        """Turn blocks into units. `table_follows`: a heading may be the last of them."""
        levels = self._unnumbered(blocks, [self._level(block) for block in blocks])
        plain = [levels[n] > 0 and _is_plain(block, levels[n]) for n, block in enumerate(blocks)]
        kept = [
            self._stands(blocks, levels, plain, n, table_follows) if plain[n] else levels[n] for n in range(len(blocks))
        ]
        return [self._unit(block, kept[n]) for n, block in enumerate(blocks)]

    def _unnumbered(self, blocks: Sequence[Block], levels: Sequence[int]) -> list[int]:
        """Take the level from short paragraphs in a run of numbered ones, just below a heading: "35. None"."""
        result = list(levels)
        if self._minutes:
            return result
        run: list[int] = []
        for n, block in [*enumerate(blocks), (len(blocks), None)]:
            number = _WHOLE.match(block.plain) if block is not None and not block.note else None
            if block is not None and number is None:
                continue
            after = _WHOLE.match(blocks[run[-1]].plain) if run else None
            if number and after and int(number.group(1)) == int(after.group(1)) + 1:
                run.append(n)
                continue
            if any(levels[m] == 0 for m in run):
                for m in run:
                    result[m] = 0 if m and levels[m - 1] and m - 1 not in run else levels[m]
            run = [n] if number else []
        return result

    def _level(self, block: Block) -> int:
        if block.note:
            return 0
        styled = self._styled.get(" ".join(block.plain.lower().split()))
        if styled is not None and not self._minutes:
            return min(4, styled + 1)
        if not self._minutes:
            return level(block)
        if id(block) in self._entries:
            return 1
        found = level(block, minutes=True)
        return max(found, 2) if found and self._entries else found

    @staticmethod
    def _stands(
        blocks: Sequence[Block], levels: Sequence[int], plain: Sequence[bool], n: int, table_follows: bool
    ) -> int:
        """Keep a plain short line as a heading only where it stands above something, and not among its
        like.
        """
        first, last = n, n
        while first > max(0, n - 2) and plain[first - 1] and levels[first - 1] == levels[n]:
            first -= 1
        while last + 1 < min(len(blocks), n + 3) and plain[last + 1] and levels[last + 1] == levels[n]:
            last += 1
        if last - first > 1:
            return 0
        if last + 1 == len(blocks):
            return levels[n] if table_follows else 0
        after = levels[last + 1]
        if after and after <= levels[n] and not plain[last + 1]:
            return 0  # nothing stands between it and the next, stronger heading
        if _is_contact(blocks[n : last + 5]):
            return 0
        numbered = marks.number(blocks[last + 1].plain) is not None
        if len(blocks[n].plain.split()) > _LONG_PLAIN and not numbered:
            return 0
        return levels[n]

    @staticmethod
    def _unit(block: Block, found: int) -> Unit:
        words = words_of(block.lines, block.joints)
        text = block.plain
        number = None if block.note or only_figures(text) else marks.number(text)
        page = block.lines[0].page
        if is_contents(block) and not block.note:
            return Unit("contents", words, page=page)
        if found:
            return Unit("heading", words, number, found, page=page)
        kind: PartKind = "list" if marks.bullet(text) or (number and not marks.is_paragraph(number)) else "prose"
        return Unit(kind, words, number, page=page, note=block.note)


def _is_contact(blocks: Sequence[Block]) -> bool:
    """True for a person's name and post above their address: no heading stands there."""
    for block in blocks[1:]:
        if marks.reached(block.plain):
            return not re.search(r"\b(?:contacts?|authors?|officers?)\b", blocks[0].plain, re.IGNORECASE)
        if len(block.plain.split()) > 12 or marks.number(block.plain):
            return False
    return False


def _is_plain(block: Block, found: int) -> bool:
    """True for a heading that only its shortness or its capitals make one."""
    if block.lines[0].text.startswith(("#", "**")) or marks.number(block.plain) is not None:
        return False
    return found in (1, 2, 3)
