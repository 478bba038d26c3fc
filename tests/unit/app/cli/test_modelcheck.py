"""`scrutiny llm-check` against a scripted server: what is tried, and what it says to set."""

import pytest

from app.cli.main import run
from tests import llmserver


@pytest.fixture(autouse=True)
def _connections_closed():
    with llmserver.connections_closed():
        yield


def pieces(messages):
    text = str(messages[-1]["content"])
    if "MAGPIE" in text:
        return ["MAGPIE"]
    if "ok" in text:
        return ['{"ok": true}']
    if "exploitation" in text:
        return ["Thirty, that is 30, of them. [AAA2]"]
    return ["one ", "two ", "three"]


@pytest.mark.parametrize("provider", ["ollama", "openai"])
def test_what_works_is_said(hashed, monkeypatch, capsys, provider):
    with llmserver.serving(llmserver.Plan(pieces)) as server:
        url = server.ollama_url if provider == "ollama" else server.openai_url
        for name, value in {"PROVIDER": provider, "MODEL": "scripted", "BASE_URL": url, "TIMEOUT_S": "600"}.items():
            monkeypatch.setenv(f"SCRUTINY_LLM_{name}", value)
        assert run(["llm-check"]) == 0
    out = capsys.readouterr().out
    for name in ("reachable", "streaming", "speed", "context", "schema", "safeguarding"):
        assert f"ok       {name}" in out, out


def test_what_does_not_is_a_line_with_what_to_do(hashed, monkeypatch, capsys):
    with llmserver.serving(llmserver.Plan(status=401)) as server:
        for name, value in {"PROVIDER": "openai", "MODEL": "scripted", "BASE_URL": server.openai_url}.items():
            monkeypatch.setenv(f"SCRUTINY_LLM_{name}", value)
        assert run(["llm-check"]) == 1
    assert "SCRUTINY_LLM_API_KEY" in capsys.readouterr().out


def test_no_model_is_a_fault(hashed, capsys):
    assert run(["llm-check"]) == 1
    assert "SCRUTINY_LLM_PROVIDER" in capsys.readouterr().err
