"""Whether a catalogue is as it was written, and making one that is not again from the files that the index keeps: a new
one takes its place, in which the manifest's rows stand and every document is still to be read. `index.ingest.reread`
does that at the next opening, and goes on when it is killed.
"""

from contextlib import closing
from pathlib import Path

from index.checksums import changed
from index.digest import is_file_of
from index.faults import DATABASE, IndexDamaged, storage_fault
from index.store.catalogue import manifest
from index.store.catalogue.rereading import Rereading
from index.store.catalogue.schema import connect, insert, made_of_others
from index.store.catalogue.writer import UNSWEPT, Writer
from index.store.stores import writing

_OF_PASSAGES = ("passages", "vectors", "token_vectors", "statements", "bands")
_PATH = """
SELECT path FROM passages JOIN items ON items.key = item JOIN documents ON documents.key = document
WHERE passages.key = ?
"""


def damage(path: Path) -> list[str]:
    """What is not as it was written in the catalogue at `path`, in words: its pages, tables, rows and word index."""
    wrong: list[str] = []
    try:
        with closing(connect(path)) as connection:
            wrong += [row[0] for row in connection.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
            wrong += ["its tables are not made as they were"] * made_of_others(connection)
            for table, key in changed(connection):
                of = connection.execute(_PATH, (key.split()[-1],)).fetchone() if table in _OF_PASSAGES else None
                wrong.append(f"{table} {key}" + (f" of {of[0]}" if of else ""))
            unread = connection.execute("SELECT path FROM documents WHERE page_count = 0")
            wrong += [f"{path} was never read" for (path,) in unread]
            connection.execute("PRAGMA query_only = OFF")  # to ask the word index counts as writing
            connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except DATABASE as error:
        wrong.append(storage_fault(error, path).args[0])
    return [f"the catalogue is not what was written: {problem}" for problem in wrong]


def make_again(data_dir: Path) -> list[str]:
    """Put a new catalogue in the place of one that is gone or not as written; what was wrong. Raises IndexDamaged."""
    path, kept = data_dir / "catalogue.sqlite3", manifest.read(data_dir)
    if not path.exists() and not (data_dir / manifest.FILE).exists():
        return []
    with writing(data_dir):
        wrong = damage(path) if path.exists() else ["the catalogue is gone"]
        if wrong and kept is None:
            raise IndexDamaged(
                f"Neither {path} nor its second copy {manifest.FILE} can be used: {'; '.join(wrong)}.",
                "Keep the folder as it is, and restore a backup to another: scrutiny restore FILE --data OTHER.",
            )
        if wrong and kept:
            new = path.with_name(f".{path.name}.new")
            new.unlink(missing_ok=True)
            with closing(Writer(new)) as writer:
                with writer.transaction() as connection:
                    for table, row in ((table, row) for table, rows in kept.items() for row in rows):
                        unread = {"page_count": 0, "warnings": "[]"} if table == "documents" else {}
                        if table != "meta" or not (row["key"] == UNSWEPT or row["key"].startswith("vectors:")):
                            insert(connection, table, **row | unread)
                Rereading(writer).begin()
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            names = [row["sha256"] for row in kept["documents"]]
            if path.exists() and not all(is_file_of(data_dir / "files" / name, name) for name in names):
                path.replace(path.with_name(manifest.DAMAGED))
            new.replace(path)
    return wrong
