"""Tables as CSV, in which no cell is a formula: what the cells hold was written by others."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(head: Iterable[str], rows: Iterable[Iterable[object]], line_end: str = "\r\n") -> str:
    """A row of headings and the rows. None is an empty cell; a text that a spreadsheet would reckon with is quoted."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator=line_end)
    writer.writerow(head)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return file.getvalue()


def _safe(cell: object) -> object:
    """A cell; a text that begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
