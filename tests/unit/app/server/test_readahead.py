"""Reports of new papers are read by the language model before anybody opens them, once, within the budget."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from app.saved.journals import ReplyStore, SpendingStore
from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction
from app.server.readahead import NEW, read_ahead
from app.settings import Settings
from index.faults import LlmFault
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from rag.llm.model import ANY, Spent, Written
from tests import llmserver
from tests.fakes import HashEmbedding
from tests.unit.app.pages.conftest import PDF_NAME, TEXT_NAME, write_papers

DRAFT = json.dumps(
    {
        "prompts": [],
        "questions": [
            {"question": "Crossings fell to 412 against a target of 500: why?", "quotes": ["fell to 412 in the year"]}
        ],
    }
)


def writer(messages):
    blocks = str(messages[-1]["content"]).split("\n\n[")[1:]
    if "five short plain sentences" not in messages[0]["content"]:
        return [DRAFT]
    says = {"fell to 412": "Crossings fell to 412.", "4.2 metres": "The channel was dredged to 4.2 metres."}
    return [f"{told} [{block[:4]}]\n" for block in blocks for words, told in says.items() if words in block]


@pytest.fixture
def reading(tmp_path):
    """Reads ahead, over two new reports and a scripted server; gives how many were drafted for, and the server."""
    (tmp_path / "papers").mkdir()
    write_papers(tmp_path / "papers")
    with Library.open(tmp_path / "data", HashEmbedding()) as library, llmserver.connections_closed():
        list(ingest([tmp_path / "papers"], library, parse))
        with llmserver.serving(llmserver.Plan(writer)) as server:
            rules = {"llm_provider": "openai", "llm_model": "m", "llm_base_url": server.openai_url}

            def read(now=None, **more):
                settings = Settings(data=tmp_path / "data", llm_meaning=False, **rules, **more)
                return read_ahead(settings, library, now)

            read.server, read.data, read.library = server, tmp_path / "data", library
            yield read


def test_each_report_is_drafted_for_and_summed_up_once(reading):
    assert reading() == 2
    asked = len(reading.server.requests)
    assert asked >= 4  # two drafts, two summaries
    assert reading() == 2
    assert len(reading.server.requests) == asked


def test_papers_read_in_long_ago_wait_until_they_are_opened(reading):
    assert reading(datetime.now(UTC) + NEW + timedelta(minutes=1)) == 0
    assert reading.server.requests == []


def test_half_of_the_days_tokens_are_left_to_whoever_asks(reading):
    SpendingStore(reading.data).add(date.today(), "answer", Spent(400, 100))
    with pytest.raises(LlmFault, match="budget"):
        reading(llm_daily_tokens=1000)
    assert reading.server.requests == []


def test_restricted_papers_are_not_sent(reading):
    document = next(d for d in reading.library.documents() if d.path == PDF_NAME)
    AccessStore(reading.data).restrict(Restriction(document.id, PDF_NAME, ("officer",)))
    assert reading() == 1
    assert "412" not in str([m["content"] for r in reading.server.requests for m in r["messages"]])


def test_a_server_that_is_down_ends_it_with_its_fault(reading):
    reading.server.plan = llmserver.Plan(status=500)
    with pytest.raises(LlmFault, match="HTTP 500"):
        reading()
    assert len(reading.server.requests) == 1


def test_replies_go_with_the_papers_they_may_hold(tmp_path):
    store = ReplyStore(tmp_path)
    for request, documents in {"a": ["one"], "b": ["two"], "c": ["two", ANY]}.items():
        store.keep(request, documents, Written(f"words of {documents}", date(2031, 5, 1)))
    assert store.find("a") == Written("words of ['one']", date(2031, 5, 1))
    assert store.secret() == ReplyStore(tmp_path).secret()
    store.withdraw("one")
    assert [bool(store.find(request)) for request in "abc"] == [False, True, False]
    assert b"words of ['one']" not in store.path.read_bytes()
    store.drop("b")
    assert store.find("b") is None


def test_a_draft_of_nothing_readable_is_not_kept(reading):
    reading.server.plan = llmserver.Plan(lambda messages: ["I cannot do that."])
    for _ in range(2):
        with pytest.raises(LlmFault):
            reading()
    assert len(reading.server.requests) == 2
    assert TEXT_NAME in {d.path for d in reading.library.documents()}
