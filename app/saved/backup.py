"""A data folder as one file, made while the program runs: the catalogue, the papers kept, and all that people saved.

What can be made again from those (vectors, figures, the register) is not in it, and is made at the first opening; nor
is what an ingest had still to read, which lies elsewhere.
"""

import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.saved.chats import ChatStore
from app.saved.journals import AuditLog, ReplyStore, SpendingStore, StatusStore
from app.saved.restrictions import AccessStore
from app.saved.store import BUSY
from index.checksums import teach
from index.digest import digest
from index.faults import Fault, NotFound, Unreadable, storage_fault
from index.store.catalogue import Catalogue
from index.store.stores import writing

CATALOGUE, FILES, ABOUT = "catalogue.sqlite3", "files", "scrutiny-backup.json"
STORES = (AccessStore, ChatStore, StatusStore, SpendingStore, ReplyStore, AuditLog)
DATABASES = (CATALOGUE, *(store.FILE for store in STORES))
_PATIENCE = 60.0  # seconds to wait for whoever is reading papers in


def back_up(data_dir: Path, file: Path) -> int:
    """Write the data folder into a new file; how many papers are in it. Raises NotFound, IndexBusy, or Fault."""
    if not Catalogue(data_dir / CATALOGUE).made():
        raise NotFound(f"There is no index in {data_dir}.", "Run `scrutiny index PATH` first.")
    if file.exists():
        raise Fault(f"There is a file {file} already.", "Give another name.")
    new = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with writing(data_dir, _PATIENCE), _unchanged(data_dir / AccessStore.FILE), _for_the_owner(new) as backup:
            backup.writestr(ABOUT, json.dumps({"format": 1, "made_at": datetime.now(UTC).isoformat()}))
            for name in DATABASES:
                if (data_dir / name).exists():
                    _add_database(backup, data_dir / name)
            kept = sorted(path for path in (data_dir / FILES).glob("*") if not path.name.startswith("."))
            for path in kept:
                backup.write(path, f"{FILES}/{path.name}")
        new.replace(file)
    except OSError as error:
        raise storage_fault(error, file) from error
    finally:
        new.unlink(missing_ok=True)
    return len(kept)


def is_backup(file: Path) -> bool:
    """Whether a file is what `back_up` makes."""
    if not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as backup:
        return ABOUT in backup.namelist()


def put_back(file: Path, data_dir: Path) -> None:
    """Make a data folder of a backup, all or nothing, every part checked. Raises Unreadable, or Fault."""
    if any((data_dir / name).exists() for name in (*DATABASES, FILES)):
        raise Fault(f"There is an index in {data_dir} already.", "Restore to a folder of its own, given by --data.")
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restoring-", dir=data_dir) as folder, zipfile.ZipFile(file) as backup:
            _unpack(backup, Path(folder))
            for name in (*DATABASES[1:], FILES, CATALOGUE):  # the catalogue last: without it there is no index
                if (Path(folder) / name).exists():
                    (Path(folder) / name).replace(data_dir / name)
    except zipfile.BadZipFile as error:
        raise Unreadable(f"{file} is damaged: {error}.", "Use another backup.") from error
    except OSError as error:
        raise storage_fault(error, data_dir) from error


def _unpack(backup: zipfile.ZipFile, folder: Path) -> None:
    for name in backup.namelist():
        place, _, kept = name.partition("/")
        if name in DATABASES or (place == FILES and kept.isalnum()):
            path = Path(backup.extract(name, folder))
            path.chmod(0o600)
            if kept and digest(path) != kept:
                raise zipfile.BadZipFile(f"{name} has another content than it had")


@contextmanager
def _unchanged(access: Path) -> Iterator[None]:
    """Nobody's right to see a paper changes meanwhile, so that the catalogue's note of it agrees."""
    if not access.exists():
        yield
        return
    with closing(sqlite3.connect(access, timeout=BUSY)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.rollback()


@contextmanager
def _for_the_owner(new: Path) -> Iterator[zipfile.ZipFile]:
    with (
        os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as backup,
    ):
        yield backup


def _add_database(backup: zipfile.ZipFile, path: Path) -> None:
    """A database as it is at one moment, whoever writes it meanwhile."""
    with tempfile.TemporaryDirectory(prefix="scrutiny-backup-") as folder:
        copy = Path(folder) / path.name
        with closing(sqlite3.connect(path, timeout=BUSY)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            if path.name == CATALOGUE:  # what an ingest has still to do lies in folders that are not in the backup
                teach(target)
                target.execute("PRAGMA secure_delete = ON")
                target.execute("DELETE FROM waiting")
                target.commit()
        backup.write(copy, path.name)
