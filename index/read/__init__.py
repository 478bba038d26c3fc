"""Files → readings: PDF, Word, spreadsheets, slides, OpenDocument, RTF, mail, web pages and plain text, each told by
its content, not only its name. No macro is ever run.
"""

from collections.abc import Callable
from pathlib import Path

from index.faults import Fault, NotFound, Unreadable
from index.read.mail import read_mail
from index.read.markdown import read_marked
from index.read.opendocument import read_open_document
from index.read.pdfs.document import read_pdf
from index.read.plain import Kind, sniff
from index.read.richtext import read_rich_text
from index.read.slides import read_slides
from index.read.web import read_web
from index.read.word import read_word
from index.read.workbook import read_csv, read_workbook
from index.values import Reading

MAX_BYTES = 200 * 1024 * 1024

_READERS: dict[Kind, Callable[[bytes, str], Reading]] = {
    "pdf": read_pdf,
    "word": read_word,
    "web": read_web,
    "plain": read_marked,
    "workbook": read_workbook,
    "table": read_csv,
    "slides": read_slides,
    "opendocument": read_open_document,
    "richtext": read_rich_text,
    "mail": read_mail,
}
_SAY_THEMSELVES = ("pdf", "word", "web", "plain")  # readers that say what is wrong with a damaged file


def read(path: Path, max_bytes: int = MAX_BYTES, name: str | None = None) -> Reading:
    """Read one file. `name` stands in messages and decides what the file claims to be (its own name unless given); what
    it really is is decided by its bytes. Raises `Unreadable` when it is corrupt, encrypted, empty, larger than
    `max_bytes`, without any text, or of a kind that is not read; `NotFound` when it is not there.
    """
    path = Path(path)
    name = name or path.name
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise NotFound(f"{name} is not a file.", "Give the path of a file.")
        if size > max_bytes:
            raise Unreadable(
                f"{name} is too big ({size / 1e6:.0f} MB; the limit is {max_bytes / 1e6:.0f} MB).",
                "Split it into its papers and add them one by one.",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"{name} is not there.", "Check the path.") from None
    except OSError as error:
        raise Unreadable(f"{name} cannot be opened ({error.strerror}).", "Check who may read it.") from error
    if not data.strip():
        raise Unreadable(f"{name} is empty.", "Ask for the file again.")
    kind = sniff(data, name)
    try:
        reading = _READERS[kind](data, name)
    except (Fault, MemoryError):
        raise
    except Exception as error:  # libraries raise what they like for parts that are missing, cut or wrong
        if kind in _SAY_THEMSELVES:
            raise
        raise Unreadable(f"{name} is damaged.", "Save it again from the program that made it.") from error
    if not reading.text.strip():
        raise Unreadable(f"{name} has no text in it.", "If it is a scan, run it through text recognition (OCR).")
    return reading
