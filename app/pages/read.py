"""What was read: every paper of a document with its place and counts, what to look at, and setting it right."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

import streamlit as st

from app.parts.frame.meetings import Meeting, meetings
from app.parts.frame.navigation import draw_no_papers
from app.parts.frame.safe import escaped, label, show
from app.parts.frame.services import Services, services
from app.server import jobs
from app.wording import KINDS, counted, date_words, item_pages
from index.faults import Fault
from index.ingest.account import DocumentAccount, ItemAccount, account
from index.store.corrections import Among, alike, set_together
from index.values import StoredItem

_HEADS = ("Paper", "Kind", "Meeting", "Where", "Tables, charts", "To look at")
_SAID = "set-right-said"  # what was done, to be said once the page is drawn anew
_PAPER = "set-right-paper"  # the paper last chosen
_ALONE = "None: it stands by itself"
_FIELDS = {"title": "name", "kind": "kind", "meeting_date": "meeting", "parent": "report it belongs to"}
_FIELDS |= {"committee": "committee"}


def show_page() -> None:
    """Draw the page."""
    shared = services()
    accounts = account(shared.library)
    if not accounts:
        draw_no_papers()
        return
    st.title("What was read", anchor=False)
    st.write(
        "Look here once after adding a pack: every paper should have its right name, kind, committee and meeting. "
        "What is wrong can be set right below, and stays so when the file is read again."
    )
    chosen = _pick(accounts, meetings(shared.library.items()))
    _draw_facts(chosen)
    st.container(key="read-table").html(_table(chosen.items))
    _draw_notes(chosen)
    if shared.may_change:
        _draw_set_right(shared, chosen)


def _pick(accounts: Sequence[DocumentAccount], found: Sequence[Meeting]) -> DocumentAccount:
    """The file chosen, or named by the address: under its meeting, with what is in it and how much to look at."""
    by_id = {one.document.id: one for one in accounts}
    meeting = {item.document_id: one.title for one in found for item in one.items}
    ids = [id for id in meeting if id in by_id] + [id for id in by_id if id not in meeting]
    named = st.query_params.get("document", "")
    start = next((n for n, id in enumerate(ids) if named and id.startswith(named)), 0)

    def words(id: str) -> str:
        one = by_id[id]
        papers = one.items[0].item.title if len(one.items) == 1 else counted(len(one.items), "paper")
        look = f" ({one.doubts} to look at)" if one.doubts else ""
        return f"{meeting.get(id, 'No meeting')}: {papers}{look} – {PurePosixPath(one.document.path).name}"

    id = st.selectbox("File", ids, index=start, format_func=words, key="read-document")
    st.query_params["document"] = id[:12]
    return by_id[id]


def _draw_facts(chosen: DocumentAccount) -> None:
    document = chosen.document
    paged = any(one.item.first_page for one in chosen.items)
    facts = [
        counted(document.page_count, "page") if paged else "a text without page numbers",
        counted(len(chosen.items), "paper"),
        f"read on {date_words(document.added_at.date())}",
    ]
    said = ", ".join(facts)
    st.caption(f"{said[:1].upper()}{said[1:]}.")


def _table(items: Sequence[ItemAccount]) -> str:
    """The papers as a table; on a phone it looks like a card a paper, and stays a table to those who listen."""
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in _HEADS)
    head = f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
    body = f'<tbody role="rowgroup">{"".join(map(_row, items))}</tbody>'
    return f'<div class="sq-page" tabindex="0"><table class="sq-read" role="table">{head}{body}</table></div>'


def _row(one: ItemAccount) -> str:
    item = one.item
    notes = [item.committee] if item.committee else []
    notes += [f"belongs to {item.parent}"] if item.parent else []
    notes += [f"agenda item {item.agenda_number}"] if item.agenda_number else []
    notes += ["set right by hand"] if item.corrected else []
    title = f'<a href="paper?id={item.id}">{escaped(item.title)}</a>'
    name = title + "".join(f'<br><span class="sq-why">{escaped(note)}</span>' for note in notes)
    read = [counted(one.rows, "row") + " of tables"] if one.rows else []
    read += [counted(one.lost, "chart or picture", "charts or pictures") + " not in the text"] if one.lost else []
    look = "<br>".join(escaped(doubt[:1].upper() + doubt[1:] + ".") for doubt in one.doubts)
    day = f'<span class="sq-day">{escaped(date_words(item.meeting_date))}</span>'
    cells = (KINDS[item.kind], day, escaped(item_pages(item)), ", ".join(read), look)
    drawn = "".join(
        f'<td role="cell" data-head="{head}"{"" if cell else " class=sq-none"}>{cell or "–"}</td>'
        for head, cell in zip(_HEADS[1:], cells, strict=True)
    )
    below = ' class="sq-below"' if item.parent else ""
    return f'<tr role="row"><th scope="row" role="rowheader"{below}>{name}</th>{drawn}</tr>'


def _draw_notes(chosen: DocumentAccount) -> None:
    for words, pages in (
        ("No text was found on", chosen.empty_pages),
        ("Nothing but notices, headers or footers stands on", chosen.bare_pages),
    ):
        if pages:
            show(f"{words} {'page' if len(pages) == 1 else 'pages'} {', '.join(map(str, pages))} of the file.", "p")
    for warning in chosen.document.warnings:
        show(f"Note: {warning}", "p")


def _draw_set_right(shared: Services, chosen: DocumentAccount) -> None:
    st.header("Set right", anchor=False)
    if said := st.session_state.pop(_SAID, None):
        st.toast("Saved", icon=":material/check:")
        st.success(label(said, 500))
    generation, places = shared.library.generation, range(len(chosen.items))
    kept = st.session_state.get(_PAPER, "")
    start = next((place for place in places if chosen.items[place].item.id == kept), 0) if places else None
    key = f"right-paper-{chosen.document.id}-{generation}"  # a box of another key has the new names
    n = st.selectbox("Paper", places, index=start, format_func=lambda n: chosen.items[n].item.title, key=key)
    if n is None:
        return
    one = chosen.items[n]
    st.session_state[_PAPER] = one.item.id
    rest = " and those that you may not see" if shared.hidden - {one.document.id for one in shared.aside} else ""
    if one.item.corrected:
        _draw_undo(shared, one, rest)
    fields = _draw_form(one.item, shared.library.items(), generation, rest)
    if fields:
        among: Among = fields.pop("among")  # type: ignore[assignment]
        _do(shared, one.item.id, fields, f"“{fields.get('title', one.item.title)}” is set right.", among)
    elif fields is not None:
        st.info("Nothing was changed.")


def _draw_form(item: StoredItem, items: list[StoredItem], generation: str, rest: str) -> dict[str, str] | None:
    """The form; what was changed in it when it is sent, None before."""
    above = {one.id: one for one in items if _may_hold(one, item)}
    kinds = list(KINDS)
    with st.form(f"right-{item.id}-{generation}", border=True):
        title = st.text_input("Name", item.title, max_chars=300)
        kind = st.selectbox("Kind", kinds, index=kinds.index(item.kind), format_func=lambda one: KINDS[one])
        day = st.date_input(
            "Meeting (of minutes: the meeting minuted)", item.meeting_date, min_value=date(1974, 4, 1),
            max_value=date(2100, 1, 1), format="DD/MM/YYYY",
        )  # fmt: skip
        names = sorted({one.committee for one in items if one.committee})
        body = st.selectbox(
            "Committee (choose one held, or type a new name)",
            names,
            accept_new_options=True,
            index=names.index(item.committee) if item.committee else None,
        )
        of_file, of_name = len(alike(items, item, "file")), len(alike(items, item, "name"))
        whose = {"paper": "this paper alone"}
        whose |= {"file": "this paper and those of its file that have the same now"} if of_file else {}
        whose |= {"name": f"all {of_name + 1} papers now of {item.committee}{rest} (the committee)"} if of_name else {}
        among = st.selectbox("Set committee and meeting right for", list(whose), format_func=lambda one: whose[one])
        parents = ["", *above]
        parent = st.selectbox(
            "Belongs to", parents, index=parents.index(item.parent_id) if item.parent_id in parents else 0,
            format_func=lambda id: f"{above[id].title} ({KINDS[above[id].kind]})" if id else _ALONE,
        )  # fmt: skip
        sent = st.form_submit_button("Save", type="primary")
    if not sent:
        return None
    fields = {"title": title.strip(), "kind": kind, "parent": parent}
    fields |= {"date": day.isoformat()} if isinstance(day, date) else {}
    fields |= {"committee": body.strip()} if body else {}
    before = {
        "title": item.title,
        "kind": item.kind,
        "parent": item.parent_id or "",
        "committee": item.committee or "",
        "date": item.meeting_date.isoformat() if item.meeting_date else "",
    }
    changed = {name: value for name, value in fields.items() if value != before[name]}
    return changed | {"among": among} if changed else {}


def _may_hold(one: StoredItem, item: StoredItem) -> bool:
    """True for a paper that another could belong to: of the same file, or of the same meeting."""
    same_day = one.meeting_date is not None and one.meeting_date == item.meeting_date
    near = one.document_id == item.document_id or same_day
    return near and one.kind in ("report", "appendix", "decision", "other") and item.id not in (one.id, one.parent_id)


def _draw_undo(shared: Services, one: ItemAccount, rest: str) -> None:
    fields = ", ".join(_FIELDS[field] for field in one.item.corrected)
    read = f"“{one.read_title}”, {KINDS[one.read_kind].lower()}, {date_words(one.read_date)}"
    read += f", {one.item.named_by or 'no committee'}" if "committee" in one.item.corrected else ""
    show(f"Set right by hand: {fields}. It was read as {read}.", "p", "sq-why")
    if st.button("Back to what was read", icon=":material/undo:", key=f"right-undo-{one.item.id}"):
        _do(shared, one.item.id, {}, f"“{one.read_title}” is as it was read.")
    ways: dict[Among, tuple[str, str]] = {"file": ("committee or meeting", "of its file")}
    ways["name"] = ("committee", f"read with the same{rest}")
    for among, (what, which) in ways.items():
        others = set_together(shared.library.items(), one.item, among)
        words = f"{what} of {counted(len(others), 'other paper')} {which}"
        key = f"right-undo-{among}-{one.item.id}"
        if others and st.button(f"Back for it, and the {words}", icon=":material/undo:", key=key):
            _do(shared, one.item.id, {}, f"“{one.read_title}” is as it was read, and the {words}.", among)


def _do(shared: Services, item_id: str, fields: Mapping[str, str], words: str, among: Among = "paper") -> None:
    try:
        with st.spinner("Saving…"):
            jobs.correct(shared.settings, item_id, fields, among)
        shared.note("set a paper right", f"{item_id}, for {among}: {', '.join(fields) or 'back to what was read'}")
    except Fault as fault:
        st.error(label(str(fault), 500))
        return
    st.session_state[_SAID] = words
    st.rerun()
