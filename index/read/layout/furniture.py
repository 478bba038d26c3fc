"""What is on a page but not of the paper: stamped numbers, running headers and footers, blank-page notices.

A number is believed for where it stands (a line of its own at the page's edge) and for its regularity: it grows by one
from page to page. The pack's stamp runs through the whole file at one offset; a paper's own number may start again.
Running lines are found by repetition: the same words, whatever their figures, at the edge of three pages or more.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.read.layout.lines import Line, is_left_blank
from index.values import Reading

_AGENDA = re.compile(r"\bagenda\s+item\s+\w+(?:\(\w+\))?", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:[-–|]\s*)?(page\s+)?(\d{1,4})(\s+of\s+\d{1,4})?(?:\s*[-–|])?$", re.IGNORECASE)
_LISTED = re.compile(r"\(\s*pages?\s+\d+\s*[-–]\s*\d+\s*\)", re.IGNORECASE)
_FIGURES = re.compile(r"\d+")
_STAMP = re.compile(r"^(?:(?:page\s+)?\d{1,4}\s+)?agenda\s+item\s+\d\w{0,3}$", re.IGNORECASE)
_COUNTING = re.compile(r"^(?:(\d{1,3})\s+(\D.*)|(.*\D)\s+(\d{1,3}))$")
_EDGE_LINES = 2  # how many lines from the edge of a page a running line may stand
_PAGES = 3  # on how many pages it must stand
_LONG = 160  # characters that a running line may have
_WORDS = 18
_SENTENCE = 8  # words that a running line seldom has more of, most of them small
_HEADS = 4  # lines of column heads that a page may repeat
_PIPES = " | "  # parts the cells of a row, as the readers write it


@dataclass(frozen=True)
class _Mark:
    page: int  # index from 0
    number: int
    style: str  # "page #", "#" or "# of #"
    agenda: bool
    line: str

    @property
    def offset(self) -> int:
        return self.number - self.page


def is_number_line(line: str) -> str | None:
    """Give the number in a line that holds a page number and nothing else (an agenda item's stamp may stand by it)."""
    rest = _AGENDA.sub(" ", line).strip()
    match = _NUMBER.match(rest)
    return match.group(2) if match else None


def page_numbers(texts: Sequence[str], edges: Sequence[str]) -> tuple[list[str | None], list[str | None], list[str]]:
    """Give for each page the stamped number, the printed number, and the text without the lines that hold them. `texts`
    are the pages' texts, `edges` the text of each page's top and foot.
    """
    marks = [mark for index, edge in enumerate(edges) for mark in _marks(index, edge)]
    series: Counter[tuple[str, int]] = Counter((mark.style, mark.offset) for mark in marks)
    stamp = _stamp_series(texts, marks, series)
    stamped: list[str | None] = [None] * len(texts)
    printed: list[str | None] = [None] * len(texts)
    lines: list[set[str]] = [set() for _ in texts]
    for mark in marks:
        key = (mark.style, mark.offset)
        if key == stamp:
            stamped[mark.page] = str(mark.number)
        elif series[key] >= 2 or mark.style != "#":
            printed[mark.page] = str(mark.number)
        else:
            continue
        lines[mark.page].add(mark.line)
    bare = [
        "\n".join(line for line in text.split("\n") if " ".join(line.split()) not in gone)
        for text, gone in zip(texts, lines, strict=True)
    ]
    return stamped, printed, bare


def _marks(index: int, edge: str) -> list[_Mark]:
    found = []
    for raw in edge.split("\n"):
        line = " ".join(raw.split())
        agenda = bool(_AGENDA.search(line))
        match = _NUMBER.match(_AGENDA.sub(" ", line).strip())
        if match:
            style = "# of #" if match.group(3) else "page #" if match.group(1) else "#"
            found.append(_Mark(index, int(match.group(2)), style, agenda, line))
    return found


def _stamp_series(
    texts: Sequence[str], marks: Sequence[_Mark], series: Counter[tuple[str, int]]
) -> tuple[str, int] | None:
    """Choose the series that is the pack's: named with an agenda item, listed as "(Pages 1 - 4)", or begun past 1."""
    agenda = {(m.style, m.offset) for m in marks if m.agenda}
    listed = any(_LISTED.search(text) for text in texts[:6])
    best: tuple[str, int] | None = None
    best_score = 0.0
    for (style, offset), count in series.items():
        if style == "# of #" or (count < 2 and len(texts) > 2):
            continue
        named = (style, offset) in agenda
        if not (named or (style == "page #" and (listed or offset > 1))):
            continue
        score = count + (len(texts) if named else 0) + (0.5 if style == "page #" else 0)
        if score > best_score:
            best, best_score = (style, offset), score
    return best


def furniture(reading: Reading, lines: Sequence[Line]) -> frozenset[int]:
    """Give the indexes in `lines` of those that are furniture."""
    found = {i for i, line in enumerate(lines) if is_left_blank(line.text) or _STAMP.match(line.text)}
    for i in _edges(lines):
        number = is_number_line(lines[i].text)
        page = reading.pages[lines[i].page]
        if number is not None and number in (page.stamped, page.printed):
            found.add(i)
    edges = [i for i in _edges(lines) if i not in found]
    running = _running(lines, edges)
    found |= running | _numbered(lines, edges)
    settled = settle(lines, found)  # what stood beside furniture is at the edge of its page now
    left = [i for i in range(len(lines)) if i not in found]
    rest = [settled[i] for i in left]
    running |= {left[i] for i in _running(rest, _edges(rest))}
    found = (found | running) - _of_records(lines, running, found | running)
    found |= _counted(lines, found)
    return frozenset(found | _repeated_heads(lines, found))


def _of_records(lines: Sequence[Line], running: Collection[int], found: Collection[int]) -> set[int]:
    """Those of running lines that head some records of a form and not others, and so tell of them: what is below them
    on each page begins with one label and goes on with words of its own, and a page without them begins with it too.
    """
    tops: dict[int, list[str]] = {line.page: [] for line in lines}  # the first two lines of a page that are its own
    heads: dict[str, list[int]] = {_mask(lines[i].text): [] for i in running if _PIPES not in lines[i].text}
    for i, line in enumerate(lines):
        top = tops[line.page]
        if not top and _mask(line.text) in heads:
            heads[_mask(line.text)].append(i)
        elif i not in found and len(top) < _EDGE_LINES:
            top.append(line.plain)
    labels = Counter(label for top in tops.values() for label in {_label(text) for text in top})
    kept: set[int] = set()
    for where in heads.values():
        below = {" ".join(tops[lines[i].page][:1]) for i in where}
        said = {_label(text) for text in below}
        if len(said) == 1 and len(below) == len(where) < labels[said.pop()]:
            kept.update(where)
    return kept


def _label(text: str) -> str:
    """The first cell of a row, or what stands before a colon; a line without either has itself."""
    return text.partition(_PIPES if _PIPES in text else ":")[0]


def settle(lines: Sequence[Line], found: Collection[int]) -> list[Line]:
    """Hand a page's beginning on from furniture at its top to the first line of the paper."""
    result = list(lines)
    opens = 0
    for i, line in enumerate(result):
        if i in found:
            opens = max(opens, line.opens)
        elif opens:
            result[i] = replace(line, opens=max(opens, line.opens))
            opens = 0
    return result


def _repeated_heads(lines: Sequence[Line], known: set[int]) -> set[int]:
    """The lines at a page's top that say again the heads of a table on the page before. Rows with nothing under them on
    their page, too many of them, or that stand there twice head nothing: they are a form’s, which says the same of one
    thing after another.
    """
    pages: dict[int, list[int]] = {}
    for i in range(len(lines)):
        if i not in known:
            pages.setdefault(lines[i].page, []).append(i)
    found: set[int] = set()
    for upper, page in pairwise(pages.values()):
        before = [lines[i].plain for i in upper]
        row = [_PIPES in text for text in before]
        starts = {before[n]: n for n in range(len(before)) if row[n] and not (n and row[n - 1])}
        top = [lines[i].plain for i in page]
        here = next((n for n, text in enumerate(top[:_HEADS]) if _PIPES in text), None)
        there = starts.get(top[here]) if here is not None and lines[page[0]].page == lines[upper[0]].page + 1 else None
        if here is None or there is None or there < here or before[there - here : there] != top[:here]:
            continue
        while here + 1 < len(top) and there + 1 < len(before) and top[here + 1] == before[there + 1]:
            here, there = here + 1, there + 1
        once = all(before.count(text) == 1 for text in top[: here + 1]) and not _is_rest(top[0])
        if once and here + 1 < min(len(page), 2 * _HEADS):
            found.update(page[: here + 1])
    return found


def _is_rest(text: str) -> bool:
    """True for a row of one cell behind empty ones: at a page's head the rest of a row that the page's end cut."""
    return text.startswith("| ") and sum(bool(cell.strip()) for cell in text.split("|")) == 1


def _edges(lines: Sequence[Line]) -> list[int]:
    """The lines nearest to where pages begin, certainly or maybe."""
    near: set[int] = set()
    for i, line in enumerate(lines):
        if line.opens:
            near.update(range(max(0, i - _EDGE_LINES), min(len(lines), i + _EDGE_LINES)))
    near.update(range(max(0, len(lines) - _EDGE_LINES), len(lines)))
    return sorted(near)


def _running(lines: Sequence[Line], edges: Sequence[int]) -> set[int]:
    """Lines repeated at one place of the edge; at the top, where figures never change, the first stays (a heading)."""
    everywhere = Counter(_mask(line.text) for line in lines)
    outermost = Counter(_mask(lines[i].text) for i in edges if _rank(lines, i) in (0, -1))
    places: dict[tuple[str, int], list[int]] = {}
    for i in edges:
        words = _mask(lines[i].text)
        if len(words) > 3 and len(words.split()) <= _WORDS and any(c.isalpha() for c in words):
            places.setdefault((words, _rank(lines, i)), []).append(i)
    found: set[int] = set()
    feet: set[str] = set()  # what is said at the foot of pages is no heading at their top
    for (words, rank), where in sorted(places.items(), key=lambda place: place[0][1]):
        runs = [[where[0]]]  # of a paper in a pack: one each time that its pages come
        for before, i in pairwise(where):
            if lines[i].page - lines[before].page > _PAGES:
                runs.append([])
            runs[-1].append(i)
        pages = max(len({lines[i].page for i in run}) for run in runs)
        if pages < _PAGES or everywhere[words] > max(outermost[words], len({lines[i].page for i in where}) * 1.5 + 1):
            continue
        counted = len({lines[i].text for i in where}) > len(where) // 2
        for run in runs:
            if counted:
                found.update(run)
            elif not _said_again(lines, run):
                feet.update([words] if rank < 0 else [])
                found.update(run if words in feet else run[1:])
    return found


def _said_again(lines: Sequence[Line], run: Sequence[int]) -> bool:
    """True for a line that is the same on several pages and still of the paper: a row of a form that each page ends
    with, the rest of one at the next page's head, or, where it is not on every page, a line of a sentence.
    """
    words = lines[run[0]].plain.split()
    steps = {lines[b].page - lines[a].page for a, b in pairwise(run)}
    small = 2 * sum(word[0].islower() for word in words) > len(words) > _SENTENCE
    return _PIPES in f" {lines[run[0]].text}" or (small and len(steps) > 1)


def _mask(text: str) -> str:
    return _FIGURES.sub("#", " ".join(text.split()).lower())


def _rank(lines: Sequence[Line], i: int) -> int:
    """The place of a line on its page: 0, 1 from the top; -1, -2 from the foot."""
    for back in range(_EDGE_LINES):
        if i - back >= 0 and lines[i - back].opens and lines[i - back].page == lines[i].page:
            return back
    for ahead in range(1, _EDGE_LINES + 1):
        if i + ahead >= len(lines) or lines[i + ahead].opens:
            return -ahead
    return _EDGE_LINES


def _numbered(lines: Sequence[Line], edges: Sequence[int]) -> set[int]:
    """In a text that lost its pages: the same words after or before a number that grows, three times or more."""
    if not lines or lines[-1].page > 0:
        return set()
    runs: dict[str, list[tuple[int, int]]] = {}
    for i in edges:
        match = _COUNTING.match(lines[i].text) if len(lines[i].text) <= _LONG else None
        words = (match.group(2) or match.group(3)) if match else ""
        if match and words and any(c.isalpha() for c in words):
            runs.setdefault(words, []).append((i, int(match.group(1) or match.group(4))))
    found: set[int] = set()
    for run in runs.values():
        growing = all(a[1] < b[1] for a, b in pairwise(run))
        if len(run) >= _PAGES and growing:
            found.update(i for i, _ in run)
    return found


def _counted(lines: Sequence[Line], known: set[int]) -> set[int]:
    """Lone numbers of a text that lost its pages, where they stand before a page's beginning and count upwards."""
    if not lines or lines[-1].page > 0:
        return set()
    found: set[int] = set()
    last = 0
    for i in range(len(lines) - 1):
        found_number = is_number_line(lines[i].text)
        if i in known or found_number is None or len(found_number) > 3 or "of" in lines[i].text:
            continue
        number, after = int(found_number), lines[i + 1]
        alone = lines[i].gap >= 1 and after.gap >= 1
        if alone and (after.opens or after.gap >= 2) and last < number <= last + 60:
            found.add(i)
            last = number
    return found
