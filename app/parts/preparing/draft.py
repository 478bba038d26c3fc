"""A draft: the questions with their proof, the coverage of each agreed prompt, and the Word file to edit."""

from __future__ import annotations

import streamlit as st

from app.exports.briefing import briefing
from app.parts.frame.downloads import Download, draw_download, file_name
from app.parts.frame.navigation import link
from app.parts.frame.safe import label, show
from app.parts.frame.services import Services
from app.parts.preparing.coverage import counts, draw_prompt, silent_first
from app.parts.quoting.chips import draw_chips, draw_sources
from app.saved.records import DraftQuestionRecord, DraftRecord
from app.wording import HOW, date_words


def draw_draft(services: Services, draft: DraftRecord, key: str) -> None:
    """Draw a draft; `key` tells its chips and buttons from those of other messages."""
    show(f"Draft questions: {draft.report}", "h3", "sq-paper")
    if draft.notice:
        st.caption(f":material/info: {label(draft.notice, 400)}")
    if not draft.document:
        return
    st.caption("A draft to edit, not a script. Open the numbers to check each question against the paper.")
    for question in draft.questions:
        draw_question(services, question, draft, f"{key}-q{question.rank}")
    if not draft.questions:
        st.info("No question could be drafted that rests on this paper's own words.")
    else:
        link("prepare", "Pick, edit and order these on the page Prepare", "edit_note", report=draft.item_id)
    extras = [prompt for prompt in draft.prompts if prompt.extra]
    with st.expander(f"The agreed prompts: {counts(draft.prompts)}"):
        for prompt in silent_first([prompt for prompt in draft.prompts if not prompt.extra]):
            draw_prompt(services, prompt, f"{key}-p{prompt.id}")
        if extras:
            st.caption("Beyond the agreed prompts")
        for prompt in silent_first(extras):
            draw_prompt(services, prompt, f"{key}-p{prompt.id}")
    if draft.dropped:
        with st.expander(f"Dropped for want of evidence ({len(draft.dropped)})"):
            for dropped in draft.dropped:
                show(f"{dropped.text} ({dropped.reason})")
    name = file_name(f"questions {draft.report} {date_words(draft.meeting_date)}", ".docx")
    word = Download("Download as Word", name, lambda: briefing([draft]))
    draw_download(services, "exported draft questions", draft.report, word, key=key)


def draw_question(services: Services, question: DraftQuestionRecord, draft: DraftRecord, key: str) -> None:
    """Draw a drafted question: its words, whom it is for, why it matters, its supplementary and its proof."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="top", gap="small"):
            show(f"{question.rank}. {question.text}", "p", "sq-question")
            draw_chips(services, question.citations, key, afresh=True)
        show("\n".join(question_lines(question)), "p", "sq-why")
        draw_sources(services, question.citations, draft.report, draft.meeting_date)


def question_lines(question: DraftQuestionRecord) -> list[str]:
    """What stands under a drafted question: whom it is for and how, why it matters, its supplementary."""
    how = f" · {HOW[question.delivery]}" if question.delivery != "meeting" else ""
    lines = [f"To: {question.to}{how}"] if question.to else []
    lines += [f"As drafted from the quotes: {question.drafted}"] if question.drafted else []
    lines.append(f"Why it matters: {question.why}")
    return [*lines, f"Supplementary: {question.supplementary}"] if question.supplementary else lines
