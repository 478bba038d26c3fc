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
from app.views.safe import label, show
from app.views.services import Services, services
from app.views.sidebar import Picked, draw_sidebar, open_chat
from index.faults import Fault, NotFound
from rag.conversation import Turn
from rag.values import Scope, Sentence

log = logging.getLogger(__name__)
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
    asked = st.session_state.pop("ask", None)
    if not messages and asked is None:
        asked = draw_start(shared, picked)
    for place, message in enumerate(messages):
        _draw(shared, message, f"{chat_id}-{place}")
    asked = _draw_draft_button(picked) or asked
    asked = st.chat_input(f"Ask about {picked.words}", key="question") or asked
    if asked is not None:
        _ask(shared, chat_id, messages, QuestionRecord(text=asked, items=picked.items), picked)
    elif messages and isinstance(messages[-1], QuestionRecord):
        _offer_again(shared, chat_id, messages, picked)


def _draw(shared: Services, message: Message, key: str) -> None:
    if isinstance(message, QuestionRecord):
        with st.chat_message("user", avatar=":material/person:"):
            show(message.text)
        return
    with st.chat_message("assistant", avatar=":material/menu_book:"):
        if isinstance(message, AnswerRecord):
            draw_answer(shared, message, key)
        elif isinstance(message, DraftRecord):
            draw_draft(shared, message, key)
        else:
            st.warning(label(f"{message.message} {message.hint}", 600))


def _draw_draft_button(picked: Picked) -> str | None:
    """The button for drafting, once a paper is picked."""
    if picked.paper is None or picked.paper.kind not in ("report", "appendix"):
        return None
    if st.button(DRAFT_THIS, icon=":material/edit_note:", key="draft-this"):
        return f"{DRAFT_THIS}: {picked.paper.title}"
    return None


def _offer_again(shared: Services, chat_id: str | None, messages: list[Message], picked: Picked) -> None:
    """A question whose answer was cut off (a closed page, a stopped server) can be asked again."""
    st.info("This question was not answered: the page was closed or left before the answer was ready.")
    if st.button("Ask it again", type="primary", key="again"):
        last = messages[-1]
        assert isinstance(last, QuestionRecord)
        _answer(shared, str(chat_id), messages[:-1], last, picked)


def _ask(
    shared: Services, chat_id: str | None, messages: list[Message], question: QuestionRecord, picked: Picked
) -> None:
    """Save the question first, so that nothing typed is lost, then answer it."""
    if chat_id is None:
        chat_id = shared.chats.create(question.text.strip() or "Untitled chat")
        st.query_params["chat"] = chat_id
    shared.chats.add(chat_id, question)
    _draw(shared, question, "new")
    _answer(shared, chat_id, messages, question, picked)


def _answer(
    shared: Services, chat_id: str, messages: list[Message], question: QuestionRecord, picked: Picked
) -> None:
    with st.chat_message("assistant", avatar=":material/menu_book:"):
        try:
            wanted = draft_request(question.text.split(":")[0] if picked.paper else question.text)
            reply: Message
            if wanted is not None:
                with st.spinner("Reading the report and checking every prompt…"):
                    reply = _draft(shared, wanted, picked)
            else:
                reply = _stream(shared, messages, question)
        except Fault as fault:
            reply = FaultRecord(message=fault.message, hint=fault.hint)
        except Exception:
            log.exception("an answer failed")
            reply = FaultRecord(
                message="Something went wrong while answering.",
                hint="Your question is saved; ask it again, or in other words.",
            )
    shared.chats.add(chat_id, reply)
    st.rerun()


def _draft(shared: Services, wanted: str, picked: Picked) -> DraftRecord:
    """Draft for the paper named, or the one picked; an appendix is read with its report."""
    items = shared.library.items()
    if wanted:
        item = find_paper(wanted, items)
    elif picked.paper is not None:
        item = picked.paper
    else:
        raise NotFound(
            "Which report?", "Pick a paper in the sidebar, or say “draft questions for” and its title."
        )
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
        shown.append(part.text)
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
