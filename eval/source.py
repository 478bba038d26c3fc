"""The packs' own words, read without our index, to prove quotes against: what was indexed is not its own
witness.

Plain text is read as it is, a PDF by pypdfium2, a Word file by python-docx and a web page by
beautifulsoup4, without any of the mending that a reader for an index does. The baseline reads the packs
here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eval.papers import same_pack
from eval.text import bare
from index.faults import NotFound

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
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.oxml.ns import qn

    try:
        body = Document(str(path)).element.body
    except (PackageNotFoundError, KeyError, ValueError):
        return []
    lines = ("".join(run.text or "" for run in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))
    return ["\n".join(lines)]


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
