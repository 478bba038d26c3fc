"""Lines of one item → units: tables, headings, contents, list items and paragraphs, in the order of the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.passages import marks
from index.passages.blocks import Block, blocks_of
from index.passages.headings import is_contents, is_entry, level
from index.passages.regions import regions, rows_of
from index.passages.units import Unit, UnitKind, words_of
from index.read.lines import Line


def unitise(
    lines: Sequence[Line], after_furniture: Sequence[bool], minutes: bool = False, styled: Mapping[str, int] | None = None
) -> list[Unit]:
    """Turn lines into units.

    `after_furniture[n]` tells whether furniture was left out just before line `n`. In `minutes`, numbered entries are
    the headings. `styled` gives levels to headings that the file's own outline names (lower-case, squeezed).
    """
    units: list[Unit] = []
    done = 0
    table = 0
    state = _Prose(minutes, styled or {})
    for start, end in [*regions(lines), (len(lines), len(lines))]:
        if done < start:
            units += state.units(blocks_of(lines[done:start], after_furniture[done:start]), start < end)
        for kind, row in rows_of(lines[start:end]):
            where = [n for n in range(start, end) if any(lines[n] is one for one in row)] if len(row) > 1 else []
            joints = [k for k, n in enumerate(where) if after_furniture[n]]
            units.append(Unit("head" if kind == "head" else "row", words_of(row, joints), table=table))
        table += 1
        done = end
    return units


class _Prose:
    """Tells apart what is not a table; remembers the last minute's number across tables."""

    def __init__(self, minutes: bool, styled: Mapping[str, int]) -> None:
        self._minutes = minutes
        self._styled = styled
        self._entry = 0

    def units(self, blocks: list[Block], table_follows: bool) -> list[Unit]:
        levels = [self._level(block) for block in blocks]
        kept = [self._stands(blocks, levels, n, table_follows) for n in range(len(blocks))]
        return [self._unit(block, kept[n]) for n, block in enumerate(blocks)]

    def _level(self, block: Block) -> int:
        styled = self._styled.get(" ".join(block.plain.lower().split()))
        if styled is not None and not self._minutes:
            return min(4, styled + 1)
        if self._minutes:
            number = is_entry(block, self._entry)
            if number is not None and (block.lines[0].gap or block.lines[0].opens or number == self._entry + 1):
                self._entry = number
                return 1
            found = level(block, minutes=True)
            return max(found, 2) if found else 0
        return level(block)

    def _stands(self, blocks: list[Block], levels: list[int], n: int, table_follows: bool) -> int:
        """Keep a plain short line as a heading only where it stands above something that is not like it."""
        if levels[n] == 0 or (levels[n] != 3 and not _plain_capitals(blocks[n], levels[n])):
            return levels[n]
        run = 1
        for m in range(n + 1, len(blocks)):
            if levels[m] != levels[n]:
                break
            run += 1
        for m in range(n - 1, -1, -1):
            if levels[m] != levels[n]:
                break
            run += 1
        last = n == len(blocks) - 1
        if run > 2 or (last and not table_follows):
            return 0
        return levels[n]

    def _unit(self, block: Block, found: int) -> Unit:
        words = words_of(block.lines, block.joints)
        text = block.plain
        opens = bool(block.lines[0].opens)
        number = marks.number(text)
        if is_contents(block):
            return Unit("contents", words, opens=opens)
        if found:
            return Unit("heading", words, number, found, opens=opens)
        kind: UnitKind = "list" if marks.bullet(text) or (number and not _paragraph(number)) else "prose"
        return Unit(kind, words, number, opens=opens)


def _plain_capitals(block: Block, found: int) -> bool:
    """True for a heading that only its capitals make one."""
    return found == 1 and not block.lines[0].text.startswith(("#", "**")) and marks.number(block.plain) is None


def _paragraph(number: str) -> bool:
    """True for the number of a paragraph ("12.", "3.4"), not of a list's item ("(a)", "iv.", "2)")."""
    return number.rstrip(".").replace(".", "").isdigit()
