"""The register of commitments: what was resolved and undertaken, by when, and what later papers show of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from app.exports import lookexports as files
from app.pages.timeline import TOPIC
from app.parts.asking.empty import draw_no_papers
from app.parts.frame import safe
from app.parts.frame.downloads import Download, draw_downloads
from app.parts.frame.navigation import link
from app.parts.frame.safe import label
from app.parts.frame.services import Services, services
from app.parts.lookback.commitmentfilters import Picked, drop_choices, pick
from app.parts.lookback.commitmentquestion import draw_question
from app.parts.quoting.chips import draw_chips
from app.saved.records import CitationRecord
from app.saved.statuses import SetStatus, StatusStore
from app.wording import counted
from rag.memory.commitments.before import said_before
from rag.memory.commitments.register import is_open, open_register
from rag.memory.commitments.values import STATUSES, Commitment
from rag.search.corpus import corpora_of

ENTRY = "commitment"  # in the address
A_PAGE = 10
_TAKE_BACK = "As the papers show (take mine back)"


def show_page() -> None:
    """Draw the page."""
    shared = services()
    st.title("Commitments")
    if not shared.library.items():
        draw_no_papers()
        return
    st.caption("Resolved or undertaken, in exact words. Papers that are not held here may show more of it.")
    with st.spinner("Working out the register. The first time after papers were added this takes a little longer…"):
        commitments = open_register(shared.library).all()
    store = StatusStore(shared.settings.data)
    statuses = store.current()
    named = next((c for c in commitments if c.id == st.query_params.get(ENTRY)), None)
    if named is not None:
        if st.button("All commitments", icon=":material/arrow_back:"):
            del st.query_params[ENTRY]
            st.rerun()
        _draw(shared, store, named, statuses)
        return
    if ENTRY in st.query_params:
        st.info("That commitment is not in the papers held any more. All the others are below.")
    picked = pick(commitments, statuses, corpora_of(shared.library).current())
    _draw_some(shared, store, picked, statuses)
    if picked.shown:
        _exports(shared, picked.shown, statuses)


def _exports(shared: Services, chosen: Sequence[Commitment], statuses: Mapping[str, SetStatus]) -> None:
    offered = (
        Download("CSV", "commitments.csv", lambda: files.commitments_csv(chosen, statuses)),
        Download("Markdown", "commitments.md", lambda: files.commitments_markdown(chosen, statuses)),
        Download("Word", "commitments.docx", lambda: files.commitments_docx(chosen, statuses)),
    )
    draw_downloads(shared, "exported", "commitments", offered)


def _draw_some(shared: Services, store: StatusStore, picked: Picked, statuses: Mapping[str, SetStatus]) -> None:
    chosen, pages = picked.shown, -(-len(picked.shown) // A_PAGE)
    number = 1
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if chosen:
            st.caption(f"{counted(len(chosen), 'commitment')}, the newest meeting first")
        elif picked.words and not picked.others:
            st.info("Nothing resolved or undertaken in the papers held speaks of that.")
        else:
            st.info("No commitment is left with these choices.")
        if picked.others:
            st.button(f"Show {picked.others} more that are not open, or not in minutes", on_click=drop_choices)
        if pages > 1:
            number = int(st.number_input(f"Page (of {pages})", 1, pages, key="commitments-page", width=150))
    if picked.words:
        link("timeline", "What was said of it at each meeting", "history", **{TOPIC: picked.words})
    for commitment in chosen[(number - 1) * A_PAGE : number * A_PAGE]:
        _draw(shared, store, commitment, statuses)


def _draw(shared: Services, store: StatusStore, commitment: Commitment, statuses: Mapping[str, SetStatus]) -> None:
    with st.container(border=True, key=f"commitment-{commitment.id}"):
        safe.show(files.title_of(commitment), "h2", "sq-paper")
        if before := said_before(commitment):
            safe.show(f"Said just before: “{before}”", "p", "sq-place")
        safe.show(f"“{commitment.text}”", "blockquote", "sq-quote")
        facts = files.facts_of(commitment, statuses)
        who = [fact for fact in facts if fact.startswith(files.WHO_AND_WHEN)]
        for line in ([" · ".join(who)] if who else []) + facts[len(who) :]:
            safe.show(line, "p", "sq-why")
        for line in files.follow_up_lines(commitment):
            safe.show(line, "p", "sq-place")
        cited = [commitment.citation, *(f.citation for f in commitment.follow_ups)]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            draw_chips(shared, [CitationRecord.of(c) for c in cited], f"commitment-{commitment.id}")
            if is_open(commitment):
                draw_question(shared, commitment)
            if shared.may_change:
                _draw_status(store, commitment, statuses.get(commitment.id), shared.viewer.name)
            link("commitments", "Link to this", "link", **{ENTRY: commitment.id})


def _draw_status(store: StatusStore, commitment: Commitment, mine: SetStatus | None, by: str) -> None:
    with st.popover("Set a status", icon=":material/edit_note:", key=f"set-{commitment.id}"):
        st.caption("For officers: kept beside what the papers show, never instead of it.")
        with st.form(f"status-{commitment.id}", border=False):
            options = [*STATUSES[:-1], *([_TAKE_BACK] if mine else [])]
            index = options.index(mine.status) if mine and mine.status in options else 0
            status = st.selectbox("Status", options, index=index)
            note = st.text_area("Why", mine.note if mine else "", max_chars=2000)
            if st.form_submit_button("Keep"):
                document = commitment.citation.passage.item.document_id
                store.set(commitment.id, document, "" if status == _TAKE_BACK else status, note, by)
                st.rerun()
        for earlier in store.trail(commitment.id)[:-1] if mine else []:
            st.caption(label(f"{earlier.at:%d %B %Y}: {earlier.status or 'taken back'}. {earlier.note}", 300))
