"""An answer: its sentences with their chips, what it could not say, its sources, and what one can do with it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import streamlit as st

from app.exports.texts import answer_text
from app.language import papers_lang
from app.parts.asking.sources import AGAIN, WITHOUT_LLM, Asked, answer_again, draw_papers_quoted
from app.parts.frame.navigation import link
from app.parts.frame.safe import escaped, show, show_notice
from app.parts.frame.services import Services
from app.parts.quoting.chips import draw_chips, draw_dropped
from app.parts.quoting.tablerows import Heads, heads_of, quote_html
from app.saved.chats import REASONS, Feedback
from app.saved.records import AnswerRecord, CitationRecord
from app.wording import bare, message, quoted, tr
from rag.brief import around, in_view
from rag.values import Link, Sentence

BESIDE = 2  # chips that stand beside their sentence; more go below it
ANSWER = "answer"  # in the address: the place in the chat of the answer it leads to
REGISTERS = {  # register: its page's words for the link, and the name of its subject in the page's address
    "timeline": (message("What meetings said on this"), "topic"),
    "commitments": (message("What was promised on this"), "find"),
    "figures": (message("Figures over time"), ""),
}
STATUSES = {
    "partial": "Part of this is in the papers; the rest was not found there.",
    "nearest": "The papers held do not seem to say this. What comes nearest, for you to judge:",
    "not_found": "This was not found in the papers that are indexed. That does not mean it was never said.",
    "clarify": "This needs to be asked in another way.",
    "error": "This could not be answered.",
}


def draw_answer(services: Services, answer: AnswerRecord, key: str, asked: Asked | None = None) -> None:
    """Draw a checked answer; `key` tells its chips from those of other messages. `asked` is there for a chat's last."""
    if answer.status in STATUSES:
        st.caption(tr(STATUSES[answer.status]))
    if not answer.sentences and answer.text:
        show(answer.text)
    said = answer.sentences
    if answer.status == "nearest":  # that is said above
        said = tuple(one for one in said if one.cites)
    shown = in_view(said, answer.citations)
    for place, sentence in enumerate(said[:shown]):
        _draw_sentence(services, answer, sentence, f"{key}-{place}")
    if said[shown:]:
        with st.expander(tr("More from the papers ({n})", n=len(said) - shown)):
            for place, sentence in enumerate(said[shown:], shown):
                _draw_sentence(services, answer, sentence, f"{key}-{place}")
    show_notice(answer.notice)
    draw_dropped(answer.dropped, key)
    _draw_links(answer.links, key)
    draw_papers_quoted(services, answer, asked, key)


def draw_quotes(answer: AnswerRecord) -> None:
    """Draw the first quotes of an answer that is not saved yet, without what opens them."""
    for sentence in answer.sentences[: in_view(answer.sentences, answer.citations)]:
        cited = [citation for citation in answer.citations if citation.n in sentence.cites]
        if quoted(sentence.text, cited):
            st.html(sentence_html(sentence, cited, {}))


def _draw_links(links: Sequence[Link], key: str) -> None:
    """The registers that have more on what was asked, each a link with its subject in the address."""
    known = [one for one in links if one.register in REGISTERS]
    if not known:
        return
    with st.container(horizontal=True, gap="small", key=f"registers-{key}"):
        for one in known:
            words, parameter = REGISTERS[one.register]
            link(one.register, tr(words), **({parameter: one.query} if parameter else {}))


def _draw_sentence(services: Services, answer: AnswerRecord, sentence: Sentence, key: str) -> None:
    cited = [citation for citation in answer.citations if citation.n in sentence.cites]
    with st.container(horizontal=True, wrap=len(cited) > BESIDE, gap="small", key=f"sentence-{key}"):
        st.html(sentence_html(sentence, cited, _heads(services, cited)))
        draw_chips(services, cited, key)


def _heads(services: Services, cited: Sequence[CitationRecord]) -> Heads:
    """The heads of the rows of the one quote that is shown; none of a paper that was changed or withdrawn since."""
    id = cited[0].passage_id if len(cited) == 1 and "|" in cited[0].quote else ""
    passages = services.library.passages_by_id([id]) if id else []
    return heads_of(passages[0].text, services.library.statements_of([id])) if passages else {}


def sentence_html(sentence: Sentence, cited: Sequence[CitationRecord], heads: Heads) -> str:
    """A sentence as escaped HTML. One that is a place and a quote shows the quote as it is printed, line by line, its
    rows under their `heads`, and where it stands. What bears on the question most is set off, and a long quote shows
    what is around it: the rest unfolds.
    """
    parts = quoted(sentence.text, cited)
    if parts is None:
        return f'<p class="sq">{escaped(bare(sentence.text))}</p>'
    return _quote_html(cited[0], escaped(parts[0]), heads)


def _quote_html(cited: CitationRecord, place: str, heads: Heads) -> str:
    quote, focus = cited.quote, cited.focus
    start, end = around(cited)
    words = quote_html(quote[start:end], focus, heads)
    under = f'<p class="sq sq-place">{place}</p>'
    if (start, end) == (0, len(quote)):
        return f'<blockquote class="sq sq-quote"{papers_lang()}>{words}</blockquote>{under}'
    part = f"{'… ' if start else ''}{words}{' …' if end < len(quote) else ''}"
    whole = f'<blockquote class="sq sq-quote"{papers_lang()}>{quote_html(quote, focus, heads)}</blockquote>'
    more = f'<details class="sq-more"><summary>{tr("The whole quote")}</summary>{whole}</details>'
    return f'<blockquote class="sq sq-quote"{papers_lang()}>{part}</blockquote>{under}{more}'


def draw_reply_actions(
    services: Services, answer: AnswerRecord, chat_id: str, place: int, given: Feedback | None, last: bool
) -> None:
    """Draw what one can do with the answer at that place: copy it with its sources, link to it, say whether it helped,
    have it again; only the last answer of a chat can be had again.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions-{chat_id}-{place}"):
        if answer.status == "stopped" and last:
            draw_again(services, chat_id, place)
        if answer.status == "stopped" and not answer.sentences:
            return
        with st.popover(tr("Copy"), icon=":material/content_copy:", type="tertiary", key=f"copy-{chat_id}-{place}"):
            st.markdown(tr("The answer with its sources"))
            st.code(answer_text(answer), language=None, wrap_lines=True)
            st.markdown(tr("A link to it"))
            base = (st.context.url or "").split("?")[0]
            st.code(f"{base}?chat={chat_id}&{ANSWER}={place}", language=None)
        if last and answer.status != "stopped":
            _draw_retry(services, chat_id, place, tr("Ask again"), AGAIN, "tertiary")
        _draw_feedback(services, given or Feedback(chat_id, place, True), known=given is not None)


def draw_again(services: Services, chat_id: str, place: int) -> None:
    """Offer to answer the last question again, whose reply stands at that place and was stopped or failed."""
    _draw_retry(services, chat_id, place, tr("Ask it again"), AGAIN, "primary")
    if services.settings.llm_provider != "none":
        _draw_retry(services, chat_id, place, tr("Answer in the papers’ own words"), WITHOUT_LLM, "secondary")


def _draw_retry(
    services: Services, chat_id: str, place: int, words: str, how: str,
    look: Literal["primary", "secondary", "tertiary"],
) -> None:  # fmt: skip
    key, what = f"retry-{how}-{chat_id}-{place}", (services, chat_id, place, how)
    st.button(words, icon=":material/refresh:", type=look, key=key, on_click=answer_again, args=what)


def _draw_feedback(services: Services, given: Feedback, known: bool) -> None:
    """Thumbs, and the reason for one that points down; `known` tells that `given` was given before."""
    chat_id, place = given.chat_id, given.n
    st.caption(tr("Did this help?"))
    default = int(given.good) if known else None
    thumb = st.feedback("thumbs", key=f"thumbs-{chat_id}-{place}", default=default)
    if thumb is None:
        if known:
            services.feedback.take_back(chat_id, place)
        return
    if not known or given.good != bool(thumb):
        given = Feedback(chat_id, place, bool(thumb))
        services.feedback.give(given)
    if not given.good:
        _draw_reason(services, given)
    if given.good or given.reason:
        st.caption(tr("Thank you, noted."))


def _draw_reason(services: Services, given: Feedback) -> None:
    """The reason, kept by one press, and then what it should have said, for those who know."""
    why, note = f"why-{given.chat_id}-{given.n}", f"note-{given.chat_id}-{given.n}"

    def keep() -> None:
        kept = replace(given, reason=st.session_state[why] or "", note=st.session_state.get(note, given.note))
        services.feedback.give(kept)

    known = given.reason if given.reason in REASONS else None
    st.pills(tr("What was wrong?"), REASONS, default=known, format_func=tr, key=why, on_change=keep)
    if known:
        words = tr("What should it have said? (if you know)")
        st.text_input(words, given.note, max_chars=500, key=note, on_change=keep)
