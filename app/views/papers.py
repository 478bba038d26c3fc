"""The papers: what is indexed and what could not be read, adding files, and withdrawing a document."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app import jobs
from app.reading import Reading
from app.views.navigation import has, link
from app.views.safe import escaped, label, show
from app.views.services import Services, services
from app.views.watched import draw_watched
from app.views.withdrawing import draw_outcome, draw_withdraw, draw_withdrawn
from app.wording import KINDS, counted, date_words, item_pages
from index.catalogue.rows import StoredDocument
from index.faults import Fault
from index.values import StoredItem

TYPES = ["pdf", "docx", "txt", "md", "html", "htm", "zip"]
POLL = 0.5  # seconds between two looks at how far reading is
STATUS_WORDS = {
    "added": "added",
    "unchanged": "already there, nothing changed",
    "replaced": "replaced the earlier version",
    "failed": "could not be read",
}


def papers_page() -> None:
    """Draw the papers page."""
    shared = services()
    st.title("Papers")
    if shared.may_change:
        _draw_upload(shared)
        draw_outcome(shared)
    draw_watched(shared)
    documents = shared.library.documents()
    items = shared.library.items()
    st.header("What is indexed")
    if documents:
        _draw_documents(shared, documents, items)
    else:
        st.info("Nothing yet. Add a meeting's pack above.")
    if shared.may_change:
        draw_withdrawn(shared)


def _draw_documents(shared: Services, documents: Sequence[StoredDocument], items: Sequence[StoredItem]) -> None:
    st.caption(
        f"{len(documents)} documents, {len(items)} papers, {sum(i.passages for i in items)} passages. "
        "Every answer comes from these and nothing else."
    )
    for document in documents:
        own = [item for item in items if item.document_id == document.id]
        with st.expander(label(document.path), key=f"document-{document.id}"):
            _draw_items(own)
            if has("read"):
                link("read", "What was read, and setting it right", "fact_check", document=document.id[:12])
            for warning in document.warnings:
                show(f"Note: {warning}", "p", "sq-why")
            if shared.may_change:
                draw_withdraw(shared, document.id, document.path)


def _draw_items(items: Sequence[StoredItem]) -> None:
    lines = []
    for item in items:
        facts = [KINDS[item.kind], date_words(item.meeting_date), item_pages(item), counted(item.passages, "passage")]
        known = " · ".join(fact for fact in facts if fact)
        lines.append(f'<p class="sq"><b>{escaped(item.title)}</b><br><span class="sq-why">{escaped(known)}</span></p>')
    st.html("".join(lines))


def _draw_upload(shared: Services) -> None:
    turn = st.session_state.setdefault("upload-turn", 0)
    with st.form("upload", border=True):
        files = st.file_uploader(
            f"Add papers: PDF, Word, text, web pages or ZIP files, up to {shared.settings.max_file_mb} MB each",
            type=TYPES,
            accept_multiple_files=True,
            key=f"files-{turn}",
        )
        pressed = st.form_submit_button("Read these papers", type="primary", icon=":material/upload_file:")
    if pressed and files:
        try:
            _start(shared, files)
        except Fault as fault:
            st.error(label(str(fault), 500))
            return
        st.session_state["upload-turn"] = turn + 1
        st.rerun()
    elif pressed:
        st.info("Choose one or more files first.")
    reading = shared.reading.current
    if reading is not None:
        _follow(reading)
        for fine, words in _outcome(reading):
            (st.success if fine else st.error)(label(words, 500))
        shared.reading.put_away(reading)


def _start(shared: Services, files: Sequence[UploadedFile]) -> None:
    """Begin reading the files in the background: closing or reloading the page does not stop it."""
    settings = shared.settings
    shared.note("added papers", ", ".join(f.name for f in files))
    shared.reading.start([(f.name, f.getvalue()) for f in files], lambda lot: jobs.index_files(settings, lot))


def _follow(reading: Reading) -> None:
    """Show how far it is until it has ended."""
    files = counted(len(reading.names), "file")
    bar = st.progress(0.0, f"Reading {files}. You can leave this page; reading goes on…")
    while not reading.wait(POLL):
        done = len(reading.lines)
        words = f"{label(reading.lines[-1]['document'])} done. {done} of {files}" if done else f"Reading {files}…"
        bar.progress(min(done / len(reading.names), 1.0), words)
    bar.empty()


def _outcome(reading: Reading) -> list[tuple[bool, str]]:
    """Whether each document went well, in words."""
    results = []
    for line in reading.lines:
        words = f"{line['document']}: {STATUS_WORDS[line['status']]}"
        if line["status"] == "failed":
            results.append((False, f"{words}. {line['error']}"))
        else:
            results.append((True, f"{words} ({line['items']} papers, {line['passages']} passages)."))
    return [*results, *([(False, reading.fault)] if reading.fault else [])]
