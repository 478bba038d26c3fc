"""The page of what was read: every paper with its place, what to look at, and setting it right for good."""

from dataclasses import replace
from datetime import date

import pytest

from index.faults import IndexBusy
from index.store.corrections import Correction, clear, correct
from tests.unit.app.pages.conftest import PDF_NAME, TEXT_NAME


@pytest.fixture
def done(monkeypatch):
    """Corrections made as the command makes them, in this process; what was asked for, in order."""
    asked = []

    def do(page):
        def run(settings, item_id, fields, among):
            asked.append(fields)
            if not fields:
                return clear(page.library, item_id, among)
            day = date.fromisoformat(fields["date"]) if "date" in fields else None
            given = Correction(*map(fields.get, ("title", "kind")), day, *map(fields.get, ("parent", "committee")))
            return correct(page.library, item_id, given, among)

        monkeypatch.setattr("app.server.jobs.correct", run)
        return asked

    return do


def save(page):
    next(b for b in page.app.button if b.label == "Save").click().run()
    assert not page.app.exception
    return page.app


def open_pdf(make_page):
    first = make_page(page="read")
    pdf = next(d for d in first.library.documents() if d.path == PDF_NAME)
    return make_page(page="read", query={"document": pdf.id[:12]})


def test_every_paper_of_the_document_is_in_the_table(make_page):
    page = open_pdf(make_page)
    assert not page.app.exception
    assert "Ferry Performance Report" in page.html()
    assert "PDF pages 1 to 2" in page.html()
    assert page.app.caption[0].value.startswith("2 pages, 1 paper, read on ")
    box = page.app.selectbox(key="read-document")
    assert box.options == [
        f"3 September 2024, Ferry Overview Committee: Harbour Strategy – {TEXT_NAME}",
        f"4 June 2024, Ferry Overview Committee: Ferry Performance Report – {PDF_NAME}",
    ]
    assert box.index == 1
    box.select_index(0).run()
    assert "Harbour Strategy" in page.html()
    assert "Ferry Performance Report" not in page.html()


def test_the_address_names_the_document(make_page):
    first = make_page(page="read")
    text = next(d for d in first.library.documents() if d.path == TEXT_NAME)
    page = make_page(page="read", query={"document": text.id[:12]})
    assert "Harbour Strategy" in page.html()


def test_what_is_wrong_is_set_right_and_taken_back(make_page, done):
    page = open_pdf(make_page)
    asked = done(page)
    page.app.text_input[0].set_value("How the <b>ferries</b> ran")
    next(s for s in page.app.selectbox if s.label == "Kind").select("appendix")
    page.app.date_input[0].set_value(date(2024, 6, 5))
    app = save(page)
    assert asked == [{"title": "How the <b>ferries</b> ran", "kind": "appendix", "date": "2024-06-05"}]
    assert app.toast[0].value == "Saved"
    right = next(box for box in app.selectbox if box.label == "Paper")
    assert right.options == ["How the <b>ferries</b> ran"]  # the new name at once
    assert "is set right" in app.success[0].value.replace("\\", "")
    assert "How the ferries ran" in page.html()
    assert "set right by hand" in page.html()
    assert "It was read as “Ferry Performance Report”, report, 4 June 2024." in page.html()
    page.button("right-undo-").click().run()
    assert asked[-1] == {}
    assert "set right by hand" not in page.html()
    assert "Ferry Performance Report" in page.html()


def test_a_paper_is_put_under_another(make_page, done):
    page = open_pdf(make_page)
    correct(page.library, page.library.items()[0].id, Correction(meeting_date=date(2024, 9, 3)))
    page.app.run()
    asked = done(page)
    other = next(i for i in page.library.items() if i.document == TEXT_NAME)
    next(s for s in page.app.selectbox if s.label == "Belongs to").select(other.id)
    save(page)
    assert asked == [{"parent": other.id}]
    assert "belongs to Harbour Strategy" in page.html()


def test_a_committee_is_set_right_for_all_its_papers_and_taken_back(make_page, done):
    page = open_pdf(make_page)
    asked = done(page)
    boxes = {s.label: s for s in page.app.selectbox}
    assert boxes["Committee (choose one held, or type a new name)"].value == "Ferry Overview Committee"
    whose = boxes["Set committee and meeting right for"]
    assert whose.options == ["this paper alone", "all 2 papers now of Ferry Overview Committee (the committee)"]
    boxes["Committee (choose one held, or type a new name)"].options.append("Ferries Board")  # as one types it
    boxes["Committee (choose one held, or type a new name)"].set_value("Ferries Board")
    whose.select("name")
    save(page)
    assert asked == [{"committee": "Ferries Board"}]
    assert {item.committee for item in page.library.items()} == {"Ferries Board"}
    assert page.app.selectbox(key="read-document").options[0].startswith("3 September 2024, Ferries Board: ")
    assert "report, 4 June 2024, Ferry Overview Committee." in page.html()
    assert page.button("right-undo-name-").label == (
        "Back for it, and the committee of 1 other paper read with the same"
    )
    page.button("right-undo-name-").click().run()
    assert "as it was read, and the committee of 1 other paper" in page.app.success[0].value
    assert {item.committee for item in page.library.items()} == {"Ferry Overview Committee"}
    assert not any(item.corrected for item in page.library.items())


def test_of_a_file_only_what_is_the_same_now_is_promised_and_the_log_says_what_was_set(make_page, done, monkeypatch):
    page = open_pdf(make_page)
    done(page)
    noted = []
    monkeypatch.setattr("app.saved.journals.AuditLog.note", lambda _, person, did, what: noted.append((did, what)))
    page.app.text_input[0].set_value("How they ran")
    save(page)
    items = page.library.items()
    own = next(item for item in items if item.document == PDF_NAME)
    assert noted == [("set a paper right", f"{own.id}, for paper: title")]
    more = [replace(own, id="b", ordinal=1, committee="Quay"), replace(own, id="c", ordinal=2, meeting_date=None)]
    more.append(replace(own, id="d", ordinal=3, committee="Quay", meeting_date=None))
    page.library.items = lambda: [*items, *more]
    whose = next(s for s in page.app.run().selectbox if s.label == "Set committee and meeting right for")
    assert whose.options[1] == "this paper and those of its file that have the same now"
    page.library.items = lambda: [*items, more[-1]]  # of another committee and meeting: nothing is set with it
    whose = next(s for s in page.app.run().selectbox if s.label == "Set committee and meeting right for")
    assert not any("of its file" in words for words in whose.options)


def test_nothing_changed_is_said(make_page, done):
    page = make_page(page="read")
    asked = done(page)
    assert save(page).info[0].value == "Nothing was changed."
    assert asked == []


def test_a_busy_index_is_said(make_page, monkeypatch):
    def busy(*_):
        raise IndexBusy("Another process is writing the index.", "Try again in a minute.")

    monkeypatch.setattr("app.server.jobs.correct", busy)
    page = make_page(page="read")
    page.app.text_input[0].set_value("Other")
    assert "Another process is writing" in save(page).error[0].value.replace("\\", "")


def test_no_papers_yet(make_page):
    page = make_page(empty=True, page="read")
    assert page.app.title[0].value == "No papers yet"


def test_the_papers_page_leads_here(make_page):
    page = make_page(page="papers")
    assert "What was read" in [link.proto.label for link in page.app.get("page_link")]
