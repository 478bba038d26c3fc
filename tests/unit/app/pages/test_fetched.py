"""Fetching on the page of papers: its form, what is missing, how far it is, Stop, and what became of each paper."""

import pytest

from app.server import jobs
from app.server.background import Reading, ReadingRoom
from tests.unit.app.pages.fakes import MEMBER, OFFICER


@pytest.fixture(autouse=True)
def room(monkeypatch):
    """The server's fetches; `add` puts one there."""
    made = ReadingRoom()
    monkeypatch.setattr("app.parts.papers.fetched.FETCHES", made)
    return made


def add(room, *lines, over=True, fault=""):
    lot = Reading(("site",), True, [dict(zip(("status", "what", "why"), line, strict=True)) for line in lines])
    lot.fault = fault
    if over:
        lot._over.set()
    room.lots = (lot,)


def button(page, name):
    return next(one for one in page.app.button if one.label == name)


def test_it_asks_for_an_address_and_begins(make_page, monkeypatch, room):
    begun = []
    monkeypatch.setattr(jobs, "fetch", lambda *given: begun.append(given[1:]) or iter(()))
    page = make_page(page="papers", fetch_committees="Parks, Trams")
    button(page, "Fetch what is new").click().run()
    assert any("address first" in info.value for info in page.app.info)
    page.app.text_input(key="fetch-url").set_value("https://democracy.example.gov.uk")
    button(page, "Fetch what is new").click().run()
    ((site, names, _),) = begun
    assert (site, names) == ("https://democracy.example.gov.uk", ["Parks", " Trams"])
    assert room.lots[0].wait(10)


def test_where_a_site_is_set_no_other_can_be_given(make_page):
    page = make_page(page="papers", fetch_site="https://democracy.example.gov.uk")
    assert "fetch-url" not in {one.key for one in page.app.text_input}
    assert "From https://democracy.example.gov.uk" in page.html()


def test_what_became_of_it_is_said_with_what_to_look_at_first(make_page, room):
    lines = [("meeting", "Parks", "1 of 1"), ("fetched", "a.pdf", ""), ("unchanged", "b.pdf", "")]
    add(room, *lines, ("vanished", "c.pdf", "it is published no more"), fault="The site is silent.")
    page = make_page(page="papers")
    assert any("1 gone from the agenda system, 1 fetched, 1 unchanged" in info.value for info in page.app.info)
    assert any("silent" in error.value for error in page.app.error)
    shown = page.html()
    assert shown.index("c.pdf: gone from the agenda system, it is published no more") < shown.index("a.pdf: fetched")
    assert "b.pdf" not in shown


def test_how_far_it_is_and_stop(make_page, room, monkeypatch):
    stopped = []
    monkeypatch.setattr(jobs, "end_fetches", lambda: stopped.append(True))
    add(room, ("meeting", "Parks, 2031-01-02", "2 of 4"), ("failed", "a.pdf", "it answers 403"), over=False)
    page = make_page(page="papers")
    assert "a.pdf: failed, it answers 403" in page.html()
    assert "Fetch what is new" not in {one.label for one in page.app.button}
    button(page, "Stop").click().run()
    assert stopped == [True]


def test_members_are_not_offered_it(make_page):
    for viewer, offered in ((MEMBER, False), (OFFICER, True)):
        page = make_page(page="papers", viewer=viewer)
        assert ("Fetch what is new" in {one.label for one in page.app.button}) is offered
