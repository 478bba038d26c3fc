"""What was read: every paper of a document with its place and counts, what to look at, and setting it right."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.views.empty import draw_no_papers
from app.views.safe import escaped, label, show
from app.views.services import services
from app.views.setright import draw_set_right
from app.wording import KINDS, counted, date_words, item_pages
from index.account import DocumentAccount, ItemAccount, account

SAID = "read-said"  # what was done, to be said once the page is drawn anew
_STYLE = (
    "<style>.sq-read{border-collapse:collapse;width:100%}.sq-read th,.sq-read td{text-align:left;vertical-align:top;"
    "padding:.35rem .8rem .35rem 0;border-bottom:1px solid rgba(128,128,128,.35);overflow-wrap:anywhere;"
    "min-width:5rem}.sq-read th[scope=row]{font-weight:600;min-width:14rem}"
    ".sq-read th.sq-below{padding-left:1.2rem}.sq-read th .sq-why{font-weight:400}</style>"
)


def show_read() -> None:
    """Draw the page."""
    shared = services()
    accounts = account(shared.library)
    if not accounts:
        draw_no_papers()
        return
    st.title("What was read")
    st.write(
        "Look here once after adding a pack: every paper should be listed with its right name, kind and meeting. "
        "What is wrong can be set right below, and stays so when the file is read again."
    )
    if said := st.session_state.pop(SAID, None):
        st.success(label(said, 500))
    chosen = _pick(accounts)
    _draw_facts(chosen)
    st.html(_STYLE + _table(chosen.items))
    _draw_notes(chosen)
    if shared.may_change:
        draw_set_right(shared, chosen, SAID)


def _pick(accounts: Sequence[DocumentAccount]) -> DocumentAccount:
    """The document chosen, or named by the address; its name carries how many of its papers to look at."""
    ids = [one.document.id for one in accounts]
    named = st.query_params.get("document", "")
    start = next((n for n, id in enumerate(ids) if named and id.startswith(named)), 0)

    def words(n: int) -> str:
        doubts = accounts[n].doubts
        return f"{accounts[n].document.path}{f' ({doubts} to look at)' if doubts else ''}"

    n = st.selectbox("Document", range(len(ids)), index=start, format_func=words, key="read-document")
    st.query_params["document"] = ids[n][:12]
    return accounts[n]


def _draw_facts(chosen: DocumentAccount) -> None:
    document = chosen.document
    paged = any(one.item.first_page for one in chosen.items)
    facts = [
        counted(document.page_count, "page") if paged else "a text without page numbers",
        counted(len(chosen.items), "paper"),
        counted(document.passages, "passage"),
        f"read on {date_words(document.added_at.date())}",
    ]
    said = ", ".join(facts)
    st.caption(f"{said[:1].upper()}{said[1:]}.")


def _table(items: Sequence[ItemAccount]) -> str:
    heads = ("Paper", "Kind", "Meeting", "Where", "Read", "To look at")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = f"<thead><tr>{head}</tr></thead><tbody>{_rows(items)}</tbody>"
    return f'<div class="sq-page" tabindex="0"><table class="sq-read">{body}</table></div>'


def _rows(items: Sequence[ItemAccount]) -> str:
    rows = []
    for one in items:
        item = one.item
        notes = [f"belongs to {item.parent}"] if item.parent else []
        notes += [f"agenda item {item.agenda_number}"] if item.agenda_number else []
        notes += ["set right by hand"] if item.corrected else []
        name = escaped(item.title) + "".join(f'<br><span class="sq-why">{escaped(note)}</span>' for note in notes)
        indent = ' class="sq-below"' if item.parent else ""
        read = counted(item.passages, "passage")
        read += f", {counted(one.rows, 'row')} of tables" if one.rows else ""
        read += f", {counted(one.lost, 'chart or picture', 'charts or pictures')} not in the text" if one.lost else ""
        look = "<br>".join(escaped(doubt[:1].upper() + doubt[1:] + ".") for doubt in one.doubts) or "–"
        rows.append(
            f'<tr><th scope="row"{indent}>{name}</th>'
            f"<td>{KINDS[item.kind]}</td><td>{escaped(date_words(item.meeting_date))}</td>"
            f"<td>{escaped(item_pages(item)) or '–'}</td><td>{read}</td><td>{look}</td></tr>"
        )
    return "".join(rows)


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
