"""How a request ends, over real HTTP: each kind of end, what is tried again, and what the reader is told."""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from zlib import crc32

import pytest

from index.faults import LlmFault
from rag.llm import build_llm, write_answer
from rag.llm.client import stream_reply
from rag.llm.model import Ending, Model, Queue, Spent
from rag.llm.providers import _is_there
from rag.values import Retrieved
from tests.llmserver import close
from tests.unit.rag.council import paper, stored

TEXT = "12 homes were let in May 2031. Repairs cost £450. The Panel agreed the plan."


@dataclass
class Scripted:
    """A server of many dialects: one reply after another, each (status, headers, words, finish)."""

    replies: list[tuple[int, dict[str, str], str, str]]
    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)


def _sse(*parts: Any, named: bool = False) -> bytes:
    events = (f"event: {p['type']}\n" if named else "" for p in parts)
    return b"".join(f"{e}data: {json.dumps(p)}\n\n".encode() for e, p in zip(events, parts, strict=True))


def _openai(words: str, finish: str, apart: bool = True) -> bytes:
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    base = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    chunk = [
        {**base, "choices": [{"index": 0, "delta": {"role": "assistant", "content": words}, "finish_reason": None}]},
        {**base, "choices": [{"index": 0, "delta": {"content": ""}, "finish_reason": finish}]}
        | ({} if apart else {"usage": usage}),
        {**base, "choices": [], "usage": usage},
    ]
    return _sse(*chunk[: 3 if apart else 2]) + b"data: [DONE]\n\n"


def _anthropic(words: str, finish: str) -> bytes:
    reason = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}[finish]
    message = {"id": "m", "type": "message", "role": "assistant", "content": [], "model": "m", "stop_reason": None,
               "stop_sequence": None, "usage": {"input_tokens": 7, "output_tokens": 1}}  # fmt: skip
    return _sse(
        {"type": "message_start", "message": message},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": words}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": reason}, "usage": {"output_tokens": 3}},
        {"type": "message_stop"},
        named=True,
    )


def _gemini(words: str, finish: str) -> bytes:
    reason = {"stop": "STOP", "length": "MAX_TOKENS", "content_filter": "SAFETY"}[finish]
    usage = {"promptTokenCount": 7, "candidatesTokenCount": 3, "totalTokenCount": 10}
    told = {"candidates": [{"content": {"role": "model", "parts": [{"text": words}]}}], "usageMetadata": usage}
    last = {"content": {"role": "model", "parts": [{"text": ""}]}, "finishReason": reason}
    return _sse(told, {"candidates": [last], "usageMetadata": usage})


def _bedrock(words: str, finish: str) -> bytes:
    """Frames of AWS's event stream: lengths, headers, a payload, and their checksums."""
    reason = {"stop": "end_turn", "length": "max_tokens", "content_filter": "content_filtered"}[finish]
    usage = {"inputTokens": 7, "outputTokens": 700 if finish == "length" else 3, "totalTokens": 10}
    events: list[tuple[str, Any]] = [
        ("messageStart", {"role": "assistant"}),
        ("contentBlockDelta", {"delta": {"text": words}, "contentBlockIndex": 0}),
        ("contentBlockStop", {"contentBlockIndex": 0}),
        ("messageStop", {"stopReason": reason}),
        ("metadata", {"usage": usage, "metrics": {"latencyMs": 1}}),
    ]
    frames = b""
    for name, event in events:
        payload, headers = json.dumps(event).encode(), b""
        known = {":event-type": name, ":content-type": "application/json", ":message-type": "event"}
        for key, value in known.items():
            headers += bytes([len(key)]) + key.encode() + b"\x07" + struct.pack(">H", len(value)) + value.encode()
        head = struct.pack(">II", 16 + len(headers) + len(payload), len(headers))
        body = head + struct.pack(">I", crc32(head)) + headers + payload
        frames += body + struct.pack(">I", crc32(body))
    return frames


@contextmanager
def scripted(*replies: tuple[int, dict[str, str], str, str]) -> Iterator[Scripted]:
    state = Scripted(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Keep quiet."""

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append(body | {"path": self.path, "headers": {k.lower(): v for k, v in self.headers.items()}})
            status, headers, words, finish = state.replies.pop(0) if len(state.replies) > 1 else state.replies[0]
            anthropic = self.path.endswith("/messages")
            mistral = "mistral" in self.headers.get("User-Agent", "")
            data = words.encode()
            kind = "text/event-stream" if status == 200 else "application/json"
            if status == 200 and "streamGenerateContent" in self.path:
                data = _gemini(words, finish)
            elif status == 200 and self.path.endswith("/converse-stream"):
                data, kind = _bedrock(words, finish), "application/vnd.amazon.eventstream"
            elif status == 200:
                data = _anthropic(words, finish) if anthropic else _openai(words, finish, apart=not mistral)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.daemon_threads = True
    state.port = web.server_address[1]
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        web.shutdown()
        web.server_close()
        thread.join()


def good(words: str, finish: str = "stop") -> tuple[int, dict[str, str], str, str]:
    return 200, {}, words, finish


def bad(status: int, message: str, **headers: str) -> tuple[int, dict[str, str], str, str]:
    return status, headers, json.dumps({"error": {"message": message, "code": None}}), ""


@contextmanager
def model(state: Scripted, provider: str = "openai", **rules: Any) -> Iterator[Model]:
    path = {"openai": "/v1", "mistral": ""}.get(provider, "")
    more = {"token": lambda: "entra-token"} if rules.pop("entra", False) else {}
    key = None if more else "secret-key"
    url = f"http://127.0.0.1:{state.port}{path}"
    llm = build_llm(provider, rules.pop("name", "scripted"), url, key, 60.0, 8192, headers={"X-Gateway": "g1"}, **more)
    assert llm is not None
    try:
        yield Model(llm, "scripted", 4000, 60.0, **{"meaning": False, **rules})
    finally:
        if provider == "openai":
            close(llm)


def told(answering: Model) -> Any:
    passage = stored(TEXT, paper("i", "Homes"), "p1")
    return list(write_answer(answering, "How many homes were let?", [Retrieved(passage, 1, 1.0)]))[-1]


def said(asked: Model, **more: Any) -> str:
    return "".join(stream_reply(asked, "system", "hello", **more))


def keyed(words: str, asked: Scripted) -> str:
    """The words with the key that the first request gave its source."""
    user = str(asked.asked[0]["messages"][-1]["content"])
    return words.replace("KEY", user[user.index("[") + 1 : user.index("]")])


def test_a_reply_cut_off_is_told_and_counted():
    with scripted(good("one two", "length")) as server, model(server) as asked:
        ending = Ending()
        assert said(asked, ending=ending) == "one two"
    assert (ending.kind, ending.spent) == ("cut", Spent(7, 3))
    assert server.asked[0]["headers"]["x-gateway"] == "g1"
    assert server.asked[0]["max_tokens"] == 700


@pytest.mark.parametrize(
    "reply",
    [
        good("", "content_filter"),
        bad(400, "The response was filtered due to content management policy: content_filter"),
    ],
)
def test_a_filters_refusal_says_so(reply):
    with scripted(reply) as server, model(server) as asked, pytest.raises(LlmFault, match="content filter"):
        said(asked)


@pytest.mark.parametrize("name", ["temperature", "response_format", "max_tokens", "stream_options"])
def test_a_parameter_that_is_refused_is_left_out_and_remembered(name):
    with scripted(bad(400, f"Unsupported parameter: '{name}'"), good("yes")) as server, model(server) as asked:
        schema = {"type": "object", "properties": {}}
        assert said(asked, schema=schema) == "yes"
        assert said(asked, schema=schema) == "yes"
    assert name in server.asked[0]
    assert [name in r for r in server.asked[1:]] == [False, False]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_once_more_when_it_says(status):
    busy = bad(status, "later", **{"Retry-After": "0.1"})
    with scripted(busy, good("yes")) as server, model(server) as asked:
        assert said(asked) == "yes"
    with scripted(busy, busy, good("yes")) as server, model(server) as asked:
        with pytest.raises(LlmFault, match=f"busy .HTTP {status}"):
            said(asked)
        assert len(server.asked) == 2


def test_no_second_try_past_the_time_left():
    with scripted(bad(429, "later", **{"Retry-After": "600"})) as server, model(server) as asked:
        with pytest.raises(LlmFault, match="busy"):
            said(asked)
        assert len(server.asked) == 1


def test_the_servers_words_are_logged_without_the_key(caplog):
    with scripted(bad(500, "secret-key is wrong")) as server, model(server) as asked, pytest.raises(LlmFault):
        said(asked)
    assert "is wrong" in caplog.text
    assert "secret-key" not in caplog.text


def test_the_days_tokens_are_written_down_and_end():
    class Account:
        spent = 0

        def add(self, day: Any, purpose: str, spent: Spent) -> None:
            self.spent += spent.total

        def on(self, day: Any) -> int:
            return self.spent

    account = Account()
    with scripted(good("yes")) as server, model(server, account=account, daily=10) as asked:
        said(asked)
        assert account.spent == 10
        with pytest.raises(LlmFault, match="budget"):
            said(asked)
        assert len(server.asked) == 1


def test_requests_wait_in_the_order_they_came():
    queue, stop, order = Queue(1), lambda: False, []
    with queue.turn():
        waiting = threading.Thread(target=lambda: [queue.turn(stop).__enter__(), order.append(1)])
        waiting.start()
        while not queue.place(stop):
            pass
        assert (queue.place(stop), order) == (1, [])
    waiting.join(60)
    assert (queue.place(stop), order) == (0, [1])


def test_restricted_papers_go_to_no_model():
    passage = stored(TEXT, paper("i", "Homes"), "p1")
    with scripted(good("yes")) as server:
        with model(server, withheld=lambda: frozenset({passage.item.document_id})) as asked, pytest.raises(LlmFault):
            list(write_answer(asked, "How many homes?", [Retrieved(passage, 1, 1.0)]))
        assert server.asked == []


@pytest.mark.parametrize(("finish", "notice"), [("length", "cut off"), ("content_filter", "filter")])
def test_an_answer_that_was_cut_is_partial_and_says_so(finish, notice, monkeypatch):
    monkeypatch.setattr("rag.llm.sources.make_keys", lambda n, *_: ["BBB2", "CCC3", "DDD4"][:n])
    reply = good("12 homes were let in May 2031. [BBB2]\nRepairs cost £4", finish)
    with scripted(reply) as server, model(server) as asked:
        answer = told(asked)
    assert (answer.status, answer.text) == ("partial", "12 homes were let in May 2031.")
    assert notice in answer.notice


def test_what_is_not_stated_is_said_and_the_answer_partial(monkeypatch):
    monkeypatch.setattr("rag.llm.sources.make_keys", lambda n, *_: ["BBB2", "CCC3", "DDD4"][:n])
    reply = good("12 homes were let in May 2031. [BBB2]\nNot stated: how many homes were not let.")
    with scripted(reply) as server, model(server) as asked:
        answer = told(asked)
    assert (answer.status, answer.text) == ("partial", "12 homes were let in May 2031.")
    assert "Not stated" in answer.notice


@pytest.mark.parametrize(("verdict", "status", "mark"), [("1: no", "not_found", ""), ("1: unclear", "answered", "(?)")])
def test_a_second_request_asks_whether_the_quotes_say_it(verdict, status, mark, monkeypatch):
    monkeypatch.setattr("rag.llm.sources.make_keys", lambda n, *_: ["BBB2", "CCC3", "DDD4"][:n])
    reply = good("12 homes were let in May 2031. [BBB2]")
    with scripted(reply, good(verdict)) as server, model(server, meaning=True) as asked:
        answer = told(asked)
    assert answer.status == status
    assert mark in answer.text
    assert len(server.asked) == 2


PROVIDERS = [
    ("openai", "scripted", ""),
    ("azure", "gpt-4o", "azure.identity"),
    ("anthropic", "claude-sonnet-4-20250514", "anthropic"),
    ("mistral", "mistral-large-latest", "mistralai"),
    ("bedrock", "anthropic.claude-3-5-sonnet-20240620-v1:0", "boto3"),
    ("gemini", "gemini-2.5-flash", "google.genai"),
]


@pytest.mark.parametrize(("provider", "name", "needs"), PROVIDERS)
@pytest.mark.parametrize(("finish", "kind"), [("stop", "whole"), ("length", "cut")])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pydantic.warnings.PydanticDeprecatedSince20")
def test_every_provider_streams_in_its_own_dialect(provider, name, needs, finish, kind, monkeypatch):
    if needs and not _is_there(needs):
        pytest.skip(f"the extra {provider} is not installed")
    for name_, value in (("ACCESS_KEY_ID", "id"), ("SECRET_ACCESS_KEY", "secret-key"), ("DEFAULT_REGION", "eu-west-2")):
        monkeypatch.setenv(f"AWS_{name_}", value)
    with scripted(good("yes indeed", finish)) as server, model(server, provider, name=name) as asked:
        ending = Ending()
        assert said(asked, ending=ending) == "yes indeed"
        assert ending.kind == kind
        assert ending.spent.sent
    headers = server.asked[0]["headers"]
    if provider == "bedrock":  # signed, the key itself never sent
        assert headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=id/")
        return
    keys = ("authorization", "api-key", "x-api-key", "x-goog-api-key")
    assert any("secret-key" in headers.get(name, "") for name in keys)


def test_azure_is_asked_with_a_fresh_token_of_entra_id():
    pytest.importorskip("azure.identity", reason="the extra azure is not installed")
    with scripted(good("yes")) as server, model(server, "azure", name="gpt-4o", entra=True) as asked:
        assert said(asked) == "yes"
    assert server.asked[0]["headers"]["authorization"] == "Bearer entra-token"
    assert "/openai/deployments/gpt-4o/chat/completions?api-version=" in server.asked[0]["path"]
