"""Read files made to harm whoever reads them, of every kind, each between two sound papers.

    python -m tests.bench.hostile [--seconds 20] [--only NAME …]

Held is a file that is read, or refused in clear words, within the reader's limits, with every sound paper present
afterwards. Prints a line a file (seconds, size, and how it ended); exits with 1 where one does not hold.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
from pptx import Presentation

from index.ingest import bounded
from index.ingest.ingest import ingest
from index.store.library import Library
from tests.awkward import hostile
from tests.awkward.mutants import OPEN
from tests.fakes import HashEmbedding
from tests.outlookfile import outlook_mail

_CELL = "<table:table-cell><text:p>7</text:p></table:table-cell>"
_LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
)


def _open(kind: str, body: str, head: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", head + OPEN.format(kind=kind, body=body))
    return out.getvalue()


def _with(whole: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A packed file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(name, change(source.read(name)) if name == part else source.read(name))
    return out.getvalue()


def _word(body: str, head: str = "") -> bytes:
    plain = io.BytesIO()
    docx.Document().save(plain)
    made = lambda xml: head.encode() + xml.split(b"?>", 1)[-1].replace(b"<w:body>", b"<w:body>" + body.encode())  # noqa: E731
    return _with(plain.getvalue(), "word/document.xml", made)


def _book(change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append(["Visits", 88])
    book.save(out)
    return _with(out.getvalue(), part, change)


def _slides(change: Callable[[bytes], bytes]) -> bytes:
    out, show = io.BytesIO(), Presentation()
    show.slides.add_slide(show.slide_layouts[1]).shapes.title.text = "Visits"
    show.save(out)
    return _with(out.getvalue(), "ppt/slides/slide1.xml", change)


def _pdf(*more: bytes, page: bytes = b"", pages: bytes = b"/Kids [3 0 R] /Count 1", root: bytes = b"") -> bytes:
    """A PDF of one page; `more` are its content (object 4) and what else it holds."""
    font = b"/Resources << /Font << /T << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    own = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R " + font + (page or b" /MediaBox [0 0 300 200]") + b" >>"
    head = b"<< /Type /Catalog /Pages 2 0 R " + root + b" >>"
    words = hostile.stream(b"", b"BT /T 12 Tf 20 100 Td (The committee met.) Tj ET")
    return hostile.pdf([head, b"<< /Type /Pages " + pages + b" >>", own, *(more or (words,))])


def _loop(mail: bytes) -> bytes:
    """An Outlook mail whose chain of sectors comes back to where it began."""
    first = int.from_bytes(mail[76:80], "little")
    at = 512 + 512 * first
    return mail[:at] + bytes(4) * 128 + mail[at + 512 :]


def _parts(deep: int) -> bytes:
    body = b"Content-Type: text/plain\n\nThe committee met.\n"
    for n in range(deep):
        body = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n" % (n, n, body, n)
    return b"MIME-Version: 1.0\nSubject: Visits\n" + body


def _mails(deep: int) -> bytes:
    return b"Subject: Visits\nContent-Type: message/rfc822\n\n" * deep + b"Subject: x\n\nThe committee met.\n"


def _rows(xml: bytes, rows: str) -> bytes:
    start, end = xml.index(b"<sheetData>"), xml.index(b"</sheetData>")
    return xml[:start] + b"<sheetData>" + rows.encode() + xml[end:]


_ONE = '<c r="{at}" t="inlineStr"><is><t>7</t></is></c>'
_P = "<w:p><w:r><w:t>The committee met.</w:t></w:r></w:p>"
KINDS: dict[str, Callable[[], bytes]] = {
    "far cell.xlsx": lambda: _book(lambda x: _rows(x, f'<row r="1048576">{_ONE.format(at="XFD1048576")}</row>')),
    "rows out of order.xlsx": lambda: _book(
        lambda x: _rows(x, "".join(f'<row r="{n}">{_ONE.format(at=f"A{n}")}</row>' for n in range(40_000, 0, -1)))
    ),
    "one row of all columns.xlsx": lambda: _book(
        lambda x: _rows(x, f'<row r="1">{_ONE.format(at="A1") * 16_384}</row>')
    ),
    "300,000 rows.xlsx": lambda: _book(
        lambda x: _rows(x, "".join(f'<row r="{n}">{_ONE.format(at=f"A{n}")}</row>' for n in range(1, 300_001)))
    ),
    "cell far outside.xlsx": lambda: _book(
        lambda x: _rows(x, f'<row r="1">{_ONE.format(at="ZZZZZZ99999999999")}</row>')
    ),
    "merged all.xlsx": lambda: _book(
        lambda x: x.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    ),
    "100,000 merges.xlsx": lambda: _book(
        lambda x: x.replace(
            b"</sheetData>",
            b"</sheetData><mergeCells>"
            + b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 100_001))
            + b"</mergeCells>",
        )
    ),
    "entities.xlsx": lambda: _book(
        lambda x: _LAUGHS.encode() + x.replace(b"<sheetData>", b"<sheetData><row>&a11;</row>")
    ),
    "strings.xlsx": lambda: _book(
        lambda x: x.replace(b"</sst>", b"<si><t>%s</t></si></sst>" % (b"7" * 90_000_000)), "xl/sharedStrings.xml"
    ),
    "long field.csv": lambda: b"Visits;" + b"9" * 20_000_000,
    "unclosed.csv": lambda: b'Visits;"' + b"9;\n" * 2_000_000,
    "200,000 columns.csv": lambda: b";".join([b"7"] * 200_000) + b"\n" + b";".join([b"8"] * 200_000),
    "million rows.csv": lambda: b"Visits,7\n" * 1_000_000,
    "only marks.csv": lambda: b";,\t|" * 2_000_000,
    "nested shapes.pptx": lambda: _slides(
        lambda x: x.replace(b"</p:spTree>", b"<p:grpSp>" * 20_000 + b"</p:grpSp>" * 20_000 + b"</p:spTree>")
    ),
    "100,000 shapes.pptx": lambda: _slides(
        lambda x: x.replace(b"</p:spTree>", x[x.index(b"<p:sp>") : x.index(b"</p:sp>") + 7] * 30_000 + b"</p:spTree>")
    ),
    "entities.pptx": lambda: _slides(lambda x: _LAUGHS.encode() + x.split(b"?>", 1)[-1].replace(b"Visits", b"&a11;")),
    "no slide.pptx": lambda: _slides(lambda x: b""),
    "rows repeated.ods": lambda: _open(
        "spreadsheet",
        f'<table:table><table:table-row table:number-rows-repeated="2000000000">{_CELL}</table:table-row>'
        "</table:table>",
    ),
    "cells repeated.ods": lambda: _open(
        "spreadsheet",
        "<table:table><table:table-row>"
        + _CELL.replace("<table:table-cell>", '<table:table-cell table:number-columns-repeated="2000000000">')
        + "</table:table-row></table:table>",
    ),
    "both repeated.ods": lambda: _open(
        "spreadsheet",
        '<table:table><table:table-row table:number-rows-repeated="1000000">'
        + _CELL.replace("<table:table-cell>", '<table:table-cell table:number-columns-repeated="1000000">')
        + "</table:table-row></table:table>",
    ),
    "repeated less than none.ods": lambda: _open(
        "spreadsheet",
        f'<table:table><table:table-row table:number-rows-repeated="-7">{_CELL}</table:table-row></table:table>',
    ),
    "spaces.odt": lambda: _open("text", '<text:p>The<text:s text:c="2000000000"/>committee met.</text:p>'),
    "nested spans.odt": lambda: _open("text", f"<text:p>{'<text:span>x' * 50_000}{'</text:span>' * 50_000}</text:p>"),
    "nested lists.odt": lambda: _open(
        "text", f"{'<text:list><text:list-item>' * 5_000}<text:p>x</text:p>{'</text:list-item></text:list>' * 5_000}"
    ),
    "nested tables.odt": lambda: _open(
        "text",
        "<table:table><table:table-row><table:table-cell>" * 3_000
        + "<text:p>x</text:p>"
        + "</table:table-cell></table:table-row></table:table>" * 3_000,
    ),
    "notes in notes.odt": lambda: _open(
        "text",
        "<text:p>x<text:note><text:note-body>" * 3_000
        + "<text:p>y</text:p>"
        + "</text:note-body></text:note></text:p>" * 3_000,
    ),
    "entities.odt": lambda: _open("text", "<text:p>&a11;</text:p>", _LAUGHS),
    "bomb.odt": lambda: _open("text", "<text:p/>" * 8_000_000),
    "braces.rtf": lambda: rb"{\rtf1 The committee met." + b"{x" * 200_000,
    "closing braces.rtf": lambda: rb"{\rtf1 The committee met.}" + b"}" * 200_000,
    "bytes to skip.rtf": lambda: rb"{\rtf1 The committee{\pict\bin2000000000 x} met.}",
    "signs to skip.rtf": lambda: rb"{\rtf1\uc2000000000 The \u163 committee met.}",
    "rows.rtf": lambda: rb"{\rtf1 " + rb"\trowd\cellx1\intbl a\cell\row" * 200_000 + b"}",
    "cells in a row.rtf": lambda: rb"{\rtf1\trowd " + rb"\intbl a\cell " * 400_000 + rb"\row}",
    "parts in parts.eml": lambda: _parts(900),
    "mails in mails.eml": lambda: _mails(2_000),
    "heads.eml": lambda: b"X-A: b\n" * 300_000 + b"Subject: Visits\n\nThe committee met.\n",
    "long head.eml": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 200_000 + b"\n\nThe committee met.\n",
    "addresses.eml": lambda: b"To: " + b"(" * 200_000 + b"\nSubject: Visits\n\nThe committee met.\n",
    "attachments.eml": lambda: (
        b"Subject: Visits\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"".join(b'--b\nContent-Disposition: attachment; filename="a%d.txt"\n\nx\n' % n for n in range(20_000))
        + b"--b--\n"
    ),
    "no base.eml": lambda: b"Subject: V\nContent-Transfer-Encoding: base64\n\n" + b"=A" * 2_000_000,
    "loop.msg": lambda: _loop(outlook_mail("Visits", "Clerk", "The committee met.")),
    "half.msg": lambda: outlook_mail("Visits", "Clerk", "The committee met. " * 40)[:2_000],
    "parts.mht": lambda: (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
        + b"--b\nContent-Type: text/html\n\n<p>x</p>\n" * 40_000
        + b"--b--\n"
    ),
    "nested.html": lambda: b"<html><body>" + b"<div>" * 200_000 + b"The committee met.",
    "columns.html": lambda: (
        b"<html><body><table><tr><td colspan=2000000000 rowspan=2000000000>The committee met.</table>"
    ),
    "tables.html": lambda: b"<html><body>" + b"<table><tr><td>x" * 5_000,
    "attributes.html": lambda: b"<html><body><p " + b"a='b' " * 500_000 + b">The committee met.</p>",
    "references.html": lambda: b"<html><body><p>" + b"&#x41;" * 2_000_000,
    "one line.txt": lambda: b"x" * 30_000_000,
    "pages.txt": lambda: b"The committee met.\f" * 500_000,
    "heads.md": lambda: b"# The committee met\n\n" * 200_000,
    "columns.md": lambda: b"|a" * 200_000 + b"|\n" + b"|-" * 200_000 + b"|\n" + b"|b" * 200_000 + b"|\n",
    "nested tables.docx": lambda: _word("<w:tbl><w:tr><w:tc>" * 1_500 + _P + f"</w:tc></w:tr></w:tbl>{_P}" * 1_500),
    "span.docx": lambda: _word(
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>{_P}</w:tc></w:tr></w:tbl>'
    ),
    "level.docx": lambda: _word(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="2000000000"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>' + _P
    ),
    "entities.docx": lambda: _word("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", _LAUGHS),
    "runs.docx": lambda: _word("<w:p>" + "<w:r><w:t>x</w:t></w:r>" * 400_000 + "</w:p>"),
    "alternatives.docx": lambda: _word(f"<w:p>{'<w:ins><w:sdt><w:sdtContent>' * 2_000}x</w:p>" + _P),
    "pages of itself.pdf": lambda: _pdf(pages=b"/Kids [2 0 R 3 0 R] /Count 2"),
    "million pages.pdf": lambda: _pdf(pages=b"/Kids [" + b"3 0 R " * 100_000 + b"] /Count 100000"),
    "pages that are not.pdf": lambda: _pdf(pages=b"/Kids [3 0 R] /Count 2000000000"),
    "huge page.pdf": lambda: _pdf(page=b" /MediaBox [0 0 2000000000 2000000000]"),
    "outline of itself.pdf": lambda: _pdf(
        hostile.stream(b"", b"BT /T 12 Tf 20 100 Td (The committee met.) Tj ET"),
        b"<< /Type /Outlines /First 6 0 R /Last 6 0 R >>",
        b"<< /Title (a) /Parent 5 0 R /First 6 0 R /Next 6 0 R /Dest [3 0 R /Fit] >>",
        root=b"/Outlines 5 0 R",
    ),
    "unbalanced.pdf": lambda: _pdf(hostile.stream(b"", b"q " * 1_000_000 + b"BT /T 12 Tf (met.) Tj ET")),
    "letters.pdf": lambda: _pdf(hostile.stream(b"", b"BT /T 1 Tf " + b"(x) Tj 1 0 Td " * 300_000 + b"ET")),
    "lines.pdf": lambda: _pdf(hostile.stream(b"", b"0 0 m 9 9 l S " * 300_000)),
    "arrays.pdf": lambda: _pdf(page=b" /MediaBox " + b"[" * 100_000),
}
OLD = {
    "forms.pdf": hostile.form_bomb,
    "itself.pdf": hostile.self_drawing,
    "counted.docx": hostile.counted_list,
    "nested.htm": hostile.nested,
    "sections.htm": hostile.cdata,
    "bomb.docx": hostile.zip_bomb,
}
SOUND = "REPORT ON VISITS {n}\n\n4 May 2031\n\n1. The committee met and noted that {n} visits were made.\n"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=20, help="of computing that a file may take")
    parser.add_argument("--only", nargs="+", default=[])
    given = parser.parse_args()
    bounded.SECONDS, wrong = given.seconds, 0
    with tempfile.TemporaryDirectory() as scratch, Library.open(Path(scratch, "data"), HashEmbedding()) as library:
        for number, name in enumerate(given.only or [*OLD, *KINDS]):
            folder = Path(scratch, str(number))
            folder.mkdir()
            path, sound = folder / name, (folder / "0 before.txt", folder / "~ after.txt")
            for place, one in enumerate(sound):
                one.write_text(SOUND.format(n=10 * number + place))
            if name in OLD:
                OLD[name](path)
            else:
                path.write_bytes(KINDS[name]())
            size, began = path.stat().st_size, time.monotonic()
            lines = {line.document: line for line in ingest([folder], library, bounded.parse)}
            seconds, line = time.monotonic() - began, lines[name]
            there = {document.path for document in library.documents()} >= {one.name for one in sound}
            added = all(lines[one.name].status in ("added", "replaced") for one in sound)
            held = there and added and "could not be read: " not in (line.error or "")
            wrong += not held
            print(f"{name:<30} {seconds:6.1f} s {size:>10} bytes  {'' if held else 'NOT HELD '}", end="")
            print(f"{line.status}, {line.passages} passages {(line.error or '')[:110]}", flush=True)
    print(f"{len(given.only or [*OLD, *KINDS]) - wrong} of {len(given.only or [*OLD, *KINDS])} held")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
