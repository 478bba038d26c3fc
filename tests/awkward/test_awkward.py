"""Properties of reading awkward PDFs: what PDFium sees is what is read, and what is read is what the passages say."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.platypus import PageBreak

from app.parts.quoting.pageimage import find_pieces, letters
from index.ingest.parse import parse
from index.read.layout.furniture import furniture
from index.read.layout.lines import lines_of
from tests.awkward import pdfs

WORDS = (
    "visits",
    "district",
    "waiting",
    "families",
    "plan",
    "April",
    "Q2",
    "41",
    "88.4%",
    "£1.2m",
    "n/a",
    "(7)",
    "care",
)
CELL = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
LONG = st.lists(st.sampled_from(WORDS), min_size=30, max_size=90).map(lambda words: " ".join(words) + ".")


@st.composite
def tables(draw):
    """A table of any frame, with blank cells, a long one now and then, cells that are one, and repeated heads."""
    columns, rows = draw(st.integers(2, 5)), draw(st.integers(1, 12))
    cells = [draw(st.lists(CELL, min_size=columns, max_size=columns)) for _ in range(rows)]
    cells[draw(st.integers(0, rows - 1))][0] = draw(CELL | LONG)
    merged = [((0, 0), (1, 0))] if draw(st.booleans()) else []
    if merged:
        cells[0][1] = ""
    heads = draw(st.integers(0, min(1, rows - 1)))
    return pdfs.table(cells, draw(st.sampled_from(sorted(pdfs.FRAMES))), [90] * columns, heads, merged)


PROSE = LONG.map(pdfs.paragraph)
STRUCK = st.tuples(CELL, CELL).map(lambda two: pdfs.paragraph(f"Charges {two[0]} <strike>not {two[1]}</strike> apply."))
STORY = st.lists(tables() | PROSE | STRUCK | st.builds(PageBreak) | st.integers(5, 90).map(pdfs.gap), max_size=7)


def count(text):
    """Word pieces of six letters, and two for the ends."""
    return 2 + sum(1 + len(word) // 6 for word in text.split())


def counted(text):
    return Counter(c for c in text if c.isalnum() or c in "£%.()")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORY, st.booleans())
def test_no_word_of_a_page_is_lost_doubled_or_made_up(story, wide):
    with TemporaryDirectory() as folder:
        path = pdfs.document(Path(folder, "a.pdf"), [pdfs.paragraph("1. The work is told below."), *story], wide)
        parsed = parse(path, count)
        with pypdfium2.PdfDocument(path) as document:
            raw = [page.get_textpage().get_text_range() for page in document]
    reading = parsed.reading
    assert [counted(page.text) for page in reading.pages] == [counted(text) for text in raw]

    lines = lines_of(reading)
    passed = furniture(reading, lines)
    kept = "".join("".join(line.text.split()) for n, line in enumerate(lines) if n not in passed)
    assert "".join("".join(passage.text.split()) for passage in parsed.passages) == kept
    assert all(a.end <= b.start for a, b in pairwise(parsed.passages))
    for passage in parsed.passages:
        assert count(f"{passage.context}\n{passage.text}") <= 256
        pages = [(0, passage.page), *((turn.offset, turn.page) for turn in passage.turns)]
        for (start, number), (end, _) in pairwise([*pages, (len(passage.text), None)]):
            part = letters(passage.text[start:end])
            on_page = letters(raw[number - 1])
            assert not Counter(part) - Counter(on_page)  # a table's cells may be drawn in another order
            assert len(part) < 16 or "|" in passage.text or find_pieces(on_page, part)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CELL.filter(bool), min_size=1, max_size=5), st.booleans())
def test_struck_out_words_are_marked_whatever_stands_beside_them(words, before):
    struck = " ".join(words)
    text = f"{'Charges do ' if before else ''}<strike>{struck}</strike> apply to it."
    with TemporaryDirectory() as folder:
        found = parse(pdfs.document(Path(folder, "a.pdf"), [pdfs.paragraph(text)]), count).reading.text
    marked = " ".join(" ".join(re.findall(r"~~(.*?)~~", found)).split())
    assert marked == struck
