"""Meetings and their papers (a pack's papers belong to its meeting, its minutes included), and the committee that a
person sits on: picked once, kept in the address, for the visit, and in this browser.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from statistics import multimode
from typing import TypeVar

import streamlit as st

from app.people import keep_cookie
from app.wording import date_words, tr
from index.values import StoredItem

T = TypeVar("T")
_ASIDE = ("agenda", "guidance")  # not papers that one reads first
_LAST = 10_000  # the place of a paper whose agenda item is not known
COMMITTEE = "committee"  # in the address
MEETING = "meeting"  # in the address: a meeting of that committee
_KEPT = "my-committee"
_PICKED = "committee-just-picked"
_BOX = "committee-box"
_COOKIE = "scrutiny_committee"  # holds a digest: a name from a paper never becomes part of a script
_DAYS = 365  # that it is kept


@dataclass(frozen=True)
class Meeting:
    """A meeting with its papers in the pack's order. `day` is None for papers that name no date; `was` are the names of
    its committee as most papers had it, the most common first, that no meeting of that day has any more."""

    day: date | None
    committee: str | None
    items: tuple[StoredItem, ...]
    was: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The date and, where it is known, the committee."""
        when = date_words(self.day) if self.day else tr("Date not known")
        return f"{when}, {self.committee}" if self.committee else when

    @property
    def key(self) -> str:
        """What names it: the same as long as its date and committee are."""
        return self._key(self.committee or "")

    @property
    def keys(self) -> list[str]:
        """What has named it, the lasting one first: a name that no paper prints goes when it is taken back."""
        printed = any(item.named_by == (self.committee or "") for item in self.items)
        return sorted([self.key, *map(self._key, self.was)], key=lambda key: (key == self.key) is not printed)

    def _key(self, name: str) -> str:
        return f"pack-{self.day or 'undated'}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"

    @property
    def query(self) -> dict[str, str]:
        """What names it in the address of Home; empty for one without a date."""
        if self.day is None:
            return {}
        return {MEETING: self.day.isoformat()} | ({COMMITTEE: self.committee} if self.committee else {})


def meetings(items: Sequence[StoredItem]) -> list[Meeting]:
    """The meetings that the items are papers of, newest first, those without a date last. Minutes carry the date of the
    meeting minuted, yet are a paper of the next one: a document belongs as a whole to the meeting that most of its
    other items name.
    """
    by_document: dict[str, list[StoredItem]] = {}
    for item in items:
        by_document.setdefault(item.document_id, []).append(item)
    by_meeting: dict[tuple[date | None, str | None], list[StoredItem]] = {}
    for papers in by_document.values():
        own = [p for p in papers if p.kind != "minutes"] or papers
        day = _most_common([p.meeting_date for p in own])
        committee = _most_common([p.committee for p in own])
        by_meeting.setdefault((day, committee), []).extend(papers)
    found, heirs = [], dict[tuple[date | None, str], tuple[date | None, str | None]]()
    printed = {where: Counter(paper.named_by for paper in papers) for where, papers in by_meeting.items()}
    for where, names in printed.items():  # a name of before goes to the meeting of its day with most papers of it
        for name in names if len(names) == 1 else names.keys() - {""}:
            heirs[where[0], name] = max(heirs.get((where[0], name), where), where, key=lambda one: printed[one][name])
    for where, papers in by_meeting.items():
        was = (name for name, _ in printed[where].most_common() if heirs.get((where[0], name)) == where)
        found.append(Meeting(*where, tuple(papers), tuple(n for n in was if (where[0], n or None) not in by_meeting)))
    return sorted(found, key=lambda m: (m.day or date.min, m.committee or ""), reverse=True)


def meeting_to_show(found: Sequence[Meeting], today: date) -> Meeting | None:
    """The next meeting, or when none is ahead the latest; one of those without a date when no other is there."""
    ahead = [meeting for meeting in found if meeting.day is not None and meeting.day >= today]
    return ahead[-1] if ahead else next(iter(found), None)


def committees(found: Sequence[Meeting]) -> list[str]:
    """The committees that the meetings are of, the one with the newest meeting first."""
    return list(dict.fromkeys(meeting.committee for meeting in found if meeting.committee))


def meeting_named(found: Iterable[Meeting], day: str, name: str) -> Meeting | None:
    """The meeting of that day (ISO) whose committee has, or had, that name; the first of the day without one."""
    of_day = (meeting for meeting in found if meeting.day and meeting.day.isoformat() == day)
    return next((meeting for meeting in of_day if name in ("", meeting.committee, *meeting.was)), None)


def name_now(items: Iterable[StoredItem], name: str) -> str:
    """A committee's name as it was kept, or the one of most of its papers, where it was set right in all of them."""
    given = list(items)
    if not name or any(item.committee == name for item in given):
        return name
    return _most_common([item.committee for item in given if item.named_by == name]) or name


def in_order(meeting: Meeting) -> list[StoredItem]:
    """Its papers that one reads by themselves: by agenda item, then in the pack's order; what was replaced and the
    sheets that come with a supplement last. Left out: the agenda, the guidance, appendices, and second copies.
    """
    own = {item.id for item in meeting.items}
    papers = [i for i in meeting.items if i.kind not in _ASIDE and not i.parent_id and i.copy_of not in own]

    return sorted(papers, key=lambda i: (bool(i.replaced_by), i.kind == "supplement", agenda_place(i)))


def agenda_place(item: StoredItem) -> int:
    """The number of a paper's item on the agenda, its letters left out; one past all others where it has none."""
    digits = "".join(takewhile(str.isdigit, item.agenda_number or ""))
    return int(digits) if digits else _LAST


def _most_common(values: Sequence[T | None]) -> T | None:
    return next(iter(multimode(value for value in values if value is not None)), None)


def pick_committee(found: Sequence[Meeting]) -> str | None:
    """Let the person pick among committees, of which the first is picked unless they picked before. None when there is
    none; nothing is drawn when there is no choice.
    """
    names, mine = committees(found), my_committee(found)
    if len(names) < 2:
        return mine
    st.session_state[_BOX] = mine
    return str(st.selectbox(tr("Your committee"), names, key=_BOX, on_change=_changed))


def my_committee(found: Sequence[Meeting]) -> str | None:
    """The committee of these meetings that the person picked before, whatever it is called now, else the first; None
    when there is none."""
    names, items = committees(found), [item for meeting in found for item in meeting.items]
    if len(names) < 2:
        return next(iter(names), None)
    asked = st.query_params.get(COMMITTEE, "")
    shown = meeting_named(found, st.query_params.get(MEETING, ""), asked) if asked else None
    kept = (shown.committee if shown else None) or name_now(items, asked or st.session_state.get(_KEPT) or "")
    if kept in names:
        return kept
    cookie = st.context.cookies.get(_COOKIE)
    known = (name for name in (*names, *{item.named_by for item in items}) if name and _digest(name) == cookie)
    return name_now(items, next(known, names[0]))


def keep_committee() -> None:
    """Have the browser remember what was just picked; for the end of the page, where it takes no room."""
    picked = st.session_state.pop(_PICKED, None)
    if picked:
        st.html(keep_cookie(_COOKIE, _digest(picked), _DAYS), unsafe_allow_javascript=True)


def _changed() -> None:
    picked = st.session_state[_BOX]
    st.session_state[_KEPT] = st.session_state[_PICKED] = st.query_params[COMMITTEE] = picked
    st.query_params.pop(MEETING, None)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]
