"""A scripted LLM server on loopback that speaks Ollama's /api/chat and OpenAI's /v1/chat/completions.

A script is a function from the request's messages to pieces of a reply; it may also be one of the faults
below. The server keeps every request it was sent, so that a test can look at what really went over the wire.
"""

from __future__ import annotations

import asyncio
import json
import re
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from llama_index.core.llms import LLM

import rag.llm
from rag.llm import build_llm
from rag.llm.client import event_loop

Messages = list[dict[str, Any]]
Script = Callable[[Messages], list[str]]


@dataclass
class Plan:
    """What the server does: `script` words the reply, the rest is how it misbehaves."""

    script: Script = lambda messages: []
    status: int = 200
    raw: bytes | None = None  # a body sent as it is, instead of a well-formed one
    cut_after: int | None = None  # pieces after which the connection is closed
    hang_after: int | None = None  # pieces after which nothing more comes until the test lets go
    silent: bool = False  # not even the head of the reply comes until the test lets go
    pause: float = 0.0  # seconds before each piece


@dataclass
class Server:
    """A running server: its address, its plan, and the requests it was sent.

    `left` is set when whoever asked hangs up before the reply is whole.
    """

    port: int
    plan: Plan
    requests: list[dict[str, Any]] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)

    @property
    def ollama_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def openai_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def sent(self) -> str:
        """Every message of the last request, as one text."""
        return "\n".join(str(m["content"]) for m in self.requests[-1]["messages"])


def keys_in(messages: Messages) -> list[str]:
    """The source keys in a request, in order: what stands in brackets at the start of a line."""
    return re.findall(r"^\[([A-Z0-9]+)\]", _asked(messages), re.MULTILINE)


def lines(*templates: str) -> Script:
    """A script that answers these lines, `{0}`, `{1}` … standing for the keys of the request; in small
    pieces.
    """

    def script(messages: Messages) -> list[str]:
        keys = [f"[{key}]" for key in keys_in(messages)]
        text = "\n".join(t.format(*keys) for t in templates)
        return [text[i : i + 7] for i in range(0, len(text), 7)]

    return script


def quoting(messages: Messages) -> list[str]:
    """A script that says of every source its first words, up to a full stop, with its key; a word at a time."""
    found = re.findall(r"^\[([A-Z0-9]+)\].*\n<<DATA \w+>>\n(.+?(?:[.!?](?=\s)|$))", _asked(messages), re.MULTILINE)
    text = "\n".join(f"{words} [{key}]" for key, words in found)
    return [*re.findall(r"\s*\S+\s*?", text), "\n"]


def _asked(messages: Messages) -> str:
    return str(messages[-1]["content"])


@contextmanager
def serving(plan: Plan) -> Iterator[Server]:
    """Run a server with this plan on a free port; it is gone when the block ends."""
    server = Server(0, plan)
    web = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    web.daemon_threads = True
    server.port = web.server_address[1]
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.let_go.set()
        web.shutdown()
        web.server_close()
        thread.join()


@contextmanager
def connected(provider: str, plan: Plan, timeout: float = 60.0) -> Iterator[tuple[LLM, Server]]:
    """A server with this plan and the LLM that the settings would build for it, its connections closed at the
    end.
    """
    with serving(plan) as server:
        url = server.ollama_url if provider == "ollama" else server.openai_url
        llm = build_llm(provider, "scripted", url, "secret-key", timeout)
        assert llm is not None
        try:
            yield llm, server
        finally:
            close(llm)


@contextmanager
def connections_closed() -> Iterator[None]:
    """Whatever LLM the settings build meanwhile, its connections are closed at the end: one that is only let go of
    may be collected on another thread than its loop's, and warns then in whichever test is running.
    """
    built: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        build = rag.llm.build_llm
        patch.setattr("rag.llm.build_llm", lambda *a, **k: built.append(build(*a, **k)) or built[-1])
        yield
    for llm in built:
        if llm is not None:
            close(llm)


def close(llm: Any) -> None:
    """Close the connections that the LLM's own client keeps open, on the loop that opened them."""
    closing = llm.async_client._client.aclose() if hasattr(llm, "async_client") else llm._get_aclient().close()
    asyncio.run_coroutine_threadsafe(closing, event_loop()).result(10)


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    return type("Handler", (_Handler,), {"scripted": server})


class _Handler(BaseHTTPRequestHandler):
    scripted: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        self.scripted.requests.append(body | {"path": self.path, "authorization": self.headers.get("Authorization")})
        plan = self.scripted.plan
        self.close_connection = True
        if plan.status != 200:
            return self._whole(plan.status, b'{"error": {"message": "scripted failure"}}')
        if plan.raw is not None:
            return self._whole(200, plan.raw)
        if plan.silent:
            return self._hang()
        if self.path == "/api/chat":
            return self._stream("application/x-ndjson", plan, body, _ollama_piece, _OLLAMA_END)
        if self.path == "/v1/chat/completions":
            return self._stream("text/event-stream", plan, body, _openai_piece, _OPENAI_END)
        return self._whole(404, b'{"error": "no such path"}')

    def _whole(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, kind: str, plan: Plan, body: dict[str, Any], encode: Callable[[str], bytes], end: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for i, piece in enumerate(plan.script(body["messages"])):
            if i == plan.cut_after:
                return None
            if i == plan.hang_after:
                return self._hang()
            if plan.pause and self._gone(plan.pause):
                return self.scripted.left.set()
            self._chunk(encode(piece))
        self._chunk(end)
        self._chunk(b"")
        return None

    def _hang(self) -> None:
        while not self.scripted.let_go.is_set():
            if self._gone(0.02):
                return self.scripted.left.set()
        return None

    def _gone(self, seconds: float) -> bool:
        """Wait so long, at most until the other side hangs up; whether it has."""
        waiting = select.poll()  # `select.select` takes no handle above 1,023, and a process of many tests has more
        waiting.register(self.connection, select.POLLIN)
        try:
            return bool(waiting.poll(1000 * seconds)) and not self.connection.recv(1, socket.MSG_PEEK)
        except ConnectionError:
            return True

    def _chunk(self, data: bytes) -> None:
        try:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        except ConnectionError:
            self.scripted.left.set()


def _ollama_piece(text: str) -> bytes:
    return _ollama({"message": {"role": "assistant", "content": text}, "done": False})


def _ollama(part: dict[str, Any]) -> bytes:
    return json.dumps({"model": "scripted", "created_at": "2024-01-01T00:00:00Z"} | part).encode() + b"\n"


def _openai_piece(text: str) -> bytes:
    return _openai({"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None})


def _openai(choice: dict[str, Any]) -> bytes:
    part = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}
    return b"data: " + json.dumps(part).encode() + b"\n\n"


_OLLAMA_END = _ollama({"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"})
_OPENAI_END = _openai({"index": 0, "delta": {}, "finish_reason": "stop"}) + b"data: [DONE]\n\n"
