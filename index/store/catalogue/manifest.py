"""The second copy, in one small file, of what no kept file says: the papers and their names, what people set right,
withdrew or set aside, and the index's own facts. It is written before a change of these is committed: whole, or for a
paper that came or moved as one more line, each line with its digest."""

import json
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock

from index.digest import seal, unseal, write_whole
from index.faults import IndexDamaged
from index.store.catalogue.schema import MEND, differs, sound

FILE = "manifest.json"
DAMAGED = "catalogue.damaged"  # an old catalogue that may hold what no kept file says; its log has more of a name
_LOCK = "manifest.lock"  # held while it is written, of an old catalogue or of the one that is made in its place
_DOCUMENT = "sha256, path, source, folder, size, mtime, status, replaces, added_at, metadata"
_KEYS = {"documents": "sha256", "meta": "key"}  # of the tables of which rows are added
Rows = dict[str, list[dict[str, Any]]]
_TABLES = {"meta": "*", "documents": _DOCUMENT} | dict.fromkeys(("corrections", "withdrawn", "refused", "aside"), "*")


def write(connection: sqlite3.Connection, folder: Path) -> None:
    """Write what is to be committed. Raises IndexDamaged, the copy as it was, where rows are not as written."""
    text, file = seal(json.dumps(_told(connection))), folder / FILE
    with FileLock(folder / _LOCK):
        if not file.exists() or file.read_text(encoding="utf-8", errors="replace") != text:
            write_whole(file, text)


def add(connection: sqlite3.Connection, folder: Path, sha256: str) -> None:
    """Write what is to be committed of one document, and the generation, below what is written. Raises as `write`."""
    if not (folder / FILE).exists():
        write(connection, folder)
        return
    found = {"documents": _rows(connection, "documents", sha256), "meta": _rows(connection, "meta", "generation")}
    with FileLock(folder / _LOCK), (folder / FILE).open("a", encoding="utf-8") as file:
        file.write("\n" + seal(json.dumps(found)).replace("\n", " "))
        file.flush()
        os.fsync(file.fileno())


def _told(connection: sqlite3.Connection) -> Rows:
    return {table: _rows(connection, table) for table in _TABLES}


def _rows(connection: sqlite3.Connection, table: str, key: str | None = None) -> list[dict[str, Any]]:
    """The rows of a table, or those whose first column is `key`."""
    own, values = (f"WHERE {_KEYS[table]} = ?", (key,)) if key else ("", ())
    query = f"SELECT {_TABLES[table]}, {differs(table)} AS changed FROM {table} {own} ORDER BY 1, 2"
    found = sound(connection.execute(query, values).fetchall())
    return [dict(zip(row.keys()[:-1], row, strict=False)) for row in found]


def read(folder: Path) -> Rows | None:
    """The rows of each table as they were last written; None where there is no copy, or it is damaged. A line that was
    added and is not whole is of a change that was cut off, or is missing against the catalogue (`unlike`)."""
    with suppress(OSError, ValueError):
        digest, text, *added = (folder / FILE).read_text(encoding="utf-8", errors="replace").split("\n")
        rows: Rows = json.loads(unseal(f"{digest}\n{text}"))
        rows["corrections"] = [{"committee": None} | row for row in rows["corrections"]]  # as before it was kept
        for line in added:
            with suppress(ValueError):
                for table, changed in json.loads(unseal(line.replace(" ", "\n", 1))).items():
                    rows[table] += changed
        latest = {table: {row[key]: row for row in rows[table]} for table, key in _KEYS.items()}
        return rows | {table: [found[key] for key in sorted(found)] for table, found in latest.items()}
    return None


def unlike(connection: sqlite3.Connection, folder: Path) -> bool:
    """Whether the copy does not say what the catalogue does. Raises IndexDamaged where that has damaged rows."""
    return read(folder) != _told(connection)


def forget_damaged(folder: Path) -> None:
    """Remove the old catalogue that was kept, with its log."""
    for path in folder.glob(f"{DAMAGED}*"):
        path.unlink()


def check_lost(folder: Path) -> None:
    """Raise IndexDamaged where the manifest names papers, or cannot be read: there was a catalogue, which is gone."""
    kept = read(folder)
    if (folder / FILE).exists() and (kept is None or kept["documents"]):
        raise IndexDamaged(f"The catalogue in {folder} is gone.", MEND)
