"""The ferry committee's papers in a library, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from tests.fakes import HashEmbedding
from tests.ledgerpacks import write_ledger_packs


@pytest.fixture(scope="session")
def ferry_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    packs, data = tmp_path_factory.mktemp("ferry"), tmp_path_factory.mktemp("ferry-data")
    write_ledger_packs(packs)
    with Library.open(data, HashEmbedding()) as library:
        assert {line.status for line in ingest([packs], library, parse)} == {"added"}
    return data


@pytest.fixture
def ferries(ferry_data: Path) -> Iterator[Library]:
    with Library.open(ferry_data, HashEmbedding()) as library:
        yield library
