"""The papers page: what is indexed, adding files with a line for each, withdrawing; and the help page."""

from datetime import UTC, datetime, timedelta

import pytest

from app.parts.frame.meetings import meetings
from app.parts.frame.services import services
from app.saved.journals import AuditLog
from index.faults import IndexBusy
from index.store.aside import bring_back, set_aside
from tests.unit.app.pages.conftest import PDF_NAME, TEXT_NAME


def upload(page, *files):
    page.app.get("file_uploader")[0].set_value(list(files))
    page.app.button[0].click().run()
    return page.app


def open_all(page):
    """Unfold every meeting: its papers are drawn only then."""
    for meeting in meetings(page.library.items()):
        page.app.session_state[meeting.key] = True
    page.app.run()
    return page


def test_papers_are_listed_by_meeting_newest_first_with_their_titles(make_page):
    page = make_page(page="papers")
    labels = [e.label.replace("\\", "") for e in page.app.expander]
    assert labels == [
        "Fetch papers from the council’s agenda system",
        "3 September 2024, Ferry Overview Committee: 1 paper",
        "4 June 2024, Ferry Overview Committee: 1 paper",
    ]
    assert page.app.caption[0].value.startswith("2 files, 2 papers.")
    titles = [link.proto.label for link in page.app.get("page_link")]
    assert titles[0] == "Harbour Strategy"
    assert TEXT_NAME in page.html()
    assert PDF_NAME not in page.html()  # folded
    open_all(page)
    assert "Ferry Performance Report" in [link.proto.label for link in page.app.get("page_link")]
    assert PDF_NAME in page.html()
    assert "PDF pages 1 to 2" in page.html()


def test_older_meetings_are_shown_when_asked_for(make_page, monkeypatch):
    monkeypatch.setattr("app.pages.papers.MANY", 1)
    page = make_page(page="papers")
    assert len(page.app.expander) == 2  # and that for fetching
    button = page.button("older")
    assert button.label == "1 older meeting"
    button.click().run()
    assert len(page.app.expander) == 3
    assert not any(b.key == "older" for b in page.app.button)


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

    monkeypatch.setattr("app.server.jobs.index_files", index_files)
    page = make_page(page="papers")
    app = upload(page, ("a.pdf", b"one", "application/pdf"), ("b.pdf", b"two", "application/pdf"))
    assert not app.exception
    assert seen == [("a.pdf", b"one"), ("b.pdf", b"two")]
    assert "a.pdf: added, 3 papers." in page.html()
    assert "b.pdf: not read" in page.html()  # the job above says nothing of it
    assert "could not be read. It is encrypted." in app.error[0].value.replace("\\", "")
    assert "![x](y)" not in app.error[0].value
    page.button("put-away").click().run()
    assert not page.app.error


def test_a_busy_index_is_said(make_page, monkeypatch):
    def index_files(settings, files):
        raise IndexBusy("Another process is writing the index.", "Try again in a minute.")
        yield

    monkeypatch.setattr("app.server.jobs.index_files", index_files)
    app = upload(make_page(page="papers"), ("a.txt", b"one", "text/plain"))
    assert "Another process is writing" in app.error[0].value.replace("\\", "")


def test_reading_nothing_says_so(make_page):
    page = make_page(page="papers")
    page.app.button[0].click().run()
    assert "Choose one or more files first." in page.app.info[0].value


@pytest.fixture
def done(monkeypatch):
    """The page's jobs, done on its own library at once; which were asked for, with the days to undo."""
    asked = []

    def withdraw(settings, id, undo_days=0):
        asked.append(("withdraw", id, undo_days))
        library = services().library
        if undo_days:
            set_aside(library, id, datetime.now(UTC) + timedelta(days=undo_days))
        else:
            library.withdraw(id)

    def restore(settings, id):
        asked.append(("restore", id))
        bring_back(services().library, id)

    monkeypatch.setattr("app.server.jobs.withdraw", withdraw)
    monkeypatch.setattr("app.server.jobs.restore", restore)
    return asked


def listed(page):
    return {document.path for document in page.library.documents()}


def headings(page):
    return [header.value for header in page.app.header]


def test_withdrawing_asks_first_hides_it_and_can_be_undone(make_page, done):
    page = open_all(make_page(page="papers"))
    document = page.library.document(TEXT_NAME)
    button = page.button(f"withdraw-yes-{document.id}")
    assert button.label == "Withdraw it"
    assert done == []
    button.click().run()
    assert done == [("withdraw", document.id, 7)]
    assert listed(page) == {PDF_NAME}
    assert "harbour.txt: withdrawn." in page.app.success[0].value.replace("\\", "")
    assert "Withdrawn, not yet removed for good" in headings(page)
    page.button("undo-withdrawal").click().run()
    assert listed(page) == {PDF_NAME, TEXT_NAME}
    assert "brought back" in page.app.success[0].value
    assert "Withdrawn, not yet removed for good" not in headings(page)
    page.app.run()
    assert not page.app.success  # said once
    entries = AuditLog(page.data, 9).entries()
    assert [(entry.did, entry.what) for entry in entries] == [("brought back", TEXT_NAME), ("withdrew", TEXT_NAME)]


def test_what_is_withdrawn_can_be_brought_back_later_or_removed_for_good(make_page, done):
    page = open_all(make_page(page="papers"))
    ids = {document.path: document.id for document in page.library.documents()}
    for id in ids.values():
        page.button(f"withdraw-yes-{id}").click().run()
    assert listed(page) == set()
    page = make_page(page="papers")  # another visit
    assert not page.app.success
    assert "Nothing yet" in page.app.info[0].value
    page.button(f"restore-{ids[PDF_NAME]}").click().run()
    page.button(f"purge-yes-{ids[TEXT_NAME]}").click().run()
    assert listed(page) == {PDF_NAME}
    assert done[2:] == [("restore", ids[PDF_NAME]), ("withdraw", ids[TEXT_NAME], 0)]
    assert "Withdrawn, not yet removed for good" not in headings(page)


def test_withdrawing_for_good_at_once(make_page, done):
    page = open_all(make_page(page="papers"))
    document = page.library.document(TEXT_NAME)
    page.button(f"for-good-{document.id}").click().run()
    assert done == [("withdraw", document.id, 0)]
    assert "withdrawn for good" in page.app.success[0].value
    assert not any((button.key or "").startswith(("undo-", "restore-")) for button in page.app.button)


def test_a_withdrawal_that_cannot_be_done_is_said(make_page, monkeypatch):
    def busy(*_):
        raise IndexBusy("Another process is writing the index.", "Try again in a minute.")

    monkeypatch.setattr("app.server.jobs.withdraw", busy)
    page = open_all(make_page(page="papers"))
    page.button(f"withdraw-yes-{page.library.document(TEXT_NAME).id}").click().run()
    assert "Another process is writing" in page.app.error[0].value
    assert listed(page) == {PDF_NAME, TEXT_NAME}
    assert AuditLog(page.data, 9).entries() == []


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
