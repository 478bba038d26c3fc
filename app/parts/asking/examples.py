"""The start of a chat, with example questions made from the papers in the index, so that each has something to find."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import streamlit as st

from app.parts.asking.scope import Picked
from app.parts.frame.safe import label
from app.saved.records import QuestionRecord
from app.wording import date_words
from index.store.library import Library
from index.values import StoredItem
from rag.figures import Indicator, Value, kept_ledger

LONGEST = 60  # characters of a heading or of a measure's name that is asked about
PERIODS = 2  # of a measure that is asked about
WORDS = 4  # of its name: shorter ones ("Increase in spend") say too little by themselves
_FIGURE = re.compile(r"\d+(?:\.\d+)?\s?%|£\s?\d|\b\d{2,}\b")


def draw_start(library: Library, picked: Picked) -> QuestionRecord | None:
    """The start of a chat, with questions that these papers can answer; the one pressed is returned."""
    st.title("Ask the papers")
    st.write("Answers are made of the papers' own words. Press a number after a sentence to see the quote on its page.")
    questions = examples(library, picked.ids(library.items()) or ())
    if questions:
        st.caption("Questions these papers can answer:")
    for place, question in enumerate(questions):
        if st.button(label(question, 160), key=f"example-{place}", width="stretch"):
            return picked.question(question)
    return None


def examples(library: Library, items: Sequence[str] = ()) -> list[str]:
    """Up to four questions about the newest papers among `items` (ids; none means all): the measure that moved most,
    what is worrying in the newest meeting's report with most figures, what the newest minutes resolved, and a draft.
    """
    chosen = [item for item in library.items() if not items or item.id in items]
    chosen.sort(key=lambda item: item.meeting_date or date.min, reverse=True)
    reports = [item for item in chosen if item.kind == "report" and not item.replaced_by]
    questions = []
    moved = _moved_most(library, {item.id for item in chosen})
    if moved is not None:
        questions.append(f"How have the figures for “{moved.name}” changed?")
    if reports:
        questions.append(f"What is worrying in “{_most_figures(library, reports).title}”?")
    minutes = next((item for item in chosen if item.kind == "minutes" and item.meeting_date), None)
    if minutes:
        questions.append(f"What was resolved at the meeting on {date_words(minutes.meeting_date)}?")
    if reports:
        questions.append(f"Draft questions for {reports[0].title}, {date_words(reports[0].meeting_date)}")
    return questions


def _moved_most(library: Library, items: set[str]) -> Indicator | None:
    """Of the measures that the newest of these papers print, the one whose newest value is furthest from the one before
    in proportion; None while nobody has worked the figures out.
    """
    ledger = kept_ledger(library)
    every = [] if ledger is None else [(i, _series(i, items)) for i in ledger.indicators if _telling(i.name)]
    every = [(i, values) for i, values in every if len(values) >= PERIODS and values[-2].value]
    newest = max((_day(values[-1]) for _, values in every), default=date.min)
    current = [(abs(v[-1].value / v[-2].value - 1), i.id, i) for i, v in every if _day(v[-1]) == newest]
    return max(current, key=lambda c: c[:2])[2] if current else None


def _telling(name: str) -> bool:
    return len(name) <= LONGEST and len(name.split()) >= WORDS


def _series(indicator: Indicator, items: set[str]) -> list[Value]:
    """One value of each period from these papers, oldest first."""
    by_end = {v.period.end: v for v in indicator.values if v.period and v.paper.item_id in items}
    return [by_end[end] for end in sorted(by_end)]


def _day(value: Value) -> date:
    return value.paper.meeting_date or date.min


def _most_figures(library: Library, reports: Sequence[StoredItem]) -> StoredItem:
    def count(item: StoredItem) -> int:
        return sum(len(_FIGURE.findall(passage.text)) for passage in library.passages(item.id))

    return max((r for r in reports if r.meeting_date == reports[0].meeting_date), key=count)
