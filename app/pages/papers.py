"""The papers: those held, by meeting, adding files with what could not be read, and withdrawing a document."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app.parts.frame.meetings import meetings
from app.parts.frame.navigation import link
from app.parts.frame.safe import label, show
from app.parts.frame.services import Services, services
from app.parts.papers.fetched import draw_fetch
from app.parts.papers.rows import draw_paper
from app.parts.papers.watched import draw_watched
from app.server import jobs
from app.server.background import ReadingRoom
from app.wording import counted, date_words, tr
from index.faults import Fault
from index.ingest.walk import ZIP
from index.read.plain import SUFFIXES
from index.store.catalogue.records import SetAside, StoredDocument
from index.values import StoredItem

TYPES = sorted(suffix.removeprefix(".") for suffix in SUFFIXES | {ZIP})
MANY = 40  # meetings in view before the older ones are asked for
_ALL = "all-meetings"
SOON = 0.5  # seconds that the page waits for what is probably read by then
POLL = 1.0  # seconds between two looks at how far reading is
STATUS_WORDS = {
    "added": "added",
    "unchanged": "already there, nothing changed",
    "replaced": "replaced the earlier version",
    "failed": "could not be read",
}
_DONE = "withdrawing-done"
_FOR_GOOD = "Its text, page images and index go, and so does every quote from it in saved chats and drafts."
_SAID = {"withdrew": "withdrawn.", "withdrew for good": "withdrawn for good.", "brought back": "brought back."}


def show_page() -> None:
    """Draw the papers page."""
    shared = services()
    st.title(tr("Papers"), anchor=False)
    if shared.may_change:
        _draw_upload(shared)
        draw_fetch(shared)
        _draw_outcome(shared)
    draw_watched(shared)
    documents = shared.library.documents()
    st.header(tr("Papers held"), anchor=False)
    if documents:
        _draw_meetings(shared, documents, shared.library.items())
    else:
        st.info(tr("Nothing yet. Add a meeting's pack above."))
    if shared.may_change:
        _draw_withdrawn(shared)


def _draw_meetings(shared: Services, documents: Sequence[StoredDocument], items: Sequence[StoredItem]) -> None:
    """The meetings, newest first, of which the first is open; a meeting's papers are drawn once it is opened."""
    files, papers = counted(len(documents), "file"), counted(len(items), "paper")
    st.caption(tr("{files}, {papers}. Every answer comes from these and nothing else.", files=files, papers=papers))
    by_id = {document.id: document for document in documents}
    found = meetings(items)
    older = 0 if st.session_state.get(_ALL) else len(found[MANY:])
    for place, meeting in enumerate(found[: len(found) - older]):
        own = [by_id[id] for id in dict.fromkeys(item.document_id for item in meeting.items) if id in by_id]
        words = f"{meeting.title}: {counted(len(meeting.items), 'paper')}"
        pack = st.expander(label(words, 160), expanded=not place, key=meeting.key, on_change="rerun")
        if pack.open:
            with pack:
                for document in own:
                    _draw_document(shared, document, meeting.items, border=len(own) > 1)
    if older:
        st.button(counted(older, "older meeting"), on_click=st.session_state.update, args=({_ALL: True},), key="older")
    empty = [document for document in documents if not document.items]
    if empty:
        with st.expander("Files in which no paper was found", key="pack-empty"):
            for document in empty:
                _draw_document(shared, document, (), border=len(empty) > 1)


def _draw_document(shared: Services, document: StoredDocument, items: Sequence[StoredItem], border: bool) -> None:
    with st.container(border=border, gap="small", key=f"document-{document.id}"):
        held = shared.library.items()
        for item in (one for one in items if one.document_id == document.id):
            draw_paper(item, held, prepare=False)
        for warning in document.warnings:
            show(f"Note: {warning}", "p", "sq-why")
        show(document.path, "p", "sq-file")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            link("read", tr("What was read"), "fact_check", document=document.id[:12])
            if shared.may_change:
                _draw_withdraw(shared, document.id, document.path)


def _draw_upload(shared: Services) -> None:
    turn, most = st.session_state.setdefault("upload-turn", 0), shared.settings.max_file_mb
    with st.form("upload", border=True):
        files = st.file_uploader(
            tr("Add papers: PDF, Office, text, web pages, mail or ZIP, up to {n} MB each", n=most), type=TYPES,
            accept_multiple_files=True, key=f"files-{turn}",
        )  # fmt: skip
        pressed = st.form_submit_button(tr("Add these papers"), type="primary", icon=":material/upload_file:")
    if pressed and files:
        try:
            _start(shared, files)
        except Fault as fault:
            st.error(label(str(fault), 500))
            return
        st.session_state["upload-turn"] = turn + 1
        st.rerun()
    elif pressed:
        st.info(tr("Choose one or more files first."))
    _draw_read(shared)


def _start(shared: Services, files: Sequence[UploadedFile]) -> None:
    """Have the files read in the background: closing or reloading the page does not stop it."""
    settings = shared.settings
    shared.note("added papers", ", ".join(f.name for f in files))
    named = zip(jobs.safe_names([f.name for f in files]), (f.getvalue() for f in files), strict=True)
    shared.reading.start(list(named), lambda lot: jobs.index_files(settings, lot))


def _draw_read(shared: Services) -> None:
    """What becomes of each uploaded file: while some wait or are read, a part of the page looks again and again."""
    room = shared.reading
    if not room.lots:
        return
    for lot in room.lots:
        lot.wait(SOON)
    if not room.over:
        st.fragment(_follow, run_every=POLL)(room, shared, shared.library.generation)
        return
    _draw_lots(room)
    st.button("Put this away", icon=":material/close:", key="put-away", type="tertiary", on_click=room.put_away)


def _follow(room: ReadingRoom, shared: Services, drawn: str) -> None:
    if room.over or shared.library.generation != drawn:  # papers that are done stand below at once
        st.rerun()
    _draw_lots(room)
    st.caption("You can leave this page, or add more: reading goes on.")


def _draw_lots(room: ReadingRoom) -> None:
    names = [name for lot in room.lots for name in lot.names]
    done = sum(lot.over or bool(lot.of(name)) for lot in room.lots for name in lot.names)
    st.progress(done / len(names), f"{done} of {counted(len(names), 'file')} done")
    for lot in room.lots:
        left, own = [name for name in lot.names if not lot.of(name)], [lot.of(name) for name in lot.names]
        for name, lines in zip(lot.names, own, strict=True):
            for line in lines:
                _draw_line(line)
            if name in left:
                now = "being read…" if lot.begun and name == left[0] else "waits for its turn"
                show(f"{name}: {'not read' if lot.over else now}", "p", "sq-why")
        for line in tuple(lot.lines):
            if not any(line in lines for lines in own):  # of an ingest that was cut off, which was finished first
                _draw_line(line)
        if lot.fault:
            st.error(label(lot.fault, 500))


def _draw_line(line: Mapping[str, Any]) -> None:
    words = f"{line['document']}: {STATUS_WORDS[line['status']]}"
    if line["status"] == "failed":
        st.error(label(f"{words}. {line['error']}", 500))
    else:
        show(f"{words}, {counted(line['items'], 'paper')}.", "p", "sq-why")


def _draw_withdraw(shared: Services, document_id: str, name: str) -> None:
    days = shared.settings.undo_days
    with st.popover(tr("Withdraw…"), icon=":material/delete_forever:", key=f"withdraw-{document_id}"):
        if days:
            until = date_words((datetime.now(UTC) + timedelta(days=days)).date())
            st.markdown(
                f"Withdraw **{label(name)}**? From now on nobody finds it: it is in no answer, list or page. "
                f"Until {until} it can be brought back, below; then it is removed for good."
            )
            if st.button(tr("Withdraw it"), type="primary", key=f"withdraw-yes-{document_id}"):
                _do(shared, partial(jobs.withdraw, shared.settings, document_id, days), name, "withdrew", document_id)
        st.markdown(
            f"Withdraw {'it' if days else f'**{label(name)}**'} for good at once? {_FOR_GOOD} "
            "This cannot be undone; the file can be added again."
        )
        if st.button(tr("Withdraw it for good"), type="tertiary" if days else "primary", key=f"for-good-{document_id}"):
            _do(shared, partial(jobs.withdraw, shared.settings, document_id), name, "withdrew for good")


def _draw_outcome(shared: Services) -> None:
    """What the last withdrawal came to; one that can be undone is said, with its undo, for as long as it can."""
    fine, words, document_id = st.session_state.get(_DONE, (True, "", ""))
    waiting = next((one for one in shared.aside if one.document.id == document_id), None)
    if words:
        with st.container(key="withdrawing-outcome"):
            (st.success if fine else st.error)(label(words, 500))
            if waiting:
                _draw_bring_back(shared, waiting, tr("Undo"), "undo-withdrawal")
    if not waiting:
        st.session_state.pop(_DONE, None)


def _draw_withdrawn(shared: Services) -> None:
    if not shared.aside:
        return
    st.header("Withdrawn, not yet removed for good")
    for one in shared.aside:
        id, name = one.document.id, one.document.path
        with st.container(border=True, key=f"aside-{id}"):
            st.markdown(f"**{label(name)}**  \nRemoved for good on {date_words(one.due.date())}.")
            with st.container(horizontal=True):
                _draw_bring_back(shared, one, tr("Bring it back"), f"restore-{id}")
                with st.popover("Remove it now…", key=f"purge-{id}"):
                    st.markdown(f"Remove **{label(name)}** for good now? {_FOR_GOOD}")
                    if st.button("Remove it for good", type="primary", key=f"purge-yes-{id}"):
                        _do(shared, partial(jobs.withdraw, shared.settings, id), name, "withdrew for good")


def _draw_bring_back(shared: Services, one: SetAside, words: str, key: str) -> None:
    if st.button(words, icon=":material/undo:", key=key):
        _do(shared, partial(jobs.restore, shared.settings, one.document.id), one.document.path, "brought back")


def _do(shared: Services, work: Callable[[], object], name: str, did: str, document_id: str = "") -> None:
    """Do the work, keep what to say of it (and which document could be brought back), and draw the page anew."""
    try:
        with st.spinner("One moment…"):
            work()
    except Fault as fault:
        st.session_state[_DONE] = (False, str(fault), "")
    else:
        shared.note(did, name)
        st.session_state[_DONE] = (True, f"{name}: {_SAID[did]}", document_id)
    st.rerun()
