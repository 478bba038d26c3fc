"""What a file is, told from its bytes (a PDF named .txt is a PDF; a web page named .pdf is a mistake), and plain text
read: its characters stay as they are, because quotes must be verbatim.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import PurePath
from typing import Literal

from index.faults import Unreadable
from index.read.layout.furniture import is_number_line
from index.values import Page, Reading

Kind = Literal["pdf", "word", "web", "plain", "workbook", "table", "slides", "opendocument", "richtext", "mail"]

SUFFIXES = frozenset(
    (
        *(".pdf", ".docx", ".docm", ".txt", ".md", ".markdown", ".html", ".htm", ".xlsx", ".xlsm", ".csv", ".tsv"),
        *(".pptx", ".pptm", ".ppsx", ".odt", ".ods", ".rtf", ".eml", ".msg", ".mht", ".mhtml"),
    )
)
"""What files are called that are read when they lie in a folder, an archive or a mail."""

OLDER = {".doc": ".docx", ".xls": ".xlsx", ".ppt": ".pptx"}
"""What older Office files are called, which are looked at only to say what to save them as."""

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What comes of opening an archive that is damaged, locked or packed in a way that is not known."""

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
_FEET, _APART, _MISSING = 3, 8, 9  # pages that feet show, lines that they are apart, and the furthest next number
_TAIL = 60  # characters of a line that may be a foot


def sniff(data: bytes, name: str) -> Kind:
    """Tell the kind of `data`; raise `Unreadable` for a kind that is not read or a name that promises another."""
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if data.startswith(OLD_OFFICE):
        if _OUTLOOK in data:
            return "mail"
        newer = OLDER.get(suffix, suffix or ".docx")
        raise Unreadable(
            f"{name} is not read: it is an old or a password-protected Office file.",
            f"Remove any password and save it as {newer} or PDF.",
        )
    if data.lstrip().startswith(b"{\\rtf"):
        return "richtext"
    if suffix in _MAILS:
        return "mail"
    if not _is_text(data):
        raise _foreign(name)
    if promised := _PROMISES.get(suffix):
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
    except BROKEN:
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
    """Decode text by its mark, else as UTF-8, UTF-16 without a mark, `declared` or Windows-1252, in this order."""
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
    """Read text: NULs removed and line ends made "\\n"; form feeds part the pages, or else the feet that were left of
    them.

    Pages are numbered only when form feeds show them: of what has their feet the printed numbers are known, and a pack
    that lost those too has one page. `name` is unused here, but every reader takes it for its messages.
    """
    del name
    text = decode(data).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    parts = text.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()  # text printed from a PDF ends every page, the last too, with a form feed
    return Reading(tuple(Page(i, part) for i, part in enumerate(parts, 1)) if len(parts) > 1 else _footed(parts[0]))


def _footed(text: str) -> tuple[Page, ...]:
    """The pages of a text without form feeds, parted below lines that end in "Page 7", then "Page 8" and so on; one
    page where there are none.
    """
    lines = text.split("\n")
    feet = _feet(lines)
    if len(feet) < _FEET or feet[-1] - feet[0] < _APART * (len(feet) - 1) or 2 * feet[0] < len(lines) - feet[-1]:
        return (Page(None, text),)  # too few, a list of contents, or heads of pages
    below = Counter(lines[at + 1].strip() for at in feet if at + 1 < len(lines))
    under = {line for line, count in below.items() if line and 2 * count > len(feet)}  # a foot of two lines
    ends = [at + 1 + (at + 1 < len(lines) and lines[at + 1].strip() in under) for at in feet]
    numbers = [_foot(lines[at]) or 0 for at in feet]
    own = numbers[0] == 1 or lines[feet[0]].split()[-2:-1] == ["of"]  # else it is the pack's, which goes on
    longest = max((b - a for a, b in pairwise(feet) if _foot(lines[b]) == (_foot(lines[a]) or 0) + 1), default=0)
    above = [is_number_line(lines[at - 1]) for at in feet]  # a paper's own number stands above the pack's
    counts = [a is not None and b is not None and int(b) == int(a) + 1 for a, b in pairwise(above)]
    pages = []
    for n, (start, end) in enumerate(pairwise([0, *ends])):
        # a foot may be lost: what may be several pages has no number
        sure = end - start <= longest or (n and numbers[n] == numbers[n - 1] + 1)
        counted = not own and any(counts[max(0, n - 1) : n + 1])
        said = (None, str(numbers[n])) if own else (str(numbers[n]), above[n] if counted else None)
        for at in (feet[n], *([feet[n] - 1] if counted else [])):
            lines[at] = "" if is_number_line(lines[at]) else lines[at]
        pages.append(Page(None, "\n".join(lines[start:end]), *(said if sure else ())))
    rest = "\n".join(lines[ends[-1] :])
    return (*pages, *([Page(None, rest)] if rest.strip() else []))


def _feet(lines: Sequence[str]) -> list[int]:
    """The longest run of lines that end in page numbers, each the next or, where pages are blank, a later one."""
    last: dict[int, int] = {}  # where the longest run to a number ends
    before: dict[int, int | None] = {}  # each place's in its run
    length: dict[int | None, int] = {None: 0}
    for at, line in enumerate(lines):
        number = _foot(line)
        if number is not None:
            runs = (last[n] for n in range(number - _MISSING, number) if n in last)
            before[at] = max(runs, key=lambda place: length[place], default=None)
            length[at] = length[before[at]] + 1
            if length[at] >= length[last.get(number)]:
                last[number] = at
    found: list[int] = []
    at_last = max(last.values(), key=lambda at: length[at], default=None)
    while at_last is not None:
        found.insert(0, at_last)
        at_last = before[at_last]
    return found


def _foot(line: str) -> int | None:
    """The page's number that a line ends with: "Page 7", "Version 2 Page 7 of 9"."""
    words = line[-_TAIL:].lower().split()
    if words[-2:-1] == ["of"]:
        words = words[:-2]
    named = words[-2:-1] and words[-2].endswith("page") and words[-1].isdecimal() and len(words[-1]) < 5
    return int(words[-1]) if named else None
