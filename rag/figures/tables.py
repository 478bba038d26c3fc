"""Figures from tables: a row that prints its periods beside its values, or values under heads that are periods.

A row is read by its cells where the paper parts it into any, else by its own form: periods, figures and the words
between them. What is not sure is left alone: a table in thousands of pounds, a label that stands in two tables of one
paper, one year beside one number. Nothing is taken from colours, and no status is kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from index.language.amounts import NONE, Amount, numbers, parts_of, whole
from index.language.periods import Named, Span, named_periods
from index.language.rows import bare_text, word_spans
from index.language.statements import Statement
from rag.figures.names import bare_words, is_loose, row_label

_BETWEEN = frozenset({"final", "provisional", "term", "census"})  # may stand between a period and its value
_HEADS = frozenset({"target", "latest", "previous", "current"})
_VALUED = _HEADS | {"trend", "direction", "quartile"}
_SCALED = frozenset({"£000", "£000s", "£'000", "£’000", "£m", "£k", "£bn", "thousand", "thousands", "million"})
_IDENTIFIER = 3  # digits of a number that counts; one of more, that begins a row, names what the row is of
_HEAD_WORDS = 6
_TAIL_WORDS = 6  # a row may end with a trend, a status and the next group's name; more are a sentence

Sort = Literal["period", "value", "target", "nothing", "bracket", "words"]


@dataclass(frozen=True)
class Field:
    """A piece of a row: a period, a value, a target, what stands for no value or in brackets, or words."""

    sort: Sort
    text: str
    start: int
    end: int
    named: Named | None = None
    amount: Amount | None = None


@dataclass(frozen=True)
class Printed:
    """One value of a row: its label as printed, the value, and what the row says besides (of the latest value only)."""

    label: str
    amount: Amount
    period: Span
    count: float | None = None
    base: float | None = None
    target: str | None = None


def promises_values(lines: Iterable[str]) -> bool:
    """Whether the heads of a paper's tables, among its lines, promise that a period's value stands beside it."""
    found = (set(line.lower().replace("(", " ").split()) for line in lines)
    return any(words & _HEADS and len(words & _VALUED) > 1 for words in found)


def read_row(row: Statement, own: Span | None, promised: bool) -> list[Printed]:
    """The values of a row that prints its periods; empty for a line that is none. One period alone counts where the
    paper's heads have `promised` that its value stands beside it.
    """
    fields = _pieces(row.text, own)
    pairs = _pairs(fields)
    if not pairs or not _is_row(row, fields, pairs):
        return []
    first, last = fields[pairs[0][0]], pairs[-1]
    label = row_label(row.text[: first.start])
    if len(pairs) == 1 and (first.named is None or first.named.span.precision == "year" or not promised):
        return []  # one year and a number may be anything
    tail = [f for f in fields[last[1] + 1 :] if f.sort != "bracket"]
    if len(bare_words(label)) < 2 or is_loose(label) or sum(len(bare_words(f.text)) for f in tail) > _TAIL_WORDS:
        return []
    target = next((f.text for f in tail if f.sort == "target"), None)
    found = []
    for at, value in pairs:
        named, amount = fields[at].named, fields[value].amount
        if named is None or amount is None:
            continue
        count, base = _count(fields, value)
        found.append(Printed(label, amount, named.span, count, base, target if (at, value) == last else None))
    return found


def _pieces(text: str, own: Span | None) -> list[Field]:
    """The pieces of a row, of one of its cells or of a flattened line, in order."""
    bare = bare_text(text)
    periods = named_periods(bare, own)
    found: list[Field] = []
    end = -1
    for start, stop in word_spans(bare):
        if start < end:
            continue
        named = next((n for n in periods if n.start < stop and start < n.end), None)
        if named is not None:
            end = max(named.end, stop)
            found.append(Field("period", bare[start:end], start, end, named))
            continue
        word = bare[start:stop]
        if bare[stop : stop + 2] == " %":
            word, end = bare[start : stop + 2], stop + 2
        sort, amount = _sort(word)
        if sort == "words" and found and found[-1].sort == "words":
            before = found.pop()
            found.append(Field("words", f"{before.text} {word}", before.start, stop))
        else:
            found.append(Field(sort, word, start, max(stop, end), None, amount))
    return found


def _sort(word: str) -> tuple[Sort, Amount | None]:
    if word[0] == "(":
        return "bracket", None
    amount = whole(word.strip(";,|"))
    if amount is not None:
        return ("target" if amount.sign else "value"), amount
    return ("nothing" if word.lower() in NONE else "words"), None


def _pairs(fields: Sequence[Field]) -> list[tuple[int, int]]:
    """The places of each period and the value after it."""
    found = []
    for n, field in enumerate(fields):
        after = n + 1
        if after < len(fields) and fields[after].sort == "words" and fields[after].text.lower() in _BETWEEN:
            after += 1
        if field.sort != "period" or after >= len(fields) or fields[after].sort not in ("value", "nothing"):
            continue
        amount = fields[after].amount
        year = amount is not None and not amount.unit and 1900 <= amount.value <= 2100 and len(amount.printed) == 4
        if not year:
            found.append((n, after))
    return found


def _is_row(row: Statement, fields: Sequence[Field], pairs: Sequence[tuple[int, int]]) -> bool:
    """False for one period with two values, for words between two values, for a sentence, and for a record of what
    befell one person or place: it begins with a number of its own, or its days are no ends of months.
    """
    spans = {fields[at].named.span for at, _ in pairs}  # type: ignore[union-attr]
    if len(spans) < len(pairs) or any(span.precision == "day" and not _closes(span.end) for span in spans):
        return False
    before = row.text[: fields[pairs[0][0]].start]
    stops = any(word[-1] in ".;:" and word.lower() != "no." for word in before.split())
    between = any(
        f.sort == "words" and bare_words(f.text)
        for (_, value), (at, _) in pairwise(pairs)
        for f in fields[value + 1 : at]
    )
    first = row.text.split(maxsplit=1)[0]
    return not stops and not between and not (len(first) > _IDENTIFIER and first.isdigit())


def _closes(day: date) -> bool:
    """True for the first or the last day of a month, for which measures are taken."""
    return day.day == 1 or (day + timedelta(days=1)).day == 1


def _count(fields: Sequence[Field], value: int) -> tuple[float | None, float | None]:
    """The count behind a share, and of how many, that stand in brackets right after it: "84.1% (410 of 488)"."""
    after = fields[value + 1] if value + 1 < len(fields) else None
    if after is None or after.sort != "bracket":
        return None, None
    found = numbers(after.text)
    pairs = parts_of(after.text, found)
    if pairs:
        return pairs[0][0].value, pairs[0][1].value
    alone = whole(after.text.strip("()"))
    return (alone.value, None) if alone is not None and not alone.unit else (None, None)


@dataclass(frozen=True)
class Cell:
    """A value under a head that is a period: its label, the value, the period, the row it is of, and its table."""

    label: str
    amount: Amount
    period: Span
    row: Statement
    table: int


class Columns:
    """Reads the lines of one paper in order for values under heads that are periods."""

    def __init__(self) -> None:
        self._heads: tuple[Span, ...] = ()
        self._names: tuple[str, ...] = ()
        self._table = 0
        self._found: list[Cell] = []

    def read(self, row: Statement) -> bool:
        """Read a line; True where it is a table's head or row."""
        if len(row.cells) > 1:
            return self._read_cells(row)
        if self._is_head(row.text):
            self._table += 1
            return True
        fields = _pieces(row.text, None) if self._heads else []
        tail = fields[-len(self._heads) :] if self._heads else []
        label = row.text[: tail[0].start].strip(" :*") if tail else ""
        if not label or any(f.sort != "value" for f in tail) or len(fields) == len(tail) or label[-1:].isdigit():
            self._heads = ()
            return False
        self._add(label, row, zip(self._heads, tail, strict=True))
        return True

    def cells(self) -> list[Cell]:
        """What was read, without labels that stand in two tables."""
        tables: dict[str, set[int]] = defaultdict(set)
        rows = Counter((cell.label.lower(), cell.period) for cell in self._found)
        for cell in self._found:
            tables[cell.label.lower()].add(cell.table)
        return [c for c in self._found if len(tables[c.label.lower()]) == 1 == rows[c.label.lower(), c.period]]

    def _add(self, label: str, row: Statement, cells: Iterable[tuple[Span, Field]]) -> None:
        if len(bare_words(label)) > 1:
            self._found += [Cell(label, f.amount, span, row, self._table) for span, f in cells if f.amount]

    def _read_cells(self, row: Statement) -> bool:
        headed = [(named_periods(cell.head, None), cell) for cell in row.cells]
        under = [(named[0], cell) for named, cell in headed if len(named) == 1]
        words = " ".join([row.table, *(cell.head for cell in row.cells)]).lower().split()
        if len(under) < 2 or _SCALED & set(words) or not _in_order([named for named, _ in under]):
            return False
        names = tuple(cell.head for cell in row.cells)
        self._table += names != self._names
        self._names = names
        first = under[0][1].start
        label = " ".join(bare_text(cell.text) for cell in row.cells if cell.text and cell.start < first)
        fields = [(named.span, _pieces(cell.text, None)) for named, cell in under]
        self._add(label, row, [(span, f[0]) for span, f in fields if len(f) == 1])
        return True

    def _is_head(self, line: str) -> bool:
        named = named_periods(line, None)
        if len(named) < 2 or _SCALED & set(line.lower().split()) or not _in_order(named):
            return False
        rest = line[: named[0].start]
        between = [line[a.end : b.start] for a, b in pairwise(named)] + [line[named[-1].end :]]
        plain = len(bare_words(rest)) <= _HEAD_WORDS and not any(map(str.isdigit, rest))
        if not plain or any(letter.isalnum() for text in between for letter in text):
            return False
        self._heads = tuple(n.span for n in named)
        return True


def _in_order(named: Sequence[Named]) -> bool:
    return all(a.span.end < b.span.end and a.span.precision == b.span.precision for a, b in pairwise(named))
