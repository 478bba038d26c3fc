"""The page that `scrutiny serve` opens: navigation, style, and faults in the words of the command."""

import logging
from pathlib import Path

import streamlit as st

from app.language import speak, tr
from app.parts.frame.navigation import current_page, draw_navigation, draw_sign_in
from app.parts.frame.safe import label
from app.people import current_viewer, keep_visitor
from app.settings import load
from index.faults import Fault, NotFound

log = logging.getLogger(__name__)
NAME = "Scrutiny question assistant"
_AGAIN = "drawn-again"
ICON = str(Path(__file__).with_name("icon.png"))  # an icon's name would be fetched from outside

STYLE = Path(__file__).parents[1] / "parts" / "frame" / "style.css"


def main() -> None:
    """Draw the page named by the address."""
    st.set_page_config(page_title=NAME, page_icon=ICON, layout="wide")
    st.html(STYLE)  # where the start page is not our own (`app.server.serve`)
    try:
        settings = load()
        speak(settings.language, settings.catalogues)
        viewer = current_viewer(settings)
        page = current_page(viewer)
        st.set_page_config(page_title=f"{page.title} – {tr(NAME)}")  # tabs are told apart by it, and read out
        draw_navigation(viewer, page, "" if settings.sign_in else keep_visitor())
        draw_sign_in(settings, viewer)
        page.run()
        st.session_state.pop(_AGAIN, None)
    except Fault as fault:
        if isinstance(fault, NotFound) and _AGAIN not in st.session_state:
            st.session_state[_AGAIN] = True
            st.rerun()  # it was probably withdrawn while the page was drawn, which knows nothing of it now
        st.error(label(fault.message, 500))
        if fault.hint:
            st.info(label(fault.hint, 500))
    except Exception:
        log.exception("a page failed")
        st.error(tr("Something went wrong on this page."))
        st.info(tr("Reload it, or go to another page. If it happens again, tell whoever looks after this assistant."))


main()
