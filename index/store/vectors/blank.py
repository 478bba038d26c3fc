"""Blanks what the files of Chroma's nearest-neighbour index hold beyond its records.

Its memory is allocated ahead of the records and written out as it is, unused parts too: whatever the process had in
memory before may stand there, ids and words of a paper among them, even of one that the build was made to leave out.
"""

from __future__ import annotations

import logging
import struct
from pathlib import Path

_HEADER = struct.Struct("<iQQQQ")  # version, offset, records there is room for, records, bytes of a record
_VERSION = 1

log = logging.getLogger(__name__)


def blank_unused(folder: Path) -> None:
    """Write zeros over the unused part of every index in a build's folder, which nobody has open.

    A file whose layout is not the one known is left as it is, and that is logged.
    """
    for header in folder.rglob("header.bin"):
        try:
            version, _, room, records, size = _HEADER.unpack_from(header.read_bytes())
        except struct.error:
            version, room, records, size = 0, 0, 0, 0
        data, lengths = header.with_name("data_level0.bin"), header.with_name("length.bin")
        known = version == _VERSION and records <= room and _size(data) == room * size
        if not known:
            log.warning("What is unused in %s could not be blanked: its layout is not known.", data)
            continue
        _blank(data, records * size)
        if _size(lengths) == room * 4:
            _blank(lengths, records * 4)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def _blank(path: Path, start: int) -> None:
    with path.open("r+b") as file:
        length = file.seek(0, 2)
        file.seek(start)
        file.write(bytes(length - start))
