"""The start of a chat, with example questions made from the papers in the index, so that each has something to find."""

from collections.abc import Collection
from datetime import date

import streamlit as st

from app.parts.asking.scope import Picked
from app.parts.frame.safe import label
from app.saved.records import QuestionRecord
from app.wording import tr
from index.language.periods import long_date
from index.store.library import Library
from rag.figures import kept_ledger

LONGEST, WORDS = 60, 4  # characters of a measure's name at most; its words at least: shorter ones say too little


def draw_start(library: Library, picked: Picked) -> QuestionRecord | None:
    """The start of a chat, with questions that these papers can answer; the one pressed is returned."""
    st.title(tr("Ask the papers"))
    st.write(
        tr("Answers are made of the papers' own words. Press a number after a sentence to see the quote on its page.")
    )
    questions = examples(library, picked)
    if questions:
        st.caption(tr("Questions these papers can answer:"))
    for place, question in enumerate(questions):
        if st.button(label(question.text, 160), key=f"example-{place}", width="stretch"):
            return question
    return None


def examples(library: Library, picked: Picked) -> list[QuestionRecord]:
    """Up to four questions on the newest papers of those picked: a figure, what the newest report is for (asked of that
    report alone), what the newest minutes resolved, and a draft.
    """
    items, ids = library.items(), picked.ids(library.items())
    chosen = [item for item in items if ids is None or item.id in ids]
    chosen.sort(key=lambda item: item.meeting_date or date.min, reverse=True)
    report = next((item for item in chosen if item.kind == "report" and not item.replaced_by), None)
    minutes = next((item for item in chosen if item.kind == "minutes" and item.meeting_date), None)
    figure = _figure(library, {item.id for item in chosen})
    questions = [picked.question(figure)] if figure else []
    if report:
        purpose = f"What is the purpose of “{report.title}”?"
        questions.append(Picked(paper=(report.id,)).question(purpose))
    if minutes and minutes.meeting_date:
        questions.append(picked.question(f"What was resolved at the meeting on {long_date(minutes.meeting_date)}?"))
    if report:
        day = long_date(report.meeting_date) if report.meeting_date else "date not known"
        draft = f"Draft questions for {report.title}, {day}"
        questions.append(picked.question(draft))
    return questions


def _figure(library: Library, items: Collection[str]) -> str:
    """A question on the newest value that these papers print of a measure with a telling name, the one in most of them;
    "" for none, and while nobody has worked the figures out.
    """
    ledger = kept_ledger(library)
    known = []
    for indicator in ledger.indicators if ledger else ():
        own = [v for v in indicator.values if v.period and v.paper.item_id in items]
        if own and len(indicator.name) <= LONGEST and len(indicator.name.split()) >= WORDS:
            last = max(own, key=lambda v: (v.paper.meeting_date or date.min, v.period.end if v.period else date.min))
            known.append((last.paper.meeting_date or date.min, len(own), indicator.name, last))
    if not known:
        return ""
    *_, name, value = max(known, key=lambda one: one[:3])
    return f"What was “{name}” in {value.period.text}?" if value.period else ""
