"""Every fault the assistant reports to a person, as one small tree.

    Fault                     anything below; has a `hint`: what the person can do
    ├── Unreadable            a file that cannot be read (corrupt, encrypted, empty, huge, image-only …)
    │   └── Overran           … that takes more time or memory than one may, or ends the process that reads it
    ├── NotFound              a folder, document, report or chat that is not there
    ├── IndexMismatch         the index was built with another model, dimension or chunk settings
    ├── IndexBusy             another process is writing the index
    ├── IndexDamaged          the stores disagree; `scrutiny verify --repair` mends it
    ├── BadSetting            a setting that is unknown or has an impossible value
    └── LlmFault              the LLM is unreachable, slow, or answers something unusable

The command prints one line (`message` and `hint`), the page shows the same words, nobody sees a traceback."""

import errno
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path


class Fault(Exception):
    """A fault with a message for a person and a hint of what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Unreadable(Fault):
    """A file that cannot be read."""


class Overran(Unreadable):
    """A file that takes more time or memory than one may, or ends the process that reads it."""


class NotFound(Fault):
    """A folder, document, report or chat that is not there."""


class IndexMismatch(Fault):
    """The index was built with another model, dimension or chunk settings."""


class IndexBusy(Fault):
    """Another process is writing the index."""


class IndexDamaged(Fault):
    """The two stores disagree."""


class BadSetting(Fault):
    """A setting that is unknown or has an impossible value."""


class LlmFault(Fault):
    """The LLM is unreachable, slow, or answers something unusable; `left_out` is what it wrote that was not proved."""

    def __init__(self, message: str, hint: str = "", left_out: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.left_out = left_out


_OF_SYSTEM = dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "full") | dict.fromkeys(
    (errno.EROFS, errno.EACCES, errno.EPERM), "shut"
)
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: "full",
    **dict.fromkeys((sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM), "shut"),
    **dict.fromkeys((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL), "busy"),
    **dict.fromkeys((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR), "damaged"),
}
DATABASE = sqlite3.DatabaseError, UnicodeDecodeError  # of a damaged file SQLite's own words may be no text
_SCARCE = 1 << 20  # bytes: SQLite, which cannot make its log's index longer then, calls that an I/O error


def is_full(path: Path) -> bool:
    """Whether there is no room on the disk of a file or folder."""
    with suppress(OSError):
        return shutil.disk_usage(path if path.exists() else path.parent).free < _SCARCE
    return False


def storage_fault(error: OSError | sqlite3.Error | UnicodeDecodeError, path: Path) -> Fault:
    """The fault that tells a person why a file of the data folder cannot be used; following its hint loses nothing."""
    if isinstance(error, OSError):
        kind, why = _OF_SYSTEM.get(error.errno or 0), error.strerror or str(error)
    else:
        kind, why = _OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF), str(error)
        kind = "damaged" if "decode" in why else kind
    if kind == "full" or (kind is None and is_full(path)):
        return Fault(f"The disk of {path} is full.", "Free some space and try again: what was stored before is whole.")
    if kind == "shut":
        return Fault(
            f"{path} may not be opened or written ({why}).",
            "Let the user who runs the program read and write its folder and everything in it.",
        )
    if kind == "busy":
        return IndexBusy(f"The index in {path.parent} is busy.", "Try again in a moment.")
    if kind == "damaged":
        return IndexDamaged(
            f"{path} is damaged and cannot be used: {why}.",
            "Run `scrutiny verify --repair`: it makes a catalogue again from the kept files. For others keep the "
            "folder as it is, and restore a backup to another: scrutiny restore FILE --data OTHER. Without one, take "
            f"{path.name} alone out of it; chats, lists and who may see what stand in files of their own.",
        )
    return Fault(f"{path} cannot be read or written ({why}).", "Look at the disk or the share that it is on.")
