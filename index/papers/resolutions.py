"""What an entry of minutes resolved: every part of every RESOLVED block and carried motion, in its exact words.

Only the form is read: a formal word in capitals or at the head of a line ("RESOLVED:", "Agreed that"), and what was
moved, begins with "That" or "to" and was carried. What was agreed in running words is for `rag.memory` to judge.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.language.sentences import split
from index.values import StoredPassage

_WORDS = ("resolved", "agreed", "decided", "recommended", "approved")
_HEADS = re.compile(
    rf"(?<![\w“‘])(?:{'|'.join(_WORDS).upper()}|RESOLUTION(?=:))\b(?:\*\*)?(?! as\b)[\s:;.–-]*(?:\*\*)?"
    rf"|(?:^[\s#*_>]*|(?<=[.!?–-] ))(?:\d{{1,2}}[.)]\s*)?(?:{'|'.join(w.capitalize() for w in _WORDS)})\s*"
    r"(?:[\d/.]{3,}\s*|[:–-]|(?=that\b))[\s*_]*"
    r"|^[\s#*_>]*(?:(?i:decisions?|resolved)\s*[:–-]?\s*$|(?i:penderfynwyd)\b[\s:–-]*)"
    r"|\bit was(?=[\s:;–-]*(?:$|\(\w\)\s))"
)
_PART = re.compile(r"^[\s•*_>-]*(?P<mark>\(?(?:[a-zA-Z]|[ivxl]{1,6}|\d{1,2})[).]\)?)\s+")
_ENDED = re.compile(r"[.;!?][”’\"']?\s*(?:and|or)?\s*$")
_THAT = re.compile(r"^[\s>*]*(?=That[, ])")
_MOTION = re.compile(r"\b(?:moved|seconded|proposed|carried|passed|ma[dk]e a motion|motion (?:by|to|was made))\b", re.I)
_VOTED = re.compile(r"[\s>*]*(?:(?:the )?motion |vote\b|moved |(seconded) |proposed |carried\b|lost\b)", re.I)
_CARRIED = re.compile(r"\b(?:passed|carried|unanimous\w*)\b", re.I)
_LOST = re.compile(r"\b(?:lost|failed|fell|defeated)\b", re.I)
_POINT = re.compile(r"(?<!\S)(\d{1,2}-|\()(\d{1,2}|[a-z]{1,4})\)?(?=\s+(\S))")
_ORDERS = ("abcdefghijklmnopqrstuvwxyz", ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))
_DOES = re.compile(r"(?:to|that)\b", re.I)
_ITEMS = ("decision", "decisions", "it was")  # what stands under these was decided where it says "to" or "that"
_MARKS = 1  # words before a head that stands at the beginning of its line
_LEAD = 12  # words of a line that only opens parts
_NEAR, _AFTER = 3, 25  # lines above and below a motion within which it was moved, and voted on


@dataclass(frozen=True)
class Segment:
    """Characters `start` to `end` of one passage's text."""

    passage: StoredPassage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words, as they stand there."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class Part:
    """One part of a resolution. `mark` is its letter as printed; `lead` the words that open all parts of the block. A
    part that runs over into another passage has several segments. `apart` tells that its block stands on lines of its
    own, not in a sentence ("it was AGREED to …").
    """

    mark: str
    lead: str
    segments: tuple[Segment, ...]
    apart: bool = True

    @property
    def text(self) -> str:
        """The exact words of the part."""
        return " ".join(" ".join(s.text.split()) for s in self.segments)


def lines_in(passages: Sequence[StoredPassage]) -> list[Segment]:
    """The lines of passages, in order."""
    return [Segment(p, m.start(), m.end()) for p in passages for m in re.finditer(r"[^\n]+", p.text)]


def resolutions(passages: Sequence[StoredPassage]) -> tuple[Part, ...]:
    """Every part of every resolution in the passages of one entry, in order."""
    found: list[Part] = []
    lines = lines_in(passages)
    taken = -1
    for n, line in enumerate(lines):
        if n <= taken:
            continue
        for match in _HEADS.finditer(line.text):
            before = line.text[: match.start()]
            if taken >= n and before.rstrip()[-1:] not in ".;:":
                continue  # a word of what was decided: "that the fee, as AGREED in May, be kept"
            ends = match.group().rstrip(" *_").endswith(".") and not _DOES.match(line.text[match.end() :].lstrip())
            if ends and len(before.split()) > _MARKS:  # "the plan was APPROVED." decides what it says
                begin = next(a for a, b in split(line.text) if b > match.start())
                stop = line.start + match.end()
                found.append(Part("", "", (_trimmed(line.passage, line.start + begin, stop),), apart=False))
                continue
            parts, taken = _block(lines, n, line.start + match.end())
            if match.group().lower().strip("#*_> :–-") in _ITEMS and not all(_DOES.match(part.text) for part in parts):
                parts, taken = [], n  # what is to be decided, and not what was
                continue
            own = len(before.split()) <= _MARKS or not _says(line.text[match.end() :])
            found += [replace(part, apart=own) for part in parts]
        motion = _THAT.match(line.text) if not _HEADS.search(line.text) else None
        if motion and (_stands(lines, n) or _opens(lines, n, motion.end())):
            parts, taken = _block(lines, n, line.start + motion.end())
            found += parts
        elif taken < n:
            found += _moved(lines, n)
    return tuple(found)


def _moved(lines: Sequence[Segment], n: int) -> Iterator[Part]:
    """What line `n` moves "to" do or "that" be done, and is carried at once: "Motion by A, second by B, to …"."""
    text, begin, stop = lines[n].text, lines[n].start, 0
    below = [line.text[a:b] for line in lines[n + 1 : n + 1 + _NEAR] for a, b in split(line.text)]
    for moved in _MOTION.finditer(text):
        if moved.start() < stop or not _is_move(text, moved):
            continue
        ends = [end for _, end in split(text) if end > moved.end() and not text[end - 3 : end - 1].strip().isupper()]
        stop = ends[0] if ends else len(text)  # a sentence does not end with an initial
        votes = [*(text[a:b] for a, b in split(text) if a >= stop), *below][: 2 * _NEAR]
        told = ((one, _VOTED.match(one)) for one in votes)  # who seconded says nothing of how it went
        vote = next((one for one, match in told if (match and not match[1]) or "unanimous" in one.lower()), "")
        ats = [at for word in (" to ", " that ") if (at := text.find(word, moved.end() - 3, stop)) > 0]
        ats = ats or [moved.end()] * text[moved.start() :].startswith("ma")  # "made a motion the board accept it"
        if ats and not _LOST.search(vote) and _CARRIED.search(vote):
            yield Part("", "", (_trimmed(lines[n].passage, begin + min(ats) + 1, begin + stop),), apart=False)


def _is_move(text: str, match: re.Match[str]) -> bool:
    """Whether it is somebody's motion, not what is moved: "Cllr A moved to", "Motion by A"."""
    who = text[: match.start()].split()
    moves = match.group().lower() == "moved" and bool(who) and who[-1][0].isupper()
    after = text[match.end() :].lstrip(", ")
    return (moves and after.startswith(("to ", "that "))) or match.group().startswith(("Motion", "ma"))


def _heads(text: str) -> bool:
    """Whether a line begins with a formal word, or with one other before it: "Unanimously AGREED to …"."""
    match = _HEADS.search(text)
    return match is not None and len(text[: match.start()].split()) <= _MARKS


def _opens(lines: Sequence[Segment], n: int, start: int) -> bool:
    """Whether line `n` opens the parts of what its entry decided, without a word for it: "That the Committee:" above
    "1. approved …", with no head nor vote anywhere about it.
    """
    below = lines[n + 1].text if n + 1 < len(lines) else ""
    opens = lines[n].text.rstrip().endswith(":") and len(lines[n].text[start:].split()) <= _LEAD and _PART.match(below)
    return bool(opens) and not any(_HEADS.search(line.text) or _LOST.search(line.text) for line in lines)


def _says(text: str) -> bool:
    """Whether words say what was decided, and are not only the "that" above it."""
    return text.strip(" *_:;,.–-").lower() not in ("", "that")


def _stands(lines: Sequence[Segment], n: int) -> bool:
    """Whether the motion in line `n` was moved just above, and carried: in the next vote below, or the one above."""
    above = [line.text for line in lines[max(0, n - _NEAR) : n]]
    if not any(_MOTION.search(text) for text in above):
        return False
    for line in lines[n + 1 : n + _AFTER]:
        if _LOST.search(line.text) and len(line.text.split()) <= _AFTER:
            return False
        if _CARRIED.search(line.text) and len(line.text.split()) <= _AFTER:
            return True
        if _VOTED.match(line.text):
            break
    return any(_CARRIED.search(text) and not _LOST.search(text) for text in above)


def _block(lines: Sequence[Segment], first: int, start: int) -> tuple[list[Part], int]:
    """The parts of the block whose words begin at `start` in the line numbered `first`, and its last line."""
    lead, mark = "", ""
    segments: list[Segment] = []
    found: list[Part] = []
    n = first
    for n in range(first, len(lines)):
        line = lines[n]
        begin = start if n == first else line.start
        if n > first and (_heads(line.text) or _VOTED.match(line.text)):
            n -= 1
            break
        for piece_start, piece_end, piece_mark in _pieces(line, begin, line.end):
            words = line.passage.text[piece_start:piece_end]
            if not _says(words):
                continue
            done = segments and _ENDED.search(segments[-1].text)
            if piece_mark and segments and segments[-1].text.rstrip(" –-").endswith(":") and not mark:
                lead, segments = " ".join(s.text.strip() for s in segments), []
            elif segments and piece_mark and not mark and done:  # one part without a letter has ended
                return [*found, Part(mark, lead, tuple(segments))], n - 1
            elif segments and piece_mark:
                found.append(Part(mark, lead, tuple(segments)))
                segments = []
            elif segments and done and not words.lstrip()[:1].islower():
                return [*found, Part(mark, lead, tuple(segments))], n - 1
            if piece_mark or not segments:
                mark = piece_mark or mark
            segments.append(_trimmed(line.passage, piece_start, piece_end))
    if segments:
        found.append(Part(mark, lead, tuple(segments)))
    return found, n


def _pieces(line: Segment, begin: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The pieces of a line, each with its part's mark; "(2) … (3) …" printed in one line are two."""
    text = line.passage.text
    cuts = [begin, *(begin + at for at in points(text[begin:end])), end]
    for start, stop in pairwise(cuts):
        match = _PART.match(text[start:stop])
        yield start + (match.end() if match else 0), stop, match["mark"] if match else ""


def points(text: str) -> list[int]:
    """Where numbered or lettered points that run together in one line begin, after its first character: "(4) Hut – …
    (5) Trees – …", "11-02 SB to … 11-03 AW to …", "(a) that …, and (b) that …". What a sentence only refers to by its
    number is none.
    """
    found: set[int] = set()
    before: list[re.Match[str]] = []
    for mark in _POINT.finditer(text):
        own = text[: mark.start()].rstrip().removesuffix(" and").rstrip()
        if own and not mark[3].isupper() and own[-1] not in ".;:,–-":
            continue
        if any(_follows(earlier, mark) for earlier in before):
            found |= {mark.start(), *(m.start() for m in before if _follows(m, mark))}
        before.append(mark)
    return sorted(found - {0})


def _follows(earlier: re.Match[str], later: re.Match[str]) -> bool:
    """Whether one point's number is the next after another's, as "(b)" after "(a)"."""
    a, b = earlier[2], later[2]
    if earlier[1] != later[1] or a.isdigit() != b.isdigit():
        return False
    if a.isdigit():
        return int(b) == int(a) + 1
    return any(a in order and b in order and order.index(b) == order.index(a) + 1 for order in _ORDERS)


def _trimmed(passage: StoredPassage, start: int, end: int) -> Segment:
    text = passage.text[start:end]
    lead = len(text) - len(text.lstrip(" \t*_>"))
    return Segment(passage, start + lead, start + len(text.rstrip(" \t*_")))
