"""What a person has picked to look in (meetings, kinds of paper, committees, one paper), kept in the address, with the
chips that take it away and the form to pick by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from app.parts.frame.meetings import meetings, name_now
from app.parts.frame.safe import label
from app.saved.records import QuestionRecord
from app.wording import KINDS, date_words, tr
from index.values import StoredItem, appendices_of
from rag.values import Scope

FIELDS = ("meeting", "kind", "committee", "paper")
_TITLES = {"meeting": "Meeting", "kind": "Kind of paper", "committee": "Committee", "paper": "Paper"}
_IGNORED = {"meeting": "periods", "paper": "items"}  # what a named thing is to `rag`
_KEY = "pick-{}"


@dataclass(frozen=True)
class Chip:
    """One thing picked: the field it belongs to, its value there, and its words."""

    field: str
    value: str
    words: str


@dataclass(frozen=True)
class Picked:
    """What to look in; an empty field leaves everything in. Dates are ISO, `paper` is an item's id."""

    meeting: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    committee: tuple[str, ...] = ()
    paper: tuple[str, ...] = ()

    @classmethod
    def of_query(cls, query: Mapping[str, Sequence[str]], items: Sequence[StoredItem]) -> "Picked":
        """What an address names, without what is not (or no longer) in the index."""
        there = choices(items)
        days = cls(meeting=tuple(day for day in query.get("meeting", ()) if day in there["meeting"]))._of_days(items)
        given = {**query, "committee": [name_now(days, name) for name in query.get("committee", ())]}
        return cls(**{f: tuple(v for v in given.get(f, ()) if v in there[f]) for f in FIELDS})

    @classmethod
    def of_question(cls, question: QuestionRecord) -> "Picked":
        """What was picked when a saved question was asked."""
        paper = (question.paper,) if question.paper else ()
        return cls(question.meetings, question.kinds, question.committees, paper)

    def query(self) -> dict[str, list[str]]:
        """The part of an address that names it."""
        return {field: list(getattr(self, field)) for field in FIELDS if getattr(self, field)}

    def without(self, chip: Chip) -> "Picked":
        """The same with one thing less."""
        return replace(self, **{chip.field: tuple(v for v in getattr(self, chip.field) if v != chip.value)})

    def named(self, scope: Mapping[str, Any], items: Sequence[StoredItem]) -> list[Chip]:
        """What an answer's scope says that the question named and is not picked yet; a paper when it is the one."""
        there = choices(items)
        papers = scope.get("items") or ()
        values = {
            "meeting": scope.get("meetings") or (),
            "paper": papers if len(papers) == 1 and not self.paper else (),
        }
        return [
            Chip(field, value, there[field][value])
            for field, named in values.items()
            for value in named
            if value in there[field] and value not in getattr(self, field)
        ]

    def adding(self, chip: Chip) -> "Picked":
        """The same with one thing more."""
        return replace(self, **{chip.field: (*getattr(self, chip.field), chip.value)})

    def chips(self, items: Sequence[StoredItem]) -> list[Chip]:
        """What is picked, one thing each, in words."""
        there = choices(items)
        return [Chip(f, v, there[f][v]) for f in FIELDS for v in getattr(self, f) if v in there[f]]

    def words(self, items: Sequence[StoredItem]) -> str:
        """What is picked in a few words."""
        return ", ".join(chip.words for chip in self.chips(items)) or tr("all papers")

    def ids(self, items: Sequence[StoredItem]) -> tuple[str, ...] | None:
        """The ids of the papers to look in: None for all of them, empty when nothing fits everything picked."""
        if self == Picked():
            return None
        kept = self._of_days(items)
        names = {name_now(kept, name) for name in self.committee}
        picked = [item for item in items if item.id in self.paper]
        own = {one.id for item in picked for one in (item, *appendices_of(item, items))}
        kept = [item for item in kept if not self.committee or item.committee in names]
        kept = [item for item in kept if not self.kind or item.kind in self.kind]
        kept = [item for item in kept if not self.paper or item.id in own]
        return tuple(item.id for item in kept)

    def _of_days(self, items: Sequence[StoredItem]) -> list[StoredItem]:
        """The papers of the meetings picked, or all: their packs' and, wherever they were published, their minutes."""
        if not self.meeting:
            return list(items)
        days = {date.fromisoformat(value) for value in self.meeting}
        packs = {p.id for m in meetings(items) if m.day in days for p in m.items if p.kind != "minutes"}
        return [item for item in items if item.id in packs or item.meeting_date in days]

    def scope(self, items: Sequence[StoredItem]) -> Scope | None:
        """The scope that `rag` takes; None when nothing is picked."""
        ids = self.ids(items)
        return None if ids is None else Scope(items=ids)

    def question(self, text: str, draft: bool = False) -> QuestionRecord:
        """A question asked of what is picked."""
        return QuestionRecord(
            text=text, meetings=self.meeting, kinds=self.kind, committees=self.committee,
            paper=self.paper[0] if self.paper else None, draft=draft,
        )  # fmt: skip


def choices(items: Sequence[StoredItem]) -> dict[str, dict[str, str]]:
    """For each field the values that can be picked, newest first, and their words."""
    days = sorted({m.day for m in meetings(items) if m.day} | {i.meeting_date for i in items if i.meeting_date})
    papers = [item for meeting in meetings(items) for item in meeting.items if item.kind != "guidance"]
    return {
        "meeting": {day.isoformat(): date_words(day) for day in reversed(days)},
        "kind": {kind: tr(words) for kind, words in KINDS.items() if any(item.kind == kind for item in items)},
        "committee": {name: name for name in sorted({item.committee for item in items if item.committee})},
        "paper": {item.id: paper_title(item) for item in papers},
    }


def paper_title(item: StoredItem) -> str:
    """A paper's title with the month of its meeting and, unless it is plain, its kind."""
    when = f" ({item.meeting_date:%b %Y})" if item.meeting_date else ""
    kind = "" if item.kind in ("report", "minutes") else f" · {tr(KINDS[item.kind]).lower()}"
    return f"{item.title}{when}{kind}"


def picked_in_address(items: Sequence[StoredItem]) -> Picked:
    """What the address says to look in."""
    return Picked.of_query({field: st.query_params.get_all(field) for field in FIELDS}, items)


def _keep(picked: Picked) -> None:
    """Let the address say to look in what is picked."""
    for field in FIELDS:
        st.query_params.pop(field, None)
    for field, values in picked.query().items():
        st.query_params[field] = values


def draw_scope(picked: Picked, items: Sequence[StoredItem]) -> None:
    """Draw the chips and, folded away, the pickers."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="scope"):
        st.caption(tr("Looking in"), width="content")
        chips = picked.chips(items)
        for place, chip in enumerate(chips):
            st.button(
                label(chip.words, 50), icon=":material/close:", icon_position="right",
                help=label(tr("Stop looking only in {what}", what=chip.words), 200), key=f"scope-chip-{place}",
                on_click=_keep, args=(picked.without(chip),),
            )  # fmt: skip
        with st.popover(tr("Change") if chips else tr("All papers"), key="scope-change", type="tertiary"):
            _draw_pickers(picked, items)


def draw_named(
    named: Sequence[Chip], picked: Picked, question: QuestionRecord, understood: str = ""
) -> QuestionRecord | None:
    """What the question named, each to look in only from now on, or to be left out of account, as the chat before it is
    where the question was `understood` by that: then the question to ask again is returned.
    """
    again = None
    if understood and st.button(
        tr("Understood as: {words}", words=label(understood, 200)), icon=":material/close:", icon_position="right",
        help=tr("Ask just the words you typed, without the questions before them"), key="scope-chip-understood",
    ):  # fmt: skip
        again = question.model_copy(update={"ignored": (*question.ignored, "chat")})
    if not named:
        return again
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="named"):
        st.caption(tr("Your question named"), width="content")
        for place, chip in enumerate(named):
            st.button(
                label(chip.words, 50), icon=":material/add:",
                help=label(tr("Look only in {what} from now on", what=chip.words), 200),
                key=f"scope-chip-named-{place}", on_click=_keep, args=(picked.adding(chip),),
            )  # fmt: skip
            if st.button(
                tr("Leave out"),
                icon=":material/close:",
                help=label(tr("Ask again wherever it stands, not steered by {what}", what=chip.words), 200),
                key=f"scope-chip-without-{place}",
                type="tertiary",
            ):
                again = question.model_copy(update={"ignored": (*question.ignored, _IGNORED[chip.field])})
    return again


def _draw_pickers(picked: Picked, items: Sequence[StoredItem]) -> None:
    st.markdown(tr("Look only in these. Leave a box empty to look in all."))
    for field, words in choices(items).items():
        if len(words) < 2:
            continue
        key = _KEY.format(field)
        st.session_state[key] = [value for value in getattr(picked, field) if value in words]
        st.multiselect(
            tr(_TITLES[field]), list(words), key=key, format_func=lambda value, words=words: words[value],
            max_selections=1 if field == "paper" else None, on_change=_picked_by_hand,
        )  # fmt: skip


def _picked_by_hand() -> None:
    _keep(Picked(**{field: tuple(st.session_state.get(_KEY.format(field), ())) for field in FIELDS}))
