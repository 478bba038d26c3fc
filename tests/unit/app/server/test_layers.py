"""No more of what is uploaded is held than is allowed, whoever sends it and however it is sent; and what goes with
every answer."""

from dataclasses import dataclass

import anyio
import pytest
from streamlit.web.server.starlette import starlette_app

from app.people import COOKIE
from app.server.layers import Allowance, Closed, lay_over
from app.settings import Settings


@dataclass
class File:
    data: bytes


class Server:
    """A server that keeps what it is sent, as Streamlit's does, under an allowance of 3 files and 2 MB."""

    def __init__(self) -> None:
        self.storage: dict[str, dict[str, File]] = {}
        self.layer = Allowance(self._keep, Settings(upload_files=3, upload_mb=2, max_file_mb=1), self.storage)
        self.meanwhile = None

    async def _keep(self, scope, receive, send) -> None:
        if self.meanwhile:
            todo, self.meanwhile = self.meanwhile, None
            await todo()
        *_, session, file = scope["path"].split("/")
        self.storage.setdefault(session, {})[file] = File(bytes(scope["size"]))
        await send({"type": "http.response.start", "status": 204, "headers": []})

    async def put(self, session: str, file: str, size: int, cookie: str = "", told: str | None = None) -> int:
        headers = [(b"content-length", (str(size) if told is None else told).encode())] if told != "" else []
        headers += [(b"cookie", f"{COOKIE}={cookie}".encode())] if cookie else []
        scope = {"type": "http", "method": "PUT", "path": f"/_stcore/upload_file/{session}/{file}", "headers": headers}
        said: list[int] = []

        async def send(message):
            if message["type"] == "http.response.start":
                said.append(message["status"])

        await self.layer(scope | {"size": size}, None, send)
        return said[0]


def run(*puts: tuple) -> list[int]:
    server = Server()

    async def all_of_them() -> list[int]:
        return [await server.put(*put) for put in puts]

    return anyio.run(all_of_them)


@pytest.mark.parametrize(
    ("puts", "answers"),
    [
        ([("a", n, 10, "ann") for n in "1234"], [204, 204, 204, 413]),
        ([(session, "1", 10, "ann") for session in "abcd"], [204, 204, 204, 413]),
        ([("a", "1", 900_000, "ann"), ("b", "2", 900_000, "ann"), ("a", "3", 900_000, "ann")], [204, 204, 413]),
        ([("a", "1", 900_000, "ann"), ("b", "2", 900_000, "bob"), ("b", "3", 900_000, "bob")], [204] * 3),
        ([(f"s{n}", "1", 900_000) for n in range(9)], [204] * 8 + [413]),
        ([(f"s{n}", "1", 900_000, f"made up {n}") for n in range(9)], [204] * 8 + [413]),
        ([("a", "1", 900_000, "ann", ""), ("a", "1", 9, "ann", "-9"), ("a", "1", 9, "ann", "many")], [411] * 3),
    ],
    ids=["number", "tabs", "bytes", "another's", "no cookie", "cookies made up", "no length"],
)
def test_more_is_refused(puts, answers):
    assert run(*puts) == answers


def test_what_is_on_its_way_counts_and_what_is_gone_does_not():
    server, answers = Server(), []

    async def story():
        async def while_two_come():
            answers.append(await server.put("b", "2", 900_000, "ann"))
            answers.append(await server.put("b", "3", 900_000, "ann"))

        server.meanwhile = while_two_come
        answers.append(await server.put("a", "1", 900_000, "ann"))
        server.storage.clear()
        answers.append(await server.put("a", "4", 900_000, "ann"))
        assert server.layer._whose == {"a": "ann"}

    anyio.run(story)
    assert answers == [204, 413, 204, 204]


def test_the_servers_own_layers_come_after_it(monkeypatch):
    monkeypatch.setattr(starlette_app, "create_streamlit_middleware", starlette_app.create_streamlit_middleware)
    own = starlette_app.create_streamlit_middleware()
    lay_over(Settings())
    closed, first, *others = starlette_app.create_streamlit_middleware()
    assert (closed.cls, first.cls) == (Closed, Allowance)
    assert [one.cls for one in others] == [one.cls for one in own]


def said_by(header, scope):
    """What a page that says one header is answered with, behind the layer, where it is asked for so."""
    said = []

    async def page(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [header]})

    async def send(message):
        said.append(message)

    anyio.run(Closed(page), {"type": "http", "method": "GET", "path": "/"} | scope, None, send)
    return said[0]


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/_stcore/metrics", 404), ("/base/_stcore/metrics", 404)])
def test_every_answer_says_who_may_frame_it_and_nobody_measures_the_server(path, status):
    said = said_by((b"content-type", b"text/html"), {"path": path, "headers": []})
    headers = dict(said["headers"])
    assert said["status"] == status
    rules = dict(rule.split() for rule in headers[b"content-security-policy"].split(b"; "))
    assert rules == {b"frame-ancestors": b"'self'", b"object-src": b"'none'"} | dict.fromkeys(
        (b"base-uri", b"form-action"), b"'self'"
    )
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"content-type"].startswith(b"text/")


@pytest.mark.parametrize(
    ("behind", "kept"),
    [
        ({"scheme": "https", "headers": []}, b"a=b; HttpOnly; Secure"),
        ({"scheme": "http", "headers": [(b"x-forwarded-proto", b"https")]}, b"a=b; HttpOnly; Secure"),
        ({"scheme": "http", "headers": [(b"x-forwarded-proto", b"HTTPS, http")]}, b"a=b; HttpOnly; Secure"),
        ({"scheme": "http", "headers": [(b"x-forwarded-proto", b"http, https")]}, b"a=b; HttpOnly"),
        ({"scheme": "http", "headers": [(b"x-forwarded-proto", b"http")]}, b"a=b; HttpOnly"),
    ],
)
def test_behind_tls_a_cookie_goes_back_by_it_alone(behind, kept):
    said = said_by((b"set-cookie", b"a=b; HttpOnly"), behind)
    assert dict(said["headers"])[b"set-cookie"] == kept


def test_a_cookie_that_is_kept_to_tls_is_left_as_it_is():
    said = said_by((b"set-cookie", b"a=b; secure"), {"scheme": "https"})
    assert dict(said["headers"])[b"set-cookie"] == b"a=b; secure"
