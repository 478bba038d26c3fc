"""A folder to work in for tests of the command, and what they and the tests of saved work make again and again."""

import json
from pathlib import Path

import pytest

from app.saved.records import CitationRecord
from app.settings import Settings
from tests.fakes import HashEmbedding


@pytest.fixture
def unset(tmp_path, monkeypatch) -> Path:
    """An empty working folder with no settings in it or in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SCRUTINY_{name.upper()}", raising=False)
    return tmp_path


@pytest.fixture
def hashed(unset, monkeypatch) -> Path:
    """Such a folder, for a command whose embedding is the hash embedding."""
    monkeypatch.setattr("app.build.SentenceTransformerEmbedding", lambda **_: HashEmbedding())
    return unset


def lines(capsys) -> list[dict]:
    """The JSON lines that a command has printed."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def cited(quote: str, **more: object) -> CitationRecord:
    """A citation of a report of June 2024 with this quote, unless told otherwise."""
    fields = {
        "n": 1,
        "passage_id": "p",
        "document": "pack.pdf",
        "document_id": "d",
        "report": "Ferries",
        "parent": "",
        "kind": "report",
        "committee": None,
        "meeting_date": "2024-06-04",
        "section": None,
        "paragraph": "4",
        "page": 7,
        "pack_page": "5",
        "printed_page": None,
    }
    return CitationRecord.model_validate({**fields, "quote": quote, **more})
