"""Checking a draft on its page: pasted or uploaded, compared, and let go of."""

from __future__ import annotations

import pytest

DRAFT = """QUARTER 3 2030/31 FERRY PERFORMANCE REPORT

1. The percentage of crossings made on time was 81.0% in quarter 3, compared to 85.0% at the end of quarter 2.

2. Two skippers are being trained at the nautical college in Saltmouth and will qualify in the spring.
"""


@pytest.fixture
def built(ferries):
    return ferries


def check(page):
    next(b for b in page.app.button if b.label == "Check it").click().run()
    assert not page.app.exception


def test_a_pasted_draft_is_compared_and_not_kept(make_page):
    page = make_page(page="check")
    page.app.text_area[0].set_value(DRAFT)
    before = page.library.generation
    check(page)
    html = page.html()
    assert page.app.header[0].value.startswith("Conflicts with earlier papers (1)")
    assert "An earlier paper gives 8" in html
    assert "Brings earlier papers up to date" in " ".join(s.value for s in page.app.header)
    assert "Said before" in " ".join(s.value for s in page.app.header)
    assert page.library.generation == before
    held = page.library.stores.catalogue.passages()
    assert not any("nautical" in p.text and p.item.document == "The draft" for p in held)


def test_an_uploaded_draft_is_compared(make_page):
    page = make_page(page="check")
    page.app.get("file_uploader")[0].set_value([("my draft.txt", DRAFT.encode(), "text/plain")])
    check(page)
    assert "Conflicts with earlier papers (1)" in [s.value for s in page.app.header]


def test_nothing_to_check_is_said(make_page):
    page = make_page(page="check")
    check(page)
    assert "Choose a file, or paste some text first." in page.app.info[0].value


def test_a_draft_of_no_words_is_a_fault_in_words(make_page):
    page = make_page(page="check")
    page.app.get("file_uploader")[0].set_value([("empty.txt", b" ", "text/plain")])
    check(page)
    assert page.app.error
