"""Access, for administrators: who may see which paper, and the log of who asked and exported what."""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import astuple, fields

import streamlit as st

from app.build import build_model
from app.exports.texts import csv_text
from app.parts.frame.downloads import Download, draw_download
from app.parts.frame.safe import label, show, table
from app.parts.frame.services import Services, services
from app.saved.journals import Entry, SpendingStore, last_run
from app.saved.usage import Usage
from app.saved.viewer import ROLES, Restriction
from app.server import jobs
from app.server.watch import watching
from app.wording import counted
from index.faults import Fault
from index.store.catalogue.records import StoredDocument
from rag.llm.trial import findings_of

_ENDED = {
    "answered": "Answered",
    "partial": "A part of it answered",
    "nearest": "Only the nearest passages shown",
    "not_found": "Nothing found",
    "clarify": "Asked back",
    "stopped": "Stopped",
    "error": "Failed",
}
_SPENT = 30  # days and purposes shown
_ROLE_WORDS = {"member": "Members", "officer": "Officers", "admin": "Administrators"}


def show_page() -> None:
    """Draw the page; for anybody but an administrator it says that it is not for them."""
    shared = services()
    st.title("Access")
    if shared.viewer.role != "admin":
        st.warning("This page is for administrators.")
        return
    st.write(
        "A restricted paper is seen only by those named here: in answers, lists, counts, pages and files. "
        "Whether a paper is exempt is for you to say; nothing is guessed from its words."
    )
    st.header("Papers")
    if lost := shared.access.lost():
        st.error(
            "The record of who may see which paper was lost, damaged or older than the index. "
            f"{counted(len(lost), 'file')} that had been restricted stay hidden from everybody but administrators, "
            "until you say below who may see them."
        )
    documents = shared.library.documents()
    restricted = shared.access.restricted()
    for document in documents:
        _draw_document(shared, document, restricted.get(document.id))
    st.header("Add a restricted paper")
    _draw_add(shared)
    _draw_health(shared)
    _draw_use(shared)
    _draw_log(shared)


def _draw_document(shared: Services, document: StoredDocument, restriction: Restriction | None) -> None:
    state = "restricted" if restriction else "public"
    with st.expander(f"{label(document.path)}: {state}", key=f"access-{document.id}"):
        if restriction:
            show(_words(restriction))
            if document.id != restriction.document_id:
                what = "another version, a copy or much the same words"
                st.caption(f"Because of {label(restriction.path)}, of which it holds {what}.")
        with st.form(f"restrict-{document.id}", border=False):
            given = _draw_fields(shared, restriction, document.id)
            pressed = st.form_submit_button("Restrict to these")
        if pressed:
            _restrict(shared, document.id, document.path, given)
            st.rerun()
        if restriction and st.button("Let everybody see it", key=f"lift-{document.id}"):
            shared.access.lift(document)
            shared.note("lifted a restriction", document.path)
            st.rerun()


Given = tuple[Sequence[str], Sequence[str], str, str]


def _draw_fields(shared: Services, restriction: Restriction | None, key: str) -> Given:
    known = sorted({item.committee for item in shared.library.items() if item.committee})
    now = restriction or Restriction("", "")
    roles = st.multiselect(
        "Roles", ROLES[:-1], list(now.roles), format_func=lambda role: _ROLE_WORDS[role], key=f"roles-{key}"
    )
    committees = st.multiselect(
        "Of these committees only (none: of any)", sorted({*known, *now.committees}), list(now.committees),
        accept_new_options=True, key=f"committees-{key}",
    )  # fmt: skip
    people = st.text_area(
        "And these people, an e-mail address a line", "\n".join(now.people), height=80, key=f"people-{key}"
    )
    paragraph = st.text_input("Paragraph of Schedule 12A, for the record", now.paragraph, key=f"paragraph-{key}")
    return roles, committees, people, paragraph


def _restrict(shared: Services, document_id: str, path: str, given: Given) -> None:
    roles, committees, people, paragraph = given
    restriction = Restriction(
        document_id, path, tuple(role for role in ROLES if role in roles), tuple(committees),
        tuple(person.strip() for person in people.splitlines() if person.strip()), paragraph.strip(),
        shared.viewer.id,
    )  # fmt: skip
    shared.access.restrict(restriction)
    shared.note("restricted", f"{path}: {_words(restriction)}")


def _words(restriction: Restriction) -> str:
    roles = " and ".join(_ROLE_WORDS[role].lower() for role in restriction.roles)
    if roles and restriction.committees:
        roles += f" of {', '.join(restriction.committees)}"
    seen_by = ", ".join([*([roles] if roles else []), *restriction.people, "administrators"])
    paragraph = f" Paragraph {restriction.paragraph} of Schedule 12A." if restriction.paragraph else ""
    return f"Seen by {seen_by}.{paragraph}"


def _draw_add(shared: Services) -> None:
    """Restricted first and read then: there is no moment at which everybody could see it."""
    with st.form("add-restricted", border=True):
        file = st.file_uploader("A paper that not everybody may see", key="restricted-file")
        given = _draw_fields(shared, None, "new")
        pressed = st.form_submit_button("Restrict and read it", type="primary")
    if not pressed:
        return
    if file is None:
        st.info("Choose a file first.")
        return
    name, content = jobs.safe_name(file.name, "paper"), file.getvalue()
    _restrict(shared, hashlib.sha256(content).hexdigest(), name, given)
    try:
        with st.spinner("Reading…"):
            lines = list(jobs.index_files(shared.settings, [(name, content)]))
    except Fault as fault:
        st.error(label(str(fault), 500))
        return
    for line in lines:
        st.info(label(f"{line['document']}: {line['status']}. {line['error'] or ''}", 400))


def _draw_health(shared: Services) -> None:
    """Whether all is in order, a line a part of it, and what tries the parts that take time."""
    st.header("Health")
    settings, watch = shared.settings, watching(shared.settings)
    view, disk = watch.view if watch else None, shutil.disk_usage(settings.data)
    looked = f"looked at {view.looked_at:%d %B, %H:%M}" if view and view.looked_at else "not looked at yet"
    lines = (
        ("Check of the index", last_run(settings.data, "verify") or "not done yet"),
        ("Fetch from the agenda system", last_run(settings.data, "fetch") or "not done yet"),
        ("Watched folder", " ".join((looked, view.trouble, view.fault)) if view else "none"),
        ("Disk of the data folder", f"{disk.free / 1e9:,.1f} of {disk.total / 1e9:,.1f} GB are free"),
        ("Language model", settings.llm_model or "none"),
    )
    table(("Part", "How it is"), lines)
    with st.container(horizontal=True):
        check = st.button("Check the index now", key="check-index")
        tried = bool(settings.llm_model) and st.button("Try the language model", key="try-model")
    try:
        with st.spinner("One moment…"):
            if check:
                jobs.verify(settings)
                st.rerun()
            if tried:
                found = findings_of(build_model(settings), settings.llm_provider)
                table(("Tried", "Found"), [(f.name, f"{'' if f.ok else 'Look at: '}{f.says}") for f in found])
    except Fault as fault:
        st.error(label(str(fault), 500))


def _draw_use(shared: Services) -> None:
    st.header("Use in the last 30 days")
    used = Usage.of(shared.chats.of(""), shared.library)
    total = counted(sum(used.answers.values()), "answer")
    st.write(f"{counted(used.chats, 'chat')}, {total}. Whose they are is not told.")
    if used.answers:
        table(("How it ended", "Answers"), [(_ENDED.get(s, s), str(n)) for s, n in sorted(used.answers.items())])
    if used.in_vain:
        st.caption("Words asked for in two chats or more, and not found in the papers:")
        table(("Word", "Chats"), [(word, str(n)) for word, n in used.in_vain])
    if spent := SpendingStore(shared.settings.data).days()[:_SPENT]:
        st.caption("What the language model was sent and gave, in tokens:")
        rows = [(d.day.isoformat(), d.purpose, *(f"{n:,}" for n in (d.requests, d.sent, d.received))) for d in spent]
        table(("Day", "For", "Requests", "Sent", "Received"), rows)


def _draw_log(shared: Services) -> None:
    st.header("Audit log")
    if not shared.settings.audit_days:
        st.write("No log is kept. The setting audit_days says for how many days one is.")
        return
    entries = shared.audit.entries(200)
    st.caption(f"Kept for {shared.settings.audit_days} days. The newest {len(entries)} entries:")
    rows = [(e.at[:16].replace("T", " "), e.who, e.did, e.what[:200]) for e in entries]
    table(("When (UTC)", "Who", "Did", "What"), rows)
    heads, every = [field.name for field in fields(Entry)], lambda: map(astuple, shared.audit.entries(limit=-1))
    file = Download("Download the log as CSV", "audit.csv", lambda: csv_text(heads, every()))
    draw_download(shared, "exported", "the audit log", file)
