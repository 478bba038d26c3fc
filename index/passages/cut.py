"""Items → passages: units are gathered by section, packed, given their context, and held to the model's length."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from index.papers.split import Papers
from index.passages.context import Context, Notes, context_of, table_heads
from index.passages.pack import Draft, Piece, fit, pack, text_of
from index.passages.unitise import unitise
from index.passages.units import Path, Unit, Word
from index.read.layout.lines import Line
from index.values import Cell, Item, Page, Part, Passage, PassageKind, Reading, Turn


def cut(reading: Reading, papers: Papers, count: Callable[[str], int], max_pieces: int) -> list[Passage]:
    """Cut every item into passages, each at most `max_pieces` long with its context; `count` counts word pieces."""
    styled = {" ".join(mark.title.lower().split()): mark.depth for mark in reading.outline}
    starts = list(accumulate((len(page.text) + 1 for page in reading.pages), initial=0))
    passages: list[Passage] = []
    notes = Notes(reading, count, max_pieces)
    at = 0
    for item, body in zip(papers.items, papers.bodies, strict=True):
        own: list[Line] = []
        after: list[bool] = []
        dropped = False
        while at < len(papers.lines) and papers.lines[at].start < item.end:
            if at not in papers.furniture:
                own.append(papers.lines[at])
                after.append(dropped)
            dropped = at in papers.furniture
            at += 1
        units = unitise(own, after, body, item.kind == "minutes", styled)
        parent = papers.items[item.parent] if item.parent is not None else None
        for section, heads, draft in _sections(units):
            place = Context(item, parent, section, _under(draft), heads, draft.introduced)
            context = notes.add(context_of(place, count, max_pieces), draft.pieces)
            for pieces in fit(draft.pieces, lambda text: count(f"{context}\n{text}") <= max_pieces):  # noqa: B023 - here
                passages.append(_passage(item, len(passages), _Places(reading, starts), section, context, pieces))
    return passages


@dataclass(frozen=True)
class _Places:
    """The pages of a reading by offset; `starts` are where they begin."""

    reading: Reading
    starts: Sequence[int]

    def page(self, offset: int) -> Page:
        """The page that an offset into the reading's text stands on."""
        return self.reading.pages[bisect_right(self.starts, offset) - 1]

    def turns(self, pieces: Sequence[Piece], text: str) -> tuple[Turn, ...]:
        """Where pieces whose joined text is `text` run on to another page."""
        words = [word for piece in pieces for word in piece.words]
        ends = [place for place in self.starts if words[0].start < place <= words[-1].start]
        if not ends:
            return ()
        turns = []
        for word, offset in zip(words, _offsets(words, text), strict=True):
            if ends and word.start >= ends[0]:
                ends = [place for place in ends if place > word.start]
                page = self.page(word.start)
                turns.append(Turn(offset, page.number, page.stamped, page.printed))
        return tuple(turns)


def _passage(
    item: Item, ordinal: int, places: _Places, section: str | None, context: str, pieces: Sequence[Piece]
) -> Passage:
    text, joints = text_of(pieces)
    page = places.page(pieces[0].words[0].start)
    last = pieces[-1].words[-1]
    return Passage(
        item=item.ordinal,
        ordinal=ordinal,
        kind=_kind(pieces),
        text=text,
        context=context,
        section=section,
        paragraph=_paragraph(pieces),
        start=pieces[0].words[0].start,
        end=last.start + len(last.text),
        page=page.number,
        pack_page=page.stamped,
        printed_page=page.printed,
        joints=joints,
        turns=places.turns(pieces, text),
        parts=_parts(pieces, text),
    )


def _offsets(words: Sequence[Word], text: str) -> list[int]:
    letters = [n for n, letter in enumerate(text) if not letter.isspace()]
    behind = accumulate((len(word.text) for word in words), initial=0)
    return [letters[n] for _, n in zip(words, behind, strict=False)]


def _parts(pieces: Sequence[Piece], text: str) -> tuple[Part, ...]:
    offsets = iter(_offsets([word for piece in pieces for word in piece.words], text))
    parts = []
    for piece in pieces:
        unit = piece.unit
        places = [(word, next(offsets)) for word in piece.words]
        (first, start), (last, at) = places[0], places[-1]
        end = at + len(last.text)
        numbered = unit.number is not None and first is unit.words[0] and unit.number in first.text
        body = places[1][1] if numbered and len(places) > 1 else start
        cells = _cells(unit, places, text)
        paragraph = unit.paragraph.rstrip(".") if unit.paragraph else None
        parts.append(Part(start, end, unit.kind, body, paragraph, cells, unit.title))
    return tuple(parts)


def _cells(unit: Unit, places: Sequence[tuple[Word, int]], text: str) -> tuple[Cell, ...]:
    """The cells of a row as far as its words are in `places` (each with where it stands in the text)."""
    cells = []
    for place in unit.cells:
        inside = [(at, at + len(word.text)) for word, at in places if place.start <= word.start < place.end]
        if inside:
            cells.append(Cell(text[inside[0][0] : inside[-1][1]], inside[0][0], inside[-1][1], place.head))
        elif place.start == place.end:
            cells.append(Cell("", places[0][1], places[0][1], place.head))
    return tuple(cells)


def _sections(units: Sequence[Unit]) -> Iterator[tuple[str | None, str, Draft]]:
    """Gather units under their headings, and give each draft with its path and the column heads of its table."""
    path = Path()
    group: list[Unit] = []
    heads: dict[int, str] = {}
    rows: set[int] = set()
    for unit in units:
        if unit.kind == "row":
            rows.add(unit.table)
        if unit.kind == "head" and unit.table not in rows:
            heads[unit.table] = table_heads(heads.get(unit.table, ""), unit.text)
        if unit.level:
            if any(one.kind != "heading" for one in group):
                yield from _drafts(group, path.text(), heads)
                group = []
            path.push(unit, directly=bool(group) and unit.kind == "heading")
        elif group and group[-1].kind == "front" and unit.kind != "front":
            yield from _drafts(group, path.text(), heads)
            group = []
        group.append(unit)
    yield from _drafts(group, path.text(), heads)


def _drafts(group: list[Unit], section: str | None, heads: dict[int, str]) -> Iterator[tuple[str | None, str, Draft]]:
    for draft in pack(group):
        row = next((piece.unit.table for piece in draft.pieces if piece.unit.kind == "row"), None)
        inside = {piece.unit.table for piece in draft.pieces if piece.unit.kind == "head"}
        yield section, heads.get(row, "") if row is not None and row not in inside else "", draft


def _under(draft: Draft) -> str:
    """The group that a passage's first row belongs to, when the passage does not begin with it."""
    first = next((piece.unit for piece in draft.pieces if piece.unit.kind in ("row", "head")), None)
    return first.under if first is not None else ""


def _paragraph(pieces: Sequence[Piece]) -> str | None:
    numbers = [p.unit.paragraph or p.unit.number for p in pieces if p.unit.kind in ("prose", "list", "row")]
    found = next((number for number in numbers if number), None)
    return found.rstrip(".") if found else None


def _kind(pieces: Sequence[Piece]) -> PassageKind:
    """The kind of most of a passage's words, rows counted twice; headings and contents alone are a "heading"."""
    sizes = dict.fromkeys(("prose", "list", "row", "head", "other"), 0)
    for piece in pieces:
        kind = piece.unit.kind
        sizes[kind if kind in sizes else "other"] += len(piece.words)
    if not any(sizes[kind] for kind in ("prose", "list", "row", "head")):
        return "heading"
    table = sizes["row"] + sizes["head"]
    if sizes["row"] and 2 * table >= sizes["prose"] + sizes["list"]:
        return "row"  # a small table with the lines that introduce it
    return "list" if sizes["list"] > sizes["prose"] else "prose"
