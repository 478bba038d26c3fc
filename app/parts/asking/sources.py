"""The papers that an answer quotes, beside it: each can be left out by a tick and the question asked again, and each
quote says how near it is by what chose it.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from app.parts.asking.scope import paper_title
from app.parts.frame.browser import focus_on
from app.parts.frame.safe import label, show, show_beside
from app.parts.frame.services import Services
from app.parts.quoting.chips import QUOTE, draw_chips
from app.saved.records import AnswerRecord, CitationRecord, QuestionRecord
from app.wording import message, place_words, tr
from index.faults import NotFound
from index.values import StoredItem

ANSWER_NOW = "answer-now"  # the chat's last question is to be answered, by one of these two:
AGAIN, WITHOUT_LLM = "again", "without-llm"
GRADES = {"bears": message("bears on it"), "nearby": message("nearby")}
_FEW = 12  # quotes with a row each; a list of more has a line each
_TICKED = "just-ticked"


@dataclass(frozen=True)
class Asked:
    """The last question of a chat, whose answer stands at that place in it."""

    chat_id: str
    place: int
    question: QuestionRecord


def grade(answer: AnswerRecord, n: int) -> str:
    """How near the citation of that number is, a key of `GRADES`: it is "nearby" where the answerable head holds that
    nothing found answers, or the ranking of sentences puts it well below the best; else it "bears" on what is asked.
    """
    said = [one for one in answer.sentences if n in one.cites]
    return "nearby" if answer.status == "nearest" or all(one.more for one in said) else "bears"


def with_copies(ids: Sequence[str], items: Sequence[StoredItem]) -> tuple[str, ...]:
    """The ids of these papers, of second copies of them, and of what they are copies of."""
    own = {*ids, *(item.copy_of for item in items if item.id in ids and item.copy_of)}
    return tuple(item.id for item in items if {item.id, item.copy_of} & own)


def draw_papers_quoted(services: Services, answer: AnswerRecord, asked: Asked | None, key: str) -> None:
    """Draw the papers quoted, each with its quotes; those of the last answer, which is to what was `asked`, in view and
    with a box each, those left out of it too.
    """
    without = asked.question.without if asked else ()
    if not answer.citations and not without:
        return
    held = {one.id: one.item.id for one in services.library.passages_by_id([c.passage_id for c in answer.citations])}
    papers: dict[tuple[str, str], list[CitationRecord]] = {}
    for citation in answer.citations:
        papers.setdefault((held.get(citation.passage_id, ""), services.paper_line(citation)), []).append(citation)
    with st.expander(tr("Sources ({n})", n=len(answer.citations)), expanded=asked is not None):
        if asked is not None:
            st.caption(tr("Untick a paper to ask this question again without it; the next one looks in all again."))
        for (id, title), cited in papers.items():
            _draw_paper(services, asked, id, title)
            _draw_quotes(services, answer, cited, key)
        for item in services.library.items():
            if item.id in without and all(id != item.id for id, _ in papers):
                _draw_paper(services, asked, item.id, tr("{paper} (left out)", paper=paper_title(item)))
        st.caption(tr("How near a quote is, is reckoned and not read: open it to judge."))


def _draw_paper(services: Services, asked: Asked | None, id: str, title: str) -> None:
    if asked is None or not id:
        show(title, "p", "sq-places")
        return
    key = f"tick-{asked.chat_id}-{asked.place}-{id}"
    given, ticked = (services, asked, id), id not in asked.question.without
    st.checkbox(label(title, 200), ticked, key=key, on_change=_ask_again, args=given)
    if st.session_state.get(_TICKED) == id:
        del st.session_state[_TICKED]
        focus_on(f".st-key-{key} input")


def _draw_quotes(services: Services, answer: AnswerRecord, cited: Sequence[CitationRecord], key: str) -> None:
    if len(answer.citations) > _FEW:
        show("\n".join(f"[{one.n}] {place_words(one)}" for one in cited), "p", "sq-places")
        return
    for one in cited:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"source-{key}-{one.n}"):
            draw_chips(services, [one], f"source-{key}-{one.n}")
            show_beside(f"{place_words(one)} · {tr(GRADES[grade(answer, one.n)])}")


def _ask_again(services: Services, asked: Asked, id: str) -> None:
    """Ask the same without a paper, or with it again where it was left out, in the place of what was asked."""
    instead = asked.question.model_copy(update={"without": tuple(sorted({*asked.question.without} ^ {id}))})
    answer_again(services, asked.chat_id, asked.place, AGAIN, instead)
    st.session_state[_TICKED] = id


def answer_again(services: Services, chat_id: str, place: int, how: str, instead: QuestionRecord | None = None) -> None:
    """Have the last question, or another `instead`, answered anew; its reply stands at that place if it is the last."""
    with suppress(NotFound):  # the chat is gone by now: the page says so
        if services.chats.drop_reply(chat_id, place, instead):
            services.feedback.take_back(chat_id, place)
            st.query_params.pop(QUOTE, None)
            st.session_state[ANSWER_NOW] = how
