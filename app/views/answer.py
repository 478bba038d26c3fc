"""An answer: its sentences, each with its chips; what it could not say; and its sources."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.records import AnswerRecord, CitationRecord, SentenceRecord
from app.views.chips import draw_chips, draw_sources
from app.views.safe import escaped, label, show
from app.views.services import Services
from app.wording import bare, quoted

SHOWN = 3  # sentences in view; a longer answer folds the rest away, so that its beginning stays on a phone's screen
BESIDE = 2  # chips that stand beside their sentence; more go below it
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
    if answer.citations:
        with st.expander(f"Sources ({len(answer.citations)})"):
            draw_sources(answer.citations)


def _draw_sentence(services: Services, answer: AnswerRecord, sentence: SentenceRecord, key: str) -> None:
    cited = [citation for citation in answer.citations if citation.n in sentence.cites]
    beside = len(cited) <= BESIDE
    with st.container(horizontal=True, wrap=not beside, gap="small", key=f"sentence-{key}"):
        st.html(sentence_html(sentence.text, cited))
        draw_chips(services, cited, key)


def sentence_html(text: str, cited: Sequence[CitationRecord]) -> str:
    """A sentence as escaped HTML. One that is a place and a quote shows the quote as it is printed, line by
    line."""
    parts = quoted(text, cited)
    if parts is None:
        return f'<p class="sq">{escaped(bare(text))}</p>'
    where, quote = map(escaped, parts)
    return f'<p class="sq sq-place">{where}</p><blockquote class="sq sq-quote">{quote}</blockquote>'
