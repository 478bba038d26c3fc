"""Joins lines into paragraphs, list items, headings-to-be and footnotes: which line breaks are soft, and which not.

A break is hard where a marker, a heading or a row begins; where the line before ends a sentence and a blank line
follows; and where the next line's first word would still have fitted on the line before. All others are soft, blank
lines or not: double-spaced appendices and page ends part a sentence as often as they end one. A footnote begins with
a number that runs on from the last footnote's and was set right behind a word above it; it ends with its page.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.language.rows import only_figures
from index.passages import marks
from index.read.layout.lines import Line

_MARK = re.compile(r"[a-z]{3,}[.,;:)”’]?(?:<sup>)?(\d{1,2})(?:</sup>)?(?=[\s.,;:)]|$)")
_OPENING = re.compile(r"^(?:<sup>)?(\d{1,2})(?:</sup>)?(?:$|\s*(?=[A-Z“‘\"]|https?:|www\.))")
_ABOVE = 90  # lines above a footnote among which its mark stands
_LONGEST = 12  # lines of a footnote
_NUMBERED = re.compile(r"^(\d{1,3})\.\s+[A-Z“‘]")
_SHORT = 8  # words of a heading that nothing but its place tells from text
_FEW, _NARROW = 3, 40  # words of a line that stands alone, and characters of a column where none does
_RECENT = 8  # lines of a paragraph that show its width
_WINDOW = 24  # lines over which a column's width is judged


@dataclass
class Block:
    """Lines that make one paragraph, item or heading. `joints` are places in `lines` after furniture left out."""

    lines: list[Line]
    joints: list[int]
    note: bool = False  # a footnote

    @property
    def plain(self) -> str:
        """The words without markup."""
        return " ".join(line.plain for line in self.lines)


def blocks_of(
    lines: Sequence[Line], after_furniture: Sequence[bool], minutes: bool, notes: Mapping[int, int]
) -> list[Block]:
    """Join lines into blocks. `after_furniture[n]` tells whether furniture was left out before line `n`. In `minutes`
    the entries' numbers run on whatever stands between them, and from any number. Footnotes (`notes`: the first line of
    each and the line after its last) are blocks after the one that they cut in two.
    """
    widths = _widths(lines)
    blocks: list[Block] = []
    waiting: list[Block] = []  # footnotes inside the last block, or at its end
    inside = {m for start, end in notes.items() for m in range(start, end)}
    last = 0  # the number of the last numbered paragraph
    begun: set[int] = set()  # the numbers that blocks of minutes began with
    for n, line in enumerate(lines):
        if n in inside:
            if n in notes:
                waiting.append(Block([], [0] if after_furniture[n] else [], note=True))
            waiting[-1].lines.append(line)
            continue
        number = _paragraph(line)
        follows = number is not None and (number in (1, last + 1) or number - 1 in begun)
        last = number if number is not None and follows else last
        heads = n + 1 < len(lines) and _heads(blocks, line, lines[n + 1])
        if blocks and not follows and not heads and not _breaks(blocks[-1].lines, line, widths[n - 1]):
            if after_furniture[n] or n - 1 in inside:
                blocks[-1].joints.append(len(blocks[-1].lines))
            blocks[-1].lines.append(line)
        else:
            blocks += waiting
            waiting = []
            blocks.append(Block([line], [0] if after_furniture[n] else []))
            if minutes and number is not None:
                begun.add(number)
    return blocks + waiting


def _heads(blocks: Sequence[Block], line: Line, after: Line) -> bool:
    """True for a short line between a sentence's end and a numbered paragraph: that paragraph's heading."""
    if not blocks or not marks.terminal(blocks[-1].lines[-1].plain) or _paragraph(after) is None:
        return False
    text = line.plain
    short = len(text.split()) <= _SHORT and text[:1].isupper() and not marks.terminal(text)
    return short and not marks.goes_on(text)


def _paragraph(line: Line) -> int | None:
    """The whole number that opens a paragraph ("12. The …"), None for other lines."""
    match = _NUMBERED.match(line.plain)
    return int(match.group(1)) if match else None


def _widths(lines: Sequence[Line]) -> list[int]:
    """The width of the column around each line: the ninth tenth of the lengths in its window."""
    widths: list[int] = []
    for start in range(0, len(lines), _WINDOW):
        near = sorted(len(line.text) for line in lines[max(0, start - _WINDOW // 2) : start + _WINDOW + _WINDOW // 2])
        width = near[min(len(near) - 1, (9 * len(near)) // 10)]
        widths += [width] * min(_WINDOW, len(lines) - start)
    return widths


def _breaks(block: list[Line], line: Line, width: int) -> bool:
    before, first = block[-1], block[0]
    if only_figures(line.plain):
        return marks.terminal(before.plain)
    if only_figures(before.plain):
        return True
    if line.text.startswith("#") or first.text.startswith("#"):
        return True
    if _bold(line) != _bold(before) and (_bold(line) or _bold(first)):
        return True
    if len(block) > 1:
        width = max(width if width < 200 else 0, *(len(one.text) for one in block[-_RECENT:]))
    fits = len(before.text) + 1 + len(line.text.split(" ", 1)[0]) <= 0.88 * width
    ended = marks.terminal(before.plain)
    measures = bool(marks.number(line.plain)) and marks.measures(line.plain, marks.number(first.plain))
    if _marked(before, line, fits) and (ended or not measures):
        return True
    few = len(before.plain.split()) < 5
    lower = line.plain[:1].islower() or (measures and not few)
    if marks.reached(before.text) or marks.reached(line.text):
        return not (line.gap == 0 and lower)
    if line.gap == 0 and not line.opens:
        if ended and _NARROW < width < 200 and len(line.plain.split()) <= _FEW and line.plain[:1].isupper():
            return not marks.terminal(line.plain)  # "Decision": no paragraph ends so
        return fits and not lower and not marks.goes_on(before.plain) and width < 200
    if ended:
        return not (lower and before.plain.rstrip()[-1] not in ".!?:;")
    if lower:
        return line.gap > 6
    if marks.goes_on(before.plain) and len(before.plain.split()) > 3:
        return line.gap > 6
    if width >= 200:  # lines are whole paragraphs: only a page's end may have cut one
        return not (len(before.plain.split()) >= 12 and len(line.plain.split()) >= 6)
    return fits or line.gap > 4 or few


def _bold(line: Line) -> bool:
    text = line.text.rstrip()
    return text.startswith("**") and text.endswith("**") and len(text) > 4


def _marked(before: Line, line: Line, fits: bool) -> bool:
    """True when `line` begins with a marker, and not with a figure that the line before happened to leave over."""
    text = line.plain
    if marks.strong_bullet(text):
        return True
    if not (marks.bullet(text) or marks.number(text)):
        return False
    if line.gap or line.opens or fits or marks.terminal(before.plain):
        return True
    return before.plain.rstrip().endswith((",", " and", " or"))


def footnotes(lines: Sequence[Line]) -> dict[int, int]:
    """The first line of each footnote, and the line after its last."""
    seen: dict[int, int] = {}  # a number set behind a word: the line it was last seen on
    found: dict[int, int] = {}
    last, done = 0, 0
    for n, line in enumerate(lines):
        opening = _OPENING.match(line.text) if n >= done else None
        number = int(opening.group(1)) if opening else 0
        if opening and number in (1, last + 1) and n - seen.get(number, -_ABOVE - 1) <= _ABOVE:
            end = _end(lines, n, len(opening.group()) == len(line.text))
            if end is not None:
                found[n] = end
                last, done = number, end
                del seen[number]
                continue
        for mark in _MARK.finditer(line.text):
            seen[int(mark.group(1))] = n
    return found


def _end(lines: Sequence[Line], start: int, alone: bool) -> int | None:
    """The line after a footnote that begins at `start`, its number `alone` on its line; None for no footnote. It ends
    where its page ends or the next note begins; where pages are lost, with its first whole sentence.
    """
    first = start + 1 if alone else start
    stop = min(len(lines), first + _LONGEST)
    page = next((n for n in range(first + 1, stop) if lines[n].opens == 2 or _OPENING.match(lines[n].text)), None)
    if page is not None:
        return page
    for n in range(first, stop):
        ended = marks.terminal(lines[n].plain) and not lines[n].plain.endswith(":")
        if ended or "://" in lines[n].text:
            return n + 1
    return None
