"""Home: the meeting with its papers, what is new, and the box to ask."""

from dataclasses import replace
from datetime import date

import pytest

from app.language import speak
from app.pages import home
from app.parts.asking.scope import Picked
from app.parts.frame.meetings import Meeting, in_order, meeting_named, meeting_to_show, meetings
from app.parts.papers.rows import facts
from app.saved.records import QuestionRecord
from index.faults import NotFound
from index.values import StoredItem
from tests.unit.app.pages.conftest import PDF_NAME


def test_home_shows_the_latest_meeting_its_papers_and_what_is_new(make_page):
    page = make_page(page="home")
    assert not page.app.exception
    assert page.app.title[0].value == "Latest meeting: 3\u00a0September\u00a02024"
    assert links(page)[:2] == ["Harbour Strategy", "Prepare questions"]
    assert "4 June 2024" in links(page)  # another meeting
    assert "Added on" in page.html()
    assert ">1 paper<" in page.html()
    assert not page.app.selectbox  # one committee leaves no choice


def links(page):
    bar = {"Home", "Ask", "Prepare", "Look back", "Papers", "About"}
    shown = [link.proto.label.replace("\\", "") for link in page.app.get("page_link")]
    tour = {"What it does not do"} | {words for words in shown if words[1:3] == ". "}
    return [words for words in shown if words not in bar | tour]


def test_another_meeting_is_shown_by_its_address(make_page):
    page = make_page(page="home", query={"meeting": "2024-06-04"})
    assert page.app.title[0].value == "Meeting of 4\u00a0June\u00a02024"
    assert links(page)[0] == "Ferry Performance Report"
    assert "3 September 2024" in links(page)


def two_committees(page):
    """The library under the page, with the older paper another committee's."""
    every = [
        replace(item, committee="Quay Board" if item.document == PDF_NAME else item.committee)
        for item in page.library.items()
    ]
    page.library.items = lambda: list(every)
    return page.app.run()


def test_a_committee_is_picked_and_stays_picked(make_page):
    page = make_page(page="home")
    app = two_committees(page)
    assert app.selectbox[0].options == ["Ferry Overview Committee", "Quay Board"]
    assert app.title[0].value.startswith("Latest meeting: 3")
    assert "4 June 2024, Quay Board" in links(page)
    app.selectbox[0].select("Quay Board").run()
    assert "promised to Quay Board is left open" in page.html()
    assert app.title[0].value.startswith("Latest meeting: 4")
    assert app.query_params["committee"] == "Quay Board"
    assert "3 September 2024, Ferry Overview Committee" in links(page)
    assert "scrutiny_committee=" in page.html()
    del app.query_params["committee"]  # gone to another page and come back
    app.run()
    assert app.selectbox[0].value == "Quay Board"
    assert "scrutiny_committee=" not in page.html()


def test_places_name_the_committee_where_there_are_several(make_page):
    page = make_page(page="ask")
    page.ask("How many crossings were there?")
    assert ", Ferry Overview Committee," not in page.html()
    two_committees(page)
    assert ", Ferry Overview Committee," in page.html()


def test_a_committee_in_the_address_is_shown_but_not_kept(make_page):
    page = make_page(page="home", query={"committee": "Quay Board"})
    app = two_committees(page)
    assert app.selectbox[0].value == "Quay Board"
    del app.query_params["committee"]
    app.run()
    assert app.selectbox[0].value == "Ferry Overview Committee"


def test_ones_committee_is_the_same_under_the_name_that_was_set_right(make_page):
    page = make_page(page="home", query={"committee": "Quay Board"})
    named_quay = [replace(i, read_committee=i.committee) for i in two_committees(page) and page.library.items()]
    page.library.items = lambda: [replace(i, committee=i.committee.replace("Quay", "Quays")) for i in named_quay]
    assert page.app.run().selectbox[0].value == "Quays Board"
    asked = Picked.of_query({"committee": ["Quay Board", "No Board"]}, page.library.items())
    assert (asked.committee, len(asked.ids(page.library.items()))) == (("Quays Board",), 1)
    kept = Picked.of_question(QuestionRecord(text="What?", committees=("Quay Board",)))  # of a chat from before
    assert kept.ids(page.library.items()) == asked.ids(page.library.items())


def test_a_meetings_list_is_found_by_what_its_papers_print_and_once_that_is_taken_back():
    old = replace(paper("a"), committee="Quay", read_committee="Quay")
    (before,) = meetings([old])
    (now,) = meetings([replace(old, committee="Quay Board")])
    assert now.keys == [before.key, now.key]  # what is begun under the new name is found under the old
    both = meetings([replace(old, committee="Quay Board"), replace(old, id="b", document_id="e")])
    assert [one.keys for one in both] == [[one.key] for one in both]  # the old name has a meeting of its own


def test_an_address_leads_to_the_meeting_whose_committee_was_set_right_for_it_alone(make_page):
    page = make_page(page="home")
    other = next(item for item in page.library.items() if item.document != PDF_NAME)
    quay = next(item for item in page.library.items() if item.document == PDF_NAME)
    quay = replace(quay, committee="Quay Board", read_committee="Quay Board")
    still = replace(quay, id="later", document_id="later", meeting_date=date(2024, 12, 3))
    every = [replace(quay, committee="Quays Board"), still, other]
    page.library.items = lambda: list(every)
    page.app.query_params |= {"committee": "Quay Board", "meeting": "2024-06-04"}
    app = page.app.run()
    assert (app.title[0].value, app.selectbox[0].value) == ("Latest meeting: 4\u00a0June\u00a02024", "Quays Board")
    assert app.query_params["committee"] in ("Quays Board", ["Quays Board"])
    asked = Picked.of_query({"committee": ["Quay Board"], "meeting": ["2024-06-04"]}, every)
    assert (asked.committee, asked.ids(every)) == (("Quays Board",), (quay.id,))
    kept = Picked(meeting=("2024-06-04",), committee=("Quay Board",))  # of a chat from before
    assert kept.ids(every) == (quay.id,)
    assert Picked(committee=("Quay Board",)).ids(every) == ("later",)
    assert meeting_named(meetings(every), "2024-12-03", "Quay Board").items == (still,)
    assert meeting_named(meetings(every), "2024-06-04", "No Board") is None


def test_what_two_meetings_of_a_day_were_named_by_begins_no_list_of_one():
    quay = replace(paper("a"), committee="Quay", read_committee="Harbour")
    ferry = replace(paper("b"), committee="Ferry", read_committee="Harbour", document_id="e")
    split = meetings([quay, ferry])
    (before,) = meetings([replace(quay, committee="Harbour"), replace(ferry, committee="Harbour")])
    assert [one.keys for one in split] == [[before.key, split[0].key], [split[1].key]]  # begun before: found at one
    bare = [replace(paper(f"{id}2"), document_id=id, read_committee="") for id in "de"]  # their guidance names none
    named = [replace(quay, read_committee=None), replace(ferry, read_committee=None)]
    assert [one.keys for one in meetings([*named, *bare])] == [[one.key] for one in meetings(named)]
    (alone,) = meetings([replace(quay, read_committee="")])
    assert alone.keys == [meetings([paper("a")])[0].key, alone.key]


def paper(id, kind="report", number=None, **more):
    empty = ("", None, kind, None, date(2024, 6, 4), None, number, None, None, None, 1)
    return StoredItem(id, "d", "a.pdf", 0, id, *empty, **more)


def test_papers_stand_by_agenda_item_what_was_replaced_last():
    papers = [
        paper("cover", "supplement"),
        paper("agenda", "agenda"),
        paper("ten", number="10"),
        paper("nine", number="9", replaced_by="new nine"),
        paper("new nine", number="9"),
        paper("again", number="9", copy_of="new nine"),
        paper("annex", "appendix"),
        paper("minutes", "minutes", "1"),
    ]
    found = in_order(Meeting(None, None, tuple(papers)))
    assert [item.id for item in found] == ["minutes", "new nine", "ten", "annex", "cover", "nine"]


def test_a_question_typed_at_home_goes_to_ask(make_page):
    page = make_page(page="home")
    page.ask("How many crossings were there?")
    assert page.assistant.asked[0][0] == "How many crossings were there?"
    assert "412" in page.html()


def test_home_without_papers_says_what_to_do(make_page):
    page = make_page(page="home", empty=True)
    assert page.app.title[0].value == "No papers yet"


def test_the_next_meeting_comes_before_the_latest():
    days = [date(2024, 9, 3), date(2024, 6, 4), date(2024, 3, 5), None]
    found = [Meeting(day, None, ()) for day in days]
    assert meeting_to_show(found, date(2024, 4, 1)).day == date(2024, 6, 4)
    assert meeting_to_show(found, date(2025, 1, 1)).day == date(2024, 9, 3)
    assert meeting_to_show([], date(2025, 1, 1)) is None


def test_what_a_paper_is_in_few_words():
    annex = replace(paper("Annex", "appendix"), parent_id="Ferries")
    assert facts(paper("Ferries", number="7"), [annex]) == ["Report", "agenda item 7", "1 appendix"]
    assert facts(paper("Minutes of the meeting held on 4 June 2024", "minutes")) == []
    assert facts(paper("What was said", "minutes")) == ["Minutes", "of 4 June 2024"]
    older = replace(paper("Quay"), replaced_by=paper("Quay (revised)").id)
    assert facts(paper("Quay (revised)"), [older])[-1] == "replaces an earlier version"
    assert facts(paper("Quay", replaced_by="x", copy_of="y")) == [
        "Report",
        "replaced by a later version",
        "a second copy",
    ]


@pytest.mark.parametrize("times", [1, 2])
def test_a_page_under_which_a_paper_went_is_drawn_again(make_page, monkeypatch, times):
    drawn, left = home.show_page, iter(range(times))

    def withdrawn_meanwhile():
        if next(left, None) is not None:
            raise NotFound("There is no paper 'a' in the index.")
        drawn()

    monkeypatch.setattr(home, "show_page", withdrawn_meanwhile)
    page = make_page(page="home")
    assert [error.value for error in page.app.error] == ["There is no paper 'a' in the index\\."] * (times - 1)
    page.app.run()
    assert not page.app.error
    assert page.app.title[0].value == "Latest meeting: 3\u00a0September\u00a02024"


def test_the_page_in_welsh_with_its_papers_as_they_are(make_page, monkeypatch):
    monkeypatch.setenv("SCRUTINY_LANGUAGE", "cy")
    try:
        page = make_page(page="home")
        assert not page.app.exception
        assert "3\u00a0Medi\u00a02024" in page.app.title[0].value
        assert "Ei bapurau" in [header.value for header in page.app.header]
        said = "\n".join(link.proto.label for link in page.app.get("page_link"))
        assert "Hafan" in said
        assert "HARBOUR STRATEGY" in said.upper()
        assert "Paratoi cwestiynau" in said
    finally:
        speak("en")


def test_the_four_steps_of_a_first_visit_are_put_away(make_page):
    page = make_page(page="home")
    assert "New here? Four steps" in [one.label for one in page.app.expander]
    page.button("end-tour").click().run()
    assert not page.app.exception
    assert "scrutiny_toured=1" in page.html()
    page.app.run()
    assert "New here? Four steps" not in [one.label for one in page.app.expander]
