"""An answer: its sentences, each with its chips; what it could not say; and its sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from app.parts.frame.navigation import link
from app.parts.frame.safe import escaped, label, show
from app.parts.frame.services import Services
from app.parts.quoting.chips import draw_chips, draw_sources
from app.saved.records import AnswerRecord, CitationRecord
from app.wording import bare, quoted
from rag.values import Link, Sentence

SHOWN = 3  # sentences in view; a longer answer folds the rest away, so that its beginning stays on a phone's screen
IN_VIEW = 55  # words of a long quote that are shown before it is unfolded
BESIDE = 2  # chips that stand beside their sentence; more go below it
_SENTENCE_END = re.compile(r"(?<=[.;:?!”])\s+(?=[A-Z0-9(“•])|\n+")
REGISTERS = {  # register: its page's words for the link, and the name of its subject in the page's address
    "timeline": ("What meetings said on this", "topic"),
    "commitments": ("What was promised on this", "find"),
    "figures": ("Figures over time", ""),
}
STATUSES = {
    "partial": "Part of this is in the papers; the rest was not found there.",
    "not_found": "This was not found in the papers that are indexed. That does not mean it was never said.",
    "clarify": "This needs to be asked in another way.",
    "error": "This could not be answered.",
}


def draw_answer(services: Services, answer: AnswerRecord, key: str) -> None:
    """Draw a checked answer; `key` tells its chips from those of other messages."""
    if answer.status in STATUSES:
        st.caption(STATUSES[answer.status])
    if not answer.sentences and answer.text:
        show(answer.text)
    for place, sentence in enumerate(answer.sentences[:SHOWN]):
        _draw_sentence(services, answer, sentence, f"{key}-{place}")
    rest = answer.sentences[SHOWN:]
    if rest:
        with st.expander(f"More from the papers ({len(rest)})"):
            for place, sentence in enumerate(rest, SHOWN):
                _draw_sentence(services, answer, sentence, f"{key}-{place}")
    if answer.notice:
        st.caption(f":material/info: {label(answer.notice, 600)}")
    _draw_links(answer.links, key)
    if answer.citations:
        with st.expander(f"Sources ({len(answer.citations)})"):
            draw_sources(services, answer.citations)


def _draw_links(links: Sequence[Link], key: str) -> None:
    """The registers that have more on what was asked, each a link with its subject in the address."""
    known = [one for one in links if one.register in REGISTERS]
    if not known:
        return
    with st.container(horizontal=True, gap="small", key=f"registers-{key}"):
        for one in known:
            words, parameter = REGISTERS[one.register]
            link(one.register, words, **({parameter: one.query} if parameter else {}))


def _draw_sentence(services: Services, answer: AnswerRecord, sentence: Sentence, key: str) -> None:
    cited = [citation for citation in answer.citations if citation.n in sentence.cites]
    beside = len(cited) <= BESIDE
    with st.container(horizontal=True, wrap=not beside, gap="small", key=f"sentence-{key}"):
        st.html(sentence_html(sentence, cited))
        draw_chips(services, cited, key)


def sentence_html(sentence: Sentence, cited: Sequence[CitationRecord]) -> str:
    """A sentence as escaped HTML.

    One that is a place and a quote shows the value asked for, where it begins with one, then the quote as it is
    printed, line by line, and where it stands. What bears on the question most is set off, and a long quote shows what
    is around it: the rest unfolds.
    """
    parts = quoted(sentence.text, cited)
    if parts is None:
        return f'<p class="sq">{escaped(bare(sentence.text))}</p>'
    where, quote = parts
    value = f'<p class="sq sq-value">{escaped(sentence.lead)}</p>' if sentence.lead else ""
    place = escaped(where.removeprefix(f"{sentence.lead} – ") if sentence.lead else where)
    return f'{value}{_quote_html(quote, cited[0].focus, place)}'


def _quote_html(quote: str, focus: str, place: str) -> str:
    start, end = around(quote, focus)
    words = _set_off(quote[start:end], focus)
    under = f'<p class="sq sq-place">{place}</p>'
    if (start, end) == (0, len(quote)):
        return f'<blockquote class="sq sq-quote">{words}</blockquote>{under}'
    cut = f"{'… ' if start else ''}{words}{' …' if end < len(quote) else ''}"
    whole = f'<blockquote class="sq sq-quote">{_set_off(quote, focus)}</blockquote>'
    more = f'<details class="sq-more"><summary>The whole quote</summary>{whole}</details>'
    return f'<blockquote class="sq sq-quote">{cut}</blockquote>{under}{more}'


def around(quote: str, focus: str) -> tuple[int, int]:
    """Which part of a quote to show: all of one that is short, else whole sentences around `focus`."""
    at = quote.find(focus) if focus else -1
    if at < 0 or len(quote.split()) <= IN_VIEW:
        return 0, len(quote)
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(quote)), len(quote)]
    start = max(cut for cut in cuts if cut <= at)
    end = min(cut for cut in cuts if cut >= at + len(focus))
    for cut in (c for c in cuts if c > end):  # what follows is worth more than what went before
        if len(quote[start:cut].split()) > IN_VIEW:
            break
        end = cut
    for cut in (c for c in reversed(cuts) if c < start):
        if len(quote[cut:end].split()) > IN_VIEW:
            break
        start = cut
    return start, len(quote[:end].rstrip())


def _set_off(text: str, focus: str) -> str:
    """The text as HTML with `focus` in bold; as it is where that is all of it."""
    at = text.find(focus) if focus else -1
    if at < 0 or len(focus) >= len(text.strip()):
        return escaped(text)
    return f"{escaped(text[:at])}<b>{escaped(focus)}</b>{escaped(text[at + len(focus) :])}"
