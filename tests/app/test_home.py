"""Home: the meeting with its papers, what is new, and the box to ask."""

from datetime import date

from app.views.meetings import Meeting, meeting_to_show
from tests.app.conftest import PDF_NAME


def test_home_shows_the_latest_meeting_its_papers_and_what_is_new(make_page):
    page = make_page(page="home")
    assert not page.app.exception
    assert page.app.title[0].value == "Latest meeting: 3 September 2024"
    links = [link.proto.label.replace("\\", "") for link in page.app.get("page_link")]
    assert "Harbour Strategy" in links
    assert PDF_NAME in page.html()


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
