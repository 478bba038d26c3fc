"""The invented council, indexed, for tests that measure over a library."""

import pytest

from index.store.library import Library
from tests.fakes import HashEmbedding
from tests.unit.rag import council


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    packs = council.write(tmp_path_factory.mktemp("packs"))
    with Library.open(tmp_path_factory.mktemp("data"), HashEmbedding()) as opened:
        council.index(opened, packs)
        yield opened
