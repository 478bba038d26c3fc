"""Where the next question looks: chips that can be taken away, and a form to pick by hand."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.parts.asking.picked import FIELDS, Chip, Picked, choices
from app.parts.frame.safe import label
from app.saved.records import QuestionRecord
from index.values import StoredItem

_TITLES = {"meeting": "Meeting", "kind": "Kind of paper", "committee": "Committee", "paper": "Paper"}
_KEY = "pick-{}"
IGNORED = {"meeting": "periods", "kind": "kinds", "paper": "items"}  # what a named thing is to `rag`


def picked_in_address(items: Sequence[StoredItem]) -> Picked:
    """What the address says to look in."""
    return Picked.of_query({field: st.query_params.get_all(field) for field in FIELDS}, items)


def keep_in_address(picked: Picked) -> None:
    """Let the address say to look in what is picked."""
    for field in FIELDS:
        st.query_params.pop(field, None)
    for field, values in picked.query().items():
        st.query_params[field] = values


def draw_scope(picked: Picked, items: Sequence[StoredItem]) -> None:
    """Draw the chips and, folded away, the pickers."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="scope"):
        st.caption("Looking in", width="content")
        chips = picked.chips(items)
        for place, chip in enumerate(chips):
            st.button(
                label(chip.words, 50),
                icon=":material/close:",
                icon_position="right",
                help=label(f"Stop looking only in {chip.words}", 200),
                key=f"scope-chip-{place}",
                on_click=_take_away,
                args=(picked, chip),
            )
        with st.popover("Change" if chips else "All papers", key="scope-change", type="tertiary"):
            _draw_pickers(picked, items)


def draw_named(named: Sequence[Chip], picked: Picked, question: QuestionRecord) -> QuestionRecord | None:
    """What the question named, each to look in only from now on, or to be left out of account: then the question to
    ask again is returned.
    """
    if not named:
        return None
    again = None
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="named"):
        st.caption("Your question named", width="content")
        for place, chip in enumerate(named):
            st.button(
                label(chip.words, 50),
                icon=":material/add:",
                help=label(f"Look only in {chip.words} from now on", 200),
                key=f"scope-chip-named-{place}",
                on_click=_take_in,
                args=(picked, chip),
            )
            ignored = (*question.ignored, IGNORED[chip.field]) if chip.field in IGNORED else ()
            if ignored and st.button(
                "Leave out",
                icon=":material/close:",
                help=label(f"Ask again wherever it stands, not steered by {chip.words}", 200),
                key=f"scope-chip-without-{place}",
                type="tertiary",
            ):
                again = question.model_copy(update={"ignored": ignored})
    return again


def _take_in(picked: Picked, chip: Chip) -> None:
    keep_in_address(picked.adding(chip))


def _take_away(picked: Picked, chip: Chip) -> None:
    keep_in_address(picked.without(chip))


def _draw_pickers(picked: Picked, items: Sequence[StoredItem]) -> None:
    st.markdown("Look only in these. Leave a box empty to look in all.")
    for field, words in choices(items).items():
        if len(words) < 2:
            continue
        key = _KEY.format(field)
        st.session_state[key] = [value for value in getattr(picked, field) if value in words]
        st.multiselect(
            _TITLES[field],
            list(words),
            key=key,
            format_func=lambda value, words=words: words[value],
            max_selections=1 if field == "paper" else None,
            on_change=_picked_by_hand,
        )


def _picked_by_hand() -> None:
    keep_in_address(Picked(**{field: tuple(st.session_state.get(_KEY.format(field), ())) for field in FIELDS}))
