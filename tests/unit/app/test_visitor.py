"""A browser is told from others by a cookie, whatever it sends in it."""

import pytest
import streamlit as st

from app.people import COOKIE, current_viewer, keep_visitor, visitor
from app.settings import Settings


@pytest.fixture
def browser(monkeypatch):
    """Sets the cookies of the browser at the page, and empties its session."""
    session = {}

    def come(**cookies):
        session.clear()
        monkeypatch.setattr(st, "session_state", session)
        monkeypatch.setattr(st, "context", type("Context", (), {"cookies": cookies}))

    return come


def test_a_new_browser_has_an_id_that_is_kept_in_its_cookie(browser):
    browser()
    first = visitor()
    assert visitor() == first
    assert f"{COOKIE}={first};" in keep_visitor()
    browser()
    assert visitor() != first


def test_a_known_browser_is_itself_again(browser):
    browser()
    first = visitor()
    browser(**{COOKIE: first})
    assert visitor() == first
    assert keep_visitor() == ""


@pytest.mark.parametrize("sent", ["", "short", "x" * 41, "a" * 20 + "';alert(1)//", "a" * 19 + "\n", "é" * 22])
def test_what_is_no_id_of_ours_counts_for_nothing(browser, sent):
    browser(**{COOKIE: sent})
    assert visitor() != sent
    assert sent == "" or sent not in keep_visitor()


class Claims(dict):
    """What Streamlit tells of who signed in."""

    to_dict = dict.copy


@pytest.mark.parametrize(
    ("said", "id"),
    [({"iat": 1000.0}, "a@x"), ({"iat": 699}, ""), ({}, ""), ({"iat": "1000"}, ""), ({"is_logged_in": False}, "")],
)
def test_what_the_provider_said_counts_for_as_long_as_is_set(monkeypatch, tmp_path, said, id):
    claims = {"is_logged_in": True, "sub": "1", "email": "a@x", "email_verified": True, "role": "admin", **said}
    monkeypatch.setattr(st, "user", Claims(claims))
    monkeypatch.setattr("app.people.time.time", lambda: 1000.0)
    settings = Settings(data=tmp_path, sign_in=tmp_path / "secrets.toml", sign_in_minutes=5)
    assert (current_viewer(settings).id, current_viewer(settings).role) == (id, "admin" if id else None)
