"""Whether a catalogue is as it was written, and making one that is not again from the files that the index keeps: a new
one takes its place, in which the manifest's rows stand and every document is still to be read. `index.ingest.reread`
does that at the next opening, and goes on when it is killed."""

import os
from contextlib import closing, nullcontext, suppress
from pathlib import Path

from index.checksums import changed
from index.faults import DATABASE, IndexBusy, IndexDamaged, is_full, storage_fault
from index.store.catalogue import manifest
from index.store.catalogue.schema import REREADING, connect, create, insert, lacks_committees, made_of_others
from index.store.catalogue.writer import UNSWEPT, Writer, note
from index.store.stores import reading_in, writing

_OF_PASSAGES = ("passages", "vectors", "token_vectors", "statements", "bands")
_TOLD = ("meta", "documents", "corrections", "withdrawn", "refused", "aside")  # what the second copy holds
_UNREAD = " could not be read again from its file"
_OF_UNREAD = "FROM documents WHERE page_count = 0"
_PATH = "SELECT path FROM documents d, items i, passages p WHERE d.key = i.document AND i.key = p.item AND p.key = ?"


def damage(path: Path) -> list[str]:
    """What is not as it was written in the catalogue at `path`, in words: its pages, tables, rows and word index; and
    which papers of one that was made again could not be read."""
    wrong, unread = list[str](), list[str]()
    try:
        with closing(connect(path)) as connection:
            wrong += [row[0] for row in connection.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
            wrong += ["its tables are not made as they were"] * made_of_others(connection)
            for table, key in changed(connection):
                of = connection.execute(_PATH, (key.split()[-1],)).fetchone() if table in _OF_PASSAGES else None
                wrong.append(f"{table} {key}" + (f" of {of[0]}" if of else ""))
            unread += [row[0] + _UNREAD for row in connection.execute(f"SELECT path {_OF_UNREAD}")]
            connection.execute("PRAGMA query_only = OFF")  # to ask the word index counts as writing
            connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except DATABASE as error:
        fault = storage_fault(error, path)
        if isinstance(fault, IndexBusy) or is_full(path) or not os.access(path, os.R_OK | os.W_OK):
            raise fault from error  # that is not damaged
        wrong.append(fault.args[0])
    return [f"the catalogue is not what was written: {problem}" for problem in wrong] + unread


def _told(path: Path) -> manifest.Rows | None:
    """The second copy, written now; None where what it holds of the catalogue is not sound."""
    try:
        with suppress(IndexDamaged), closing(connect(path, write=True)) as connection:
            if lacks_committees(connection):
                create(connection)
            pages = {row[0] for table in _TOLD for row in connection.execute(f"PRAGMA integrity_check({table})")}
            if pages == {"ok"} and not {table for table, _ in changed(connection)} & set(_TOLD):
                connection.text_factory = str
                manifest.write(connection, path.parent)
    except DATABASE as error:
        if not isinstance(fault := storage_fault(error, path), IndexDamaged):
            raise fault from error
    return manifest.read(path.parent)


def make_again(data_dir: Path) -> list[str]:
    """Put a new catalogue in the place of one that is gone or not as written; what was wrong. Papers that could not be
    read are to be read again. Raises IndexDamaged, and IndexBusy while papers are read in, everything as it was."""
    path, kept = data_dir / "catalogue.sqlite3", manifest.read(data_dir)
    if not path.exists() and not (data_dir / manifest.FILE).exists():
        return []
    with writing(data_dir):
        found = damage(path) if path.exists() else ["the catalogue is gone"]
        wrong = [problem for problem in found if not problem.endswith(_UNREAD)]
        if not found:
            return []
        if wrong and kept is None and path.exists():
            kept = _told(path)
        if wrong and kept is None:
            raise IndexDamaged(
                f"Neither {path} nor its second copy {manifest.FILE} can be used: {'; '.join(wrong)}.",
                "Keep the folder as it is, and restore a backup to another: scrutiny restore FILE --data OTHER.",
            )
        new, damaged = path.with_name(f".{path.name}.new"), path.with_name(manifest.DAMAGED)
        with nullcontext() if wrong else suppress(IndexBusy), reading_in(data_dir):
            new.unlink(missing_ok=True)
            with closing(Writer(new if wrong else path)) as writer, writer.transaction() as connection:
                for table, row in ((table, row) for table, rows in (kept or {}).items() for row in rows if wrong):
                    unread = {"page_count": 0, "warnings": "[]"} if table == "documents" else {}
                    if table != "meta" or not (row["key"] == UNSWEPT or row["key"].startswith("vectors:")):
                        insert(connection, table, **row | unread)
                connection.execute(f"INSERT OR IGNORE INTO stale SELECT key, 0 {_OF_UNREAD}")
                note(connection, {REREADING: "yes"})
            if not wrong:
                return []
            unswept = any(row["key"] == UNSWEPT for row in (kept or {}).get("meta", ()))  # it may hold withdrawn words
            keeps = not (damaged.exists() or unswept)  # the first holds what was there before anything was made again
            for suffix in ("", "-wal", "-shm"):
                old = path.with_name(path.name + suffix)
                if keeps and old.exists() and suffix != "-shm":
                    old.replace(damaged.with_name(damaged.name + suffix))
                old.unlink(missing_ok=True)
            new.replace(path)
    return wrong
