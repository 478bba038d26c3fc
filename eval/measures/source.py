"""The packs' own words, read without our index, to prove quotes against: what was indexed is not its own witness.

Plain text is read as it is, a PDF by pypdfium2, a Word file by python-docx and a web page by beautifulsoup4, without
any of the mending that a reader for an index does. The baseline reads the packs here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.measures.text import bare, same_pack
from index.faults import NotFound

if TYPE_CHECKING:
    from docx.document import Document

TEXT = (".txt", ".md", ".markdown")
SUFFIXES = (*TEXT, ".pdf", ".docx", ".html", ".htm")


@dataclass(frozen=True)
class SourcePage:
    """A page of a file, its 1-based number, or None for a format that has no pages."""

    document: str
    number: int | None
    text: str


def files(folder: Path) -> tuple[Path, ...]:
    """The files of a folder (or the one file given) that hold papers, in order of their paths; hidden ones
    are not read.
    """
    if folder.is_file():
        return (folder,)
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}.", "Give the folder that holds the packs.")
    return tuple(
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def pages(folder: Path) -> tuple[SourcePage, ...]:
    """Every page of every file of `folder`, file by file. A file that cannot be read has no pages."""
    found = []
    for path in files(folder):
        name = path.name if folder.is_file() else path.relative_to(folder).as_posix()
        numbered = path.suffix.lower() == ".pdf"
        found += [SourcePage(name, number if numbered else None, text) for number, text in enumerate(_texts(path), 1)]
    return tuple(found)


def table_rows(folder: Path) -> tuple[SourcePage, ...]:
    """The rows of every Word table, a merged cell standing in each row that it spans, as a reader sees it. Plain text
    has a merged cell once, so that a quote of a later row with its cell would not be found there.
    """
    found = []
    for path in files(folder):
        body = _word_file(path) if path.suffix.lower() == ".docx" else None
        for row in (row for table in body.tables for row in table.rows) if body else ():
            cells = {cell._tc: cell.text for cell in row.cells}
            name = path.name if folder.is_file() else path.relative_to(folder).as_posix()
            found.append(SourcePage(name, None, " ".join(cells.values())))
    return tuple(found)


def _texts(path: Path) -> list[str]:
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return _pdf(path)
    if suffix == ".docx":
        return _word(path)
    raw = path.read_text(encoding="utf-8", errors="replace")
    if suffix in TEXT:
        return [raw]
    from bs4 import BeautifulSoup

    return [BeautifulSoup(raw, "html.parser").get_text(" ")]


def _pdf(path: Path) -> list[str]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            return [page.get_textpage().get_text_bounded() for page in pdf]
    except pypdfium2.PdfiumError:
        return []


def _word(path: Path) -> list[str]:
    from docx.oxml.ns import qn

    document = _word_file(path)
    if document is None:
        return []
    body = document.element.body
    lines = ("".join(run.text or "" for run in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))
    return ["\n".join(lines)]


def _word_file(path: Path) -> Document | None:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError):
        return None


class Source:
    """The bare words of each file, to look quotes up in."""

    def __init__(self, found: tuple[SourcePage, ...]) -> None:
        parts: dict[str, list[str]] = {}
        for page in found:
            parts.setdefault(page.document, []).append(bare(page.text))
        self._bare = {document: "".join(texts) for document, texts in parts.items()}

    def holds(self, quote: str) -> bool:
        """Whether the quote stands word for word in any file. An empty quote stands nowhere."""
        sought = bare(quote)
        return bool(sought) and any(sought in text for text in self._bare.values())

    def holds_in(self, document: str, quote: str) -> bool:
        """Whether the quote stands word for word in the file that the citation names."""
        sought = bare(quote)
        return bool(sought) and any(
            sought in text for name, text in self._bare.items() if same_pack(document, name, None)
        )
