"""The pages, their addresses and how to get from one to another with what it shows in the address.

A page's module is imported when the page is drawn: the first page is there sooner so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import streamlit as st
from streamlit.navigation.page import Page

from app.access import Role, Viewer


@dataclass(frozen=True)
class Place:
    """A page: the name it has in code and in its address, its words, and the function that draws it."""

    name: str
    title: str
    icon: str
    draws: str  # "module:function" in app.views
    section: str = ""
    default: bool = False
    role: Role | None = None  # who alone has it in the navigation
    linked: bool = False  # reached by links, not in the navigation

    def draw(self) -> None:
        """Draw the page."""
        module, function = self.draws.split(":")
        with st.spinner("Opening…"):  # the first page of all loads what reads papers, which takes seconds
            drawn_by = import_module(f"app.views.{module}")
        draw: Callable[[], None] = getattr(drawn_by, function)
        draw()


LOOK_BACK = "Look back"
PLACES = (
    Place("home", "Home", "home", "home:show_home", default=True),
    Place("ask", "Ask", "forum", "chat:chat_page"),
    Place("prepare", "Prepare", "edit_note", "prepare:show"),
    Place("papers", "Papers", "folder_open", "papers:papers_page"),
    Place("read", "What was read", "rule", "read:show_read", linked=True),
    Place("about", "About", "help", "about:about_page"),
    Place("access", "Access", "lock", "restricting:show_access", role="admin"),
    Place("timeline", "Timeline", "history", "timeline:show", LOOK_BACK),
    Place("commitments", "Commitments", "task_alt", "commitments:show", LOOK_BACK),
    Place("figures", "Figures", "show_chart", "figures:show", LOOK_BACK),
    Place("check", "Check a draft", "fact_check", "checkdraft:show", LOOK_BACK),
)


def current_page(viewer: Viewer) -> Page:
    """Register the pages of a viewer, draw the navigation, and return the page of the address."""
    places = [place for place in PLACES if place.role in (None, viewer.role)]
    pages = {
        place.name: st.Page(
            place.draw,
            title=place.title,
            icon=f":material/{place.icon}:",
            url_path=place.name,
            default=place.default,
            visibility="hidden" if place.linked else "visible",
        )
        for place in places
    }
    st.session_state["pages"] = pages
    sections: dict[str, list[Page]] = {}
    for place in places:
        sections.setdefault(place.section, []).append(pages[place.name])
    return st.navigation(sections, position="top")


def go(name: str, **query: str) -> None:
    """Leave for the page of that name, with `query` in its address."""
    st.switch_page(st.session_state["pages"][name], query_params=query)


def link(name: str, words: str, icon: str | None = None, **query: str) -> None:
    """A link to the page of that name, with `query` in its address. `words` must be safe to show."""
    st.page_link(
        st.session_state["pages"][name],
        label=words,
        icon=f":material/{icon}:" if icon else None,
        query_params=query or None,
    )


def has(name: str) -> bool:
    """Whether there is a page of that name."""
    return any(place.name == name for place in PLACES)
