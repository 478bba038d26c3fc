"""What is wrong with the place where a file lies is told for what it is, and no hint would lose anything."""

import errno
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.faults import IndexBusy, IndexDamaged, storage_fault

FILE = Path("data/catalogue.sqlite3")


def sqlite(code: int) -> sqlite3.DatabaseError:
    error = sqlite3.OperationalError("words of SQLite")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (sqlite(sqlite3.SQLITE_FULL), "is full"),
        (OSError(errno.ENOSPC, "No space left on device"), "is full"),
        (sqlite(sqlite3.SQLITE_READONLY_DBMOVED), "may not be opened or written"),
        (sqlite(sqlite3.SQLITE_CANTOPEN), "may not be opened or written"),
        (PermissionError(errno.EACCES, "Permission denied"), "may not be opened or written"),
        (sqlite(sqlite3.SQLITE_IOERR_READ), "cannot be read or written"),
        (OSError(errno.EIO, "Input/output error"), "cannot be read or written"),
    ],
)
def test_each_has_its_own_words(error, words):
    fault = storage_fault(error, FILE)
    assert words in fault.message
    assert not isinstance(fault, IndexDamaged)
    assert not {"move", "delete", "remove", "index"} & set(fault.hint.lower().split())


def test_a_catalogue_that_is_damaged_or_busy():
    assert isinstance(storage_fault(sqlite(sqlite3.SQLITE_BUSY), FILE), IndexBusy)
    damaged = storage_fault(sqlite(sqlite3.SQLITE_CORRUPT), FILE)
    assert isinstance(damaged, IndexDamaged)
    assert "scrutiny restore FILE --data OTHER" in damaged.hint


def test_a_real_file_that_is_no_database(tmp_path):
    (tmp_path / "a.sqlite").write_bytes(b"no database " * 100)
    with pytest.raises(sqlite3.DatabaseError) as found, sqlite3.connect(tmp_path / "a.sqlite") as connection:
        connection.execute("SELECT * FROM a")
    assert isinstance(storage_fault(found.value, tmp_path / "a.sqlite"), IndexDamaged)


def test_what_sqlite_calls_an_io_error_on_a_full_disk_is_a_full_disk(tmp_path, monkeypatch):
    error = sqlite(sqlite3.SQLITE_IOERR_SHMSIZE)
    assert "is full" not in storage_fault(error, tmp_path / "catalogue.sqlite3").message
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=4096))
    assert "is full" in storage_fault(error, tmp_path / "catalogue.sqlite3").message
    assert "is full" in storage_fault(error, tmp_path).message
