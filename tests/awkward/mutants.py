"""Small papers of every kind that is read, and damaged copies of them."""

from __future__ import annotations

import base64
import io
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx

from tests.awkward import pdfs

_WORDS = "The committee met on 4 May 2031 and noted that 41 of 52 visits were made, at a cost of £1.2m."
_ROWS = [["Measure", "Target", "Q1", "Q2"], ["Visits made", "90%", "88.4%", "91%"], ["Waiting", "12", "14", "n/a"]]
_WEB = (
    "<html><head><title>Visits</title><style>.a{display:none}</style></head><body><h1>Visits</h1><p>{words}</p>"
    "<p class='a'>unseen</p><ul><li>one<li>two</ul><table><tr><th>Measure<th>Q1<tr><td>Visits<td>88.4%</table>"
    "</body></html>"
)


def papers(folder: Path) -> list[Path]:
    """A paper of each kind that this program reads and a test can make, a few kB each."""
    folder.mkdir(parents=True, exist_ok=True)
    body = f"REPORT ON VISITS\n\n4 May 2031\n\n1. {_WORDS}\n\n2. {_WORDS}\n\n| Measure | Q1 |\n| Visits | 88.4% |\n"
    web = _WEB.replace("{words}", _WORDS)
    for suffix, text in ((".txt", body), (".md", f"# {body}"), (".html", web), (".htm", web)):
        (folder / f"visits{suffix}").write_text(text, encoding="utf-8")
    story = [pdfs.paragraph(f"{n}. {_WORDS}") for n in range(3)]
    pdfs.document(folder / "visits.pdf", [*story, pdfs.table(_ROWS)])
    word = docx.Document()
    word.add_heading("Report on visits", 1)
    for style in ("Normal", "List Number", "List Bullet"):
        word.add_paragraph(_WORDS, style=style)
    table = word.add_table(len(_ROWS), len(_ROWS[0]))
    for row, texts in zip(table.rows, _ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    word.save(str(folder / "visits.docx"))
    return sorted(folder.iterdir())


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 3, 30))):
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 20, len(data)))]


def _double(data: bytearray, chance: random.Random) -> None:
    start, length = chance.randrange(len(data)), chance.choice((8, 200, 2000))
    data[start:start] = data[start : start + length] * chance.choice((1, 50))


def _put(data: bytearray, chance: random.Random) -> None:
    signs = chance.choice((b"\0" * 64, b"\xff\xfe", b"<" * 500, b"(" * 500, b"9" * 400, b"<<>>", b"&#0;", b"\r", b"-1"))
    start = chance.randrange(len(data))
    data[start:start] = signs


def _number(data: bytearray, chance: random.Random) -> None:
    """One of its numbers becomes another, far from what is sound: what a length, a count or a place is read from."""
    places = [n for n, byte in enumerate(data) if 48 <= byte <= 57]
    if places:
        at = chance.choice(places)
        data[at : at + 1] = chance.choice((b"-1", b"0", b"99999999999", b"2147483648", b"1e9"))


_DAMAGE: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _cut, _double, _put, _number)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A damaged copy of a file: as it lies, or, where it is packed, of what is packed in it, packed again."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _in_a_member(data, chance)
    if data.startswith(b"%PDF") and chance.random() < 0.5:
        return _in_a_stream(data, chance)
    return _hurt(data, chance)


def _hurt(data: bytes, chance: random.Random) -> bytes:
    copy = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        if copy:
            chance.choice(_DAMAGE)(copy, chance)
    return bytes(copy)


def _in_a_member(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        names = source.namelist()
        hurt = chance.choice([name for name in names if name.endswith((".xml", ".rels"))] or names)
        for name in names:
            body = source.read(name)
            if name != hurt:
                copy.writestr(name, body)
            elif chance.random() < 0.9:  # else it is missing
                copy.writestr(name, _hurt(body, chance))
    return out.getvalue()


def _in_a_stream(data: bytes, chance: random.Random) -> bytes:
    """A page's drawing, unpacked, damaged and packed again; its length is not that told, which readers mend."""
    parts = data.split(b"stream\n")
    for n in chance.sample(range(1, len(parts)), len(parts) - 1):
        body, mark, rest = parts[n].partition(b"endstream")
        try:
            drawing = zlib.decompress(_ascii85(body))
        except (ValueError, zlib.error):
            continue
        parts[n] = zlib.compress(_hurt(drawing, chance)) + b"\n" + mark + rest
        return b"stream\n".join(parts).replace(b"/ASCII85Decode", b"")
    return _hurt(data, chance)


def _ascii85(body: bytes) -> bytes:
    stripped = body.strip()
    return base64.a85decode(stripped.removesuffix(b"~>")) if stripped.endswith(b"~>") else stripped
