"""Packs units into passages of a good size, cut at sentence ends, and holds them to the model's length."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.language.sentences import split
from index.passages.units import Unit, Word, join

SHORT, LEAST, GOOD, MOST = 40, 70, 110, 160  # words: of a short unit, and of prose passages
WHOLE = 60  # words of a table that is not parted
ROW = 12  # words of rows that make a passage of their own in a longer table
_TABLE = ("row", "head")
_CLOSING = 6  # words of a line that ends a table's section


@dataclass(frozen=True)
class Piece:
    """A unit, or a part of one, in a passage."""

    unit: Unit
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Draft:
    """A passage to be: its pieces, and its list's introduction when another passage holds that."""

    pieces: tuple[Piece, ...]
    introduced: str = ""


def pack(units: Sequence[Unit]) -> list[Draft]:
    """Pack the units of one section, its headings first, into drafts that hold every word once and in order."""
    drafts: list[Draft] = []
    current: list[Piece] = []
    size = 0
    intro, introduced = "", ""
    tables = _sizes(units)
    for unit in units:
        if unit.kind == "prose" and not unit.note:
            intro = ""
        for piece in _cut(unit):
            if current and _closes(current, size, piece, tables):
                drafts.append(Draft(tuple(current), introduced))
                current, size = [], 0
                introduced = intro if unit.kind == "list" else ""
            current.append(piece)
            size += len(piece.words) if unit.kind != "heading" else 0
        if unit.kind in ("prose", "list") and not unit.note and _introduces(unit.words):
            intro = unit.text[slice(*split(unit.text)[-1])]
    if current:
        drafts.append(Draft(tuple(current), introduced))
    return list(_without_crumbs(_leading(drafts)))


def _sizes(units: Sequence[Unit]) -> Counter[int]:
    sizes: Counter[int] = Counter()
    for unit in units:
        if unit.kind in _TABLE:
            sizes[unit.table] += len(unit.words)
    return sizes


def _closes(current: Sequence[Piece], size: int, piece: Piece, tables: Mapping[int, int]) -> bool:
    """True when the passage so far ends before `piece`. `tables` gives the words of each table."""
    last, unit = current[-1], piece.unit
    if unit.note != last.unit.note and size:
        return True
    if last.unit.kind == "heading":
        return False
    table, was_table = unit.kind in _TABLE, last.unit.kind in _TABLE
    whole = table and tables[unit.table] <= WHOLE
    if table and was_table:
        if unit.table != last.unit.table:
            return not (whole and size + tables[unit.table] <= WHOLE)
        if whole or last.unit.kind == "head":
            return False
        return unit.kind == "head" or size >= ROW
    if table != was_table:  # a small table stays with what it is shown for
        return not (table and (size < SHORT or (whole and size + tables[unit.table] <= GOOD)))
    if unit.page != current[0].unit.page and size >= SHORT and not _introduces(last.words):
        return True  # a passage is cited by one page
    if _resolves(unit) and size >= SHORT:
        return True
    if size + len(piece.words) > MOST:
        return not (_introduces(last.words) and size + len(piece.words) <= MOST + SHORT)
    if _introduces(last.words):
        return False
    if unit.kind == "prose":
        room = size + len(piece.words) <= GOOD + SHORT and len(piece.words) < SHORT
        return size >= (LEAST if unit.number else GOOD) and not room
    return False


def leads(piece: Piece) -> bool:
    """True for a piece that a passage should not end with: what it stands above would be elsewhere."""
    return piece.unit.kind in ("heading", "head") or (_introduces(piece.words) and len(piece.words) < SHORT)


def _resolves(unit: Unit) -> bool:
    """True where a meeting's decision begins: it is asked for by itself."""
    return unit.words[0].text.strip("*:.") == "RESOLVED"


def _introduces(words: Sequence[Word]) -> bool:
    """True for words that end with a colon: what follows belongs to them."""
    return words[-1].text.rstrip("*_-–").endswith(":")


def _leading(drafts: Sequence[Draft]) -> list[Draft]:
    """Move a short item that ends a passage to the next one, when that goes on in prose: it is what that is about."""
    result: list[Draft] = []
    for draft in drafts:
        if result and len(result[-1].pieces) > 1 and draft.pieces[0].unit.kind == "prose":
            last = result[-1].pieces[-1]
            if last.unit.kind == "list" and len(last.words) < 9 and not draft.pieces[0].unit.number:
                result[-1] = Draft(result[-1].pieces[:-1], result[-1].introduced)
                draft = Draft((last, *draft.pieces), result[-1].introduced)
        result.append(draft)
    return result


def _without_crumbs(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Put a last short draft of a section to the one before it, when both are of a kind and fit."""
    if len(drafts) > 1:
        before, last = drafts[-2], drafts[-1]
        sizes = [sum(len(p.words) for p in d.pieces) for d in (before, last)]
        alike = before.pieces[-1].unit.table == last.pieces[0].unit.table
        alike = alike or (sizes[1] <= _CLOSING and last.pieces[0].unit.kind == "prose")  # below a table: "Carried"
        alike = alike and before.pieces[0].unit.page == last.pieces[0].unit.page
        alike = alike and not _resolves(last.pieces[0].unit)
        alike = alike and before.pieces[-1].unit.note == last.pieces[0].unit.note
        alike = alike and not (last.pieces[0].unit.kind in _TABLE and sizes[1] >= ROW)
        if alike and sizes[1] < SHORT and sum(sizes) <= MOST + SHORT // 2:
            drafts = [*drafts[:-2], Draft((*before.pieces, *last.pieces), before.introduced)]
    yield from drafts


def _cut(unit: Unit) -> list[Piece]:
    """Cut a long unit at sentence ends into parts of about the same size."""
    if len(unit.words) <= MOST or unit.kind == "heading":
        return [Piece(unit, unit.words)]
    parts = -(-len(unit.words) // ((GOOD + MOST) // 2))
    target = len(unit.words) / parts
    pieces: list[Piece] = []
    start = 0
    for end in sentence_ends(unit.words):
        if end - start >= target - 12 or end == len(unit.words):
            pieces.append(Piece(unit, unit.words[start:end]))
            start = end
    return pieces


def sentence_ends(words: Sequence[Word]) -> list[int]:
    """The numbers of words up to each sentence's end; the last is all of them."""
    text, _ = join(words)
    stops = [end for _, end in split(text)]
    ends: list[int] = []
    position, at = 0, 0
    for n, word in enumerate(words):
        position += len(word.text) + (1 if n and not word.glued else 0)
        while at < len(stops) and stops[at] <= position:
            if stops[at] == position:
                ends.append(n + 1)
            at += 1
    return ends if ends and ends[-1] == len(words) else [*ends, len(words)]


def fit(pieces: Sequence[Piece], fits: Callable[[str], bool]) -> Iterator[list[Piece]]:
    """Give the pieces in parts whose text `fits`, in order, halved at a unit's, a sentence's, a word's end, and only
    then inside a word; a part of one character is given whatever it says.
    """
    waiting = [list(pieces)]
    while waiting:
        part = waiting.pop()
        halves = None if fits(text_of(part)[0]) else _halves(part)
        if halves is None:
            yield part
        else:
            waiting += reversed(halves)


def text_of(pieces: Sequence[Piece]) -> tuple[str, tuple[int, ...]]:
    """Join pieces, a line each, and give the offsets where furniture was left out; parts of one unit follow on."""
    text = ""
    joints: list[int] = []
    before: Piece | None = None
    for piece in pieces:
        words, inside = join(piece.words)
        if before is not None:
            follows = before.unit is piece.unit
            text += ("" if piece.words[0].glued else " ") if follows else "\n"
            if piece.words[0].joint:
                joints.append(len(text))
        joints += [len(text) + joint for joint in inside]
        text += words
        before = piece
    return text, tuple(joints)


def _halves(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]] | None:
    """Part pieces near the middle; None for what cannot be parted."""
    total = sum(len(piece.words) for piece in pieces)
    if len(pieces) > 1:
        sums = [0]
        for piece in pieces:
            sums.append(sums[-1] + len(piece.words))
        # a heading or an introduction at the end of the first half would be cut from what it stands above
        ends = [n for n in range(1, len(pieces)) if not leads(pieces[n - 1])] or [len(pieces) - 1]
        at = min(ends, key=lambda n: abs(sums[n] - total / 2))
        return pieces[:at], pieces[at:]
    unit, words = pieces[0].unit, pieces[0].words
    if total > 1:
        ends = [end for end in sentence_ends(words) if end < total] or [total // 2]
        end = min(ends, key=lambda n: abs(n - total / 2))
        return [Piece(unit, words[:end])], [Piece(unit, words[end:])]
    word = words[0]
    middle = len(word.text) // 2
    if not middle:
        return None
    left = Word(word.start, word.text[:middle], word.glued, word.joint)
    right = Word(word.start + middle, word.text[middle:], glued=True)
    return [Piece(unit, (left,))], [Piece(unit, (right,))]
