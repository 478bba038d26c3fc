"""The tiny council's library, made once a session, and empty or copied ones for tests that change them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from rag.assistant import Assistant
from tests.fakes import HashEmbedding
from tests.ledgerpacks import write_ledger_packs
from tests.unit.rag import council


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return council.write(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="session")
def library(packs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Nobody may change it."""
    with Library.open(tmp_path_factory.mktemp("data"), HashEmbedding()) as opened:
        assert {line.status for line in council.index(opened, packs)} == {"added"}
        yield opened


@pytest.fixture(scope="session")
def assistant(library: Library) -> Assistant:
    return Assistant(library)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "data", HashEmbedding()) as opened:
        yield opened


@pytest.fixture
def own(library: Library, tmp_path: Path) -> Iterator[Library]:
    """The council's library in a copy that a test may change."""
    shutil.copytree(library.stores.data_dir, tmp_path / "own")
    with Library.open(tmp_path / "own", HashEmbedding()) as opened:
        yield opened


@pytest.fixture(scope="session")
def ferry_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ferry committee's papers, indexed once."""
    packs, data = tmp_path_factory.mktemp("ferry"), tmp_path_factory.mktemp("ferry-data")
    write_ledger_packs(packs)
    with Library.open(data, HashEmbedding()) as library:
        assert {line.status for line in ingest([packs], library, parse)} == {"added"}
    return data


@pytest.fixture
def ferries(ferry_data: Path) -> Iterator[Library]:
    with Library.open(ferry_data, HashEmbedding()) as library:
        yield library
