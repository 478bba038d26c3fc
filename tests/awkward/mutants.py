"""Small papers of every kind that is read, and damaged copies of them."""

from __future__ import annotations

import base64
import io
import random
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
from openpyxl.comments import Comment
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.awkward import pdfs
from tests.outlookfile import outlook_mail

_WORDS = "The committee met on 4 May 2031 and noted that 41 of 52 visits were made, at a cost of £1.2m."
_ROWS = [["Measure", "Target", "Q1", "Q2"], ["Visits made", "90%", "88.4%", "91%"], ["Waiting", "12", "14", "n/a"]]
_WEB = (
    "<html><head><title>Visits</title><style>.a{display:none}</style></head><body><h1>Visits</h1><p>{words}</p>"
    "<p class='a'>unseen</p><ul><li>one<li>two</ul><table><tr><th>Measure<th>Q1<tr><td>Visits<td>88.4%</table>"
    "</body></html>"
)


OPEN = (
    "<office:document-content "
    + " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    + "><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
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
    _office(folder)
    _mails(folder)
    return sorted(folder.iterdir())


def _office(folder: Path) -> None:
    """Spreadsheets, slides, OpenDocument and rich text."""
    book = openpyxl.Workbook()
    sheet = book.active
    for texts in [*_ROWS, ["Total", 0.5, 1200, datetime(2031, 5, 4)]]:
        sheet.append(texts)
    sheet["B5"].number_format = "0.0%"
    sheet["C5"].comment = Comment("Of the whole year", "Clerk")
    sheet.merge_cells("A7:C8")
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.save(folder / "visits.xlsx")
    (folder / "visits.csv").write_text("\n".join(";".join(row) for row in _ROWS), encoding="utf-8")
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "Visits", _WORDS
    slide.notes_slide.notes_text_frame.text = "Said aloud"
    grid = slide.shapes.add_table(len(_ROWS), len(_ROWS[0]), Inches(1), Inches(2), Inches(6), Inches(2)).table
    chart = CategoryChartData()
    chart.categories = _ROWS[0][2:]
    chart.add_series("Visits", (88.4, 91.0))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(4), Inches(6), Inches(2), chart)
    for place, texts in enumerate(_ROWS):
        for column, text in enumerate(texts):
            grid.cell(place, column).text = text
    slides.save(str(folder / "visits.pptx"))
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in _ROWS[1])
    table = f'<table:table table:name="Q1"><table:table-row table:number-rows-repeated="3">{cells}</table:table-row>'
    table += "</table:table>"
    note = '<text:note text:note-class="footnote"><text:note-body><text:p>By 2032.</text:p></text:note-body>'
    note += "</text:note>"
    text = f'<text:h text:outline-level="1">Visits</text:h><text:p>{_WORDS}<text:s text:c="3"/>{note}</text:p>{table}'
    for suffix, kind, body in ((".odt", "text", text), (".ods", "spreadsheet", table)):
        with zipfile.ZipFile(folder / f"visits{suffix}", "w") as archive:
            archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
            archive.writestr("content.xml", OPEN.format(kind=kind, body=body))
    rich = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\f0 Visits\par %s\u163?1.2m{\v unseen}\par{\footnote By 2032.}"
    rich += r"\trowd\cellx1\cellx2\intbl Visits\cell \'a388.4\cell\row\pard{\*\pict\bin4 abcd}Last\par}"
    (folder / "visits.rtf").write_text(rich % _WORDS, encoding="cp1252", errors="replace")


def _mails(folder: Path) -> None:
    """Mails with files attached, and a web page saved whole."""
    message = EmailMessage()
    message["Subject"], message["From"] = "Reply on visits – näxt", "clerk@wex.example"
    message.set_content(f"Dear all,\n\n{_WORDS}\n")
    message.add_alternative(f"<p>{_WORDS}</p>", subtype="html")
    for name in ("visits.docx", "visits.csv"):
        content = (folder / name).read_bytes()[:3000]
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    (folder / "visits.eml").write_bytes(bytes(message))
    files = ("visits.txt", _WORDS.encode()), ("visits.csv", (folder / "visits.csv").read_bytes())
    (folder / "visits.msg").write_bytes(outlook_mail("Reply on visits", "The Clerk", _WORDS, *files))
    page = base64.encodebytes((folder / "visits.html").read_bytes()).decode()
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x1\n\n--x1\nContent-Type: text/html\n"
    (folder / "visits.mht").write_text(f"{head}Content-Transfer-Encoding: base64\n\n{page}\n--x1--\n")


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
