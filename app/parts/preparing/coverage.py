"""How far a report answers the agreed prompts: a row a prompt, the silent ones first, the quotes on press."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.parts.frame.safe import escaped, label, show
from app.parts.frame.services import Services
from app.parts.quoting.chips import draw_chips
from app.saved.records import DraftRecord, PromptRecord
from app.wording import COVERAGE, coverage_words, near_words, readable, short_prompt

_COLOURS = {"answered": "green", "partly": "orange", "silent": "violet"}
_ORDER = ("silent", "partly", "answered")
_WHY = 110  # characters of the reason in a row
_MISSING = ", but "  # what a prompt that is partly answered lacks comes last in its reason
_LONGEST = 400  # characters of anything else in it
_QUOTE = 300  # characters of a quote under one; its number opens the whole


def silent_first(prompts: Sequence[PromptRecord]) -> list[PromptRecord]:
    """The prompts by how much is left to ask, each sort in its own order."""
    return sorted(prompts, key=lambda prompt: _ORDER.index(prompt.coverage))


def draw_glance(shared: Services, draft: DraftRecord) -> None:
    """A row for each agreed prompt, and all that is beyond them folded into one."""
    agreed = [prompt for prompt in draft.prompts if not prompt.extra]
    for prompt in silent_first(agreed):
        with st.expander(_row(prompt), type="compact", key=f"glance-{prompt.id}"):
            _draw_ground(shared, prompt, draft)
    extras = silent_first([prompt for prompt in draft.prompts if prompt.extra])
    if extras:
        with st.expander(f"Beyond the agreed prompts ({len(extras)})", type="compact", key="glance-extras"):
            for prompt in extras:
                draw_prompt(shared, prompt, f"glance-{prompt.id}")


def draw_prompt(shared: Services, prompt: PromptRecord, key: str) -> None:
    """A prompt where nothing can be folded: its coverage, why, and the numbers that open its quotes."""
    st.markdown(_words(prompt, prompt.question, prompt.why))
    if prompt.citations:
        with st.container(horizontal=True, gap="small"):
            draw_chips(shared, prompt.citations, key, afresh=True)


def counts(prompts: Sequence[PromptRecord]) -> str:
    """How many of the agreed prompts are silent, partly answered and answered."""
    numbers = {c: sum(p.coverage == c for p in prompts if not p.extra and p.applies) for c in _ORDER}
    return " · ".join(f"{number} {COVERAGE[c].lower()}" for c, number in numbers.items() if number)


def _row(prompt: PromptRecord) -> str:
    """A prompt on a line: the question in short, and of the reason what tells most."""
    reason = readable(prompt.why)
    if prompt.coverage == "partly":
        missing = reason.rpartition(_MISSING)[2]
        reason = missing[:1].upper() + missing[1:]
    return _words(prompt, short_prompt(prompt.question), _cut(reason, _WHY))


def _words(prompt: PromptRecord, question: str, reason: str) -> str:
    words = coverage_words(prompt.coverage, prompt.applies)
    coverage = f":{_COLOURS[prompt.coverage] if prompt.applies else 'gray'}-badge[{words}]"
    return f"{coverage} **{label(question, _LONGEST)}** :small[{label(reason, _LONGEST)}]"


def _draw_ground(shared: Services, prompt: PromptRecord, draft: DraftRecord) -> None:
    """The prompt and the reason whole, the quotes with their places, or what was searched where nothing was found."""
    whole = [prompt.question] if prompt.question != short_prompt(prompt.question) else []
    show("\n".join([*whole, prompt.why]), "p", "sq-why")
    for n, citation in enumerate(prompt.citations):
        quote = " ".join(readable(citation.quote).split())
        where = near_words(citation, draft.report, draft.meeting_date)
        with st.container(horizontal=True, wrap=False, gap="small", key=f"fact-{prompt.id}-{n}"):
            st.html(f'<p class="sq">“{escaped(_cut(quote, _QUOTE))}” <span class="sq-why">{escaped(where)}</span></p>')
            draw_chips(shared, [citation], f"glance-{prompt.id}-{n}", str(n + 1))
    if prompt.searched and prompt.coverage == "silent":
        show(f"Searched: {prompt.searched}", "p", "sq-why")


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
