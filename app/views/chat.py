"""The chat: questions and answers, saved as they come, under an address that survives a reload."""

from __future__ import annotations

import logging

import streamlit as st

from app.draftrequest import draft_request
from app.findpaper import find_paper
from app.records import AnswerRecord, DraftRecord, FaultRecord, Message, QuestionRecord
from app.views.answer import draw_answer
from app.views.draft import draw_draft
from app.views.empty import draw_no_papers, draw_start
from app.views.home import ASKED
from app.views.safe import label, show
from app.views.scroll import ask_to_scroll, scroll_if_asked
from app.views.services import Services, services
from app.views.sidebar import Picked, draw_sidebar, forget_deleted, open_chat
from app.wording import bare
from index.faults import Fault, NotFound
from rag.conversation import Turn
from rag.values import Scope, Sentence

log = logging.getLogger(__name__)
LONGEST_SHOWN = 1500  # characters of a question that are shown again
DRAFT_THIS = "Draft questions for this report"


def chat_page() -> None:
    """Draw the chat named in the address, or a new one, and answer what is asked in it."""
    shared = services()
    if not shared.library.items():
        draw_no_papers()
        return
    chat_id = st.query_params.get("chat")
    picked = draw_sidebar(shared, chat_id)
    try:
        messages = shared.chats.messages(chat_id) if chat_id else []
    except NotFound as fault:
        st.warning(str(fault))
        if st.button("Start a new chat", type="primary"):
            open_chat(None)
        return
    asked = None if messages else draw_start(shared, picked)
    for place, message in enumerate(messages):
        _draw(shared, message, f"{chat_id}-{place}")
    scroll_if_asked()
    asked = _draw_draft_button(picked) or asked
    typed = st.chat_input(f"Ask about {picked.words}", key="question")
    typed = typed or st.session_state.pop(ASKED, None)
    if typed:
        asked = picked.question(typed)
    if asked is not None:
        _ask(shared, chat_id, messages, asked)
    elif messages and isinstance(messages[-1], QuestionRecord):
        _offer_again(shared, str(chat_id), messages)


def _draw(shared: Services, message: Message, key: str) -> None:
    if isinstance(message, QuestionRecord):
        with st.container(key=f"asked-{key}"), st.chat_message("user", avatar=":material/person:"):
            cut = message.text[:LONGEST_SHOWN]
            show(cut if cut == message.text else f"{cut} … ({len(message.text):,} characters in all)")
        return
    with st.chat_message("assistant", avatar=":material/menu_book:"):
        if isinstance(message, AnswerRecord):
            draw_answer(shared, message, key)
        elif isinstance(message, DraftRecord):
            draw_draft(shared, message, key)
        else:
            st.warning(label(f"{message.message} {message.hint}", 600))


def _draw_draft_button(picked: Picked) -> QuestionRecord | None:
    """The button for drafting, once a paper is picked."""
    paper = picked.paper
    if paper is None or paper.kind not in ("report", "appendix"):
        return None
    if st.button(DRAFT_THIS, icon=":material/edit_note:", key="draft-this"):
        return picked.question(f"Draft questions for {paper.title}", draft=True)
    return None


def _offer_again(shared: Services, chat_id: str, messages: list[Message]) -> None:
    """A question whose answer was cut off (a closed page, a stopped server) can be asked again."""
    st.info("This question was not answered: the page was closed or left before the answer was ready.")
    question = messages[-1]
    if st.button("Ask it again", type="primary", key="again") and isinstance(question, QuestionRecord):
        _answer(shared, chat_id, messages[:-1], question)


def _ask(shared: Services, chat_id: str | None, messages: list[Message], question: QuestionRecord) -> None:
    """Save the question first, so that nothing typed is lost, then answer it."""
    if chat_id is None:
        chat_id = shared.chats.create(question.text.strip() or "Untitled chat")
        st.query_params["chat"] = chat_id
    shared.chats.add(chat_id, question)
    forget_deleted()
    _draw(shared, question, "new")
    _answer(shared, chat_id, messages, question)


def _answer(shared: Services, chat_id: str, messages: list[Message], question: QuestionRecord) -> None:
    with st.chat_message("assistant", avatar=":material/menu_book:"):
        try:
            reply = _reply(shared, messages, question)
        except Fault as fault:
            reply = FaultRecord(message=fault.message, hint=fault.hint)
        except Exception:
            log.exception("an answer failed")
            reply = FaultRecord(
                message="Something went wrong while answering.",
                hint="Your question is saved; ask it again, or in other words.",
            )
    shared.chats.add(chat_id, reply)
    ask_to_scroll()
    st.rerun()


def _reply(shared: Services, messages: list[Message], question: QuestionRecord) -> Message:
    """A draft when one is asked for, else an answer."""
    named = "" if question.draft else draft_request(question.text)
    if named is None:
        return _stream(shared, messages, question)
    wanted = named or question.paper
    if not wanted:
        raise NotFound("Which report?", "Pick a paper in the sidebar, or say “draft questions for” and its title.")
    with st.spinner("Reading the report and checking every prompt…"):
        return _draft(shared, wanted)


def _draft(shared: Services, wanted: str) -> DraftRecord:
    """Draft for the paper with that id or title; an appendix is read with its report."""
    item = find_paper(wanted, shared.library.items())
    if item.kind == "appendix" and item.parent_id:
        item = shared.library.item(item.parent_id)
    return DraftRecord.of(shared.assistant.draft(item.id), item.document_id)


def _stream(shared: Services, messages: list[Message], question: QuestionRecord) -> AnswerRecord:
    """Show the sentences as they are checked; the whole answer, with its chips, is drawn once it is saved."""
    place = st.empty()
    place.caption("Reading the papers…")
    shown: list[str] = []
    scope = Scope(items=question.items) if question.items else None
    for part in shared.assistant.stream(question.text, turns(messages), scope):
        if not isinstance(part, Sentence):
            return AnswerRecord.of(part)
        shown.append(bare(part.text))
        with place.container():
            for text in shown:
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
