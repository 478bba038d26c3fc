"""Taking a question in, saved first so that nothing typed is lost, and making its reply in the background while the
page shows it: a draft when one is asked for, else an answer.
"""

import logging
import re
from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

import streamlit as st

from app.parts.asking.answer import ANSWER, draw_quotes
from app.parts.asking.chatmenu import forget_deleted
from app.parts.asking.scope import Picked
from app.parts.asking.sources import with_copies
from app.parts.asking.wishes import is_wish, wished_draft
from app.parts.frame.browser import ask_to_scroll, never_but_leave
from app.parts.frame.safe import show
from app.parts.frame.services import Services, services
from app.parts.quoting.chips import QUOTE, cited_in
from app.saved.records import AnswerRecord, DraftRecord, FaultRecord, Message, QuestionRecord, without_document
from app.server.background import KEPT, NOTHING_KEPT, Making, UnderWay
from app.wording import bare, counted, tr
from index.faults import Fault, NotFound
from rag.search.titles import find_paper, others_words
from rag.values import Answer, Scope, Sentence, Turn

log = logging.getLogger(__name__)
SOON_S = 0.8  # how long a page waits for a reply that is probably there by then
LOOK_S, LOOK_AGAIN_S = 0.1, 0.5  # how often it looks at one, then, and later
_SAID = {
    "answered": "The answer is there",
    "partial": "A part of the answer is there",
    "nearest": "The papers do not say it; what comes nearest is there",
    "not_found": "The papers held do not say it",
    "clarify": "The assistant asks back what is meant",
    "error": "This could not be answered",
}  # by an answer's status, to those who listen
PATIENCE_S = 1.5  # after Stop, how long to wait for what was checked; work that cannot be interrupted is left then
TYPED = "question"  # the key of the box to type in
ASKED = "asked-elsewhere"  # a question on its way to the page Ask
_DRAFT = re.compile(
    r"(?i)^\W*(?:(?:please|can you|could you) )?(?:draft|suggest|write|prepare) (?:\w+ ){0,3}questions?\b"
    r"|^\W*what (?:questions )?(?:should|could|can) (?:i|we|members) ask\b"
)
_ABOUT = {"about", "for", "on", "of", "from", "the", "please"}  # words beside a paper's name
_THIS = {"", "it", "this", "this report", "this paper"}


@st.cache_resource(show_spinner=False)
def under_way() -> UnderWay:
    """The replies being made on this server."""
    return UnderWay()


def send_typed(chat_id: str | None, picked: Picked) -> None:
    """Send what was typed: for the box's `on_submit`, which comes before anything is drawn that a press could cut off.
    What cannot be sent is left for the page, which says why; blanks are not sent.
    """
    text = str(st.session_state[TYPED])
    if not text.strip():
        return
    try:
        send(services(), chat_id, picked.question(text))
    except Exception:
        log.exception("a question could not be sent at once")
        st.session_state[ASKED] = text


def send(shared: Services, chat_id: str | None, question: QuestionRecord) -> None:
    """Save a question in its chat, or a new one, and begin its reply; a reply that is being made there is stopped.
    Raises NotFound when there is no such chat.
    """
    if chat_id is None:
        chat_id = shared.chats.create(question.text.strip() or "Untitled chat")
        st.query_params["chat"] = chat_id
    making = under_way().of(chat_id)
    if making is not None:
        leave_reply(shared, chat_id, making)
    messages = shared.shown(shared.chats.messages(chat_id))
    shared.chats.add(chat_id, question)
    shared.note("drafted" if question.draft else "asked", question.text)
    forget_deleted()
    begin_reply(shared, chat_id, messages, question)
    ask_to_scroll(tr("Your question is being answered."))


def begin_reply(
    services: Services, chat_id: str, messages: list[Message], question: QuestionRecord, use_llm: bool = True
) -> None:
    """Begin the reply to a question asked after `messages`; it is saved when it is there, whoever is looking."""
    waits_for_llm = use_llm and services.settings.llm_provider != "none"
    making = Making(question, _doing(services, question, waits_for_llm), waits_for_llm)
    under_way().start(
        chat_id, making, lambda making: _made(services, messages, question, making, use_llm),
        lambda reply: _keep(services, chat_id, reply),
    )  # fmt: skip


def follow_reply(services: Services, chat_id: str, making: Making) -> None:
    """Show a reply while it is made, with a button to stop it; the page is drawn anew once it is saved. What is made of
    quotes alone is nearly always there at once. Else the page stays free while one part of it looks for what is new.
    """
    if not making.waits_for_llm:
        for _ in range(int(SOON_S / LOOK_S)):
            if making.wait(LOOK_S):
                break
            never_but_leave()
    if making.wait(0):
        _over(making)
    st.fragment(_draw_making, run_every=LOOK_AGAIN_S)(services, chat_id, making)


def _draw_making(services: Services, chat_id: str, making: Making) -> None:
    if making.stopped_for_s() > PATIENCE_S:
        leave_reply(services, chat_id, making)
    if making.wait(LOOK_AGAIN_S if making.stopped() else 0):
        _over(making)
    st.button(
        tr("Stopping…") if making.stopped() else tr("Stop"),
        icon=":material/stop_circle:",
        key="stop",
        disabled=making.stopped(),
        shortcut=None if QUOTE in st.query_params else "Escape",  # which closes an open quote first
        on_click=making.stop,
    )
    for text in tuple(making.said):
        show(text)
    if making.meanwhile is not None and not making.said:
        st.caption("Meanwhile, from the papers:")
        draw_quotes(making.meanwhile)
    place = services.assistant.place(making.stopped) if making.waits_for_llm else 0
    busy = f"The language model is busy: yours is number {place} of those that wait."
    show(busy if place else making.doing, "p", "sq-why sq-turning")


def _over(making: Making) -> NoReturn:
    """Draw the page anew with the reply, and tell those who listen to it."""
    st.query_params.pop(ANSWER, None)
    ask_to_scroll(announcement(making.reply))
    st.rerun()


def announcement(reply: Message | None) -> str:
    """What those who listen to the page are told when a reply is there."""
    if isinstance(reply, AnswerRecord) and reply.status == "stopped":
        return reply.notice
    if isinstance(reply, AnswerRecord):
        said = tr(_SAID.get(reply.status, _SAID["answered"]))
        quotes = counted(len(reply.citations), "quote")
        return tr("{said}, with {quotes}.", said=said, quotes=quotes) if reply.citations else f"{said}."
    return tr("The draft is there." if isinstance(reply, DraftRecord) else "This could not be answered.")


def leave_reply(services: Services, chat_id: str, making: Making) -> None:
    """Stop a reply and see that what it came to is saved."""
    patience = max(0.0, PATIENCE_S - making.stopped_for_s())
    under_way().leave(chat_id, making, patience, lambda reply: _keep(services, chat_id, reply))


def _doing(services: Services, question: QuestionRecord, waits_for_llm: bool) -> str:
    if question.draft or draft_request(question.text) is not None:
        return tr("Reading the report and checking every prompt…")
    if not waits_for_llm:
        return tr("Reading the papers…")
    return (
        "The language model is wording the answer. Each sentence is shown once it is checked; after "
        f"{services.settings.llm_timeout_s:g} seconds the papers’ own words answer instead."
    )


def _keep(services: Services, chat_id: str, reply: Message) -> None:
    """Save a reply, without what was withdrawn while it was made; nothing, when its chat is gone."""
    cited = {citation.document_id for citation in cited_in(reply)}
    if isinstance(reply, DraftRecord) and reply.document_id:
        cited.add(reply.document_id)
    for gone in cited - {document.id for document in services.library.documents()}:
        reply = without_document(reply, gone)
    with suppress(NotFound):
        services.chats.add(chat_id, reply)


def _made(
    services: Services, messages: list[Message], question: QuestionRecord, making: Making, use_llm: bool
) -> Message:
    """The reply; what goes wrong is a reply too, in words."""
    try:
        return _reply(services, messages, question, making, use_llm)
    except NotFound as fault:
        return FaultRecord(message=fault.message, hint=fault.hint)
    except Fault as fault:
        return FaultRecord(message=fault.message, hint=fault.hint, passing=True)
    except Exception:
        log.exception("an answer failed")
        return FaultRecord(
            message="Something went wrong while answering.",
            hint="Your question is saved; ask it again, or in other words.",
            passing=True,
        )


def _reply(
    services: Services, messages: list[Message], question: QuestionRecord, making: Making, use_llm: bool
) -> Message:
    if use_llm and is_wish(services, messages, question, making):
        return wished_draft(services, messages, question.text, making)
    named = "" if question.draft else draft_request(question.text)
    if named is None:
        return _answer(services, messages, question, making, use_llm)
    wanted = named or question.paper
    if not wanted:
        raise NotFound("Which report?", "Pick a paper under “Looking in”, or say “draft questions for” and its title.")
    return _draft(services, wanted, making, use_llm)


def draft_request(text: str) -> str | None:
    """None where no draft is asked for; else the words naming the paper, "" for the one that is picked."""
    asked = _DRAFT.match(text)
    if asked is None:
        return None
    named = text[asked.end() :].strip(" .?!,").split()
    while named and named[0].casefold() in _ABOUT:
        named.pop(0)
    while named and named[-1].casefold() in _ABOUT:
        named.pop()
    name = " ".join(named).strip(" “”\"'")
    return "" if name.casefold() in _THIS else name


def _draft(services: Services, wanted: str, making: Making, use_llm: bool) -> DraftRecord:
    """Draft for the paper with that id or title; an appendix is read with its report."""
    items = services.library.items()
    item = find_paper(wanted, items, newest=True)
    notice = others_words(wanted, item, items)
    if item.kind == "appendix" and item.parent_id:
        item = services.library.item(item.parent_id)
    made = services.assistant.draft(item.id, use_llm, making.stopped)
    return DraftRecord.of(replace(made, notice=f"{notice} {made.notice}".strip()), item.document_id)


def _answer(
    services: Services, messages: list[Message], question: QuestionRecord, making: Making, use_llm: bool
) -> AnswerRecord:
    """Say the sentences as they are checked; the whole answer, with its chips, is drawn once it is saved. While a
    language model is waited for there is the answer without it to show, which takes no time beside that.
    """
    items = services.library.items()
    scope = Picked.of_question(question).scope(items)
    if question.ignored or question.without:
        without = with_copies(question.without, items)
        scope = replace(scope or Scope(), ignored=question.ignored, without=without)
    before = turns(messages)
    if making.waits_for_llm:
        *_, quotes = services.assistant.stream(question.text, before, scope, use_llm=False)
        making.meanwhile = AnswerRecord.of(quotes) if isinstance(quotes, Answer) else None
    for part in services.assistant.stream(question.text, before, scope, use_llm, making.stopped):
        if isinstance(part, Sentence):
            making.said.append(bare(part.text))
            continue
        answer = AnswerRecord.of(part)
        if part.status != "stopped":
            return answer
        notice = f"{KEPT if part.sentences else NOTHING_KEPT} {part.notice}".strip()
        return answer.model_copy(update={"notice": notice})
    raise Fault("The answer broke off.", "Ask it again.")


def turns(messages: list[Message]) -> list[Turn]:
    """The chat so far as the turns that follow-ups are resolved against; a draft is one about its report."""
    return [turn for message in messages if (turn := _turn(message)) is not None]


def _turn(message: Message) -> Turn | None:
    if isinstance(message, AnswerRecord):
        reports = tuple(dict.fromkeys(c.report for c in message.citations))
        first = message.citations[0] if message.citations else None
        place = (first.document, first.committee or "") if first else ()
        return Turn(message.question, message.text, reports, message.scope_value(), *place)
    if isinstance(message, DraftRecord):
        return Turn(message.report, "\n\n".join(q.text for q in message.questions), (message.report,))
    return None
