"""Every sentence of a sample pack, quoted alone, passes the check: the composer and the checker agree on places."""

from types import SimpleNamespace

import pytest

from index.ingest.parse import parse
from index.store.library import Library
from rag.ask.compose import compose
from rag.ask.excerpts import Quote
from rag.check import check_answer, check_quote
from rag.search.reading import spans
from rag.search.wanted import read_want
from rag.values import Scope
from tests.places import SAMPLE
from tests.unit.rag import council

PACKS = SAMPLE
FOUND = SimpleNamespace(
    query=SimpleNamespace(wanted=read_want("")), retrieved=(), searched=(), scoped=SimpleNamespace(scope=Scope())
)


@pytest.mark.parametrize("suffix", ["txt", "docx", "pdf"])
def test_no_sentence_of_a_pack_is_lost(empty: Library, suffix):
    pack = min(PACKS.glob(f"*.{suffix}"), key=lambda path: path.stat().st_size)
    assert [line.status for line in council.index(empty, pack, reader=parse)] == ["added"]
    quotes = [
        Quote(council.clue(passage, (start, end)), start, end)
        for passage in empty.stores.catalogue.passages()
        for start, end in spans(passage)
    ]
    proved = [q for q in quotes if check_quote(q.text, q.clue.passage)]
    assert len(proved) > 0.9 * len(quotes) > 9  # what is only punctuation, or follows a line "None", is not
    answers = [check_answer(compose("?", FOUND, [quote], "answered")) for quote in proved]
    assert [answer.dropped for answer in answers if answer.dropped] == []
