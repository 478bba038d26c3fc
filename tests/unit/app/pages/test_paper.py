"""A paper to read: its pages or its text, its headings, and what to do with it."""

from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction
from tests.unit.app.pages.conftest import PDF_NAME, TEXT_NAME


def open_paper(make_page, name, **query):
    first = make_page(page="papers")
    item = next(i for i in first.library.items() if i.document == name)
    return make_page(page="paper", query={"id": item.id, **query}), item


def links(page):
    return [link.proto.label.replace("\\", "") for link in page.app.get("page_link")]


def captions(page):
    return [caption.value for caption in page.app.caption]


def test_a_pdf_shows_its_pages_one_after_the_other(make_page):
    page, item = open_paper(make_page, PDF_NAME)
    assert not page.app.exception
    assert item.title in page.html()
    assert "Page 1 of 2" in captions(page)
    assert "data:image/png;base64," in page.html()
    assert "The number of crossings fell to 412" in page.html()  # this page as text
    assert links(page) == ["Prepare questions", "Ask about it", "Its meeting"]
    page.button("reading-forward").click().run()
    assert "Page 2 of 2" in captions(page)
    assert "this second page" in page.html()
    assert page.button("reading-forward").disabled


def test_a_heading_leads_to_its_page(make_page):
    page, _ = open_paper(make_page, PDF_NAME, page="2")
    assert "Page 2 of 2" in captions(page)
    page.button("reading-heading-").click().run()
    assert "Page 1 of 2" in captions(page)


def test_a_page_that_is_not_there_is_the_nearest_one(make_page):
    page, _ = open_paper(make_page, PDF_NAME, page="99")
    assert "Page 2 of 2" in captions(page)


def test_a_text_stands_under_its_headings_and_is_never_more_than_text(make_page):
    page, _ = open_paper(make_page, TEXT_NAME)
    assert 'href="#part-' in page.html()
    assert "<h2" in page.html()
    assert "dredged to 4.2 metres" in page.html()
    assert "<b>dredging" not in page.html()
    assert 'src="http' not in page.html()


def test_a_file_that_is_gone_leaves_the_text(make_page):
    first = make_page(page="papers")
    document = next(d for d in first.library.documents() if d.path == PDF_NAME)
    first.library.file_path(document.id).unlink()
    page, _ = open_paper(make_page, PDF_NAME)
    assert not page.app.exception
    assert "The number of crossings fell to 412" in page.html()


def test_a_paper_that_is_not_there_is_said(make_page):
    page = make_page(page="paper", query={"id": "0" * 16})
    assert page.app.title[0].value == "Which paper?"
    assert links(page) == ["All papers"]


def test_a_restricted_paper_is_not_there_for_others(make_page):
    page, item = open_paper(make_page, TEXT_NAME)
    assert item.title in page.html()
    AccessStore(page.data).restrict(Restriction(item.document_id, item.document, people=("clerk@example.org",)))
    page.app.run()
    assert page.app.title[0].value == "Which paper?"
    assert "dredged" not in page.html()
