"""The key facts of a report at a glance, each with the quote that it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from app.parts.frame.safe import escaped
from app.parts.frame.services import Services
from app.parts.quoting.chips import draw_chips
from app.saved.records import CitationRecord
from app.wording import readable
from index.values import Contact
from rag.draft.keyfacts import KeyFacts, KeyFigure
from rag.values import Citation


def draw_key_facts(shared: Services, facts: KeyFacts, contacts: Sequence[Contact]) -> None:
    """Draw them: what the report is for and asks, its figures, money, what comes next, and whom to ask."""
    st.header("Key facts", anchor=False)
    _draw_quotes(shared, "What it is for", facts.purpose, "purpose")
    _draw_quotes(shared, "What members are asked", facts.asked, "asked")
    with st.container(gap="small", key="facts-figures"):
        if facts.figures or facts.told:
            _draw_label("Figures")
        for n, figure in enumerate(facts.figures):
            _draw_line(shared, _figure(figure), figure.citation, f"figure-{n}")
        for n, citation in enumerate(facts.told):
            _draw_line(shared, _quote(citation), citation, f"told-{n}")
    _draw_quotes(shared, "Money", facts.money, "money")
    _draw_quotes(shared, "What comes next", [citation for _, citation in facts.ahead], "ahead")
    if contacts:
        people = [", ".join(filter(None, (c.name, c.role))) for c in contacts]
        _draw_label("Whom to ask before the meeting")
        st.html("".join(f'<p class="sq">{escaped(person)}</p>' for person in people))


def _draw_quotes(shared: Services, words: str, citations: Iterable[Citation], key: str) -> None:
    quotes = list(citations)
    if not quotes:
        return
    with st.container(gap="small", key=f"facts-{key}"):
        _draw_label(words)
        for n, citation in enumerate(quotes):
            _draw_line(shared, _quote(citation), citation, f"{key}-{n}")


def _draw_label(words: str) -> None:
    st.html(f'<h3 class="sq sq-fact">{escaped(words)}</h3>')


def _draw_line(shared: Services, html: str, citation: Citation, key: str) -> None:
    with st.container(horizontal=True, wrap=False, gap="small", key=f"fact-{key}"):
        st.html(f'<p class="sq">{html}</p>')
        draw_chips(shared, [CitationRecord.of(citation)], f"fact-{key}", _letter(citation.n))


def _letter(n: int) -> str:
    """A letter, since numbers mark the quotes of the questions below: a for 1, z for 26, then aa."""
    rest, last = divmod(n - 1, 26)
    return (_letter(rest) if rest else "") + chr(ord("a") + last)


def _quote(citation: Citation) -> str:
    """The quote in one run: the line ends of a page say nothing here."""
    return escaped(" ".join(readable(citation.quote).split()))


def _figure(figure: KeyFigure) -> str:
    """The value first, then what it is of and when; the target and the value before it as the papers print them."""
    beside = [f"target {figure.target}"] if figure.target else []
    beside += [f"{figure.before_period}: {figure.before}"] if figure.before else []
    more = f' <span class="sq-why">({escaped("; ".join(beside))})</span>' if beside else ""
    return f"<b>{escaped(figure.printed)}</b> {escaped(figure.name)}, {escaped(figure.period)}{more}"
