"""The timeline and the commitments: filters, an entry's own address, officers' statuses, exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.exports.listexports import unproved
from app.parts.frame.meetings import meetings
from app.parts.papers.promises import left_open
from app.saved.lists import ListedQuestion, ListStore
from index.store.library import Library
from rag.memory.register import open_register
from tests.fakes import HashEmbedding
from tests.unit.rag import council

PACKS = {
    "march.txt": """
# minutes | 2030-11-12 | Minutes of the meeting of 12 November 2030

14. Foghorn and Lamps.

The Harbour Master agreed to circulate the tariff of mooring fees <b>to members</b> ![x](http://evil.example/x.png).

A lamp at the pier had failed. The Harbour Master undertook that it would be mended by the end of December 2030.

RESOLVED: That a report on dredging be presented to the next meeting of the Committee.

15. Date of next meeting.

It was noted that the next meeting would be held on 4 March 2031.
""",
    "june.txt": """
# report | 2031-06-10 | Dredging of the Basin

1. The purpose of this report is to tell members how dredging of the basin went in spring 2031, at £4,200.

2. A harbour plan will be presented to members in July 2031.
""",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    with Library.open(data, HashEmbedding()) as library:
        lines = council.index(library, council.write(tmp_path_factory.mktemp("packs"), PACKS))
        assert {line.status for line in lines} == {"added"}
    return data


def test_what_minutes_left_open_comes_first(make_page):
    page = make_page(page="commitments")
    assert not page.app.exception
    html = page.html()
    assert "12 November 2030, minute 14: Foghorn and Lamps." in html
    assert "Said just before: “A lamp at the pier had failed.”" in html
    assert "tariff of mooring fees to members" in html
    assert "<b>" not in html
    assert "<img" not in html
    assert "That a report on dredging" not in html
    assert "would be held on" not in html
    assert "harbour plan" not in html


def test_every_commitment_with_what_the_papers_show(make_page):
    page = make_page(page="commitments")
    page.app.selectbox(key="commitment-status").set_value("any").run()
    page.app.selectbox(key="commitment-source").set_value("minutes and reports").run()
    html = page.html()
    assert "Due: 4 March 2031 (“to the next meeting”)" in html
    assert "By the papers: kept. It came, after the date it was due." in html
    assert "tell members how dredging of the basin went" in html
    assert "harbour plan" in html


def test_words_find_in_any_form_and_offer_what_the_choices_leave_out(make_page):
    page = make_page(page="commitments", query={"find": "tariffs"})
    assert page.app.text_input(key="commitment-words").value == "tariffs"
    assert "tariff of mooring fees" in page.html()
    page.app.text_input(key="commitment-words").set_value("dredged").run()
    assert "No commitment is left" in page.app.info[0].value
    next(b for b in page.app.button if b.label.startswith("Show 2 more")).click().run()
    assert "That a report on dredging" in page.html()


def test_words_that_nothing_has_leave_nothing_but_a_way_to_the_timeline(make_page):
    page = make_page(page="commitments")
    page.app.text_input(key="commitment-words").set_value("zeppelin").run()
    assert "Nothing resolved or undertaken" in page.app.info[0].value
    assert "sq-quote" not in page.html()


def test_one_commitment_has_its_own_address(make_page):
    first = make_page(page="commitments")
    key = next(b.key for b in first.app.button if (b.key or "").startswith("chip-commitment-"))
    page = make_page(page="commitments", query={"commitment": key.split("-")[2]})
    assert page.html().count("sq-quote") == 1
    page.app.button[0].click().run()
    assert page.html().count("sq-quote") == 2


def test_an_address_of_what_is_gone_says_so(make_page):
    page = make_page(page="commitments", query={"commitment": "gone"})
    assert "not in the papers held any more" in page.app.info[0].value


def test_an_open_one_is_offered_as_a_question(make_page):
    page = make_page(page="commitments")
    assert any("What became of it, and when will members see it?" in code.value for code in page.app.code)


def test_an_open_one_goes_on_the_members_list_with_its_quotes(make_page):
    page = make_page(page="commitments")
    page.button("list-").click().run()
    assert not page.app.exception
    newest = meetings(page.library.items())[0]
    store = ListStore(page.data, owner="a browser")
    question = store.get(store.of(newest.key)[0].id).questions[0].question
    assert question.text.startswith("On 12 November 2030 (minute 14) it was undertaken:")
    assert unproved(question) == ()
    assert question.to == "Harbour Master"
    page.button("list-").click().run()
    assert len(store.of(newest.key)) == 1
    assert len(store.get(store.of(newest.key)[0].id).questions) == 1


def test_officers_set_a_status_beside_what_was_found_and_take_it_back(make_page):
    page = make_page(page="commitments")
    area, box = page.app.text_area[0], next(s for s in page.app.selectbox if "kept" in s.options and not s.key)
    area.set_value("sent by hand")
    box.set_value("partly")
    next(b for b in page.app.button if b.label == "Keep").click().run()
    assert "partly. Note: sent by hand" in page.html()
    assert "The papers held do not show what came of it." in page.html()
    box = next(s for s in page.app.selectbox if any("take mine back" in o for o in s.options))
    box.set_value(box.options[-1])
    next(b for b in page.app.button if b.label == "Keep").click().run()
    assert "Set by officers" not in page.html()


def test_without_papers_there_is_something_to_do(make_page):
    for name in ("commitments", "timeline"):
        assert not make_page(empty=True, page=name).app.exception


def test_a_topic_in_date_order_from_its_address(make_page):
    page = make_page(page="timeline", query={"topic": "dredging"})
    assert not page.app.exception
    assert [h.value for h in page.app.header] == ["12 November 2030", "10 June 2031"]
    html = page.html()
    assert "Resolved, minute 14: Foghorn and Lamps." in html
    assert "New: first printed here: £4,200." in html


def test_a_timeline_is_told_newest_first_too_and_the_address_keeps_it(make_page):
    page = make_page(page="timeline", query={"topic": "dredging"})
    page.app.toggle(key="timeline-newest").set_value(True).run()
    assert [h.value for h in page.app.header] == ["10 June 2031", "12 November 2030"]
    assert page.app.query_params["order"] == "newest"


def test_a_timeline_is_narrowed_and_says_when_nothing_is_left(make_page):
    page = make_page(page="timeline", query={"topic": "dredging"})
    page.app.multiselect(key="timeline-kinds").set_value(["resolved"]).run()
    assert [h.value for h in page.app.header] == ["12 November 2030"]
    page.app.text_input(key="timeline-topic").set_value("zeppelin").run()
    assert "do not speak of it" in page.app.info[0].value


def test_a_timeline_begins_with_a_question(make_page):
    page = make_page(page="timeline")
    assert "Name a service" in page.app.info[0].value


def test_a_link_to_an_entry_points_it_out(make_page):
    first = make_page(page="timeline", query={"topic": "dredging"})
    key = next(b.key for b in first.app.button if (b.key or "").startswith("chip-entry-"))
    page = make_page(page="timeline", query={"topic": "dredging", "entry": key.split("-")[2]})
    assert any("The entry you were sent" in m.value for m in page.app.markdown)


def test_a_reply_noted_after_the_meeting_is_found_by_its_topic(make_page, built):
    store = ListStore(built, owner="a browser")
    with Library.open(built, HashEmbedding(), read_only=True) as library:
        item = next(i for i in library.items() if i.kind == "report")
    list_id = store.create("Mine", item.id, item.document_id, item.title, "2031-06-10")
    id = store.add(list_id, ListedQuestion(text="What did dredging of the basin cost a week?", asker="Cllr Quill"))
    store.change(list_id, id, reply="About <b>£400</b>, the Harbour Master thought.")
    other = ListStore(built, owner="somebody else")
    theirs = other.create("Theirs", item.id, item.document_id, item.title, "2031-06-10")
    other.change(theirs, other.add(theirs, ListedQuestion(text="Dredging?")), reply="A secret about dredging.")
    html = make_page(page="timeline", query={"topic": "dredging of the basin"}).html()
    assert "Asked by Cllr Quill: What did dredging of the basin cost a week?" in html
    assert "Reply, as noted: About £400, the Harbour Master thought." in html
    assert "secret" not in html
    assert "as noted" not in make_page(page="timeline", query={"topic": "foghorn"}).html()


def test_what_the_last_meeting_left_open_is_asked_again_by_a_press(make_page):
    page = make_page(page="prepare", query={"meeting": "2031-06-10"})
    assert not page.app.exception
    assert "What the meeting of 12 November 2030 left open" in [header.value for header in page.app.header]
    html = page.html()
    assert "tariff of mooring fees to members" in html
    assert "promised on 12 November 2030 · minute 14" in html
    assert "<img" not in html
    page.button("again-").click().run()
    named = page.app.query_params["list"]
    id = named if isinstance(named, str) else named[0]
    before = ListStore(page.data).get(id).questions
    assert before[-1].question.kind == "commitment_followup"
    assert page.button("again-").label == "On my list"
    page.button("again-").click().run()
    assert ListStore(page.data).get(id).questions == before[:-1]


def test_a_report_says_what_minutes_promised_on_its_subject(make_page):
    page = make_page(page="prepare")
    assert "Promised on this, and left open" in [header.value for header in page.app.header]
    assert "tariff of mooring fees to members" not in page.html()  # it is on dredging


def test_nothing_is_left_open_of_another_committee_or_of_a_later_meeting(make_page):
    page = make_page(page="prepare")
    (last,) = [one for one in meetings(page.library.items()) if one.day and one.day.year == 2031]
    promises = open_register(page.library).open()
    assert promises
    assert left_open(promises, last) == (promises, [])
    assert left_open(promises, replace(last, committee="Another Committee")) == ([], [])
    assert left_open(promises, replace(last, day=date(2030, 1, 1))) == ([], [])
