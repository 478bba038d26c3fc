"""Which files an ingest has to look at: the paths given, folders walked, in an order that never changes; ZIP files of
papers unpacked and files taken out of mails, each a document of its own, named "file.zip/member", "mail.eml/file".

A member is never written where its name says; sizes and counts have limits; an archive in an archive is refused."""

import errno
import hashlib
import logging
import os
import re
import shutil
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from index.faults import NotFound, Unreadable
from index.ingest.bounded import attached
from index.read.plain import BROKEN, OLDER, SUFFIXES
from index.store.catalogue.records import Origin

MAX_MEMBERS = 1000
MAX_MEMBER = 200 * 1024 * 1024  # bytes
MAX_UNPACKED = 1024 * 1024 * 1024  # bytes of all members of one archive
ZIP = ".zip"
MAILS = (".eml", ".msg")
_LOOKED_AT = {*SUFFIXES, *OLDER, ZIP}
_DEEPEST = 3  # mails attached to mails whose own files are taken out
_CHUNK = 1024 * 1024
_LOCKED = 0x1  # the flag of a member that has a password
_DRIVE = re.compile(r"[A-Za-z]:")
_log = logging.getLogger(__name__)
_NO_FILE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)  # gone since it was listed, or a link that leads nowhere
Stamp = tuple[int, int]  # A file's size in bytes, and the time of its last change in nanoseconds since 1970
Found = list[tuple[Origin, bool]]
"""Files to index, and of each whether it was named itself (rather than found in a folder or a ZIP file)."""


@contextmanager
def unpacked(origins: Iterable[tuple[Origin, bool]], folder: Path) -> Iterator[tuple[Found, list[tuple[str, str]]]]:
    """Unpack ZIP files and mails into `folder` for the block: files to index, and what could not be, with why."""
    files: Found = []
    refused: list[tuple[str, str]] = []
    waiting = [(origin, named, 0) for origin, named in reversed(list(origins))]
    try:
        while waiting:
            origin, named, depth = waiting.pop()
            ending = PurePosixPath(origin.path).suffix.lower()
            packed = ending == ZIP
            if not packed:
                files.append((origin, named))
            try:
                members = _unpack(origin, folder, refused) if packed else _attached(origin, folder, ending, depth)
            except Unreadable as fault:
                refused.append((origin.path if packed else f"{origin.path}/(attached)", str(fault)))
            except BROKEN:
                refused.append((origin.path, f"{origin.path} is damaged. Ask for the file again."))
            else:
                waiting += [(member, False, depth + 1) for member in reversed(members)]
        yield files, refused
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _attached(origin: Origin, folder: Path, ending: str, depth: int) -> list[Origin]:
    """What is attached to a mail, each a file of its own; none for other kinds of file, and for mails deep in mails."""
    if ending not in MAILS or depth > _DEEPEST:
        return []
    home = folder / hashlib.sha256(origin.source.encode()).hexdigest()[:16]
    home.mkdir(parents=True, exist_ok=True)
    found: dict[str, Origin] = {}
    for number, name in enumerate(attached(Path(origin.source), home, origin.path)[:MAX_MEMBERS], 1):
        last = "".join(c for c in PurePosixPath(name.replace("\\", "/")).name if c.isprintable())
        path = f"{origin.path}/{last}"
        path = path if path not in found else f"{origin.path}/{number}-{last}"
        file = home / f"{number}{PurePosixPath(last).suffix.lower()}"
        if file.is_file() and not file.is_symlink():
            found[path] = Origin(file.as_posix(), path, origin.folder)
    return list(found.values())


def _unpack(origin: Origin, folder: Path, refused: list[tuple[str, str]]) -> list[Origin]:
    """Write an archive's members, and note those that cannot be read."""
    home = folder / hashlib.sha256(origin.source.encode()).hexdigest()[:16]
    home.mkdir(parents=True, exist_ok=True)
    found: list[Origin] = []
    taken: set[str] = set()
    left = MAX_UNPACKED
    with zipfile.ZipFile(origin.source) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MAX_MEMBERS:
            raise Unreadable(f"{origin.path} holds {len(infos)} files.", f"Pack at most {MAX_MEMBERS} in one ZIP.")
        for info in infos:
            name = PurePosixPath(info.filename.replace("\\", "/"))
            path = f"{origin.path}/{name}"
            suffix = name.suffix.lower()
            if problem := _problem(info, name, suffix):
                refused.append((path, problem))
                continue
            if suffix not in _LOOKED_AT or name.name.startswith(".") or "__MACOSX" in name.parts or path in taken:
                continue
            taken.add(path)
            target = home / f"{hashlib.sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}{suffix}"
            try:
                size = _write(archive, info, target, min(left, MAX_MEMBER))
            except BROKEN:
                refused.append((path, f"{name.name} is damaged. Ask for the file again."))
                continue
            if size is None:
                target.unlink()
                refused.append((path, f"{name.name} is too big when unpacked. Add it by itself, without its pictures."))
                continue
            left -= size
            found.append(Origin(target.as_posix(), path, origin.folder))
    return found


def _problem(info: zipfile.ZipInfo, name: PurePosixPath, suffix: str) -> str:
    """Why a member is not unpacked; "" when nothing speaks against it."""
    if name.is_absolute() or ".." in name.parts or _DRIVE.match(str(name)):
        return f"{name.name} has a name that points outside the archive. Pack it again."
    if suffix == ZIP:
        return f"{name.name} is an archive within an archive. Unpack it and add its files."
    if info.flag_bits & _LOCKED:
        return f"{name.name} is locked with a password. Pack it again without one."
    return ""


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int) -> int | None:
    """Write a member and give its size; None when it has more than `most` bytes, whatever it declares."""
    size = 0
    with archive.open(info) as source, target.open("wb") as sink:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > most:
                return None
            sink.write(chunk)
    return size


def walk(paths: Iterable[Path]) -> Found:
    """Every file to index, each once, and whether it was named itself. Raises NotFound before anything is read."""
    found: dict[str, tuple[Origin, bool]] = {}
    for given in [Path(path) for path in paths]:
        path = given.expanduser().resolve()  # however it is spelt, it is one place
        if path.is_dir():
            look = look_into(path)
            for why, left_out in (("not types that can be read", look.skipped), ("they cannot be opened", look.closed)):
                if left_out:
                    _log.warning("Skipped in %s, %s: %s", path, why, ", ".join(left_out))
            for place in look.files:
                origin = Origin(_text(path / place), place, _text(path))
                found.setdefault(origin.source, (origin, False))
        elif path.is_file():
            found[_text(path)] = (Origin(_text(path), path.name, _text(path.parent)), True)
        else:
            raise NotFound(f"There is no file or folder {given}.", "Check the path.")
    return list(found.values())


@dataclass(frozen=True)
class FolderLook:
    """The papers in a folder, by their path within it, in reading order; `closed` is what could not be looked at just
    now, `skipped` the names of files that no reader reads."""

    files: Mapping[str, Stamp] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    def with_closed(self, before: Mapping[str, Stamp]) -> dict[str, Stamp]:
        """The papers, those of `before` included that lie where this look could not see."""
        hidden = tuple(f"{place}/" for place in self.closed)
        kept = {path: stamp for path, stamp in before.items() if path in self.closed or path.startswith(hidden)}
        return {**kept, **self.files}


def look_into(folder: Path) -> FolderLook:
    """Every file to be read in a folder, none opened, no link followed. Raises NotFound where it is offline."""
    files: dict[str, Stamp] = {}
    closed: list[str] = []
    skipped: list[str] = []

    def unlisted(failure: OSError) -> None:
        place = _place(Path(failure.filename), folder)
        if place == ".":
            raise NotFound(
                f"The folder cannot be looked at ({failure.strerror}).",
                "If it is on a share, the share may be offline; it is tried again all the time.",
            ) from failure
        closed.append(place)

    for parent, folders, names in os.walk(folder, onerror=unlisted):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = _place(Path(parent), folder)
        for name in sorted(names):
            if name.startswith("."):
                continue
            if Path(name).suffix.lower() not in _LOOKED_AT:
                skipped.append(name)
                continue
            place = _text(Path(name if inside == "." else f"{inside}/{name}"))
            try:
                found = os.stat(f"{parent}{os.sep}{name}")  # noqa: PTH116 (a Path for each takes longer than the look)
            except OSError as error:
                if error.errno not in _NO_FILE:
                    closed.append(place)
                continue
            if stat.S_ISREG(found.st_mode):
                files[place] = (found.st_size, found.st_mtime_ns)
    return FolderLook(files, tuple(closed), tuple(skipped))


def _place(path: Path, folder: Path) -> str:
    return _text(path.relative_to(folder))


def _text(path: Path) -> str:
    """A path as text that can be stored; bytes that are no text become question marks."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")
