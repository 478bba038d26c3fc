"""Items → passages: units are gathered by section, packed, given their context, and held to the model's length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.passages.context import Context, context_of
from index.passages.pack import Draft, Piece, pack, sentence_ends
from index.passages.sections import Path
from index.passages.unitise import unitise
from index.passages.units import Unit, Word, join
from index.read.lines import Line
from index.values import Item, Passage, PassageKind, Reading

Count = Callable[[str], int]


def cut(
    reading: Reading, lines: Sequence[Line], furniture: frozenset[int], items: Sequence[Item], count: Count, max_pieces: int
) -> list[Passage]:
    """Cut every item into passages. `count` counts word pieces; context and text together stay within `max_pieces`."""
    styled = {" ".join(mark.title.lower().split()): mark.depth for mark in reading.outline}
    passages: list[Passage] = []
    at = 0
    for item in items:
        own: list[Line] = []
        after: list[bool] = []
        dropped = False
        while at < len(lines) and lines[at].start < item.end:
            if at in furniture:
                dropped = True
            else:
                own.append(lines[at])
                after.append(dropped)
                dropped = False
            at += 1
        units = unitise(own, after, item.kind == "minutes", styled)
        parent = items[item.parent] if item.parent is not None else None
        for section, heads, draft in _sections(units):
            context = Context(item, parent, section, heads, draft.introduced)
            for pieces, words in _fit(draft, context, count, max_pieces):
                passages.append(_passage(reading, lines, item, len(passages), pieces, words, context, count))
    return passages


def _sections(units: Sequence[Unit]) -> Iterator[tuple[str | None, str, Draft]]:
    """Gather units under their headings, and give each draft with its path and the column heads of its table."""
    path = Path()
    group: list[Unit] = []
    heads: dict[int, str] = {}
    section: str | None = None

    def drafts() -> Iterator[tuple[str | None, str, Draft]]:
        for draft in pack(group):
            rows = [piece.unit for piece in draft.pieces if piece.unit.kind == "row"]
            above = heads.get(rows[0].table, "") if rows else ""
            inside = {piece.unit.table for piece in draft.pieces if piece.unit.kind == "head"}
            yield section, above if rows and rows[0].table not in inside else "", draft

    for unit in units:
        if unit.kind == "head":
            heads.setdefault(unit.table, unit.text)
        if unit.kind == "heading":
            if any(one.kind != "heading" for one in group):
                yield from drafts()
                group = []
            path.push(unit)
            section = path.text()
        group.append(unit)
    if group:
        yield from drafts()


def _fit(draft: Draft, context: Context, count: Count, most: int) -> Iterator[tuple[list[Piece], int]]:
    """Give the draft's pieces in parts that are short enough, halving at a piece's, a sentence's or a word's end."""
    waiting = [list(draft.pieces)]
    while waiting:
        pieces = waiting.pop(0)
        text = _text(pieces)[0]
        if count(f"{context_of(context, count)}\n{text}") <= most or sum(len(p.words) for p in pieces) <= 1:
            yield pieces, 0
            continue
        waiting[:0] = _halves(pieces)


def _halves(pieces: list[Piece]) -> list[list[Piece]]:
    total = sum(len(piece.words) for piece in pieces)
    if len(pieces) > 1:
        ends, sofar = [], 0
        for piece in pieces[:-1]:
            sofar += len(piece.words)
            ends.append(sofar)
        at = min(range(len(ends)), key=lambda n: abs(ends[n] - total / 2)) + 1
        if pieces[at - 1].unit.kind != "heading" or at == len(pieces) - 1 or total - ends[at - 1] < total * 0.7:
            return [pieces[:at], pieces[at:]]
        return [pieces[: at], pieces[at:]]
    piece = pieces[0]
    ends = [end for end in sentence_ends(piece.words) if end < total] or [total // 2]
    end = min(ends, key=lambda n: abs(n - total / 2))
    return [[Piece(piece.unit, piece.words[:end])], [Piece(piece.unit, piece.words[end:])]]


def _text(pieces: Sequence[Piece]) -> tuple[str, tuple[int, ...]]:
    """Join pieces: a line each, but parts of one unit follow on. Give the offsets where furniture was left out."""
    text = ""
    joints: list[int] = []
    for piece in pieces:
        words, inside = join(piece.words)
        text += "\n" if text else ""
        if text and piece.words[0].joint:
            joints.append(len(text))
        joints += [len(text) + joint for joint in inside]
        text += words
    return text, tuple(joints)


def _passage(
    reading: Reading, lines: Sequence[Line], item: Item, ordinal: int, pieces: Sequence[Piece], _: int,
    context: Context, count: Count,
) -> Passage:
    text, joints = _text(pieces)
    words: list[Word] = [word for piece in pieces for word in piece.words]
    page = reading.pages[_page(reading, words[0].start)]
    number = next((p.unit.number for p in pieces if p.unit.number and p.unit.kind in ("prose", "list", "heading")), None)
    return Passage(
        item=item.ordinal, ordinal=ordinal, kind=_kind(pieces), text=text, context=context_of(context, count),
        section=context.section, paragraph=number, start=words[0].start, end=words[-1].start + len(words[-1].text),
        page=page.number, pack_page=page.stamped, printed_page=page.printed, joints=joints,
    )


def _page(reading: Reading, offset: int) -> int:
    """The index of the page that holds an offset into the reading's text."""
    start = 0
    for index, page in enumerate(reading.pages):
        start += len(page.text) + 1
        if offset < start:
            return index
    return len(reading.pages) - 1


def _kind(pieces: Sequence[Piece]) -> PassageKind:
    sizes: dict[str, int] = {}
    for piece in pieces:
        sizes[piece.unit.kind] = sizes.get(piece.unit.kind, 0) + len(piece.words)
    if sizes.get("row"):
        return "row" if sizes["row"] + sizes.get("head", 0) >= sizes.get("prose", 0) + sizes.get("list", 0) else "prose"
    if set(sizes) <= {"heading", "contents", "head"}:
        return "heading" if "head" not in sizes or "contents" in sizes else "prose"
    return "list" if sizes.get("list", 0) > sizes.get("prose", 0) else "prose"
