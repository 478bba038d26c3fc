"""What is shown before anything was asked, and before there are any papers."""

from __future__ import annotations

import streamlit as st

from app.parts.asking.examples import examples
from app.parts.asking.picked import Picked
from app.parts.frame.navigation import link
from app.parts.frame.safe import label
from app.parts.frame.services import Services
from app.saved.records import QuestionRecord


def draw_no_papers() -> None:
    """The page of an index without papers."""
    st.title("No papers yet")
    st.write(
        "This assistant answers from committee papers, and none have been added. "
        "Add a meeting's pack as published (PDF, Word, text or a web page) and you can ask about it at once."
    )
    link("papers", "Add papers", "upload_file")


def draw_start(services: Services, picked: Picked) -> QuestionRecord | None:
    """The start of a chat, with questions that these papers can answer; the one pressed is returned."""
    st.title("Ask the papers")
    st.write("Answers are made of the papers' own words. Press a number after a sentence to see the quote on its page.")
    questions = examples(services.library, picked.ids(services.library.items()) or ())
    if questions:
        st.caption("Questions these papers can answer:")
    for place, question in enumerate(questions):
        if st.button(label(question, 160), key=f"example-{place}", width="stretch"):
            return picked.question(question)
    return None
