"""The papers page: what is indexed, adding files with a line for each, withdrawing; and the help page."""

import pytest

from index.faults import IndexBusy
from tests.app.conftest import PDF_NAME, TEXT_NAME


def upload(page, *files):
    page.app.get("file_uploader")[0].set_value(list(files))
    page.app.button[0].click().run()
    return page.app


def test_every_document_is_listed_with_its_papers(make_page):
    page = make_page(page="papers")
    labels = [e.label.replace("\\", "") for e in page.app.expander]
    assert labels == [PDF_NAME, TEXT_NAME]
    assert "2 documents" in page.app.caption[0].value
    assert "Harbour Strategy" in page.html()
    assert "PDF pages 1 to 2" in page.html()


def test_an_upload_has_a_line_for_each_file(make_page, monkeypatch):
    seen = []

    def index_files(settings, files):
        seen.extend(files)
        yield {"document": "a.pdf", "status": "added", "items": 3, "passages": 20, "pages": 4, "error": None}
        yield {
            "document": "![x](y).pdf",
            "status": "failed",
            "items": 0,
            "passages": 0,
            "pages": 0,
            "error": "It is encrypted.",
        }

    monkeypatch.setattr("app.jobs.index_files", index_files)
    page = make_page(page="papers")
    app = upload(page, ("a.pdf", b"one", "application/pdf"), ("b.pdf", b"two", "application/pdf"))
    assert not app.exception
    assert seen == [("a.pdf", b"one"), ("b.pdf", b"two")]
    assert "added (3 papers, 20 passages)" in app.success[0].value.replace("\\", "")
    assert "could not be read. It is encrypted." in app.error[0].value.replace("\\", "")
    assert "![x](y)" not in app.error[0].value


def test_a_busy_index_is_said(make_page, monkeypatch):
    def index_files(settings, files):
        raise IndexBusy("Another process is writing the index.", "Try again in a minute.")
        yield

    monkeypatch.setattr("app.jobs.index_files", index_files)
    app = upload(make_page(page="papers"), ("a.txt", b"one", "text/plain"))
    assert "Another process is writing" in app.error[0].value.replace("\\", "")


def test_reading_nothing_says_so(make_page):
    page = make_page(page="papers")
    page.app.button[0].click().run()
    assert "Choose one or more files first." in page.app.info[0].value


def test_withdrawing_asks_first_and_then_does_it(make_page, monkeypatch):
    gone = []
    monkeypatch.setattr("app.jobs.withdraw", lambda settings, id: gone.append(id))
    page = make_page(page="papers")
    document = next(d for d in page.library.documents() if d.path == TEXT_NAME)
    button = page.button(f"withdraw-yes-{document.id}")
    assert button.label == "Withdraw it for good"
    assert gone == []
    button.click().run()
    assert gone == [document.id]
    assert "withdrawn" in page.app.success[0].value


def test_no_papers_yet(make_page):
    page = make_page(empty=True, page="papers")
    assert "Nothing yet" in page.app.info[0].value


@pytest.mark.parametrize("empty", [True, False])
def test_the_help_page(make_page, empty):
    page = make_page(empty=empty, page="about")
    assert not page.app.exception
    text = "\n".join(m.value for m in page.app.markdown)
    assert "It takes no side" in text
    assert ("It holds papers from 4 June 2024 to 3 September 2024." in text) is not empty
