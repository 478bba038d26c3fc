"""Writes mails as Outlook saves them (.msg): a compound file with the properties that say subject, sender and body."""

from __future__ import annotations

import struct
from collections.abc import Mapping

Node = bytes | Mapping[str, "Node"]
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_FILLS = (b"\0", b"\xff", b"\0")
_ENTRY = "<64sHBBIII16sIQQIQ"
_TEXT, _BYTES = 0x001F, 0x0102


def properties(header: int, values: Mapping[int, str | bytes]) -> dict[str, Node]:
    """The streams of an object with these properties, by number; `header` is the length of its list's own header."""
    streams: dict[str, Node] = {}
    rows = b""
    for number, value in values.items():
        kind = _TEXT if isinstance(value, str) else _BYTES
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
        size = len(data) + 2 * (kind == _TEXT)
        rows += struct.pack("<HHIII", kind, number, 6, size, 0)
    return {"__properties_version1.0": bytes(header) + rows, **streams}


def outlook_mail(subject: str, sender: str, body: str, *attached: tuple[str, bytes]) -> bytes:
    """A mail with what is attached to it, as one file."""
    root = properties(32, {0x0037: subject, 0x0C1A: sender, 0x1000: body, 0x0E04: "Members"})
    for number, (name, data) in enumerate(attached):
        root[f"__attach_version1.0_#{number:08X}"] = properties(8, {0x3707: name, 0x3701: data})
    return compound(root)


def compound(root: Mapping[str, Node]) -> bytes:
    """A compound file of small streams; the entries of a folder are in one chain."""
    entries: list[list] = []
    streams: list[tuple[list, bytes]] = []

    def add(name: str, node: Node, kind: int) -> int:
        place = len(entries)
        entry = [name, kind, _FREE, _FREE, _END, 0]  # name, kind, next, child, first sector, size
        entries.append(entry)
        if isinstance(node, bytes):
            entry[5] = len(node)
            streams.append((entry, node))
        else:
            places = [add(key, value, 2 if isinstance(value, bytes) else 1) for key, value in node.items()]
            entry[3] = places[0] if places else _FREE
            for one, following in zip(places, [*places[1:], _FREE], strict=True):
                entries[one][2] = following
        return place

    add("Root Entry", root, 5)
    small, chains = b"", []  # streams of less than 4096 bytes stand in sectors of 64, within the root's own stream
    for entry, data in streams:
        count = (len(data) + 63) // 64
        if count:
            entry[4] = len(chains)
            chains += [*range(len(chains) + 1, len(chains) + count), _END]
            small += data.ljust(64 * count, b"\0")
    entries[0][4:] = [1, len(small)]
    listing = b""
    for name, kind, *links, first, size in entries:
        named = name.encode("utf-16-le"), 2 * len(name) + 2, kind, 1
        listing += struct.pack(_ENTRY, *named, _FREE, *links, b"", 0, 0, 0, first, size)
    parts = [small, struct.pack(f"<{len(chains)}I", *chains), listing]
    fat, starts = [_FAT], []
    for part in parts:
        count = (len(part) + 511) // 512
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + count), _END]
    assert len(fat) <= 128
    fat += [_FREE] * (128 - len(fat))
    head = struct.pack("<8s16sHHHHH6s9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
                       0, 1, starts[2], 0, 4096, starts[1], (len(parts[1]) + 511) // 512, _END, 0)  # fmt: skip
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    padded = [part.ljust((len(part) + 511) // 512 * 512, fill) for part, fill in zip(parts, _FILLS, strict=True)]
    return head + struct.pack("<128I", *fat) + b"".join(padded)
