"""Ask: questions and answers beside their quotes, saved as they come, under an address that survives a reload."""

import streamlit as st

from app.parts.asking.answer import ANSWER, draw_again, draw_answer, draw_reply_actions
from app.parts.asking.answering import ASKED, TYPED, begin_reply, follow_reply, send, send_typed, under_way
from app.parts.asking.chatmenu import draw_chats, open_chat
from app.parts.asking.examples import draw_start
from app.parts.asking.scope import Picked, draw_named, draw_scope, picked_in_address
from app.parts.asking.sources import AGAIN, ANSWER_NOW, WITHOUT_LLM, Asked
from app.parts.asking.wishes import draw_wish
from app.parts.frame.browser import scroll_if_asked, scroll_to_linked
from app.parts.frame.navigation import draw_no_papers
from app.parts.frame.safe import label, show
from app.parts.frame.services import Services, services
from app.parts.preparing.drafts import draw_draft
from app.parts.quoting.chips import draw_panel, quotes_beside
from app.saved.records import AnswerRecord, DraftRecord, FaultRecord, Message, QuestionRecord
from app.wording import cut, tr
from index.faults import NotFound

LONGEST_SHOWN = 1500  # characters of a question that are shown again
DRAFT_THIS = "Draft questions for this report"


def show_page() -> None:
    """Draw the chat named in the address, or a new one, and answer what is asked in it."""
    shared = services()
    items = shared.library.items()
    if not items:
        draw_no_papers()
        return
    chat_id = st.query_params.get("chat")
    with st.container(key="ask-skip"):
        st.html('<a class="sq-skip" href="#question-box">' + tr("Skip to the question box") + "</a>")
    draw_chats(shared, chat_id)
    making = under_way().of(chat_id)  # asked before the messages: one that is over by now is among them
    try:
        messages = shared.shown(shared.chats.messages(chat_id)) if chat_id else []
    except NotFound as fault:
        st.warning(str(fault))
        if st.button(tr("Start a new chat"), type="primary"):
            open_chat(shared, None)
        return
    picked = picked_in_address(items)
    with st.container(key="ask-page"):
        left, right = st.columns([1, 1], gap="medium")
    with left:
        asked = _draw_chat(shared, chat_id, messages, picked)
    with right:
        draw_panel(shared, messages)
    with st.container(key="ask-box"):  # not pinned by Streamlit, which would scroll to the end at every change
        st.html('<div id="question-box" tabindex="-1"></div>')
        asked = _draw_draft_button(shared, picked) or asked
        draw_scope(picked, items)
        if picked.ids(items) == ():
            st.warning(tr("No paper fits everything you have picked. Take one thing away."))
        st.chat_input(
            tr("Ask about {what}", what=picked.words(items)), key=TYPED, disabled=picked.ids(items) == (),
            on_submit=send_typed, args=(chat_id, picked),
        )  # fmt: skip
    typed = st.session_state.pop(ASKED, None)
    asked = picked.question(typed) if typed else asked
    if asked is not None:
        send(shared, chat_id, asked)
        st.rerun()
    scroll_if_asked()
    if messages and isinstance(messages[-1], QuestionRecord):
        with left:
            if making is not None:
                with st.chat_message("assistant", avatar=":material/menu_book:"):
                    follow_reply(shared, str(chat_id), making)
            else:
                _offer_again(shared, str(chat_id), messages[:-1], messages[-1])
    linked = st.query_params.get(ANSWER, "")
    if linked.isdecimal() and int(linked) < len(messages):
        scroll_to_linked(int(linked), str(chat_id))


def _draw_chat(shared: Services, chat_id: str | None, messages: list[Message], picked: Picked) -> QuestionRecord | None:
    """Draw everything said so far and what can be asked by a press; the question pressed is returned."""
    asked = None
    if not messages:
        with st.container(key="ask-start"):  # one part, which goes at once when a question comes in its place
            asked = draw_start(shared.library, picked)
    else:
        show(f"Ask: {shared.chats.title(str(chat_id))}", "h1", "sq-unseen")
    given = shared.feedback.of_chat(chat_id) if chat_id else {}
    for place, message in enumerate(messages):
        with quotes_beside(place):
            before = messages[place - 1] if 0 < place == len(messages) - 1 else None  # what the last message answers
            asked_last = Asked(str(chat_id), place, before) if isinstance(before, QuestionRecord) else None
            _draw(shared, message, f"{chat_id}-{place}", asked_last)
        if isinstance(message, AnswerRecord):
            last = place == len(messages) - 1
            draw_reply_actions(shared, message, str(chat_id), place, given.get(place), last)
    if messages and isinstance(messages[-1], FaultRecord) and messages[-1].passing:
        draw_again(shared, str(chat_id), len(messages) - 1)
    if len(messages) > 1 and isinstance(messages[-1], AnswerRecord) and isinstance(messages[-2], QuestionRecord):
        named = picked.named(messages[-1].scope, shared.library.items())
        asked = draw_named(named, picked, messages[-2], messages[-1].understood)
    return draw_wish(shared, messages, f"{chat_id}-{len(messages)}") or asked


def _draw(shared: Services, message: Message, key: str, asked: Asked | None) -> None:
    if isinstance(message, QuestionRecord):
        with st.container(key=f"asked-{key}"), st.chat_message("user", avatar=":material/person:"):
            whole = len(message.text) <= LONGEST_SHOWN
            more = "" if whole else f" ({len(message.text):,} characters in all)"
            show(cut(message.text, LONGEST_SHOWN) + more)
        return
    with st.chat_message("assistant", avatar=":material/menu_book:"):
        if isinstance(message, AnswerRecord):
            draw_answer(shared, message, key, asked)
        elif isinstance(message, DraftRecord):
            draw_draft(shared, message, key)
        else:
            st.warning(label(f"{message.message} {message.hint}", 600))


def _draw_draft_button(shared: Services, picked: Picked) -> QuestionRecord | None:
    paper = next((item for item in shared.library.items() if item.id in picked.paper), None)
    if paper is None or paper.kind not in ("report", "appendix"):
        return None
    if st.button(tr(DRAFT_THIS), icon=":material/edit_note:", key="draft-this"):
        return picked.question(f"Draft questions for {paper.title}", draft=True)
    return None


def _offer_again(shared: Services, chat_id: str, before: list[Message], question: QuestionRecord) -> None:
    """Answer the last question if that was asked for, else offer to: nobody is at work on it."""
    how = st.session_state.pop(ANSWER_NOW, None)
    if how is None:
        st.info(tr("This question was not answered: the assistant was restarted before the answer was ready."))
        how = AGAIN if st.button(tr("Ask it again"), type="primary", key="again") else None
    if how is not None:
        begin_reply(shared, chat_id, before, question, use_llm=how != WITHOUT_LLM)
        st.rerun()
