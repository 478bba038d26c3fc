"""What is done to the rows of a list and can be undone: they are moved by their keys, or by drag, which SortableJS does
on the rows themselves (docs/adr/0021-drag.md), or taken off."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from app.parts.frame.browser import focus_on
from app.saved.lists import ListStore
from app.wording import tr

ROWS = "my-questions"  # the container of the rows, each in one of its own
UNDO = "undo-on-list"  # of which list, what was done, and what takes it back
GRIP = '<span class="sq-grip" aria-hidden="true">⠿</span>'
_DRAG = "drag-my-questions"
_SCRIPTS = Path(__file__).with_name("drag")
_dragged = st.components.v2.component(
    "list-order", js="\n".join((_SCRIPTS / name).read_text(encoding="utf-8") for name in ("sortable.min.js", "drag.js"))
)


def draw_drag(store: ListStore, list_id: str, shown: Sequence[str]) -> None:
    """Let the rows that have just been drawn in `ROWS`, of the questions `shown`, be dragged by their grips."""
    key = f"{_DRAG}-{list_id}"

    def drop() -> None:
        start, end = st.session_state[key]["dropped"]
        order = [kept.id for kept in store.get(list_id).questions]  # with those that this person may not see
        if max(start, end) < len(shown) and {shown[start], shown[end]} <= set(order):  # the page may be older
            reorder(store, list_id, shown[start], order.index(shown[end]) - order.index(shown[start]))

    _dragged(key=key, data={"list": ROWS, "shown": list(shown)}, height=1, on_dropped_change=drop)


def reorder(store: ListStore, list_id: str, id: str, by: int) -> list[str]:
    """Move a question up (negative) or down, with the way back; the ids in their order before."""
    before = [kept.id for kept in store.get(list_id).questions]
    store.move(list_id, id, by)
    st.session_state[UNDO] = (list_id, tr("A question was moved."), partial(store.reorder, list_id, before))
    return before


def move(store: ListStore, list_id: str, id: str, by: int) -> None:
    """Move a question one place; the keyboard stays with it, to be pressed again."""
    before = reorder(store, list_id, id, by)
    ends = before.index(id) + by in (0, len(before) - 1)
    focus_on(f".st-key-{'up' if (by < 0) != ends else 'down'}-{id} button")


def take_off(store: ListStore, list_id: str, id: str) -> None:
    """Take a question off its list; it can be brought back at once."""
    store.remove(list_id, id)
    st.session_state[UNDO] = (list_id, tr("A question was taken off."), partial(store.restore, list_id, id))
