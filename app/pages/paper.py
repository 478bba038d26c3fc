"""A paper, to read: its pages as they look, or its text, with its headings, its appendices and what to do with it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import streamlit as st

from app.parts.frame.downloads import Download, draw_download
from app.parts.frame.meetings import meetings
from app.parts.frame.navigation import link
from app.parts.frame.safe import escaped, label, show
from app.parts.frame.services import Services, services
from app.parts.papers.rows import draw_title, facts
from app.parts.quoting.pageimage import letters, render
from app.parts.quoting.quote import draw_picture
from app.wording import counted, date_words, readable, tr
from index.faults import Fault, NotFound
from index.values import StoredItem, StoredPassage

DEEPEST = 2  # depth of headings in the contents
MOST = 80  # headings in the contents
_STEP = " › "  # between the headings of a passage's section
_PAGE = "page"  # in the address: the page of the file


@dataclass(frozen=True)
class Part:
    """A heading ("" for what stands before the first), how deep it is from 0, the page it begins on, and its text."""

    heading: str
    depth: int
    page: int | None
    texts: tuple[str, ...]


def show_page() -> None:
    """Draw the paper that the address names by its `id`, at its `page`."""
    shared = services()
    id = st.query_params.get("id", "")
    try:
        item = shared.library.item(id)
    except NotFound:
        st.title(tr("Which paper?"))
        st.write("There is no such paper here; it may have been replaced or withdrawn." if id else "Choose one.")
        link("papers", tr("All papers"), "folder_open")
        return
    items = shared.library.items()
    path = _file(shared, item)
    with st.container(key="reading-page", gap="small"):
        show(item.title, "h1", "sq-title")
        _draw_actions(shared, item, items, path)
        _draw_place(item, items)
        read = parts(shared.library.passages(item.id))
        if path is None or not _draw_pages(shared, item, path, read):
            _draw_text(read)


def _file(shared: Services, item: StoredItem) -> Path | None:
    try:
        return shared.library.file_path(item.document_id)
    except NotFound:
        return None


def _draw_place(item: StoredItem, items: Sequence[StoredItem]) -> None:
    day = "" if item.kind == "minutes" else date_words(item.meeting_date)
    words = [day, *facts(item), item.committee or "", item.author or ""]
    show(" · ".join(word for word in words if word), "p", "sq-why")
    by_id = {one.id: one for one in items}
    for head, id in ((tr("Replaced by"), item.replaced_by), (tr("Belongs to"), item.parent_id)):
        if id in by_id:
            draw_title(by_id[id], f"{head}: ")
    below = [one for one in items if one.parent_id == item.id]
    if below:
        with st.expander(counted(len(below), "appendix", "appendices").capitalize(), key="reading-appendices"):
            for one in below:
                draw_title(one)


def _draw_actions(shared: Services, item: StoredItem, items: Sequence[StoredItem], path: Path | None) -> None:
    pack = next((meeting for meeting in meetings(items) if item in meeting.items), None)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="reading-actions"):
        if item.kind == "report":
            link("prepare", tr("Prepare questions"), "edit_note", report=item.id)
        link("ask", tr("Ask about it"), "forum", paper=item.id)
        if path is not None:
            file = Download(tr("The whole file"), PurePosixPath(item.document).name, path.read_bytes)
            draw_download(shared, "took the file", item.document, file, look="tertiary", key="paper")
        if pack is not None and pack.query:
            link("home", tr("Its meeting"), "groups", **pack.query)


def _draw_pages(shared: Services, item: StoredItem, path: Path, read: Sequence[Part]) -> bool:
    """Draw the page of the file that one has turned to; False for a file without pages that can be drawn."""
    if item.first_page is None:
        return False
    first, last = item.first_page, item.last_page or item.first_page
    wished = st.query_params.get(_PAGE, "")
    number = min(max(int(wished) if wished.isdecimal() else first, first), last)
    try:
        image = render(path, number)
    except Fault:
        return False

    def turn(to: int) -> None:
        st.query_params[_PAGE] = str(to)

    headings = [part for part in read if part.heading and part.depth <= DEEPEST and part.page][:MOST]
    if len(headings) > 1:
        with st.expander(tr("Contents ({n})", n=len(headings)), key="reading-contents"):
            for place, part in enumerate(headings):
                indent = "\u2003" * part.depth
                words = f"{indent}{label(part.heading, 120)}"
                st.button(words, type="tertiary", key=f"reading-heading-{place}", on_click=turn, args=(part.page,))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key="reading-steps"):
        for words, icon, to in (("Previous", "back", number - 1), ("Next", "forward", number + 1)):
            st.button(
                words, icon=f":material/arrow_{icon}:", disabled=not first <= to <= last, on_click=turn, args=(to,),
                key=f"reading-{icon}",
            )  # fmt: skip
        st.caption(_page_words(shared, item, number))
    draw_picture(image, f"{item.title}, page {number - first + 1}")
    with st.expander("This page as text", key="reading-page-text"):
        st.html(f'<div class="sq sq-text">{escaped(_page_text(shared, item, number))}</div>')
    return True


def _page_words(shared: Services, item: StoredItem, number: int) -> str:
    first, last = item.first_page or number, item.last_page or number
    stamped = next((p.pack_page for p in shared.library.passages(item.id) if p.page == number and p.pack_page), None)
    return f"Page {number - first + 1} of {last - first + 1}" + (f", pack page {stamped}" if stamped else "")


def _page_text(shared: Services, item: StoredItem, number: int) -> str:
    text = ""
    with suppress(NotFound):
        text = shared.library.page_text(item.document_id, number).strip()
    return text or "No text was found on this page."


def _draw_text(read: Sequence[Part]) -> None:
    named = [(place, part) for place, part in enumerate(read) if part.heading]
    shown = [(place, part) for place, part in named if part.depth <= DEEPEST][:MOST]
    if len(shown) > 1:
        with st.expander(tr("Contents ({n})", n=len(shown)), key="reading-contents"):
            lines = (
                f'<li style="margin-left:{part.depth}rem"><a href="#part-{place}">{escaped(part.heading)}</a></li>'
                for place, part in shown
            )
            st.html(f'<ul class="sq sq-contents">{"".join(lines)}</ul>')
    body = []
    for place, part in enumerate(read):
        if part.heading:
            level = min(part.depth + 2, 6)
            body.append(f'<h{level} class="sq" id="part-{place}">{escaped(part.heading)}</h{level}>')
        body += [f"<p>{escaped(text)}</p>" for text in part.texts]
    if not body:
        st.info("No text of it can be shown; the whole file has all there is.")
    st.html(f'<div class="sq sq-text sq-reading">{"".join(body)}</div>')


def parts(passages: Sequence[StoredPassage]) -> list[Part]:
    """The parts of a paper, given its passages in order; a heading with no text of its own has no texts."""
    found: list[Part] = []
    path: list[str] = []
    for passage in passages:
        now = passage.section.split(_STEP) if passage.section else []
        same = next((n for n, (a, b) in enumerate(zip(path, now, strict=False)) if a != b), min(len(path), len(now)))
        new = list(enumerate(now))[same:]
        if not new and len(now) < len(path):  # back to what stands above, after a heading below it
            new = list(enumerate(now))[-1:]
        found += [Part(heading, depth, passage.page, ()) for depth, heading in new]
        path = now
        if not found:
            found.append(Part("", 0, passage.page, ()))
        text = _without_headings(passage.text, now)
        if text:
            last = found[-1]
            found[-1] = Part(last.heading, last.depth, last.page, (*last.texts, text))
    return found


def _without_headings(text: str, path: Sequence[str]) -> str:
    """A passage's text without the headings that it begins with: they are shown as such."""
    headings = {letters(heading) for heading in path}
    lines = text.split("\n")
    while lines and letters(readable(lines[0])) in headings:
        lines.pop(0)
    return "\n".join(lines).strip()
