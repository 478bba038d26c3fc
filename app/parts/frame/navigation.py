"""The pages, their addresses, how to get from one to another with what it shows in the address, and signing in.

A page's module is imported when the page is drawn: the first page is there sooner so.
"""

from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import Page

from app.language import message, tr
from app.parts.frame.safe import label
from app.process import load_page
from app.saved.viewer import Role, Viewer
from app.settings import Settings


@dataclass(frozen=True)
class Place:
    """A page: the name it has in its address and as a module of `app.pages`, and its words."""

    name: str
    title: str
    icon: str
    section: str = ""
    default: bool = False
    role: Role | None = None  # who alone has it in the navigation
    linked: bool = False  # reached by links, not in the navigation

    def draw(self) -> None:
        """Draw the page."""
        with st.container(key="opening"), st.spinner(tr("Opening…")):  # the first page loads what reads papers: seconds
            page = load_page(self.name)
        page.show_page()


_ROLES = {"member": "member", "officer": "officer", "admin": "administrator", None: "public papers only"}
LOOK_BACK = message("Look back")
PLACES = (
    Place("home", message("Home"), "home", default=True),
    Place("ask", message("Ask"), "forum"),
    Place("prepare", message("Prepare"), "edit_note"),
    Place("timeline", message("Timeline"), "history", LOOK_BACK),
    Place("commitments", message("Commitments"), "task_alt", LOOK_BACK),
    Place("figures", message("Figures"), "show_chart", LOOK_BACK),
    Place("check", message("Check a draft"), "fact_check", LOOK_BACK),
    Place("papers", message("Papers"), "folder_open"),
    Place("paper", message("Paper"), "article", linked=True),
    Place("read", message("What was read"), "rule", linked=True),
    Place("about", message("About"), "help"),
    Place("access", message("Access"), "lock", role="admin"),
)


def current_page(viewer: Viewer) -> Page:
    """Register the pages of a viewer, and return the page of the address."""
    places = [place for place in PLACES if place.role in (None, viewer.role)]
    pages = {
        place.name: st.Page(
            place.draw,
            title=tr(place.title),
            icon=f":material/{place.icon}:",
            url_path=place.name,
            default=place.default,
            visibility="hidden" if place.linked else "visible",
        )
        for place in places
    }
    st.session_state["pages"] = pages
    return st.navigation(list(pages.values()), position="hidden")


def draw_navigation(viewer: Viewer, here: Page, script: str = "") -> None:
    """Draw the bar of pages, and under it those of the section one is in; the same at every width. `script` is HTML of
    ours without anything to see, which takes no place of its own in the bar. Streamlit's own would hide the pages
    behind a sign on a phone.
    """
    pages: dict[str, Page] = st.session_state["pages"]
    places = [place for place in PLACES if place.role in (None, viewer.role) and not place.linked]
    now = next((place for place in PLACES if place.name in pages and pages[place.name] == here), None)
    section = now.section if now else ""
    with st.container(horizontal=True, key="navigation"):
        drawn = set()
        for place in places:
            if place.section in drawn:
                continue
            if place.section:
                drawn.add(place.section)
            one = place.section == section if place.section else place is now
            with st.container(width="content", key=f"place-{place.name}{'-here' if one else ''}"):
                st.page_link(pages[place.name], label=tr(place.section or place.title))
        if script:
            st.html(script, unsafe_allow_javascript=True)
    if section:
        with st.container(horizontal=True, key="subnavigation"):
            for place in (place for place in places if place.section == section):
                with st.container(width="content", key=f"subplace-{place.name}{'-here' if place is now else ''}"):
                    st.page_link(pages[place.name], label=tr(place.title))


def go(name: str, **query: str) -> None:
    """Leave for the page of that name, with `query` in its address."""
    st.switch_page(st.session_state["pages"][name], query_params=query)


def link(name: str, words: str, icon: str | None = None, **query: str) -> None:
    """A link to the page of that name, with `query` in its address. `words` must be safe to show."""
    st.page_link(
        st.session_state["pages"][name], label=words, icon=f":material/{icon}:" if icon else None,
        query_params=query or None,
    )  # fmt: skip


def draw_sign_in(settings: Settings, viewer: Viewer) -> None:
    """Say who is signed in, with a way out; or offer to sign in. Nothing, where nobody signs in."""
    if settings.sign_in is None:
        return
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="sign-in"):
        if viewer.id:
            st.caption(f"{label(viewer.name, 60)} ({tr(_ROLES[viewer.role])})", width="content")
            st.button(tr("Sign out"), type="tertiary", key="sign-out", on_click=st.logout)
        else:
            st.button(tr("Sign in"), icon=":material/login:", type="tertiary", key="sign-in-now", on_click=st.login)


def draw_no_papers() -> None:
    """The page of an index without papers."""
    st.title(tr("No papers yet"))
    st.write(
        tr(
            "This assistant answers from committee papers, and none have been added. "
            "Add a meeting's pack as published (PDF, Word, text or a web page) and you can ask about it at once."
        )
    )
    link("papers", tr("Add papers"), "upload_file")
