"""Minutes as entries: what heads one, and what it says. They are split nowhere else.

An entry begins with a number ("12.", "32 LIFT REPAIRS", "17.05.6", "94/18", "CAB/67", "2.1" under "2."), a letter or,
where there are none, with a heading by its looks. Points inside an entry are numbered too, and from 1 again in each;
the entries alone run through the whole of the minutes, so they are the best run of numbers that go up by one. When
passages are cut, the headings found here begin sections; `entries` reads them back from the sections that are stored.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from index.language.periods import find_dates
from index.read.layout.lines import Line, plain
from index.values import StoredPassage

_ENTRY = re.compile(
    r"^[\s#*_>]*(?:(?:Item|Minute)(?: No\.?)? )?((?:[A-Z]{2,8}/)?\d{1,4}(?:[./]\d{1,4}){0,3}|[A-Z](?=[.)] ))"
    r"(?:[.)]\s*|:\s+|\s+)(?=[^\s&|–-])"
)
_BARE = re.compile(r"(?:[A-Z]{2,8}/)?\d{1,3}(?:[./]\d{1,4}){0,3}\.?")
_ROW = re.compile(r"^[|\s]*(\d{1,3})\.?\s*\|")
_DECISION = re.compile(r"^(?:RESOLVED|RECOMMENDED|AGREED|That)\b")
_SENTENCES = re.compile(r"\.\s(?!\s*\d)\S")
_SHORT, _MOST = 18, 40  # words of a title, as most are, and of the longest
_DATED = 40  # characters in which a date that is no number of an entry ends
_MISSED = 0.6  # what a number that is left out of a run costs
_RUNNING = 0.3  # what the number of words that are no heading is worth in a run
_FEW = 3  # entries, or it is no run
_LIST = 5  # numbered rows one below another: more, and they are a list
_PARTED = 9  # blank lines before a cell that is read as a line: nothing joins it to the one before
Number = tuple[int, ...]
Likely = tuple[int, Number, float]  # the place of a block, its number, what it is worth in a run


class Heading(Protocol):
    """A block of lines that may head an entry; `plain` are its words without markup."""

    lines: list[Line]

    @property
    def plain(self) -> str: ...  # noqa: D102


def entry_starts(blocks: Sequence[Heading]) -> dict[int, str]:
    """The places among `blocks` of those that begin entries, in one set of minutes, each with the entry's number where
    its heading runs on into its text ("41/31 Lamps The clerk said"), and "" where it is a heading and no more.
    """
    headings: list[Likely] = []
    running: list[Likely] = []
    numbers: dict[int, str] = {}
    for place, block in enumerate(blocks):
        if found := _likely(block.plain, block.lines[0]):
            headings.append((place, *found))
        elif match := _runs_on(block.plain):
            running.append((place, _parts(match[1]), _RUNNING))
            numbers[place] = match[1]
    lettered = [one for one in headings if not one[1][0]]
    best = _best([one for one in headings if one[1][0]], running, numbers)
    if len(best) < _FEW and lettered:
        best = [lettered[n][0] for n in _run([one[1:] for one in lettered])]
        best = best if len(best) >= _FEW else []
    marked = [place for place, _, _ in headings if blocks[place].lines[0].text.startswith("#")]
    marked = marked if len(marked) >= _FEW else []
    return {place: numbers.get(place, "") for place in sorted({*best, *marked})}


def _best(headings: Sequence[Likely], running: Sequence[Likely], numbers: Mapping[int, str]) -> list[int]:
    """The places of the best run of `headings` and of those `running` on into their text, up to its last heading or the
    last of their `numbers` that has a stroke, as none of a point has. It holds as many headings as a run of them alone;
    else those with a stroke run with them.
    """
    alone = len(_run([one[1:] for one in headings]))
    for own in (running, [one for one in running if "/" in numbers[one[0]]]):
        likely = sorted([*headings, *own])
        best = [likely[n][0] for n in _run([one[1:] for one in likely])]
        if sum(place not in numbers for place in best) >= alone:
            break
    last = max((place for place in best if "/" in numbers.get(place, "/")), default=-1)
    return [place for place in best if place <= last]


def _run(likely: Sequence[tuple[Number, float]]) -> list[int]:
    """The places of the run of numbers that is worth most: each follows the one before it, or leaves out one."""
    best: dict[Number, tuple[float, int]] = {}
    before: list[int | None] = []
    for n, (number, worth) in enumerate(likely):
        total, after = worth, None
        for earlier, cost in _earlier(number):
            if earlier in best and best[earlier][0] + worth - cost > total:
                total, after = best[earlier][0] + worth - cost, best[earlier][1]
        before.append(after)
        if number not in best or total >= best[number][0]:
            best[number] = (total, n)
    at: int | None = max(best.values(), default=(0.0, None))[1]
    found: list[int] = []
    while at is not None:
        found.append(at)
        at = before[at]
    return found


def _earlier(number: Number) -> Iterator[tuple[Number, float]]:
    """The numbers that `number` may follow: of its last part ("2.1"), or of its first where a year stands last."""
    for step, cost in ((1, 0.0), (2, _MISSED)):
        yield (*number[:-1], number[-1] - step), cost
        if len(number) > 1:
            yield (number[0] - step, *number[1:]), cost


def _likely(text: str, first: Line) -> tuple[Number, float] | None:
    """The number of words that could be an entry's heading, beginning in line `first`, and what it is worth in a run;
    None for others.
    """
    if bare := re.fullmatch(r"(\d{1,3})\.?", text):
        return (_parts(bare[1]), 1.5) if first.gap == _PARTED else (_parts(bare[1]), 0.8) if "." in text else None
    match = _ENTRY.match(text)
    words = text[match.end() :] if match else ""
    if not match or len(text.split()) > _MOST or not (words[:1].isupper() or words[:1].isdigit()):
        return None
    if any(start < match.end() for start, _, _ in find_dates(text[:_DATED])):
        return None  # the day it was signed
    if _DECISION.match(words) or words.rstrip().endswith((";", ",", ":", "”", '"')):
        return None
    if _SENTENCES.search(words.rstrip(". ")) and not re.search(r"\d\(\d\)", words):
        return None
    loud = first.gap > 0 or first.text.startswith(("#", "**"))
    return _parts(match[1]), 1.0 + 0.5 * loud - 0.5 * (len(text.split()) > _SHORT)


def _runs_on(text: str) -> re.Match[str] | None:
    """The number of words that could be an entry's, heading and text in one; None for others."""
    match = _ENTRY.match(text)
    words = text[match.end() :] if match else ""
    if not match or match[1].isalpha() or _DECISION.match(words):
        return None
    if not words[:1].isupper() and not (words[:1].isdigit() and "/" in match[1]):
        return None
    return None if any(start < match.end() for start, _, _ in find_dates(text[:_DATED])) else match


def _parts(number: str) -> Number:
    """The figures of a number; a letter is a part of 0, which no number begins with."""
    if number.isalpha():
        return 0, ord(number)
    return tuple(int(part) for part in number.replace("/", ".").split(".") if part.isdigit())


def unrolled(lines: Sequence[Line], after: Sequence[bool]) -> tuple[list[Line], list[bool]]:
    """The lines of minutes that are printed as a table, an entry a row, with each cell as a line of its own. `after[n]`
    tells whether furniture was left out before line `n`. Other minutes are given back as they are.
    """
    rows = {n: int(match[1]) for n, line in enumerate(lines) if (match := _ROW.match(line.text))}
    streaks = [len([m for m in range(n - _LIST, n + _LIST) if m in rows]) for n in rows]
    likely: list[Likely] = [(n, (rows[n],), float(beside <= _LIST)) for n, beside in zip(rows, streaks, strict=True)]
    likely += [(n, *one) for n, line in enumerate(lines) if n not in rows and (one := _likely(line.plain, line))]
    likely.sort()
    run = [likely[n][0] for n in _run([(number, worth) for _, number, worth in likely])]
    if sum(n in rows for n in run) < _FEW:
        return list(lines), list(after)
    first = min(n for n in run if n in rows)
    found: list[Line] = list(lines[:first])
    dropped = list(after[:first])
    for line, left in zip(lines[first:], after[first:], strict=True):
        cells = [m for m in re.finditer(r"[^|]+", line.text) if m.group().strip()] if "|" in line.text else []
        for k, cell in enumerate(cells):
            start = cell.start() + len(cell.group()) - len(cell.group().lstrip())
            text = cell.group().strip()
            at = line.start + start
            found.append(replace(line, start=at, end=at + len(text), text=text, gap=_PARTED, tabs=0))
            dropped.append(left and k == 0)
        if not cells and "|" not in line.text:
            found.append(line)
            dropped.append(left)
    return found, dropped


@dataclass(frozen=True)
class Entry:
    """One entry: its number and title as printed ("" where it has none), and its passages in order."""

    number: str
    title: str
    passages: tuple[StoredPassage, ...]

    def heads(self, line: str) -> bool:
        """Whether a line of its passages is only its heading, or the one that stands over it all. A short line further
        down, which looks like a heading, may be what was decided or is to be done;
        so may a heading that ends as a sentence does.
        """
        words = plain(line).strip(" *:#")
        above = {p.section.split(" › ")[0] for p in self.passages if p.section}
        says = words.endswith(".") and len(words.split()) > _FEW
        return bool(words) and not says and words in above | {self.number, self.title}


def entries(passages: Sequence[StoredPassage]) -> tuple[Entry, ...]:
    """The entries of one set of minutes, from its passages in order; what stands before the first is in none."""
    heads = groupby(passages, key=_head)
    return _numbered([Entry(number, title, tuple(own)) for (number, title), own in heads if number or title])


def _numbered(found: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries of which most are numbered: what stands under a heading without one belongs to the entry before it."""
    if sum(bool(entry.number) for entry in found) < _FEW:
        return tuple(found)
    kept: list[Entry] = []
    for entry in found:
        if entry.number:
            kept.append(entry)
        elif kept:
            kept[-1] = replace(kept[-1], passages=(*kept[-1].passages, *entry.passages))
    return tuple(kept)


def _head(passage: StoredPassage) -> tuple[str, str]:
    """The number and title of the entry that a passage belongs to; its paragraph's number where no heading has one."""
    parts = (passage.section or "").split(" › ")
    begun = ((part, match) for part in parts if (match := _ENTRY.match(part)))
    numbered = [(m[1], " ".join(part[m.end() :].split())) for part, m in begun]
    bare = next((part for part in parts if _BARE.fullmatch(part)), "")
    if numbered:
        number, title = numbered[0]
        for later, words in numbered[1:]:
            if later.startswith(f"{number}.") or _parts(number) in [earlier for earlier, _ in _earlier(_parts(later))]:
                number, title = later, words
        return number, title
    if bare:
        return bare.rstrip("."), ""
    if passage.section:
        return "", parts[0]
    return (passage.paragraph or "") if (passage.paragraph or "").isdigit() else "", ""
