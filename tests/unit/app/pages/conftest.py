"""A small council's index with the hash embedding, and the page over it with a fake assistant."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from reportlab.pdfgen.canvas import Canvas
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from app.saved.viewer import Viewer
from app.settings import Settings
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from tests.fakes import HashEmbedding
from tests.ledgerpacks import write_ledger_packs
from tests.places import ROOT
from tests.unit.app.pages.fakes import FakeAssistant

MAIN = ROOT / "app" / "pages" / "main.py"
PAGE = """
from app.saved.viewer import Viewer
from app.parts.frame.navigation import PLACES, current_page
current_page(Viewer())
next(place for place in PLACES if place.name == "{}").draw()
"""
PDF_NAME = "Ferry Committee 04-06-2024.pdf"
PDF_LINES = [
    "FERRY OVERVIEW COMMITTEE",
    "4 JUNE 2024",
    "FERRY PERFORMANCE REPORT",
    "REPORT OF THE HARBOUR MASTER",
    "Purpose of the Report",
    "1. This report tells the Committee how the ferries ran in the year.",
    "Crossings",
    "2. The number of crossings fell to 412 in the year, against a target of 500.",
    "3. Two skippers left in May and had not been replaced by the year's end.",
]
QUESTION = "How many crossings were there?"  # the PDF answers it
TEXT_NAME = "harbour.txt"
TEXT = """FERRY OVERVIEW COMMITTEE

3 SEPTEMBER 2024

HARBOUR STRATEGY

REPORT OF THE HARBOUR MASTER

Purpose of the Report

1. This report asks the Committee to note the ![strategy](http://evil.example/x.png) for <b>dredging</b>.

Depths

2. The channel was dredged to 4.2 metres in July 2024, which is 0.3 metres less than was planned.
"""


def write_papers(folder: Path) -> None:
    canvas = Canvas(str(folder / PDF_NAME), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 11)
    for place, line in enumerate(PDF_LINES):
        canvas.drawString(72, 770 - 28 * place, line)
    canvas.showPage()
    canvas.drawString(72, 770, "4. The Committee is asked to note this second page of the report.")
    canvas.save()
    (folder / TEXT_NAME).write_text(TEXT, encoding="utf-8")


@pytest.fixture(scope="session", autouse=True)
def components() -> Iterator[None]:
    """Streamlit looks through all installed packages for components whenever an AppTest runs: once is enough."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    papers, data = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("data")
    write_papers(papers)
    with Library.open(data, HashEmbedding()) as library:
        assert [line.status for line in ingest([papers], library, parse)] == ["added", "added"]
    return data


@pytest.fixture(scope="session")
def ferries(tmp_path_factory) -> Path:
    """A data folder with the performance papers of the ferry committee."""
    packs, data = tmp_path_factory.mktemp("ferries"), tmp_path_factory.mktemp("ferries-data")
    write_ledger_packs(packs)
    with Library.open(data, HashEmbedding()) as library:
        assert {line.status for line in ingest([packs], library, parse)} == {"added"}
    return data


@dataclass
class Page:
    """The page under test, and what it stands on."""

    app: AppTest
    library: Library
    assistant: FakeAssistant
    data: Path

    def ask(self, text: str) -> AppTest:
        return self.app.chat_input[0].set_value(text).run()

    def html(self) -> str:
        return "\n".join(element.proto.body for element in self.app.get("html"))

    def button(self, start: str):
        return next(b for b in self.app.button if (b.key or "").startswith(start))


@pytest.fixture
def make_page(built, tmp_path, monkeypatch):
    """Makes a page over a copy of the index; `empty` over none; other chats of the same data with `again`."""
    opened = []

    def make(
        empty: bool = False,
        fault: Exception | None = None,
        broken: Exception | None = None,
        chat: str | None = None,
        query: dict[str, str] | None = None,
        viewer: Viewer | None = None,
        page: str = "ask",
        browser: str = "a browser",
        soon: float = 15,
        made_with: Callable[[Library], Any] | None = None,
        **more: Any,
    ) -> Page:
        data = tmp_path / "data"
        if not data.exists() and not empty:
            shutil.copytree(built, data)
        library = Library.open(data, HashEmbedding())
        opened.append(library)
        assistant = made_with(library) if made_with else FakeAssistant(library, fault)
        signs_in = tmp_path / "sign-in.toml" if viewer else None
        settings = Settings(data=data, sign_in=signs_in, audit_days=9, **more)

        def opener(*_, **__):
            if broken:
                raise broken
            return library

        st.cache_resource.clear()
        monkeypatch.setattr("app.parts.frame.services.load", lambda: settings)
        # AppTest looks only once at what is still being made
        monkeypatch.setattr("app.parts.asking.answering.SOON_S", 15)
        monkeypatch.setattr("app.parts.preparing.errands.SOON_S", soon)
        monkeypatch.setattr("app.parts.frame.services.open_library", opener)
        monkeypatch.setattr(
            "app.parts.frame.services.build_assistant",
            lambda _, seen: assistant if seen is library else FakeAssistant(seen, fault),
        )
        monkeypatch.setattr("app.parts.frame.services.visitor", lambda: browser)
        if viewer:
            monkeypatch.setattr("app.parts.frame.services.current_viewer", lambda _: viewer)
        if page == "home":
            app = AppTest.from_file(str(MAIN), default_timeout=20)
        else:
            app = AppTest.from_string(PAGE.format(page), default_timeout=20)
        for name, value in {**({"chat": chat} if chat else {}), **(query or {})}.items():
            app.query_params[name] = value
        app.run()
        return Page(app, library, assistant, data)

    yield make
    st.cache_resource.clear()
    for library in opened:
        library.close()
