"""Checking a draft report: what conflicts with, updates or repeats earlier papers, and what was promised on it."""

import tempfile
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app.parts.frame.safe import label, show, show_quote
from app.parts.frame.services import Services, services
from app.parts.quoting.chips import draw_chips
from app.saved.records import CitationRecord
from app.server.jobs import safe_name
from app.wording import RELATIONS, paper_words, place_words, tr
from index.faults import Fault, Unreadable
from rag.compare import Checked, Finding, check_draft
from rag.compare.draft import RELATIONS as ORDER
from rag.compare.draft import Draft, read_draft, read_pasted

TYPES = ["pdf", "docx", "txt", "md", "html", "htm"]
FIRST = 20  # findings of one sort that are shown before the rest fold away
_RESULT = "checked-draft"


def show_page() -> None:
    """Draw the page."""
    shared = services()
    st.title(tr("Check a draft"))
    st.write(
        "Give a draft report. Every figure and sentence is compared with the papers held here. "
        "The draft is read, compared and forgotten: it is not added to the papers."
    )
    with st.form("check-draft", border=True):
        file = st.file_uploader("A draft: PDF, Word, text or a web page", type=TYPES, key="draft-file")
        text = st.text_area("Or paste its text", key="draft-text", height=160)
        pressed = st.form_submit_button(tr("Check it"), type="primary", icon=":material/fact_check:")
    if pressed:
        st.session_state.pop(_RESULT, None)
        if file is None and not text.strip():
            st.info(tr("Choose a file, or paste some text first."))
            return
        try:
            with st.spinner("Comparing the draft with earlier papers…"):
                checked = check_draft(_read(shared, file, text), shared.library)
                st.session_state[_RESULT] = (shared.library.generation, checked)
        except Fault as fault:
            st.error(label(str(fault), 500))
            return
    generation, held = st.session_state.get(_RESULT, ("", None))
    if held is not None and generation == shared.library.generation:  # nothing of a paper withdrawn since
        _draw(shared, held)


def _read(shared: Services, file: UploadedFile | None, text: str) -> Draft:
    if file is None:
        return read_pasted(text)
    if file.size > shared.settings.max_file_mb * 1_000_000:
        raise Unreadable(f"{file.name} is too big.", f"The limit is {shared.settings.max_file_mb} MB.")
    with tempfile.TemporaryDirectory(prefix="scrutiny-draft-") as folder:
        path = Path(folder) / safe_name(file.name, "draft")
        path.write_bytes(file.getvalue())
        return read_draft(path, file.name)


def _draw(shared: Services, checked: Checked) -> None:
    st.caption(f"{checked.sentences} sentences and {checked.figures} figures were compared.")
    for warning in checked.warnings:
        show(f"Note: {warning}", "p", "sq-why")
    if not checked.findings:
        st.info("Nothing in the papers held here conflicts with this draft, repeats it or is brought up to date by it.")
    for relation in ORDER:
        found = checked.of(relation)
        if not found:
            continue
        st.header(f"{tr(RELATIONS[relation])} ({len(found)})", anchor=False)
        for place, finding in enumerate(found[:FIRST]):
            _draw_finding(shared, finding, f"{relation}-{place}")
        if len(found) > FIRST:
            with st.expander(f"{len(found) - FIRST} more"):
                for place, finding in enumerate(found[FIRST:], FIRST):
                    _draw_finding(shared, finding, f"{relation}-{place}")


def _draw_finding(shared: Services, finding: Finding, key: str) -> None:
    with st.container(border=True, key=f"finding-{key}"):
        show(finding.subject, "p", "sq-question")
        show(finding.why, "p", "sq-why")
        if finding.draft:
            show_quote(finding.draft.quote, "The draft")
        records = [CitationRecord.of(c) for c in finding.earlier]
        for record in records:
            show_quote(record.quote, f"[{record.n}] {paper_words(record)}: {place_words(record)}")
        with st.container(horizontal=True, gap="small"):
            draw_chips(shared, records, f"finding-{key}")
