"""A quote in its place: the PDF's page with the quote boxed, or the text around it with the quote marked.

The page's picture is part of the page itself, not a file with an address of its own: nobody can fetch it who was
not shown it.
"""

import base64
import html
from contextlib import AbstractContextManager
from pathlib import Path, PurePosixPath

import streamlit as st

from app.language import papers_lang
from app.parts.frame.browser import bring_into_view
from app.parts.frame.downloads import Download, draw_download
from app.parts.frame.navigation import link
from app.parts.frame.safe import label, marked, show, show_quote
from app.parts.frame.services import Services
from app.parts.quoting.pageimage import PageImage, page_of, render
from app.saved.records import CitationRecord
from app.wording import place_words, tr
from index.faults import Fault
from index.values import StoredPassage

AROUND = 1  # passages shown before and after the one that is quoted
PDF = b"%PDF-"


def open_quote(services: Services, citation: CitationRecord) -> None:
    """Open the quote over the page, where it stands; Esc or the cross closes it."""
    forget_place(citation)
    st.dialog(label(services.paper_line(citation), 160), width="medium")(draw_quote)(services, citation)


def forget_place(citation: CitationRecord) -> None:
    """Show the quote's own page or part at the next opening, not the one last turned to."""
    for unit in ("page", "part"):
        st.session_state.pop(_key(unit, citation), None)


def draw_quote(services: Services, citation: CitationRecord) -> None:
    """Draw the quote in its place, with steps to the pages or parts around it."""
    try:
        passage = services.library.passage(citation.passage_id)
        path = services.library.file_path(passage.item.document_id)
    except Fault as fault:
        st.warning(label(f"{fault.message} {fault.hint} The paper may have been replaced or withdrawn.", 500))
        return
    show(place_words(citation), "p", "sq-place")
    try:
        if citation.page is not None and _is_pdf(path):
            _draw_page(services, path, passage, citation)
        else:
            _draw_text(services, path, passage, citation)
    except Fault as fault:
        st.info(label(str(fault), 500))
        _draw_text(services, path, passage, citation)


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return PDF in file.read(1024)


def _draw_page(services: Services, path: Path, passage: StoredPassage, citation: CitationRecord) -> None:
    assert citation.page is not None
    home = page_of(path, citation.page, citation.quote)
    number = _place("page", citation, home)
    quote = citation.quote if abs(number - home) <= 1 else ""  # it may run over a page's end
    image = render(path, number, quote, passage.text)
    with _bar("page", citation):
        _draw_steps(
            "page", citation, number, 1, image.pages, tr("PDF page {n} of {pages}", n=number, pages=image.pages)
        )
        large = st.toggle(tr("Larger print"), key=f"large-{_key('page', citation)}")
        link("paper", tr("Read the paper"), "menu_book", id=passage.item.id, page=str(number))
        _draw_file_link(services, path, citation)
    boxed = f" with the quote boxed ({len(image.boxes)} lines)" if image.boxes else ""
    style = "larger" if large else "fitted"
    with st.container(key=f"{style}-{_key('page', citation)}"):
        draw_picture(image, f"PDF page {number} of {citation.document}{boxed}", scrolls=True)
    if image.boxes:
        left, top = (min(box[side] for box in image.boxes) for side in (0, 1))
        bring_into_view(left / image.width, top / image.height)
    missing = number == home and not image.boxes
    st.caption(tr("The quote could not be found on the drawn page." if missing else "The quote as it was read:"))
    show_quote(citation.quote)


def draw_picture(image: PageImage, words: str, scrolls: bool = False) -> None:
    """Draw a page's picture within the page, said in `words`; the keyboard reaches one that `scrolls` in its frame."""
    source = f"data:image/png;base64,{base64.b64encode(image.png).decode()}"
    ratio = f"aspect-ratio: {image.width} / {image.height}"  # its place is kept before it is there: nothing jumps
    stop = ' tabindex="0"' if scrolls else ""
    st.html(f'<div class="sq-page"{stop}><img src="{source}" alt="{html.escape(words)}" style="{ratio}"></div>')


def _draw_file_link(services: Services, path: Path, citation: CitationRecord) -> None:
    """The whole paper, to read on in the program that a person is used to."""
    file = Download(tr("The whole file"), PurePosixPath(citation.document).name, path.read_bytes)
    draw_download(services, "took the file", citation.document, file, look="tertiary", key=_key("page", citation))


def _draw_text(services: Services, path: Path, passage: StoredPassage, citation: CitationRecord) -> None:
    passages = services.library.passages(passage.item.id)
    here = next(at for at, other in enumerate(passages) if other.id == passage.id)
    at = _place("part", citation, here)
    with _bar("part", citation):
        _draw_steps(
            "part", citation, at, 0, len(passages) - 1,
            tr("Part {n} of {parts} of this paper", n=at + 1, parts=len(passages)),
        )  # fmt: skip
        link("paper", tr("Read the paper"), "menu_book", id=passage.item.id)
        _draw_file_link(services, path, citation)
    parts = passages[max(at - AROUND, 0) : at + AROUND + 1]
    shown = [marked(p.text, citation.quote if p.id == passage.id else "") for p in parts]
    st.html('<div class="sq sq-text"' + papers_lang() + ">" + "".join(f"<p>{text}</p>" for text in shown) + "</div>")
    if at == here:
        bring_into_view()


def _key(unit: str, citation: CitationRecord) -> str:
    return f"{unit}-{citation.passage_id}-{citation.n}"


def _place(unit: str, citation: CitationRecord, start: int) -> int:
    """The page or part now shown: where the quote stands at first, then where one has gone."""
    return int(st.session_state.setdefault(_key(unit, citation), start))


def _bar(unit: str, citation: CitationRecord) -> AbstractContextManager[object]:
    key = f"steps-{_key(unit, citation)}"
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=key)


def _draw_steps(unit: str, citation: CitationRecord, now: int, first: int, last: int, words: str) -> None:
    key = _key(unit, citation)

    def go(step: int) -> None:
        st.session_state[key] = now + step

    for words_of, icon, step, end in ((tr("Previous"), "back", -1, first), (tr("Next"), "forward", 1, last)):
        st.button(
            words_of, icon=f":material/arrow_{icon}:", type="tertiary", disabled=now == end, on_click=go,
            args=(step,), help=f"{words_of} {unit}", key=f"{key}-{icon}",
        )  # fmt: skip
    st.caption(words, width="content")
