"""What is shown before anything was asked, and before there are any papers."""

from __future__ import annotations

import streamlit as st

from app.examples import examples
from app.records import QuestionRecord
from app.views.safe import label
from app.views.services import Services
from app.views.sidebar import Picked


def draw_no_papers() -> None:
    """The page of an index without papers."""
    st.title("No papers yet")
    st.write(
        "This assistant answers from committee papers, and none have been added. "
        "Add a meeting's pack as published (PDF, Word, text or a web page) and you can ask about it at once."
    )
    if st.button("Add papers", type="primary", icon=":material/upload_file:"):
        st.switch_page(st.session_state["pages"]["papers"])


def draw_start(services: Services, picked: Picked) -> QuestionRecord | None:
    """The start of a chat, with questions that these papers can answer; the one pressed is returned."""
    st.title("Ask the papers")
    st.write("Answers are made of the papers' own words. Press a number after a sentence to see the quote on its page.")
    st.caption(f"Looking in {label(picked.words, 200)}. Questions these papers can answer:")
    for place, question in enumerate(examples(services.library, picked.items)):
        if st.button(label(question, 160), key=f"example-{place}", width="stretch"):
            return picked.question(question)
    return None
