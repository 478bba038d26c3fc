"""A report's draft: its key facts, how far it answers the agreed prompts, and the questions with their proof."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import streamlit as st

from app.exports.briefing import briefing
from app.parts.frame.downloads import Download, draw_download, file_name
from app.parts.frame.meetings import Meeting
from app.parts.frame.navigation import link
from app.parts.frame.safe import escaped, label, show, show_notice
from app.parts.frame.services import Services
from app.parts.preparing.memberlist import LIST, add_to_list, list_store
from app.parts.preparing.ordering import take_off
from app.parts.quoting.chips import draw_chips, draw_cited_line, draw_sources
from app.saved.lists import ListedQuestion
from app.saved.records import CitationRecord, DraftQuestionRecord, DraftRecord, PromptRecord
from app.saved.rulings import RulingStore
from app.wording import COVERAGE, HOW, coverage_words, cut, date_words, near_words, readable, short_prompt, tr
from index.values import Contact
from rag.draft.keyfacts import KeyFacts, KeyFigure
from rag.values import Citation

_COLOURS = {"answered": "green", "partly": "orange", "silent": "violet"}
_ORDER = ("silent", "partly", "answered")
_WHY = 110  # characters of the reason in a row
_LONGEST = 400  # characters of anything else in it
_QUOTE = 300  # characters of a quote under one; its number opens the whole


def draw_draft(shared: Services, draft: DraftRecord, key: str) -> None:
    """Draw a draft within a chat; `key` tells its chips and buttons from those of other messages."""
    show(tr("Draft questions: {report}", report=draft.report), "h3", "sq-paper")
    show_notice(draft.notice)
    if not draft.document:
        return
    st.caption(tr("A draft to edit, not a script. Open the numbers to check each question against the paper."))
    for question in draft.questions:
        draw_question(shared, question, draft, f"{key}-q{question.rank}")
    draw_left_out(draft)
    if draft.prompts:
        st.caption(tr("The agreed prompts: {counts}", counts=counts(draft.prompts)))
    if draft.questions or draft.prompts:
        link("prepare", tr("Pick, edit and order these on the page Prepare"), "edit_note", report=draft.item_id)
    name = file_name(f"questions {draft.report} {date_words(draft.meeting_date)}", ".docx")
    word = Download(tr("Download as Word"), name, lambda: briefing([draft]))
    draw_download(shared, "exported draft questions", draft.report, word, key=key)


def draw_question(
    shared: Services, question: DraftQuestionRecord, draft: DraftRecord, key: str, number: int = 0,
    act: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """A drafted question as a card: its words, whom it is for, why it matters, what to ask next, and its proof. It has
    its rank in the draft for a number, or `number`; `act` draws what can be done with it.
    """
    how = f" · {tr(HOW[question.delivery])}" if question.delivery != "meeting" else ""
    lines = (
        tr("To: {who}", who=question.to) + how if question.to else "",
        tr("As drafted from the quotes: {words}", words=question.drafted) if question.drafted else "",
        tr("Why it matters: {words}", words=question.why) if question.why else "",
        tr("Supplementary: {words}", words=question.supplementary) if question.supplementary else "",
        tr("It can be asked: {words}", words=" ".join(question.ways)) if question.ways and act is None else "",
    )
    with st.container(border=True, key=f"card-{key}"):
        show(f"{number or question.rank}. {question.text}", "p", "sq-question")
        show("\n".join(line for line in lines if line), "p", "sq-why")
        draw_sources(question.citations, draft.report, draft.meeting_date)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            draw_chips(shared, question.citations, key, afresh=True)
            if act is not None:
                act()


def heading(question: DraftQuestionRecord) -> str:
    """The heading that a drafted question stands under."""
    if not question.asks:
        return tr("Passages to look at: how they are asked is yours to choose")
    return tr("What the agreed prompts ask" if question.kind == "coverage" else "What deserves a challenge")


def draw_add(
    shared: Services,
    meeting: Meeting,
    listed: dict[str, str],
    drafted: str,
    make: Callable[[], ListedQuestion],
    key: str,
    words: str = "",
    **look: Any,
) -> None:
    """The press that puts the question so `drafted` on the meeting's list, or takes it off where it is on it."""
    on_list = listed.get(drafted)
    icon = ":material/check:" if on_list else ":material/playlist_add:"
    given = shared, meeting, make, on_list
    words = tr("On my list") if on_list else words or tr("Add to my list")
    st.button(words, icon=icon, key=key, on_click=_put, args=given, **look)


def _put(shared: Services, meeting: Meeting, make: Callable[[], ListedQuestion], on_list: str | None) -> None:
    if on_list:
        take_off(list_store(shared), st.query_params[LIST], on_list)
    else:
        add_to_list(shared, meeting, make())


def draw_left_out(draft: DraftRecord) -> None:
    """That nothing could be drafted, and what was left out of the draft, with the reasons."""
    if not draft.questions:
        st.info(tr("No question could be drafted that rests on this paper’s own words."))
    if draft.dropped:
        with st.expander(tr("Left out, and why ({n})", n=len(draft.dropped))):
            for dropped in draft.dropped:
                show(f"{dropped.text} ({dropped.reason})")


def draw_glance(shared: Services, drafted: DraftRecord, act: Callable[[PromptRecord], None]) -> None:
    """A row for each agreed prompt, the silent ones first, and all that is beyond them folded into one; a member's own
    label stands in the place of the drafted one. `act` draws what can be done with one that is not answered.
    """
    store = RulingStore(shared.settings.data)
    draft = store.overrule(shared.owner, drafted)
    for prompt in _silent_first([prompt for prompt in draft.prompts if not prompt.extra]):
        row = _words(prompt, short_prompt(prompt.question), cut(readable(prompt.why), _WHY))
        with st.expander(row, type="compact", key=f"glance-{prompt.id}"):
            _draw_ground(shared, prompt, draft)
            _draw_label(shared, store, prompt, draft)
            if prompt.coverage != "answered":
                act(prompt)
    extras = _silent_first([prompt for prompt in draft.prompts if prompt.extra])
    if extras:
        with st.expander(tr("Beyond the agreed prompts ({n})", n=len(extras)), type="compact", key="glance-extras"):
            for prompt in extras:
                st.markdown(_words(prompt, prompt.question, prompt.why))
                with st.container(horizontal=True, gap="small"):
                    draw_chips(shared, prompt.citations, f"glance-{prompt.id}", afresh=True)


def _silent_first(prompts: Sequence[PromptRecord]) -> list[PromptRecord]:
    """The prompts by how much is left to ask, each sort in its own order."""
    return sorted(prompts, key=lambda prompt: _ORDER.index(prompt.coverage))


def counts(prompts: Sequence[PromptRecord]) -> str:
    """How many of the agreed prompts are silent, partly answered and answered."""
    numbers = {c: sum(p.coverage == c for p in prompts if not p.extra and p.applies) for c in _ORDER}
    return " · ".join(f"{number} {tr(COVERAGE[c]).lower()}" for c, number in numbers.items() if number)


def _words(prompt: PromptRecord, question: str, reason: str) -> str:
    words = coverage_words(prompt.coverage, prompt.applies)
    coverage = f":{_COLOURS[prompt.coverage] if prompt.applies else 'gray'}-badge[{words}]"
    return f"{coverage} **{label(question, _LONGEST)}** :small[{label(reason, _LONGEST)}]"


def _draw_ground(shared: Services, prompt: PromptRecord, draft: DraftRecord) -> None:
    """The prompt and the reason whole, the quotes with their places, or what was searched where nothing was found."""
    whole = [prompt.question] if prompt.question != short_prompt(prompt.question) else []
    show("\n".join([*whole, prompt.why]), "p", "sq-why")
    for n, citation in enumerate(prompt.citations):
        where = near_words(citation, draft.report, draft.meeting_date)
        html = f'“{escaped(cut(_in_a_run(citation.quote), _QUOTE))}” <span class="sq-why">{escaped(where)}</span>'
        draw_cited_line(shared, html, citation, f"glance-{prompt.id}-{n}", str(n + 1))
    if prompt.searched and prompt.coverage == "silent":
        show(tr("Searched: {words}", words=prompt.searched), "p", "sq-why")


def _draw_label(shared: Services, store: RulingStore, prompt: PromptRecord, draft: DraftRecord) -> None:
    """The choice of a label of one's own, kept for the report, and the way back to the drafted one."""
    key = f"label-{draft.item_id}-{prompt.id}"

    def keep() -> None:
        store.give(shared.owner, draft, prompt, st.session_state[key])

    def undo() -> None:
        store.take_back(shared.owner, draft.item_id, prompt.id)
        st.session_state[key] = prompt.drafted

    st.radio(
        tr("Your own judgement"), _ORDER, _ORDER.index(prompt.coverage), lambda one: tr(COVERAGE[one]), key,
        on_change=keep, horizontal=True,
    )  # fmt: skip
    if prompt.drafted:
        words = tr("Undo: drafted as {label}", label=tr(COVERAGE[prompt.drafted]).lower())
        st.button(words, key=f"{key}-undo", on_click=undo)


def draw_key_facts(shared: Services, facts: KeyFacts, contacts: Sequence[Contact]) -> None:
    """What the report is for and asks, its figures, money, what comes next, each a quote; and whom to ask."""
    st.header(tr("Key facts"), anchor=False)
    _draw_facts(shared, tr("What it is for"), "purpose", _quotes(facts.purpose))
    _draw_facts(shared, tr("What members are asked"), "asked", _quotes(facts.asked))
    figures = [(_figure(figure), figure.citation) for figure in facts.figures]
    _draw_facts(shared, tr("Figures"), "figure", [*figures, *_quotes(facts.told)])
    _draw_facts(shared, tr("Money"), "money", _quotes(facts.money))
    _draw_facts(shared, tr("What comes next"), "ahead", _quotes(citation for _, citation in facts.ahead))
    if contacts:
        show(tr("Whom to ask before the meeting"), "h3", "sq-fact")
        show("\n".join(", ".join(filter(None, (one.name, one.role))) for one in contacts))


def _draw_facts(shared: Services, words: str, key: str, lines: Sequence[tuple[str, Citation]]) -> None:
    if not lines:
        return
    with st.container(gap="small", key=f"facts-{key}"):
        show(words, "h3", "sq-fact")
        for n, (html, citation) in enumerate(lines):
            record = CitationRecord.of(citation)
            draw_cited_line(shared, html, record, f"fact-{key}-{n}", _letter(citation.n))


def _letter(n: int) -> str:
    """A letter, since numbers mark the quotes of the questions below: a for 1, z for 26, then aa."""
    rest, last = divmod(n - 1, 26)
    return (_letter(rest) if rest else "") + chr(ord("a") + last)


def _quotes(citations: Iterable[Citation]) -> list[tuple[str, Citation]]:
    return [(escaped(_in_a_run(citation.quote)), citation) for citation in citations]


def _in_a_run(quote: str) -> str:
    """The quote in one run: the line ends of a page say nothing here."""
    return " ".join(readable(quote).split())


def _figure(figure: KeyFigure) -> str:
    """The value first, then what it is of and when; the target and the value before it as the papers print them."""
    beside = [f"target {figure.target}"] if figure.target else []
    beside += [f"{figure.before_period}: {figure.before}"] if figure.before else []
    more = f' <span class="sq-why">({escaped("; ".join(beside))})</span>' if beside else ""
    return f"<b>{escaped(figure.printed)}</b> {escaped(figure.name)}, {escaped(figure.period)}{more}"
