"""Reads Word files (.docx, .docm, Strict ones too): the first page's header, then headings, paragraphs, tables, text
boxes and notes in body order. What Word does not show is left out, and what is not read is said in `warnings`.
"""

import email
import email.policy
import io
import zipfile
import zlib
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from index.faults import Unreadable
from index.read.body import Walk, within
from index.read.layout.lines import balanced
from index.read.plain import read_plain
from index.read.web import read_web
from index.read.workbook import check_packed
from index.values import Page, Reading

# what python-docx and the libraries under it raise for parts that are missing, cut or wrong
_BROKEN = (
    PackageNotFoundError, zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, AttributeError, IndexError,
    TypeError, NotImplementedError, EOFError, RecursionError,
)  # fmt: skip
_TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KIN = (  # main parts of files with macros and of templates, which hold the same
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_STRICT = b"http://purl.oclc.org/ooxml/"
_FAMILIES = (b"wordprocessingml", b"officeDocument", b"drawingml")
_NOTES = {"footnotes": ("Footnote", "w:footnote"), "endnotes": ("Endnote", "w:endnote")}
_DEEPEST = 3  # of Word files within Word files


def read_word(data: bytes, name: str, depth: int = 0) -> Reading:
    """Read a Word file as one page: heading styles become the outline, a table's row a line "cell | cell". Where there
    is a header, its lines stand first, and in the metadata too ("Header"), lest one be taken for a title.
    """
    try:
        with check_packed(data, name) as archive:
            data = _transitional(archive, data)
        return _reading(docx.Document(io.BytesIO(data)), name, depth)
    except _BROKEN as error:
        raise Unreadable(f"{name} is damaged.", "Open it in Word, save it again, and add that.") from error


def _transitional(archive: zipfile.ZipFile, data: bytes) -> bytes:
    """The file as python-docx takes it: Strict names of elements and relations and the types of kin of a document are
    written as those of an ordinary one.
    """
    types = archive.read(_TYPES)
    relations = [archive.read(one) for one in archive.namelist() if one.endswith(".rels")]
    if not any(kin in types for kin in _KIN) and not any(_STRICT in one for one in relations):
        return data
    rewritten = io.BytesIO()
    with zipfile.ZipFile(rewritten, "w") as copy:
        for part in archive.namelist():
            body = archive.read(part)
            if part == _TYPES:
                for kin in _KIN:
                    body = body.replace(kin, _MAIN)
            elif part.endswith((".xml", ".rels")):
                for family in _FAMILIES:
                    body = body.replace(
                        _STRICT + family + b"/", b"http://schemas.openxmlformats.org/" + family + b"/2006/"
                    )
            copy.writestr(part, body)
    return rewritten.getvalue()


def _reading(document: Document, name: str, depth: int) -> Reading:
    notes: dict[tuple[str, str], Any] = {}
    comments = 0
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in _NOTES and not relation.is_external:
            label, tag = _NOTES[kind]
            found = within(parse_xml(relation.target_part.blob), {qn(tag)})
            notes |= {(label, note.get(qn("w:id"))): note for note in found}
        elif kind == "comments" and not relation.is_external:
            comments = sum(1 for _ in within(parse_xml(relation.target_part.blob), {qn("w:comment")}))

    walk = Walk(document, notes, lambda id: _inside(document, id, name, depth))
    header = _header(document, walk)
    lines = [*header, "", *walk.blocks(document.element.body, heads=True)]
    properties = document.core_properties
    metadata = {"Title": properties.title, "Author": properties.author, "Subject": properties.subject}
    metadata["Header"] = "\n".join(line for line in header if line.strip())
    page = Page(None, "\n".join(balanced(lines)).strip("\n") + "\n")
    known = {key: value for key, value in metadata.items() if value}
    walk.unread["comments in its margin"] += comments
    return Reading((page,), tuple(walk.outline), known, tuple(_warnings(walk, name)), tuple(walk.lost))


def _header(document: Document, walk: Walk) -> list[str]:
    """The lines of the first page's header, which are front matter; those of later pages repeat it."""
    first = document.sections[0] if len(document.sections) else None
    if first is None:
        return []
    header = first.first_page_header if first.different_first_page_header_footer else first.header
    return [] if header.is_linked_to_previous else walk.blocks(header._element)


def _inside(document: Document, relation: str, name: str, depth: int) -> Reading | None:
    """What a file put inside the document reads (Word shows it in its place); None for a kind that is not read."""
    part = document.part.rels.get(relation)
    if part is None or part.is_external or depth >= _DEEPEST:
        return None
    data, kind = part.target_part.blob, part.target_part.content_type
    if data.startswith(b"PK"):
        return read_word(data, name, depth + 1)
    if kind in ("message/rfc822", "multipart/related"):
        shown = email.message_from_bytes(data, policy=email.policy.default).get_body(("html", "plain"))
        kind = shown.get_content_type() if shown is not None else ""
        data = shown.get_content().encode() if shown is not None else b""
    if kind in ("text/html", "application/xhtml+xml"):
        return read_web(data, name)
    return read_plain(data, name) if kind == "text/plain" else None


def _warnings(walk: Walk, name: str) -> list[str]:
    """What the file holds that was not read, in words."""
    said = walk.warnings
    if walk.hidden:
        words = "1 hidden word" if walk.hidden == 1 else f"{walk.hidden} hidden words"
        said.append(f"Left out of {name}, because Word does not show it: {words}.")
    if unread := ", ".join(f"{what}: {count}" for what, count in walk.unread.items() if count):
        said.append(f"Not read of {name}: {unread}.")
    return said
