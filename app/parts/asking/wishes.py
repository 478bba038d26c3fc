"""What a chat wishes for under drafted questions or an answer: other questions over the same papers, "harder" ones or
those that residents would ask. Only a language model can meet that; it is told from a question by the model too.
"""

from collections.abc import Sequence
from itertools import takewhile

import streamlit as st

from app.parts.frame.services import Services
from app.parts.preparing.errands import has_model, pick_wish
from app.saved.records import AnswerRecord, DraftRecord, Message, QuestionRecord
from app.server.background import Making
from index.faults import NotFound
from index.values import StoredPassage
from rag.drafted import Draft


def draw_wish(shared: Services, messages: Sequence[Message], key: str) -> QuestionRecord | None:
    """The choice of a wish under the last message, where there is a model and something to wish over."""
    last = messages[-1] if messages else None
    over = (isinstance(last, DraftRecord) and last.document) or (isinstance(last, AnswerRecord) and last.citations)
    if not over or not has_model(shared):
        return None
    words = "Other questions" if isinstance(last, DraftRecord) else "Questions to ask about this"
    with st.popover(words, icon=":material/auto_awesome:", key=f"wishes-{key}"):
        wish = pick_wish(f"wish-{key}")
        pressed = st.button("Draft these", type="primary", key=f"wish-{key}-send", disabled=not wish)
    return QuestionRecord(text=wish, wish=True) if pressed and wish else None


def is_wish(shared: Services, messages: Sequence[Message], question: QuestionRecord, making: Making) -> bool:
    """Whether a question is a wish: picked as one, or typed right under drafted questions and told so by the model."""
    if question.wish:
        return True
    last = next((m for m in reversed(messages) if not isinstance(m, QuestionRecord)), None)
    if not isinstance(last, DraftRecord) or not making.waits_for_llm or question.draft:
        return False
    return shared.assistant.wishes(question.text, [q.text for q in last.questions], making.stopped)


def wished_draft(shared: Services, messages: Sequence[Message], wish: str, making: Making) -> DraftRecord:
    """The questions wished for, over the report drafted for last, or over what the last answer quotes. Raises NotFound
    when nothing was said before that they could be asked over; LlmFault when the model does not meet it.
    """
    said = [m for m in reversed(messages) if isinstance(m, AnswerRecord | DraftRecord)]
    last = said[0] if said else None
    if isinstance(last, DraftRecord) and last.document:
        drafts = takewhile(lambda m: isinstance(m, DraftRecord) and m.item_id == last.item_id, said)
        offered = [q.text for draft in drafts if isinstance(draft, DraftRecord) for q in draft.questions]
        made = shared.assistant.draft(last.item_id, stop=making.stopped, wish=wish, offered=offered)
        return DraftRecord.of(made, last.document_id)
    if not isinstance(last, AnswerRecord) or not last.citations:
        raise NotFound("There is nothing here yet to draft questions on.", "Ask something first, or pick a report.")
    passages = _quoted(shared, last)
    questions, dropped = shared.assistant.wished(wish, passages, (), making.stopped)
    item = passages[0].item
    notice = f"Over what the answer before quotes: {wish}"
    made = Draft(
        item.title, item.document, item.meeting_date, item.id, (), questions, dropped, notice,
        shared.settings.llm_model,
    )  # fmt: skip
    return DraftRecord.of(made, item.document_id)


def _quoted(shared: Services, answer: AnswerRecord) -> list[StoredPassage]:
    found: dict[str, StoredPassage] = {}
    for passage in shared.library.passages_by_id([c.passage_id for c in answer.citations]):
        before, after = shared.library.neighbours(passage.id)
        found |= {one.id: one for one in (passage, before, after) if one is not None}
    if not found:
        raise NotFound("What that answer quoted is no longer held.", "Ask it again.")
    return list(found.values())
