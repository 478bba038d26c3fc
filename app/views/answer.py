"""An answer: its sentences, each with its chips; what it could not say; and its sources."""

from __future__ import annotations

import streamlit as st

from app.records import AnswerRecord
from app.views.chips import draw_chips, draw_sources
from app.views.safe import label, show
from app.views.services import Services
from app.wording import bare

STATUSES = {
    "partial": "Part of this is in the papers; the rest was not found there.",
    "not_found": "This was not found in the papers that are indexed. That does not mean it was never said.",
    "clarify": "The question could mean several things.",
    "error": "This could not be answered.",
}


def draw_answer(services: Services, answer: AnswerRecord, key: str) -> None:
    """Draw a checked answer; `key` tells its chips from those of other messages."""
    if answer.status in STATUSES:
        st.caption(STATUSES[answer.status])
    if not answer.sentences and answer.text:
        show(answer.text)
    for place, sentence in enumerate(answer.sentences):
        with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"sentence-{key}-{place}"):
            show(bare(sentence.text))
            cited = [c for c in answer.citations if c.n in sentence.cites]
            draw_chips(services, cited, f"{key}-{place}")
    if answer.notice:
        st.caption(f":material/info: {label(answer.notice, 600)}")
    if answer.citations:
        with st.expander(f"Sources ({len(answer.citations)})"):
            draw_sources(answer.citations)
