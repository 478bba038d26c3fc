"""Making a reply while it is shown: a draft when one is asked for, else an answer, sentence by sentence."""

from __future__ import annotations

import logging
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.draftrequest import draft_request
from app.findpaper import find_paper
from app.records import AnswerRecord, DraftRecord, FaultRecord, Message, QuestionRecord
from app.views.picked import Picked
from app.views.safe import show
from app.views.services import Services
from app.wished import wished_reply
from app.wording import bare
from index.faults import Fault, NotFound
from rag.conversation import Turn
from rag.values import Scope, Sentence

log = logging.getLogger(__name__)
STOPPED = "answer-stopped"


def answer_into(services: Services, messages: list[Message], question: QuestionRecord) -> Message:
    """The reply to a question asked after `messages`; what goes wrong is a reply too, in words."""
    place = st.empty()
    with place.container():
        st.button("Stop", icon=":material/stop_circle:", key="stop", on_click=_stop)
        shown = st.empty()
    try:
        reply = _reply(services, messages, question, shown)
    except Fault as fault:
        reply = FaultRecord(message=fault.message, hint=fault.hint)
    except Exception:
        log.exception("an answer failed")
        reply = FaultRecord(
            message="Something went wrong while answering.",
            hint="Your question is saved; ask it again, or in other words.",
        )
    place.empty()
    return reply


def _stop() -> None:
    """A press ends the run that was answering; the question stays, and can be asked again."""
    st.session_state[STOPPED] = True


def _reply(services: Services, messages: list[Message], question: QuestionRecord, shown: DeltaGenerator) -> Message:
    wished = None if question.draft else wished_reply(services.library, messages, question)
    if wished is not None:
        return wished
    named = "" if question.draft else draft_request(question.text)
    if named is None:
        return _stream(services, messages, question, shown)
    wanted = named or question.paper
    if not wanted:
        raise NotFound("Which report?", "Pick a paper under “Looking in”, or say “draft questions for” and its title.")
    with shown, st.spinner("Reading the report and checking every prompt…"):
        return _draft(services, wanted)


def _draft(services: Services, wanted: str) -> DraftRecord:
    """Draft for the paper with that id or title; an appendix is read with its report."""
    item = find_paper(wanted, services.library.items())
    if item.kind == "appendix" and item.parent_id:
        item = services.library.item(item.parent_id)
    return DraftRecord.of(services.assistant.draft(item.id), item.document_id)


def _stream(
    services: Services, messages: list[Message], question: QuestionRecord, shown: DeltaGenerator
) -> AnswerRecord:
    """Show the sentences as they are checked; the whole answer, with its chips, is drawn once it is saved."""
    shown.caption("Reading the papers…")
    said: list[str] = []
    scope = Picked.of_question(question).scope(services.library.items())
    if question.ignored:
        scope = replace(scope or Scope(), ignored=question.ignored)
    for part in services.assistant.stream(question.text, turns(messages), scope):
        if not isinstance(part, Sentence):
            return AnswerRecord.of(part)
        said.append(bare(part.text))
        with shown.container():
            for text in said:
                show(text)
    raise Fault("The answer broke off.", "Ask it again.")


def turns(messages: list[Message]) -> list[Turn]:
    """The chat so far as the turns that follow-ups are resolved against."""
    return [
        Turn(
            question=message.question,
            answer=message.text,
            reports=tuple(dict.fromkeys(c.report for c in message.citations)),
            scope=message.scope_value(),
        )
        for message in messages
        if isinstance(message, AnswerRecord)
    ]
