"""A server removes by itself what was withdrawn, once it is due and not before."""

from datetime import UTC, datetime

import pytest

from app.server import jobs, serve
from app.settings import Settings
from index.faults import Fault
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.aside import set_aside
from index.store.catalogue.records import Origin
from index.store.library import Library
from tests.fakes import HashEmbedding
from tests.unit.app.pages.conftest import TEXT_NAME, write_papers

DUE = datetime(2031, 5, 1, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data")


@pytest.fixture
def asked(settings, tmp_path, monkeypatch):
    """How often the command was asked to remove what is due, over an index with a paper withdrawn until then."""
    (tmp_path / "papers").mkdir()
    write_papers(tmp_path / "papers")
    with Library.open(settings.data, HashEmbedding()) as library:
        list(ingest([tmp_path / "papers"], library, parse))
        set_aside(library, TEXT_NAME, DUE)
    calls = []

    def remove_due(given):
        calls.append(given)
        return [{"document": TEXT_NAME, "status": "withdrawn"}]

    monkeypatch.setattr(jobs, "remove_due", remove_due)
    return calls


def test_nothing_is_asked_of_the_command_before_something_is_due(settings, asked):
    assert serve.remove_due(settings, DUE.replace(year=2030)) == []
    assert asked == []
    assert serve.remove_due(settings, DUE) == [TEXT_NAME]
    assert asked == [settings]


def test_no_index_yet(settings, tmp_path):
    assert serve.remove_due(settings, DUE) == []
    assert not (tmp_path / "data").exists()


def test_an_ingest_that_was_cut_off_is_finished(settings, asked, monkeypatch):
    runs = []

    def index(given):
        runs.append(given)
        yield {"document": "b.pdf", "status": "added"}

    monkeypatch.setattr(jobs, "finish", index)
    assert serve.finish(settings) == []
    assert runs == []
    with Library.open(settings.data, HashEmbedding()) as library, library.writing() as writer:
        writer.wait([Origin("/papers/b.pdf", "b.pdf", "/papers")])
    assert serve.finish(settings) == ["added b.pdf"]
    assert runs == [settings]


def test_a_fault_is_logged_and_it_goes_on(settings, monkeypatch, caplog):
    turns = []

    def fault(given):
        raise Fault("It is busy.", "Wait.")

    def fail(given):
        turns.append(given)
        if len(turns) == 1:
            raise Fault("The disk is full.", "Make room.")
        if len(turns) == 2:
            return ["a.pdf"]
        raise SystemExit  # ends the endless loop of the test

    monkeypatch.setattr(serve, "remove_due", fail)
    monkeypatch.setattr(serve, "EVERY", 0.0)
    monkeypatch.setattr(serve, "finish", fault)
    with caplog.at_level("INFO"), pytest.raises(SystemExit):
        serve._keep_order(settings)
    assert [record.message for record in caplog.records] == [
        "an ingest that was cut off could not be finished: It is busy. Wait.",
        "what was withdrawn could not be removed: The disk is full. Make room.",
        "removed for good: a.pdf",
    ]
