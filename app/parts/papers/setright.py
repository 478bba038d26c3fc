"""The form by which what was read of a paper is set right, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from app.parts.frame.safe import label, show
from app.parts.frame.services import Services
from app.server import jobs
from app.wording import KINDS, date_words
from index.faults import Fault
from index.ingest.account import DocumentAccount, ItemAccount
from index.values import StoredItem

_SAID = "set-right-said"  # what was done, to be said once the page is drawn anew
_PAPER = "set-right-paper"  # the paper last chosen
_ALONE = "None: it stands by itself"
_FIELDS = {"title": "name", "kind": "kind", "meeting_date": "meeting", "parent": "report it belongs to"}


def draw_set_right(shared: Services, chosen: DocumentAccount) -> None:
    """Draw the form for the papers of one document."""
    st.header("Set right", anchor=False)
    if said := st.session_state.pop(_SAID, None):
        st.toast("Saved", icon=":material/check:")
        st.success(label(said, 500))
    generation, places = shared.library.generation, range(len(chosen.items))
    kept = st.session_state.get(_PAPER, "")
    n = st.selectbox(
        "Paper",
        places,
        index=next((place for place in places if chosen.items[place].item.id == kept), 0) if places else None,
        format_func=lambda place: chosen.items[place].item.title,
        key=f"right-paper-{chosen.document.id}-{generation}",  # a box of another key has the new names
    )
    if n is None:
        return
    one = chosen.items[n]
    st.session_state[_PAPER] = one.item.id
    if one.item.corrected:
        _draw_undo(shared, one)
    fields = _draw_form(one.item, shared.library.items(), generation)
    if fields:
        _do(shared, one.item.id, fields, f"“{fields.get('title', one.item.title)}” is set right.")
    elif fields is not None:
        st.info("Nothing was changed.")


def _draw_form(item: StoredItem, items: list[StoredItem], generation: str) -> dict[str, str] | None:
    """The form; what was changed in it when it is sent, None before."""
    above = {one.id: one for one in items if _may_hold(one, item)}
    kinds = list(KINDS)
    with st.form(f"right-{item.id}-{generation}", border=True):
        title = st.text_input("Name", item.title, max_chars=300)
        kind = st.selectbox("Kind", kinds, index=kinds.index(item.kind), format_func=lambda one: KINDS[one])
        day = st.date_input(
            "Meeting (of minutes: the meeting minuted)",
            item.meeting_date,
            min_value=date(1974, 4, 1),
            max_value=date(2100, 1, 1),
            format="DD/MM/YYYY",
        )
        parents = ["", *above]
        parent = st.selectbox(
            "Belongs to",
            parents,
            index=parents.index(item.parent_id) if item.parent_id in parents else 0,
            format_func=lambda id: f"{above[id].title} ({KINDS[above[id].kind]})" if id else _ALONE,
        )
        sent = st.form_submit_button("Save", type="primary")
    if not sent:
        return None
    fields = {"title": title.strip(), "kind": kind, "parent": parent}
    if isinstance(day, date):
        fields["date"] = day.isoformat()
    before = {
        "title": item.title,
        "kind": item.kind,
        "parent": item.parent_id or "",
        "date": item.meeting_date.isoformat() if item.meeting_date else "",
    }
    return {name: value for name, value in fields.items() if value != before[name]}


def _may_hold(one: StoredItem, item: StoredItem) -> bool:
    """True for a paper that another could belong to: of the same file, or of the same meeting."""
    same_day = one.meeting_date is not None and one.meeting_date == item.meeting_date
    near = one.document_id == item.document_id or same_day
    return near and one.kind in ("report", "appendix", "decision", "other") and item.id not in (one.id, one.parent_id)


def _draw_undo(shared: Services, one: ItemAccount) -> None:
    fields = ", ".join(_FIELDS[field] for field in one.item.corrected)
    read = f"“{one.read_title}”, {KINDS[one.read_kind].lower()}, {date_words(one.read_date)}"
    show(f"Set right by hand: {fields}. It was read as {read}.", "p", "sq-why")
    if st.button("Back to what was read", icon=":material/undo:", key=f"right-undo-{one.item.id}"):
        _do(shared, one.item.id, {}, f"“{one.read_title}” is as it was read.")


def _do(shared: Services, item_id: str, fields: Mapping[str, str], words: str) -> None:
    try:
        with st.spinner("Saving…"):
            jobs.correct(shared.settings, item_id, fields)
        shared.note("set a paper right", item_id)
    except Fault as fault:
        st.error(label(str(fault), 500))
        return
    st.session_state[_SAID] = words
    st.rerun()
