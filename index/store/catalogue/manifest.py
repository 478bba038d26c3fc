"""The second copy, in one small file, of what no kept file says: the papers and their names, what people set right,
withdrew or set aside, and the index's own facts. It is written before a change of these is committed.
"""

import json
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from index.digest import seal, unseal, write_whole
from index.faults import IndexDamaged
from index.store.catalogue.schema import MEND, differs, sound

FILE = "manifest.json"
DAMAGED = "catalogue.damaged"  # an old catalogue that may hold what no kept file says
_DOCUMENT = "sha256, path, source, folder, size, mtime, status, replaces, added_at, metadata"
Rows = dict[str, list[dict[str, Any]]]
_TABLES = {"meta": "*", "documents": _DOCUMENT} | dict.fromkeys(("corrections", "withdrawn", "refused", "aside"), "*")


def write(connection: sqlite3.Connection, folder: Path) -> None:
    """Write what is to be committed. Raises IndexDamaged, the copy as it was, where rows are not as written."""
    rows = {}
    for table, columns in _TABLES.items():
        found = connection.execute(f"SELECT {columns}, {differs(table)} AS changed FROM {table} ORDER BY 1, 2")
        rows[table] = [dict(zip(row.keys()[:-1], row, strict=False)) for row in sound(found.fetchall())]
    text, file = seal(json.dumps(rows)), folder / FILE
    with suppress(OSError, ValueError):
        if file.read_text(encoding="utf-8") == text:
            return
    write_whole(file, text)


def read(folder: Path) -> Rows | None:
    """The rows of each table as they were last written; None where there is no copy, or it is damaged."""
    with suppress(OSError, ValueError):
        return cast(Rows, json.loads(unseal((folder / FILE).read_text(encoding="utf-8"))))
    return None


def check_lost(folder: Path) -> None:
    """Raise IndexDamaged where the manifest names papers, or cannot be read: there was a catalogue, which is gone."""
    kept = read(folder)
    if (folder / FILE).exists() and (kept is None or kept["documents"]):
        raise IndexDamaged(f"The catalogue in {folder} is gone.", MEND)
