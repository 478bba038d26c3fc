from __future__ import annotations

import os
import socket
from itertools import count

import pytest

from index.faults import BadSetting, LlmFault
from rag.llm import Model, build_llm
from rag.llm.client import stream_reply
from rag.llm.sources import count_tokens, fit, shorten
from tests.llmserver import Plan, Server, close, connected, lines

PROVIDERS = ["ollama", "openai"]


def ask(plan: Plan, provider: str, timeout: float = 60.0) -> tuple[str, Server]:
    with connected(provider, plan, timeout) as (llm, server):
        return "".join(stream_reply(Model(llm, timeout=timeout), "be brief", "hello")), server


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_reply_is_streamed_over_http(provider: str) -> None:
    said, server = ask(Plan(lines("It is so, and – £2 – no more.")), provider)
    assert said == "It is so, and – £2 – no more."
    (request,) = server.requests
    assert [m["role"] for m in request["messages"]] == ["system", "user"]
    assert request["model"] == "scripted"
    assert request["stream"] is True
    assert request["authorization"] == "Bearer secret-key"


FAULTS = {
    "500": (Plan(status=500), "HTTP 500"),
    "503": (Plan(status=503), "HTTP 503"),
    "401": (Plan(status=401), "refused the key"),
    "404": (Plan(status=404), "does not know that model"),
    "empty": (Plan(lambda messages: []), "said nothing"),
    "empty body": (Plan(raw=b""), ""),
    "not JSON": (Plan(raw=b"<html>It works!</html>"), ""),
    "other JSON": (Plan(raw=b'{"hello": ["world"]}'), ""),
    "cut": (Plan(lines("One. Two. Three. Four."), cut_after=2), "broke off"),
    "cut at once": (Plan(lines("One."), cut_after=0), "broke off"),
    "hangs": (Plan(lines("One. Two. Three."), hang_after=1), "within 0.3 seconds"),
    "hangs at once": (Plan(lines("One."), hang_after=0), "within 0.3 seconds"),
}


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_way_to_fail_is_one_fault_with_a_hint(provider: str, fault: str) -> None:
    plan, words = FAULTS[fault]
    with pytest.raises(LlmFault) as raised:
        ask(plan, provider, 0.3 if "hangs" in fault else 60.0)
    assert words in raised.value.message
    assert raised.value.hint
    assert "secret-key" not in str(raised.value)
    assert "scripted failure" not in str(raised.value)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_server_that_is_down_is_one_too(provider: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: nobody answers there
        llm = build_llm(provider, "scripted", f"http://127.0.0.1:{taken.getsockname()[1]}/v1", None, 2.0)
        assert llm is not None
        with pytest.raises(LlmFault, match="cannot be reached"):
            list(stream_reply(Model(llm), "", "hello"))
        close(llm)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_reply_that_trickles_past_the_deadline_is_stopped(provider: str) -> None:
    with connected(provider, Plan(lines("word " * 50))) as (llm, _):
        ticks = count()
        with pytest.raises(LlmFault, match="within 10 seconds"):
            list(stream_reply(Model(llm, timeout=10.0, clock=lambda: float(next(ticks))), "", "hello"))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_endless_reply_is_cut_off(provider: str) -> None:
    said, _ = ask(Plan(lambda messages: ["blah " * 1000] * 40), provider)
    assert 10_000 < len(said) <= 20_000


def test_no_provider_is_no_llm() -> None:
    assert build_llm("none", "") is None


def test_an_unknown_provider_or_no_model_is_a_bad_setting() -> None:
    with pytest.raises(BadSetting, match="no LLM provider"):
        build_llm("telepathy", "m")
    with pytest.raises(BadSetting, match="No LLM model"):
        build_llm("ollama", "  ")


def test_tokens_are_counted_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict(os.environ)
    monkeypatch.setattr(socket, "socket", None)
    assert count_tokens("") == 0
    assert count_tokens("hello world") == 2
    assert count_tokens("<|endoftext|>") > 1
    assert dict(os.environ) == before


def test_what_fits_is_the_first_pieces() -> None:
    assert fit(["hello world", "hello", "world"], 3, str) == ["hello world", "hello"]
    assert fit(["hello world " * 9, "hello"], 3, str) == []
    assert shorten("hello world", 2) == "hello world"
    assert shorten("hello world and more", 3) == "hello world…"
    assert count_tokens(shorten("préférence £€ 日本語 " * 50, 20)) <= 22
