"""Reads spreadsheets: each sheet that is shown as a table, its cells as they are shown; and tables of plain text."""

import csv
import io
import warnings
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from index.faults import Unreadable
from index.read.cellformat import shown
from index.read.layout.lines import row_lines
from index.read.plain import decode
from index.values import Bookmark, Page, Reading

MOST_ROWS, MOST_COLUMNS = 5000, 200  # of a sheet that are read
_BEYOND = f"rows after the {MOST_ROWS:,}th of a sheet"
MAX_UNPACKED = 400 * 1024 * 1024
Row = Sequence[str]


def check_packed(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive that an Office file is; raises `Unreadable` for one that is too big when unpacked."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
        raise Unreadable(f"{name} is too big when unpacked.", "Save it as PDF, without its pictures.")
    return archive


def read_workbook(data: bytes, name: str) -> Reading:
    """Read an Excel file as one page: the name of each sheet as a heading, its rows below as lines "cell | cell"."""
    from openpyxl import load_workbook

    archive = check_packed(data, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl leaves out, and we count ourselves
        book = load_workbook(io.BytesIO(data), data_only=True)
        formulas = load_workbook(io.BytesIO(data), read_only=True)
    kept_out: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    tables = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            kept_out["sheets"] += 1
            continue
        unread["charts"] += len(sheet._charts)
        unread["pictures"] += len(sheet._images)
        tables.append((sheet.title, _shown_rows(sheet, formulas[sheet.title], kept_out, unread)))
    unread["sheets that are charts"] += len(book.chartsheets)
    unread["text boxes"] += sum(
        archive.read(part).count(b"<xdr:txBody") for part in archive.namelist() if part.startswith("xl/drawings/")
    )
    return as_tables(tables, name, book.properties.title or "", kept_out, unread)


def _shown_rows(sheet: Any, source: Any, kept_out: Counter[str], unread: Counter[str]) -> list[Row]:
    """The rows of a sheet that are shown, without the columns that are not; `source` is the sheet with its formulas.
    What lies beyond the last value is not looked at: a sheet may be formatted down to its millionth row.
    """
    source.reset_dimensions()
    formulas = {
        (cell.row, cell.column): cell.data_type == "f"
        for row in source.iter_rows()
        for cell in row
        if cell.value is not None
    }
    columns = {column for _, column in formulas if column <= MOST_COLUMNS}
    hidden = {
        column
        for one in sheet.column_dimensions.values()
        for column in columns
        if one.hidden and one.min and one.min <= column <= (one.max or one.min)
    }
    unread[_BEYOND] += len({row for row, _ in formulas if row > MOST_ROWS})
    unread[f"columns after the {MOST_COLUMNS}th"] += len({column for _, column in formulas} - columns)
    kept_out["columns"] += len(hidden)
    rows: list[Row] = []
    last = min(max((row for row, _ in formulas), default=0), MOST_ROWS)
    for cells in sheet.iter_rows(max_row=last, max_col=max(columns)) if columns and last else ():
        if sheet.row_dimensions[cells[0].row].hidden:
            kept_out["rows"] += any(cell.value is not None for cell in cells)
            continue
        row = []
        for cell in cells:
            if cell.column not in hidden:
                row.append(shown(cell.value, cell.number_format))
                unread["comments"] += bool(getattr(cell, "comment", None))
                unread["formulas without a result"] += cell.value is None and formulas.get(
                    (cell.row, cell.column), False
                )
        rows.append(row)
    return rows


def read_csv(data: bytes, name: str) -> Reading:
    """Read a table in plain text, its cells parted by commas, semicolons or TABs, as rows "cell | cell"."""
    text = decode(data).replace("\0", "")
    try:
        form: Any = csv.Sniffer().sniff(text[:20000], ",;\t|")
    except csv.Error:
        form = csv.excel_tab if name.lower().endswith(".tsv") else csv.excel
    csv.field_size_limit(max(len(text), csv.field_size_limit()))  # it is the process's: never lower than it was
    rows: list[Row] = list(csv.reader(io.StringIO(text, newline=""), delimiter=form.delimiter))
    return as_tables([("", rows)], name, "", Counter(), Counter())


def as_tables(
    tables: list[tuple[str, list[Row]]], name: str, title: str, kept_out: Counter[str], unread: Counter[str]
) -> Reading:
    """The reading of a file of tables, each with its name; `kept_out` and `unread` count what was left out of it."""
    lines: list[str] = []
    outline: list[Bookmark] = []
    for heading, rows in tables:
        if heading and not (len(tables) == 1 and heading.rstrip("0123456789") == "Sheet"):
            outline.append(Bookmark(" ".join(heading.split()), 0, None))
            lines += ["", outline[-1].title, ""]
        unread[_BEYOND] += max(0, len(rows) - MOST_ROWS)
        used = {n for row in rows for n, cell in enumerate(row) if cell.strip()}
        for row in rows[:MOST_ROWS]:
            cells = [cell for n, cell in enumerate(row) if n in used]
            while cells and not cells[-1].strip():
                cells.pop()
            lines += row_lines(cells) or [""]
        lines.append("")
    page = Page(None, "\n".join(lines).strip("\n") + "\n")
    known = {"Title": title or PurePath(name).stem, "Form": "table"}
    return Reading((page,), tuple(outline), known, told(name, kept_out, unread))


def told(name: str, kept_out: Counter[str], unread: Counter[str]) -> tuple[str, ...]:
    """What a file holds that was left out, in words: what it hides itself, and what is not read."""
    said = []
    for words, counts in ((f"Left out of {name}, because it hides them", kept_out), (f"Not read of {name}", unread)):
        listed = ", ".join(f"{what}: {count}" for what, count in counts.items() if count)
        said += [f"{words}: {listed}."] if listed else []
    return tuple(said)
