"""The columns of one table: what stands above each, and the cells of a row under them."""

from __future__ import annotations

from collections.abc import Sequence

from index.language.rows import cell_spans, is_row, is_rule
from index.passages.units import Place
from index.read.layout.lines import Line, plain


class Columns:
    """Reads the heads of a table line by line, then its rows."""

    def __init__(self) -> None:
        self.title = ""
        self._rows: list[list[str]] = []

    def add(self, lines: Sequence[Line]) -> None:
        """Read lines above the first row: those without cells are the table's title."""
        for line in lines:
            if is_row(line.text):
                self._rows.append([plain(line.text[start:end]) for start, end in _spans(line)])
            elif not is_rule(line.text):
                self.title = f"{self.title} {line.plain}".strip()

    def heads(self) -> list[str]:
        """The heads of each column, those of upper rows first; a blank upper head is that of the column before it."""
        if not self._rows:
            return []
        *upper, last = self._rows
        heads: list[list[str]] = [[] for _ in last]
        for row in upper:
            if len(row) > len(last):
                continue
            held = ""  # what a line leaves blank at its end is lost
            for n, text in enumerate([*row, *[""] * (len(last) - len(row))]):
                held = text or held
                heads[n].append(held)
        for n, text in enumerate(last):
            heads[n].append(text)
        return [" ".join(dict.fromkeys(text for text in column if text)) for column in heads]

    def cells(self, lines: Sequence[Line]) -> tuple[Place, ...]:
        """The cells of a row with their heads; none where it is not parted. A row that a page's end has cut has the
        cells of both its lines.
        """
        heads = self.heads()
        found: list[Place] = []
        for line in lines:
            if not is_row(line.text):
                continue
            spans = _spans(line)
            fits = len(spans) == len(heads) or ("\t" in line.text and len(spans) < len(heads))
            found += [
                Place(line.start + start, line.start + end, heads[n] if fits else "")
                for n, (start, end) in enumerate(spans)
            ]
        return tuple(found)


def _spans(line: Line) -> list[tuple[int, int]]:
    """The cells of a line, with the empty ones that it begins with."""
    return [(0, 0)] * line.tabs + cell_spans(line.text)
