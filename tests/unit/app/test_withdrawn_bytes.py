"""No byte of a withdrawn paper stays in the data folder: every format, every file, whatever was worked out from it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from app.build import build_parse, open_library
from app.saved.watchstate import Remembered, remember
from app.settings import Settings
from index.ingest.ingest import ingest
from index.store.aside import set_aside
from index.store.catalogue.writer import Writer
from index.store.library import Library
from index.store.vectors import EmbeddedChroma
from index.store.verify import verify
from rag.figures.keep import open_ledger
from rag.memory.register import open_register

pytestmark = pytest.mark.as_it_is

NAMES = ("quinsybrook", "marlowfen", "tarnwhistle", "ollerbeck", "dunsparrow", "vexholme")
KINDS = (".txt", ".md", ".html", ".docx", ".pdf", ".zip")
STAYS = "The committee resolved that the harbour be dredged. Crossings fell to 412 against a target of 500."


def words_of(name: str) -> list[str]:
    return [
        f"{name.capitalize()} Review 2024",
        f"The people of {name} asked about {name}ish grants, and the cost was £98,{len(name)}71.",
        f"RESOLVED that the officer for {name} report back to the committee on {name} in May 2025.",
        f"The rate in {name} rose to {len(name)}3.5% against a target of {len(name)}9%.",
    ]


def write(path: Path, name: str) -> None:
    """A paper of one place, in the format that its suffix says."""
    title, *paragraphs = words_of(name)
    plain = "\n\n".join([f"# {title}", *paragraphs])
    if path.suffix == ".html":
        path.write_text(f"<h1>{title}</h1>" + "".join(f"<p>{one}</p>" for one in paragraphs), encoding="utf-8")
    elif path.suffix == ".docx":
        document = Document()
        document.core_properties.title = title
        document.add_heading(title, 1)
        for one in paragraphs:
            document.add_paragraph(one)
        document.save(str(path))
    elif path.suffix == ".pdf":
        canvas = Canvas(str(path))
        canvas.setTitle(title)
        for n, one in enumerate([title, *paragraphs]):
            canvas.drawString(72, 760 - 24 * n, one)
        canvas.save()
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"{name} minutes.txt", plain)
    else:
        path.write_text(plain, encoding="utf-8")


def bytes_of(library: Library, name: str) -> list[bytes]:
    """What must not be found once the papers that name a place are withdrawn: words, stems, ids, vectors."""
    items = [item for item in library.items() if name in item.document]
    ids = [passage.id for item in items for passage in library.passages(item.id)]
    tokens = library.stores.catalogue.token_vectors(ids)
    rows = [row.tobytes() for row in library.passage_vectors(ids)]
    assert items
    assert ids
    return [name.encode(), *(i.id.encode() for i in items), *(id.encode() for id in ids), *rows, *tokens.values()]


def left(data: Path, wanted: list[bytes]) -> list[str]:
    """The files, names included, in which something of it stands."""
    found = []
    for path in sorted(data.rglob("*")):
        content = str(path.relative_to(data)).encode() + (path.read_bytes() if path.is_file() else b"")
        content += content.lower()
        found += [f"{path.relative_to(data)}: {one[:24]!r}" for one in wanted if one in content]
    return found


@pytest.fixture
def settings(hashed: Path) -> Settings:
    return Settings(data=hashed / "data")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, suffix in zip(NAMES, KINDS, strict=True):
        write(folder / f"{name} report{suffix}", name)
    (folder / "harbour.txt").write_text(f"# Harbour Review\n\n{STAYS}", encoding="utf-8")
    return folder


@pytest.fixture
def indexed(settings: Settings, papers: Path) -> Callable[[], Library]:
    """Opens the index of the papers, with all that is made from it made."""

    def opened() -> Library:
        library = open_library(settings)
        list(ingest([papers], library, build_parse(settings)))
        open_ledger(library)
        open_register(library)
        files = {str(path): (1, 1) for path in papers.iterdir()}
        remember(settings.data, Remembered(folder=str(papers), library="l", files=files))
        return library

    return opened


def test_nothing_stays_of_papers_in_any_format(settings: Settings, indexed: Callable[[], Library]) -> None:
    with indexed() as library:
        gone = {name: bytes_of(library, name) for name in NAMES}
        for wanted in gone.values():
            assert left(settings.data, wanted)
        for name, wanted in gone.items():
            (document,) = [d.path for d in library.documents() if name in d.path]
            library.withdraw(document)
            open_ledger(library)
            open_register(library)
            assert left(settings.data, wanted) == []
        assert [(d.path, d.passages) for d in library.documents()] == [("harbour.txt", 1)]
        assert verify(library).sound
    assert EmbeddedChroma(settings.data / "vectors").holds(library.stores.build)  # to ask a lone passage wrote nothing
    assert left(settings.data, [one for wanted in gone.values() for one in wanted]) == []


def test_nothing_stays_of_earlier_versions_nor_after_the_undo_window(
    settings: Settings, papers: Path, indexed: Callable[[], Library]
) -> None:
    with indexed() as library:
        before = bytes_of(library, "marlowfen")
        write(papers / "marlowfen report.md", "zephyrcombe")
    with indexed() as library:  # the same file says something else now
        now = [b"zephyrcombe", *bytes_of(library, "marlowfen")]
        set_aside(library, "marlowfen report.md", datetime.now(UTC) + timedelta(days=1))
        library.withdraw("marlowfen report.md")
        assert left(settings.data, before + now) == []
        assert verify(library).sound


def test_what_is_cut_off_before_the_catalogue_is_swept_is_swept_at_the_next_start(
    settings: Settings, indexed: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    with indexed() as library:
        wanted = bytes_of(library, "ollerbeck")
        with monkeypatch.context() as patched:
            patched.setattr(Writer, "sweep", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                library.withdraw("ollerbeck report.docx")
        assert left(settings.data, wanted)
    with open_library(settings) as library:
        assert left(settings.data, wanted) == []
        assert verify(library).sound
