"""Spreadsheets, slides, OpenDocument, RTF and mail: cells as they are shown, places, and what is hidden."""

import csv
import datetime
import zipfile
from email.message import EmailMessage

import openpyxl
import pytest
from openpyxl.comments import Comment
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from index.faults import Unreadable
from index.ingest.parse import parse
from index.read import read, workbook
from index.read.cellformat import shown
from index.read.mail import take_out
from tests.outlookfile import outlook_mail

NAMES = " ".join(
    f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "text", "table", "style")
)


def lines(reading):
    return [line for line in reading.text.replace("\f", "\n").split("\n") if line]


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (84120, "General", "84120"),
        (0.1, "General", "0.1"),
        (84120, "#,##0", "84,120"),
        (0.114, "0.0%", "11.4%"),
        (0.125, "0%", "13%"),
        (2.5, "0", "3"),
        (2295400.5, '"£"#,##0;[Red]-"£"#,##0', "£2,295,401"),
        (-1250, '"£"#,##0;[Red]-"£"#,##0', "-£1,250"),
        (-1250, "[$£-809]#,##0.00", "-£1,250.00"),
        (-1250, "#,##0_);(#,##0)", "(1,250)"),
        (2310000, '#,##0,"k"', "2,310k"),
        (1.5, "0.##", "1.5"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (1234567, "0.00E+00", "1234567"),
        (5, '[>=100]"many";0', "5"),
        (True, "General", "TRUE"),
        (datetime.datetime(2031, 3, 31), "dd/mm/yyyy", "2031-03-31"),
        (datetime.datetime(2031, 3, 31, 18, 30), "General", "2031-03-31 18:30"),
        ("as it is", "0%", "as it is"),
        (None, "0%", ""),
    ],
)
def test_a_number_is_given_as_its_cell_shows_it(value, code, words):
    assert shown(value, code) == words


@pytest.fixture
def book(tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Budget 2031"
    for row in (
        ["Budget monitoring at 31 March 2031"],
        [],
        ["Service", "Budget", "Forecast", "Share", None, "Aside"],
        ["Libraries", 2310000, 2295400, 0.114, None, "secret"],
        ["Hidden service", 1, 2, 0.3],
        ["Parks", -1250, "=SUM(B4:B6)", 0.5],
    ):
        sheet.append(row)
    for row in (4, 6):
        sheet.cell(row, 2).number_format = '"£"#,##0'
        sheet.cell(row, 4).number_format = "0.0%"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet["A4"].comment = Comment("Ask Finance", "A")
    sheet["C1048576"].number_format = "0.0"  # formatted to the end, as whole columns are
    workings = made.create_sheet("Workings")
    workings["A1"] = "exempt words"
    workings.sheet_state = "hidden"
    made.create_sheet("Notes")["A1"] = "Figures are provisional."
    path = tmp_path / "budget.xlsx"
    made.save(path)
    return path


def test_a_workbook_is_its_shown_sheets_as_tables(book):
    reading = read(book)
    assert lines(reading) == [
        "Budget 2031",
        "Budget monitoring at 31 March 2031",
        "Service | Budget | Forecast | Share",
        "Libraries | £2,310,000 | 2295400 | 11.4%",
        "Parks | -£1,250 | | 50.0%",
        "Notes",
        "Figures are provisional.",
    ]
    assert [mark.title for mark in reading.outline] == ["Budget 2031", "Notes"]
    assert reading.warnings == (
        "Left out of budget.xlsx, because it hides them: columns: 1, rows: 1, sheets: 1.",
        "Not read of budget.xlsx: comments: 1, formulas without a result: 1.",
    )


def test_a_workbooks_rows_are_rows_of_passages_with_their_columns_heads(book):
    parsed = parse(book, lambda text: len(text.split()))
    cells = [cell for passage in parsed.passages for part in passage.parts for cell in part.cells]
    assert ("11.4%", "Share") in [(cell.text, cell.head) for cell in cells]
    assert [item.kind for item in parsed.items] == ["other"]


def test_rows_beyond_the_most_are_counted(book, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    assert "of a sheet: 3" in read(book).warnings[1]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "ppt/presentation.xml"])
def test_a_file_too_big_when_unpacked_is_refused(tmp_path, monkeypatch, part):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, "<x/>" + " " * 5000)
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 4000)
    with pytest.raises(Unreadable, match="too big when unpacked"):
        read(path)
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 40000)
    with pytest.raises(Unreadable, match="damaged"):
        read(path)


def test_a_short_table_leaves_room_for_a_long_field_of_another():
    workbook.read_csv(b"Ward,Spend\nNorth,12\n", "short.csv")
    assert list(csv.reader([f"Ward,{'x' * 50_000}"])) == [["Ward", "x" * 50_000]]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_in_plain_text_keeps_its_cells(tmp_path, mark):
    path = tmp_path / "ward-spend.csv"
    rows = [["Ward", "Spend"], [f'"East{mark}moor"', "£1.5m"], ["Hask", "£2.5m"]]
    path.write_text("\n".join(mark.join(row) for row in rows), encoding="utf-8-sig")
    parsed = parse(path, lambda text: len(text.split()))
    assert lines(parsed.reading) == ["Ward | Spend", " ".join(f"East{mark}moor".split()) + " | £1.5m", "Hask | £2.5m"]
    assert [item.title for item in parsed.items] == ["ward-spend"]


def test_slides_are_pages_in_order_with_notes_apart(tmp_path):
    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = "Climate plan"
    first.placeholders[1].text = "Emissions fell 11%\nFleet grew"
    first.notes_slide.notes_text_frame.text = "Say why."
    hidden = show.slides.add_slide(show.slide_layouts[5])
    hidden.shapes.title.text = "Exempt"
    hidden._element.set("show", "0")
    last = show.slides.add_slide(show.slide_layouts[5])
    last.shapes.title.text = "Clubs"
    table = last.shapes.add_table(2, 2, 0, 0, Inches(3), Inches(1)).table
    for n, words in enumerate(["Club", "2030", "Rowing", "£4,200"]):
        table.cell(n // 2, n % 2).text = words
    data = CategoryChartData()
    data.categories = ["a"]
    data.add_series("s", (1,))
    last.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(3), Inches(3), data)
    show.save(tmp_path / "plan.pptx")
    parsed = parse(tmp_path / "plan.pptx", lambda text: len(text.split()))
    assert [page.number for page in parsed.reading.pages] == [1, 3]
    assert lines(parsed.reading) == [
        *("Climate plan", "- Emissions fell 11%", "- Fleet grew", "Notes on slide 1", "Say why."),
        *("Clubs", "Club | 2030", "Rowing | £4,200"),
    ]
    assert [passage.section for passage in parsed.passages if "Say why" in passage.text] == [
        "Climate plan › Notes on slide 1"
    ]
    assert "slides: 1" in parsed.warnings[0]
    assert [one.page for one in parsed.reading.lost] == [1]


def test_rich_text_without_its_hidden_words(tmp_path):
    path = tmp_path / "note.rtf"
    path.write_text(
        r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\f0 Note: Parks\par 1. It cost {\strike £40m}\u163?41m."
        r"{\v  The secret is 7.} It rose.\par{\footnote aside}\trowd\cellx1\cellx2\intbl Club\cell 2030\cell\row"
        r"\trowd\intbl Rowing\cell \'a34,200\cell\row\pard Last\par}",
        encoding="cp1252",
    )
    reading = read(path)
    assert lines(reading) == [
        *("Note: Parks", "1. It cost ~~£40m~~£41m. It rose.", "Club | 2030", "Rowing | £4,200", "Last")
    ]
    assert reading.warnings == (
        "Left out of note.rtf, because it hides them: words: 4.",
        "Not read of note.rtf: notes: 1.",
    )


def open_document(path, kind, body, styles=""):
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
    return path


def cell(words):
    return f"<table:table-cell><text:p>{words}</text:p></table:table-cell>"


def test_an_open_document_text_in_order_with_its_notes_lists_and_tables(tmp_path):
    body = (
        "<text:tracked-changes><text:p>taken out</text:p></text:tracked-changes>"
        '<text:h text:outline-level="1">Flood works</text:h><text:p>The scheme<text:s/>protects<text:note '
        'text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>By 2031.</text:p>'
        "</text:note-body></text:note> 412 homes.<office:annotation><text:p>hm</text:p></office:annotation></text:p>"
        '<text:p><text:span text:style-name="T1">Secret words</text:span>Shown.</text:p>'
        "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list><table:table>"
        f"<table:table-row>{cell('Club')}{cell('2030')}</table:table-row></table:table>"
    )
    hides = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    reading = read(open_document(tmp_path / "flood.odt", "text", body, hides))
    assert lines(reading) == [
        *("Flood works", "The scheme protects 412 homes.", "Footnote 1: By 2031.", "Shown.", "- one", "Club | 2030")
    ]
    assert [mark.title for mark in reading.outline] == ["Flood works"]
    assert "words: 2" in reading.warnings[0]
    assert "comments in its margin: 1" in reading.warnings[1]


def test_an_open_document_spreadsheet_leaves_out_what_it_hides(tmp_path):
    body = (
        '<table:table table:name="Data"><table:table-column/><table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{cell('Ward')}{cell('aside')}{cell('50%')}"
        '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row></table:table>'
        '<table:table table:name="Hid" table:style-name="H">'
        f"<table:table-row>{cell('no')}</table:table-row></table:table>"
    )
    hides = '<style:style style:name="H"><style:table-properties table:display="false"/></style:style>'
    reading = read(open_document(tmp_path / "wards.ods", "spreadsheet", body, hides))
    assert lines(reading) == ["Data", "Ward | 50%"]
    assert "sheets: 1" in reading.warnings[0]


def test_an_open_document_may_declare_no_entities(tmp_path):
    path = tmp_path / "bomb.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    with pytest.raises(Unreadable, match="damaged"):
        read(path)


def cut_within(data):
    return data[:50] + data[120:]


def packed_in_an_unknown_way(data):
    return data.replace(b"PK\x01\x02\x14\x03\x14\0\0\0\0\0", b"PK\x01\x02\x14\x03\x14\0\0\0\x63\0")


def locked(data):
    return data.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0")


def with_a_part_beyond_the_end(data):
    at = data.index(b"PK\x01\x02") + 42
    return data[:at] + b"\xff\xff\xff\0" + data[at + 4 :]


@pytest.mark.parametrize(
    "harm", [cut_within, packed_in_an_unknown_way, locked, with_a_part_beyond_the_end], ids=lambda harm: harm.__name__
)
def test_a_damaged_archive_is_said_to_be_one(tmp_path, harm):
    path = open_document(tmp_path / "flood.odt", "text", "<text:p>412 homes.</text:p>")
    data = path.read_bytes()
    path.write_bytes(harm(data))
    assert path.read_bytes() != data
    with pytest.raises(Unreadable, match=r"is damaged\."):
        read(path)


def mail(path, *attached):
    message = EmailMessage()
    message["Subject"], message["From"] = "Reply on parks", "clerk@wex.example"
    message["Date"] = "Tue, 12 Mar 2030 09:14:00 +0000"
    message.set_content("Dear all,\n\nThere are 12 parks at £41,000.\n")
    message.add_alternative("<p>There are 12 parks.</p>", subtype="html")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    path.write_bytes(bytes(message))
    return message


def test_a_mail_says_who_wrote_what_and_names_what_is_attached(tmp_path):
    mail(tmp_path / "m.eml", ("parks.txt", b"# Parks\n"), ("run.exe", b"MZ"))
    parsed = parse(tmp_path / "m.eml", lambda text: len(text.split()))
    assert lines(parsed.reading) == [
        "Reply on parks",
        "From: clerk@wex.example | Date: Tue, 12 Mar 2030 09:14:00 +0000",
        "Dear all,",
        "There are 12 parks at £41,000.",
    ]
    assert [(item.title, item.kind) for item in parsed.items] == [("Reply on parks", "other")]
    assert parsed.warnings == (
        "Attached to m.eml, and read as files of their own: parks.txt.",
        "Attached to m.eml, but of no kind that is read: run.exe.",
    )


def test_a_mail_as_outlook_saves_it_is_read_alike(tmp_path):
    path = tmp_path / "m.msg"
    files = ("Trams.txt", b"# Trams\n"), ("run.exe", b"MZ")
    path.write_bytes(outlook_mail("Reply on trams", "The Clerk", "Dear all,\r\n\r\nThere are 9 trams.", *files))
    reading = read(path)
    heads = "From: The Clerk | To: Members"
    assert lines(reading) == ["Reply on trams", heads, "Dear all,", "There are 9 trams."]
    assert "read as files of their own: Trams.txt." in reading.warnings[0]
    (tmp_path / "taken").mkdir()
    assert take_out(path, tmp_path / "taken") == ["Trams.txt"]
    assert (tmp_path / "taken" / "1.txt").read_bytes() == b"# Trams\n"


def test_a_web_page_saved_whole_is_read_as_the_page(tmp_path):
    (tmp_path / "page.mht").write_text(
        "From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x1\n\n--x1\n"
        "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<html><body><h1>Audit</h1><p>The "
        "loss was =C2=A323,000 in the ye=\nar.</p></body></html>\n--x1--\n"
    )
    assert lines(read(tmp_path / "page.mht")) == ["Audit", "The loss was £23,000 in the year."]
