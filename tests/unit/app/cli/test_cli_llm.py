"""The command with a language model in the settings: over real HTTP, up, down and without a name."""

import json

import pytest

from app.cli.main import run
from tests import llmserver
from tests.unit.app.pages.conftest import write_papers

QUESTION = "How many crossings were there in the year, against the target?"


@pytest.fixture
def ask(hashed, monkeypatch, capsys):
    """Asks the command, with these LLM settings, over two small papers; returns the answer it prints."""
    (hashed / "papers").mkdir()
    write_papers(hashed / "papers")
    assert run(["index", "papers"]) == 0
    capsys.readouterr()

    def asked(**settings) -> dict:
        for name, value in settings.items():
            monkeypatch.setenv(f"SCRUTINY_{name.upper()}", value)
        assert run(["ask", QUESTION, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    with llmserver.connections_closed():
        yield asked


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_a_model_that_is_up_words_the_answer(ask, provider):
    with llmserver.serving(llmserver.Plan(llmserver.lines("There were 412 crossings. {0}"))) as server:
        url = server.openai_url if provider == "openai" else server.ollama_url
        answer = ask(llm_provider=provider, llm_model="small", llm_base_url=url)
        assert server.requests
    assert answer["status"] in ("answered", "partial")
    assert "412" in answer["text"]
    assert answer["citations"]


def test_a_model_that_is_down_leaves_the_papers_own_words(ask):
    with llmserver.serving(llmserver.Plan()) as server:
        url = server.openai_url
    answer = ask(llm_provider="openai", llm_model="small", llm_base_url=url, llm_timeout_s="5")
    assert "412" in answer["text"], answer
    assert answer["notice"]


def test_a_model_without_a_name_is_one_line(ask, monkeypatch, capsys):
    monkeypatch.setenv("SCRUTINY_LLM_PROVIDER", "openai")
    assert run(["ask", QUESTION]) == 1
    err = capsys.readouterr().err
    assert err.startswith("scrutiny: ")
    assert len(err.splitlines()) == 1
