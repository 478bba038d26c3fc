"""A small folder of text packs, a library made of it, and a way to index that says what was printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.ingest.ingest import IngestLine, ingest
from index.store.library import Library
from tests.fakes import HashEmbedding, parse_blocks

TOPICS = ("fostering", "transport", "early help", "attendance")


def write_packs(folder: Path, passages: int = 6) -> Path:
    """Four packs of one report each; every passage has words of its own and words it shares with others."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, topic in enumerate(TOPICS):
        blocks = [
            f"Paragraph {n} of the {topic} report: {n * 7 + number}.5% of cases{n} were late, costing £{n}.2m."
            for n in range(passages)
        ]
        text = "\n\n".join([f"# The {topic} report", *blocks])
        (folder / f"{number} {topic}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return write_packs(tmp_path / "packs")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "data", HashEmbedding()) as opened:
        yield opened


@pytest.fixture
def index(library: Library) -> Callable[..., list[IngestLine]]:
    return lambda *paths, parse=parse_blocks: list(ingest(paths, library, parse))


def visible(library: Library) -> dict[str, list[str]]:
    """What the library shows: the texts of its passages under the path of each document."""
    shown: dict[str, list[str]] = {}
    for passage in library.stores.catalogue.passages():
        shown.setdefault(passage.item.document, []).append(passage.text)
    return shown


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writers do not wait for one another."""
    monkeypatch.setattr("index.store.stores.PATIENCE", 0.0)
