"""What a file is, told from its bytes (a PDF named .txt is a PDF; a web page named .pdf is a mistake), and plain text
read: its characters stay as they are, because quotes must be verbatim.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from index.faults import Unreadable
from index.values import Page, Reading

Kind = Literal["pdf", "word", "web", "plain", "workbook", "table", "slides", "opendocument", "richtext", "mail"]

SUFFIXES = frozenset(
    (
        *(".pdf", ".docx", ".docm", ".txt", ".md", ".markdown", ".html", ".htm", ".xlsx", ".xlsm", ".csv", ".tsv"),
        *(".pptx", ".pptm", ".ppsx", ".odt", ".ods", ".rtf", ".eml", ".msg", ".mht", ".mhtml"),
    )
)
"""What files are called that are read when they lie in a folder, an archive or a mail."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - {0, 7, 8, 9, 10, 12, 13, 27}) + b"\x7f"
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_PROMISES = {".pdf": "PDF", ".docx": "Word file", ".docm": "Word file"} | dict.fromkeys(
    (".xlsx", ".xlsm", ".pptx", ".pptm", ".ppsx", ".odt", ".ods", ".msg", ".rtf"), "file of the kind its name says"
)
_PARTS: dict[str, Kind] = {"word/document": "word", "xl/workbook.xml": "workbook", "ppt/presentation.xml": "slides"}
_OPEN_DOCUMENTS = tuple(b"application/vnd.oasis.opendocument." + kind for kind in (b"text", b"spreadsheet"))
_MAILS, _TABLES = (".eml", ".mht", ".mhtml"), (".csv", ".tsv")
_TEXTS = ("", ".txt", ".text", ".md", ".markdown")
_WEBS = (".html", ".htm", ".xhtml")


def sniff(data: bytes, name: str) -> Kind:
    """Tell the kind of `data`; raise `Unreadable` for a kind that is not read or a name that promises another."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if data.startswith(OLD_OFFICE):
        if _OUTLOOK in data:
            return "mail"
        raise Unreadable(
            f"{name} is an old or a password-protected Office file.",
            "Remove the password and save it as .docx or PDF.",
        )
    suffix = PurePath(name).suffix.lower()
    if data.lstrip().startswith(b"{\\rtf"):
        return "richtext"
    if suffix in _MAILS:
        return "mail"
    if not _is_text(data):
        raise _foreign(name)
    promised = _PROMISES.get(suffix)
    if promised:
        raise Unreadable(
            f"{name} is not a {promised}: it holds plain text.",
            "It may be an error page saved by mistake; download it again, or rename it to .txt.",
        )
    if suffix in _TABLES:
        return "table"
    known = suffix in _TEXTS
    if suffix in _WEBS or (_HTML.search(data[:2048]) and (known or data.lstrip().startswith(b"<"))):
        return "web"
    if not known:  # a letter, a table or a web archive is text as well, but not text that says what it shows
        raise _foreign(name)
    return "plain"


def _foreign(name: str) -> Unreadable:
    kinds = "Use PDF, Word, Excel, PowerPoint, OpenDocument, RTF, CSV, text, Markdown, HTML or mail."
    return Unreadable(f"{name} is not a kind of file that is read.", kinds)


def _zipped(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                kind = next((kind for begin, kind in _PARTS.items() if part.startswith(begin)), None)
                if kind:
                    return kind
            if "mimetype" in archive.namelist() and archive.read("mimetype").startswith(_OPEN_DOCUMENTS):
                return "opendocument"
    except zipfile.BadZipFile:
        raise Unreadable(f"{name} is damaged.", "Ask for the file again.") from None
    raise Unreadable(f"{name} is an archive or an Office file of another kind.", "Unpack it, or save it as PDF.")


def _is_text(data: bytes) -> bool:
    """True when the bytes can be text: a byte-order mark, or hardly any control characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    head = data[:65536]
    wide = _utf16(head)
    if wide is not None:
        head = head[: len(head) // 2 * 2].decode(wide, errors="replace").encode("utf-8")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    # a text pack made from a PDF may hold a few NULs
    return controls <= len(head) // 200 and head.count(0) <= len(head) // 50


def _utf16(head: bytes) -> str | None:
    """Name the byte order of UTF-16 written without a mark: its NULs all stand at odd, or all at even places."""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > len(head) // 5 and even < odd // 20:
        return "utf-16-le"
    if even > len(head) // 5 and odd < even // 20:
        return "utf-16-be"
    return None


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode text by its mark, else as UTF-8, UTF-16 without a mark, or as `declared` (Windows-1252 where nothing is),
    in this order.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    unmarked = _utf16(data[:65536])
    if unmarked:
        return data.decode(unmarked, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Bytes that Windows-1252 leaves undefined become U+FFFD: shown as unknown, never guessed.
        return data.decode(declared or "cp1252", errors="replace")


def read_plain(data: bytes, name: str) -> Reading:
    """Read text: NULs removed and line ends made "\\n"; form feeds, where there are any, part the pages.

    Pages are numbered only when form feeds show them; a pack that lost its pages has one page and no numbers.
    `name` is unused here, but every reader takes it for its messages.
    """
    del name
    text = decode(data).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    parts = text.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()  # text printed from a PDF ends every page, the last too, with a form feed
    paged = len(parts) > 1
    return Reading(tuple(Page(i if paged else None, part) for i, part in enumerate(parts, 1)))
