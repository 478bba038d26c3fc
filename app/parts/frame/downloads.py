"""Downloads: what a page gives away as a file. Each file made leaves an entry in the audit log, whoever asked for it.

A file is made when its button is pressed, and only then: the page is not drawn again for it.
"""

import mimetypes
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

import streamlit as st

from app.parts.frame.services import Services

Content = str | bytes
_LONGEST = 80  # characters of a file's name
mimetypes.add_type("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
_ICONS = {".csv": "table", ".docx": "description", ".html": "print"}


@dataclass(frozen=True)
class Download:
    """A file that is offered: the words on its button, its name, whose ending says its type, and what makes it."""

    words: str
    name: str
    make: Callable[[], Content]


def draw_downloads(shared: Services, did: str, what: str, files: Sequence[Download]) -> None:
    """A row of buttons, a file each. Taking one is kept as `did` and `what`, both free words."""
    with st.container(horizontal=True, gap="small"):
        for file in files:
            draw_download(shared, did, what, file)


def draw_download(
    shared: Services, did: str, what: str, file: Download, look: Literal["secondary", "tertiary"] = "secondary",
    key: str = "",
) -> None:  # fmt: skip
    """One button; `key` tells it from others for a file of that name on the same page."""
    suffix = PurePosixPath(file.name).suffix.lower()

    def noted() -> Content:
        content = file.make()
        shared.note(did, what)
        if suffix == ".csv" and isinstance(content, str):
            return content.encode("utf-8-sig")  # spreadsheet programs know UTF-8 by its mark
        return content

    st.download_button(
        file.words, noted, file.name, mimetypes.guess_type(file.name)[0] or "text/plain",
        icon=f":material/{_ICONS.get(suffix, 'download')}:", type=look, key=f"download-{key}-{file.name}",
        on_click="ignore",
    )  # fmt: skip


def file_name(words: str, suffix: str) -> str:
    """A name for a file, of any words: letters, digits and dashes only."""
    return re.sub(r"[^\w]+", "-", words.lower()).strip("-")[:_LONGEST] + suffix
