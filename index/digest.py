"""The digest of a file, texts that carry their own, and files that are written whole."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path


def digest(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_file_of(path: Path, sha256: str) -> bool:
    """Whether a file is there and has this digest."""
    return path.is_file() and digest(path) == sha256


def seal(text: str) -> str:
    """A text with its digest before it."""
    return f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}"


def unseal(sealed: str) -> str:
    """What was sealed. Raises ValueError where it is not that any more."""
    text = sealed.partition("\n")[2]
    if seal(text) != sealed:
        raise ValueError("it is not what was written")
    return text


def write_whole(file: Path, text: str, private: bool = True) -> None:
    """Write a file, whole or not at all; it is on the disk then. `private` is for its owner alone. One at a time may
    write it."""
    new = file.with_name(f".{file.name}.tmp")
    with new.open("w", encoding="utf-8") as out:
        if private:
            new.chmod(0o600)
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
    sync(file.parent)


def sync(path: Path) -> None:
    """Have a file, or what a folder names, on the disk, where the system does that for a folder."""
    with suppress(OSError):
        opened = os.open(path, os.O_RDONLY)
        os.fsync(opened)
        os.close(opened)
