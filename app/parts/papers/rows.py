"""A paper in a list: its title, which opens it, what it is, and what one can do with it."""

from collections.abc import Sequence

import streamlit as st

from app.parts.frame.navigation import link
from app.parts.frame.safe import label, show_beside
from app.wording import KINDS, counted, date_words, item_pages, tr
from index.language.periods import long_date
from index.values import StoredItem

_TITLE = 160  # characters of a title in a list


def facts(item: StoredItem, items: Sequence[StoredItem] = ()) -> list[str]:
    """What a paper is, in few words, without what its title says; `items` have its appendices and earlier version."""
    appendices = sum(other.parent_id == item.id for other in items)
    day, kind = date_words(item.meeting_date), tr(KINDS[item.kind])
    dated = item.meeting_date is None or long_date(item.meeting_date) in item.title
    said = [
        "" if item.title.casefold().startswith(KINDS[item.kind].casefold()) else kind,
        tr("of {day}", day=day) if item.kind == "minutes" and not dated else "",
        tr("agenda item {n}", n=item.agenda_number) if item.agenda_number else "",
        item_pages(item),
        counted(appendices, "appendix", "appendices") if appendices else "",
        tr("replaced by a later version") if item.replaced_by else "",
        tr("replaces an earlier version") if any(other.replaced_by == item.id for other in items) else "",
        tr("a second copy") if item.copy_of else "",
    ]
    return [fact for fact in said if fact]


def draw_paper(item: StoredItem, items: Sequence[StoredItem] = (), prepare: bool = True) -> None:
    """A line of a list of papers: what it is and, for a report, the way to preparing for it unless not wanted."""
    with st.container(key=f"paper-{item.id}", gap=None):
        link("paper", label(item.title, _TITLE), id=item.id)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            known = facts(item, items)
            if known:
                show_beside(" · ".join([known[0][:1].upper() + known[0][1:], *known[1:]]))
            if prepare and item.kind == "report":
                link("prepare", tr("Prepare questions"), report=item.id)


def draw_title(item: StoredItem, before: str = "") -> None:
    """The title of a paper alone, which opens it, after words of ours."""
    with st.container(key=f"paper-title-{item.id}"):
        link("paper", before + label(item.title, _TITLE), id=item.id)
