"""What was read: every paper of a document with its place and counts, what to look at, and setting it right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import streamlit as st

from app.parts.asking.empty import draw_no_papers
from app.parts.frame.meetings import Meeting, meetings
from app.parts.frame.safe import escaped, show
from app.parts.frame.services import services
from app.parts.papers.setright import draw_set_right
from app.wording import KINDS, counted, date_words, item_pages
from index.ingest.account import DocumentAccount, ItemAccount, account

_HEADS = ("Paper", "Kind", "Meeting", "Where", "Tables, charts", "To look at")
_STYLE = """<style>
[data-testid="stMainBlockContainer"]:has(.sq-read) > [data-testid="stVerticalBlock"] { max-width: 72rem !important; }
.sq-read { border-collapse: collapse; width: 100%; }
.sq-read :is(th, td) {
    text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; overflow-wrap: break-word;
    border-bottom: 1px solid rgba(128, 128, 128, .35);
}
.sq-read th a { color: inherit; }
.sq-read th .sq-why { font-weight: 400; }
.sq-read th.sq-below { padding-left: 1.2rem; }
.sq-read .sq-day { white-space: nowrap; }
@media (max-width: 640px) {
    .sq-read :is(tbody, tr, th, td) { display: block; border: 0; padding: 0; }
    .sq-read, .sq-read tbody { width: 100%; }
    .sq-read thead, .sq-read .sq-none { display: none; }
    .sq-read tr { border-bottom: 1px solid rgba(128, 128, 128, .35); padding: .6rem 0; }
    .sq-read td::before { content: attr(data-head) ": "; opacity: .8; }
}
</style>"""


def show_page() -> None:
    """Draw the page."""
    shared = services()
    accounts = account(shared.library)
    if not accounts:
        draw_no_papers()
        return
    st.title("What was read", anchor=False)
    st.write(
        "Look here once after adding a pack: every paper should be listed with its right name, kind and meeting. "
        "What is wrong can be set right below, and stays so when the file is read again."
    )
    chosen = _pick(accounts, meetings(shared.library.items()))
    _draw_facts(chosen)
    st.html(_STYLE + _table(chosen.items))
    _draw_notes(chosen)
    if shared.may_change:
        draw_set_right(shared, chosen)


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
    notes = [f"belongs to {item.parent}"] if item.parent else []
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
    """The pages of which nothing can be found, and what the reader said."""
    for words, pages in (
        ("No text was found on", chosen.empty_pages),
        ("Nothing but notices, headers or footers stands on", chosen.bare_pages),
    ):
        if pages:
            show(f"{words} {'page' if len(pages) == 1 else 'pages'} {', '.join(map(str, pages))} of the file.", "p")
    for warning in chosen.document.warnings:
        show(f"Note: {warning}", "p")
