"""Lines of one item → units: tables, headings, contents, list items and paragraphs, in the order of the source.

Headings are told from other short lines by their looks and by what they stand above, and ranked, so that each passage
knows under what it stands.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from index.language.rows import cells, has_leaders, is_row, only_figures
from index.papers.entries import entry_starts, unrolled
from index.papers.minutes import ATTENDED
from index.papers.sheet import mostly_capitals
from index.passages import marks
from index.passages.blocks import Block, blocks_of, footnotes
from index.passages.tables import Columns, regions, rows_of
from index.passages.units import Unit, join, words_of
from index.read.layout.lines import Line, plain
from index.values import PartKind

_THEME = 3  # words of a first cell that can be the theme of the rows below it
_WHOLE = re.compile(r"^(\d{1,3})\.\s")
_LONG_PLAIN = 16  # words of a plain heading; one above a numbered paragraph may be longer
_MOST_WORDS = 22  # of any heading
_LETTERS = 4  # "Yes" and "No" are answers
_HASHED = 3  # entries whose headings Markdown marks: minutes with as many, and no others, have no other headings


def unitise(
    lines: Sequence[Line], after_furniture: Sequence[bool], body: int, minutes: bool, styled: Mapping[str, int]
) -> list[Unit]:
    """Turn the lines of an item into units. `after_furniture[n]` tells whether furniture was left out just before line
    `n`; the lines before offset `body` name the paper and are not part of its text. In `minutes`, numbered entries are
    the headings. `styled` gives levels to headings that the file's own outline names (lower-case, squeezed).
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
    entries = {id(blocks[n]): number for n, number in entry_starts(blocks).items()} if minutes else {}
    begun = [block.lines[0].text for block in blocks if id(block) in entries]
    hashed = len(begun) >= _HASHED and all(text.startswith("#") for text in begun)
    for table, (group, (start, end)) in enumerate(zip(groups, spans, strict=True)):
        ranks = _ranks(group, {} if minutes else styled, minutes, entries, start < end, hashed)
        units += [_unit(block, rank, entries.get(id(block), "")) for block, rank in zip(group, ranks, strict=True)]
        units += _rows(lines, after_furniture, start, end, table)
    return _governed(units)


def _within(notes: Mapping[int, int], start: int, end: int) -> dict[int, int]:
    """The footnotes among the lines from `start` to before `end`, counted from there."""
    return {at - start: min(to, end) - start for at, to in notes.items() if start <= at < end}


def _rows(lines: Sequence[Line], after_furniture: Sequence[bool], start: int, end: int, table: int) -> list[Unit]:
    """The units of one table. A row is under the head of its group, and under the first cell of an earlier row that
    its own empty first cell was merged with.
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


def _unit(block: Block, rank: int, entry: str) -> Unit:
    """A block that is not a table, as a unit; `rank` is that of a heading, 0 for others, `entry` the number of an entry
    that begins with it and has no heading by itself.
    """
    words = words_of(block.lines, block.joints)
    text, page = block.plain, block.lines[0].page
    number = None if block.note or only_figures(text) else marks.number(text)
    if not block.note and has_leaders(text) and re.search(r"\d\W*$", text):
        return Unit("contents", words, page=page)
    if entry:
        return Unit("prose", words, entry, level=1, page=page)
    if rank:
        return Unit("heading", words, number, rank, page=page)
    kind: PartKind = "list" if marks.bullet(text) or (number and not marks.is_paragraph(number)) else "prose"
    return Unit(kind, words, number, page=page, note=block.note)


def _governed(units: Sequence[Unit]) -> list[Unit]:
    """Give each unit the number of the paragraph that it belongs to: its own, or the last one under its heading."""
    result: list[Unit] = []
    current: str | None = None
    for unit in units:
        if unit.kind == "prose" and marks.measures(unit.text, current):
            unit = replace(unit, number=None)
        if unit.kind == "heading" or (unit.kind == "prose" and unit.number):
            current = unit.number
        result.append(replace(unit, paragraph=current))
    return result


def _ranks(
    blocks: Sequence[Block],
    styled: Mapping[str, int],
    minutes: bool,
    entries: Mapping[int, str],
    table_follows: bool,
    hashed: bool,
) -> list[int]:
    """The rank of each block as a heading, 0 for text. `entries` are the ids of the blocks that begin entries of
    minutes; `table_follows`: a heading may be the last of the blocks; `hashed`: Markdown marks all headings.
    """
    ranks = [_rank(block, styled, minutes, entries, hashed) for block in blocks]
    if not minutes:
        ranks = _without_answers(blocks, ranks)
    marked = [one.lines[0].text.startswith(("#", "**")) or marks.number(one.plain) is not None for one in blocks]
    plain = [rank in (1, 2, 3) and not told for told, rank in zip(marked, ranks, strict=True)]  # only by its looks
    return [
        rank if not plain[n] or _stands(blocks, ranks, plain, n, table_follows) else 0 for n, rank in enumerate(ranks)
    ]


def _rank(block: Block, styled: Mapping[str, int], minutes: bool, entries: Mapping[int, str], hashed: bool) -> int:
    if block.note or (hashed and not block.lines[0].text.startswith("#")):
        return 0
    by_style = styled.get(" ".join(block.plain.lower().split()))
    if by_style is not None:
        return min(4, by_style + 1)
    if id(block) in entries:
        return 0 if entries[id(block)] else 1
    rank = rank_by_looks(block, minutes)
    return max(rank, 2) if rank and entries else rank


def rank_by_looks(block: Block, minutes: bool = False) -> int:
    """Rank a block as a heading from 1, the highest, by its looks alone; 0 when it does not look like one. Markdown's
    hashes, bold lines, numbers ("3", "3.1"), capitals and short lines without a stop are looked at.
    """
    first = block.lines[0].text
    text = block.plain
    words = text.split()
    if sum(c.isalpha() for c in text) < _LETTERS or len(words) > _MOST_WORDS:
        return 0
    if text[0] + text[-1] == "()" or marks.reached(text) or (minutes and ATTENDED.match(text)):
        return 0
    if first.startswith("#"):
        return min(4, len(first) - len(first.lstrip("#")))
    if all(line.text.startswith("**") and line.text.rstrip().endswith("**") for line in block.lines):
        return 0 if len(words) > 12 and text.endswith(".") else 2
    if marks.strong_bullet(text) or (marks.bullet(text) and not minutes):
        return 0
    asks = text.rstrip().endswith("?") and len(words) <= 10
    ended = text.rstrip().endswith((".", ";", ",", "!", "?", ":", "…")) and not asks
    number = marks.number(text)
    if number and re.fullmatch(r"\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|\d{1,2}[a-z]?\s*\|?", number):
        short = len(words) <= 14 and not ended and marks.rest(text)[:1].isupper()
        return min(3, 1 + number.strip(".)").count(".")) if short and not minutes else 0
    if number or ended or not (words[0][:1].isupper() or words[0][:1] in "‘'“\"(" or words[0][:1].isdigit()):
        return 0
    if mostly_capitals(text):
        return 1
    return 0 if marks.goes_on(text) else 3


def _without_answers(blocks: Sequence[Block], ranks: Sequence[int]) -> list[int]:
    """Take the rank from short paragraphs in a run of numbered ones, just below a heading: "35. None"."""
    result = list(ranks)
    run: list[int] = []
    for n, block in [*enumerate(blocks), (len(blocks), None)]:
        number = _WHOLE.match(block.plain) if block is not None and not block.note else None
        if block is not None and number is None:
            continue
        after = _WHOLE.match(blocks[run[-1]].plain) if run else None
        if number and after and int(number.group(1)) == int(after.group(1)) + 1:
            run.append(n)
            continue
        if any(ranks[m] == 0 for m in run):
            for m in run:
                result[m] = 0 if m and ranks[m - 1] and m - 1 not in run else ranks[m]
        run = [n] if number else []
    return result


def _stands(blocks: Sequence[Block], ranks: Sequence[int], plain: Sequence[bool], n: int, table_follows: bool) -> bool:
    """True for a plain short line that stands above something, and not among its like."""
    first, last = n, n
    while first > max(0, n - 2) and plain[first - 1] and ranks[first - 1] == ranks[n]:
        first -= 1
    while last + 1 < min(len(blocks), n + 3) and plain[last + 1] and ranks[last + 1] == ranks[n]:
        last += 1
    if last - first > 1:
        return False
    if last + 1 == len(blocks):
        return table_follows
    after = ranks[last + 1]
    if after and after <= ranks[n] and not plain[last + 1]:
        return False  # nothing stands between it and the next, stronger heading
    numbered = marks.number(blocks[last + 1].plain) is not None
    return not _is_contact(blocks[n : last + 5]) and (len(blocks[n].plain.split()) <= _LONG_PLAIN or numbered)


def _is_contact(blocks: Sequence[Block]) -> bool:
    """True for a person's name and post above their address: no heading stands there."""
    for block in blocks[1:]:
        if marks.reached(block.plain):
            return not re.search(r"\b(?:contacts?|authors?|officers?)\b", blocks[0].plain, re.IGNORECASE)
        if len(block.plain.split()) > 12 or marks.number(block.plain):
            return False
    return False
