"""Word files: whatever contains words is read through, what the page hides is left out, and the rest is said."""

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from index.papers.split import split
from index.read import read
from index.read.symbols import UNKNOWN, sign

NAMES = nsdecls("w", "r", "wp") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def node(xml):
    """An element of "<w:p>…</w:p>", its prefixes known."""
    end = min(at for at in (xml.find(sign) for sign in " />") if at > 0)
    return parse_xml(f"{xml[:end]} {NAMES}{xml[end:]}")


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text):
    return f"<w:p>{run(text)}</w:p>"


def control(inner):
    return f'<w:sdt><w:sdtPr><w:alias w:val="Field"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def cell(text):
    return f"<w:tc><w:tcPr/>{paragraph(text)}</w:tc>"


def table(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*texts):
    return f"<w:tr>{''.join(cell(text) for text in texts)}</w:tr>"


def made(*blocks, into=None):
    """A document with these blocks of XML in its body."""
    document = into or docx.Document()
    for block in blocks:
        document.element.body.insert(len(document.element.body) - 1, node(block))
    return document


def put_in(document, name, kind, content_type, data):
    """A part of the package related to the document; the id of the relation."""
    part = Part(PackURI(f"/word/{name}"), content_type, data, document.part.package)
    return document.part.relate_to(part, kind)


def reading(document, tmp_path, rewrite=None, name="a.docx"):
    kept = io.BytesIO()
    document.save(kept)
    with zipfile.ZipFile(kept) as source, zipfile.ZipFile(tmp_path / name, "w") as target:
        for part in source.namelist():
            body = source.read(part)
            target.writestr(part, rewrite(body) if rewrite else body)
    return read(tmp_path / name)


def lines(document, tmp_path, **how):
    return [line for line in reading(document, tmp_path, **how).text.split("\n") if line]


@pytest.mark.parametrize(
    ("block", "read_as"),
    [
        (control(paragraph("Moorings let: 12.")), ["Moorings let: 12."]),
        (control(control(paragraph("Moorings let: 12."))), ["Moorings let: 12."]),
        (f"<w:p>{run('Moorings let: ')}{control(run('12'))}{run('.')}</w:p>", ["Moorings let: 12."]),
        (f"<w:p>{run('Moorings ')}{control(control(run('let: 12.')))}</w:p>", ["Moorings let: 12."]),
        (control(table(row("Berth", "Fee"), row("A", "£9"))), ["Berth | Fee", "A | £9"]),
        (table(row("Berth", "Fee"), control(row("A", "£9"))), ["Berth | Fee", "A | £9"]),
        (table(row("Berth", "Fee"), f"<w:tr>{control(cell('A'))}{cell('£9')}</w:tr>"), ["Berth | Fee", "A | £9"]),
        (table(f"<w:tr><w:tc>{control(paragraph('A'))}</w:tc>{cell('£9')}</w:tr>"), ["A | £9"]),
        (control(table(control(f"<w:tr>{control(cell('A'))}{control(cell('£9'))}</w:tr>"))), ["A | £9"]),
        (f'<w:customXml w:element="x">{paragraph("Moorings let: 12.")}</w:customXml>', ["Moorings let: 12."]),
        (f'<w:p><w:smartTag w:element="x">{run("Moorings let: 12.")}</w:smartTag></w:p>', ["Moorings let: 12."]),
        (f'<w:p><w:fldSimple w:instr="REF x">{run("Moorings let: 12.")}</w:fldSimple></w:p>', ["Moorings let: 12."]),
        ("<w:p><m:oMath><m:r><m:t>a=b+c</m:t></m:r></m:oMath></w:p>", ["a=b+c"]),
    ],
)  # fmt: skip
def test_what_a_container_holds_is_read_where_it_stands(tmp_path, block, read_as):
    document = made(paragraph("Before."), block, paragraph("After."))
    assert lines(document, tmp_path) == ["Before.", *read_as, "After."]


def test_a_heading_in_a_control_is_in_the_outline(tmp_path):
    document = docx.Document()
    heading = document.add_heading("Harbour dues", 1)._p
    around = node(control(""))
    heading.addprevious(around)
    around.find(qn("w:sdtContent")).append(heading)
    assert [mark.title for mark in reading(document, tmp_path).outline] == ["Harbour dues"]


BOX = "<w:txbxContent>{}</w:txbxContent>"


@pytest.mark.parametrize(
    "shape",
    [
        "<w:drawing><wp:anchor><wp:extent cx='3000000' cy='1500000'/>{}</wp:anchor></w:drawing>",
        "<w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict>",
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{0}</w:drawing></mc:Choice><mc:Fallback><w:pict>{0}"
        "</w:pict></mc:Fallback></mc:AlternateContent>",
        "<mc:AlternateContent><mc:Choice Requires='wpx'/><mc:Fallback><w:pict>{}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>",
    ],
)
def test_a_text_box_is_read_once_after_the_paragraph_it_is_fastened_to(tmp_path, shape):
    box = shape.format(BOX.format(paragraph("61 slips are in repair.") + table(row("North", "40"))))
    document = made(f"<w:p>{run('Slips.')}<w:r>{box}</w:r></w:p>", paragraph("After."))
    found = reading(document, tmp_path)
    assert [line for line in found.text.split("\n") if line] == [
        "Slips.", "61 slips are in repair.", "North | 40", "After."
    ]  # fmt: skip
    assert found.lost == ()


def test_a_text_box_in_a_cell_is_in_the_cell(tmp_path):
    box = BOX.format(paragraph("of these 9"))
    words = f"<w:tc><w:p>{run('40')}<w:r><w:pict>{box}</w:pict></w:r></w:p></w:tc>"
    assert lines(made(table(f"<w:tr>{cell('North')}{words}</w:tr>")), tmp_path) == ["North | 40 of these 9"]


def noted(document, kind, *texts):
    notes = "".join(
        f'<w:{kind} w:id="{n}"><w:p><w:r><w:{kind}Ref/></w:r>{run(text)}</w:p></w:{kind}>' for n, text in texts
    )
    data = f"<w:{kind}s {NAMES}>{notes}</w:{kind}s>".encode()
    put_in(document, f"{kind}s.xml", getattr(RELATIONSHIP_TYPE, f"{kind}s".upper()), "application/xml", data)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_stand_after_their_paragraph_and_are_numbered_in_order(tmp_path, kind):
    mark = f'<w:r><w:{kind}Reference w:id="{{}}"/></w:r>'
    document = made(
        f"<w:p>{run('Dues were £40,000.')}{mark.format(7)}{run(' Fees were £9,000.')}{mark.format(3)}</w:p>",
        table(f"<w:tr><w:tc><w:p>{run('North')}{mark.format(4)}</w:p></w:tc>{cell('40')}</w:tr>", row("South", "9")),
        paragraph("After."),
    )
    noted(document, kind, (3, "Without VAT."), (4, "From May."), (7, "Boats only."))
    name = kind.capitalize()
    assert lines(document, tmp_path) == [
        "Dues were £40,000. Fees were £9,000.", f"{name} 1: Boats only.", f"{name} 2: Without VAT.",
        "North | 40", "South | 9", f"{name} 3: From May.", "After.",
    ]  # fmt: skip


def test_a_note_with_a_mark_of_its_own_is_not_counted(tmp_path):
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    counted = '<w:r><w:footnoteReference w:id="3"/></w:r>'
    document = made(f"<w:p>{run('Dues.')}{own}{counted}</w:p>")
    noted(document, "footnote", (2, "Boats only."), (3, "Without VAT."))
    assert lines(document, tmp_path) == ["Dues.*", "Footnote: Boats only.", "Footnote 1: Without VAT."]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("text/html", b"<html><body><h2>Found</h2><p>Of 30 buoys 4 were adrift.</p></body></html>"),
        ("text/plain", b"Found\n\nOf 30 buoys 4 were adrift."),
        (
            "message/rfc822",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=cut\n\n--cut\nContent-Type: text/html;"
            b" charset=utf-8\n\n<h2>Found</h2><p>Of 30 buoys 4 were adrift.</p>\n--cut--\n",
        ),
    ],
)
def test_a_file_put_inside_is_read_in_its_place(tmp_path, kind, data):
    document = docx.Document()
    relation = put_in(document, "inside.dat", RELATIONSHIP_TYPE.A_F_CHUNK, kind, data)
    made(paragraph("Before."), f'<w:altChunk r:id="{relation}"/>', paragraph("After."), into=document)
    assert lines(document, tmp_path) == ["Before.", "Found", "Of 30 buoys 4 were adrift.", "After."]


def test_a_word_file_put_inside_is_read_and_one_of_another_kind_is_said(tmp_path):
    inner = io.BytesIO()
    made(paragraph("Of 30 buoys 4 were adrift.")).save(inner)
    document = docx.Document()
    word = put_in(document, "inside.docx", RELATIONSHIP_TYPE.A_F_CHUNK, "application/x", inner.getvalue())
    rich = put_in(document, "inside.rtf", RELATIONSHIP_TYPE.A_F_CHUNK, "application/rtf", b"{\\rtf1 Words}")
    made(f'<w:altChunk r:id="{word}"/>', f'<w:altChunk r:id="{rich}"/>', into=document)
    found = reading(document, tmp_path)
    assert found.text.strip() == "Of 30 buoys 4 were adrift."
    assert found.warnings == ("Not read of a.docx: files put inside it: 1.",)


def ticked(font, code):
    return f'<w:p><w:r><w:sym w:font="{font}" w:char="{code}"/></w:r></w:p>'


def in_font(name):
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def in_style(style):
    return f'<w:rStyle w:val="{style.style_id}"/>'


def test_signs_of_symbol_fonts_are_the_characters_they_look_like(tmp_path):
    document = made(
        ticked("Wingdings", "F0FC"),
        ticked("Wingdings 2", "F04F"),
        f"<w:p>{run('ü', in_font('Wingdings'))}</w:p>",
        f"<w:p>{run('m', in_font('Symbol'))}{run('g')}</w:p>",
        ticked("Wingdings", "F026"),
    )
    found = reading(document, tmp_path)
    assert found.text.split() == ["✓", "✗", "✓", "μg", UNKNOWN]
    assert found.warnings == ("Not read of a.docx: signs of symbol fonts: 1.",)
    assert (sign("Arial", ord("a")), sign("Symbol", 0xF0B3), sign("", 0xF0FC)) == ("a", "≥", UNKNOWN)


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☑"),
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "☐"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="Yes"/><w:listEntry w:val="No"/></w:ddList>', "No"),
    ],
)
def test_fields_of_forms_show_what_was_chosen(tmp_path, field, shown):
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{field}</w:ffData></w:fldChar></w:r>'
    assert lines(made(f"<w:p>{run('Lit: ')}{begin}</w:p>"), tmp_path) == [f"Lit: {shown}"]


def test_the_first_pages_header_is_front_matter(tmp_path):
    document = made(paragraph("Moorings are let by the year."))
    section = document.sections[0]
    section.header.paragraphs[0].text = "Harbour Board, 4 May 2031"
    assert lines(document, tmp_path) == ["Harbour Board, 4 May 2031", "Moorings are let by the year."]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Harbour Board, first page"
    assert lines(document, tmp_path)[0] == "Harbour Board, first page"


@pytest.mark.parametrize("header", ["Harbour Board - 4 May 2031", "Wending Council\nHarbour Board - 4 May 2031"])
def test_a_header_gives_the_meeting_and_no_title(tmp_path, header):
    document = docx.Document()
    document.add_heading("Moorings in Winter", 0)
    document.add_heading("Demand", 1)
    document.add_paragraph("1. Of the 312 moorings, 41 were let in the winter of 2030.")
    document.sections[0].header.paragraphs[0].text = header
    paper = split(reading(document, tmp_path), "a.docx").items[0]
    assert (paper.title, paper.committee, str(paper.meeting_date)) == (
        "Moorings in Winter", "Harbour Board", "2031-05-04"
    )  # fmt: skip


def test_a_title_that_stands_in_the_header_alone_is_found(tmp_path):
    document = made(paragraph("The moorings were surveyed in spring, and the survey found them in good order."))
    document.sections[0].header.paragraphs[0].text = "Moorings in Winter"
    assert split(reading(document, tmp_path), "a.docx").items[0].title == "Moorings in Winter"


def test_hidden_words_and_rows_are_left_out_and_counted(tmp_path):
    document = docx.Document()
    style = document.styles.add_style("Unseen", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    deeper = document.styles.add_style("Unseen too", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    deeper.base_style = style
    shown = run("shown", in_style(style) + '<w:vanish w:val="0"/>')
    concealed = table(row("North", "40"), "<w:tr><w:trPr><w:hidden/></w:trPr>" + cell("South") + cell("9") + "</w:tr>")
    made(
        f"<w:p>{run('Dues ')}{run('of 7,000 ', '<w:vanish/>')}{run('rose.')}</w:p>",
        f"<w:p>{run('kept ', in_style(style))}{shown}</w:p>",
        f"<w:p>{run('kept too', in_style(deeper))}</w:p>",
        concealed,
        into=document,
    )
    found = reading(document, tmp_path)
    assert [line for line in found.text.split("\n") if line] == ["Dues rose.", "shown", "North | 40"]
    assert found.warnings == ("Left out of a.docx, because Word does not show it: 7 hidden words.",)


def test_words_struck_by_a_style_and_deleted_rows_are_struck(tmp_path):
    document = docx.Document()
    style = document.styles.add_style("Gone", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.font.strike = True
    gone = "<w:tr><w:trPr><w:del w:id='1' w:author='A'/></w:trPr>" + cell("South") + cell("9") + "</w:tr>"
    made(
        f"<w:p>{run('Dues end.', in_style(style))}{run(' Dues stay.')}</w:p>",
        table(row("North", "40"), gone),
        into=document,
    )
    assert lines(document, tmp_path) == ["~~Dues end.~~ Dues stay.", "North | 40", "~~South~~ | ~~9~~"]


def strict(part):
    for family in (b"wordprocessingml", b"officeDocument", b"drawingml"):
        part = part.replace(
            b"http://schemas.openxmlformats.org/" + family + b"/2006/", b"http://purl.oclc.org/ooxml/" + family + b"/"
        )
    return part


def kin(content_type):
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return lambda part: part.replace(main.encode(), content_type.encode())


@pytest.mark.parametrize(
    ("name", "rewrite"),
    [
        ("a.docx", strict),
        ("a.docm", kin("application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("a.docx", kin("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml")),
        ("a.docx", lambda part: part.replace(b"word/document.xml", b"word/document2.xml")),
    ],
)
def test_kin_of_word_files_are_read(tmp_path, name, rewrite):
    document = docx.Document()
    document.add_heading("Moorings", 1)
    document.add_paragraph("first", style="List Number")
    if name == "a.docx" and b"document2" in rewrite(b"word/document.xml"):
        document.part.partname = PackURI("/word/document2.xml")
        rewrite = None
    found = reading(document, tmp_path, rewrite=rewrite, name=name)
    assert [line for line in found.text.split("\n") if line] == ["Moorings", "1. first"]
    assert [mark.title for mark in found.outline] == ["Moorings"]


def test_comments_and_embedded_files_are_said_to_be_unread(tmp_path):
    document = made(f"<w:p>{run('Dues.')}<w:r><w:object/></w:r></w:p>")
    document.add_comment(document.paragraphs[-1].runs, text="Ask the harbour master", author="A")
    found = reading(document, tmp_path)
    assert found.warnings == ("Not read of a.docx: files put inside it: 1, comments in its margin: 1.",)
