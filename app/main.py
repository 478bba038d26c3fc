"""The page that `scrutiny serve` opens: navigation, style, and faults in the words of the command."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.views.about import about_page
from app.views.chat import chat_page
from app.views.papers import papers_page
from app.views.safe import label
from app.views.style import STYLE
from index.faults import Fault

ICON = str(Path(__file__).with_name("icon.png"))  # an icon's name would be fetched from outside


def main() -> None:
    """Draw the page named by the address."""
    st.set_page_config(page_title="Scrutiny question assistant", page_icon=ICON)
    st.html(STYLE)
    pages = {
        "chat": st.Page(chat_page, title="Ask", icon=":material/forum:", default=True),
        "papers": st.Page(papers_page, title="Papers", icon=":material/folder_open:", url_path="papers"),
        "about": st.Page(about_page, title="About", icon=":material/help:", url_path="about"),
    }
    st.session_state["pages"] = pages
    page = st.navigation(list(pages.values()), position="top")
    try:
        page.run()
    except Fault as fault:
        st.error(label(fault.message, 500))
        if fault.hint:
            st.info(label(fault.hint, 500))


main()
