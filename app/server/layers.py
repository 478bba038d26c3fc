"""What every request passes before Streamlit: how much of what is uploaded is held in memory, and who may frame a page.

Streamlit bounds each file, not how many there are, and takes one for a page that has no box for it. Who a person is
says the cookie of who signed in or of the browser; who has neither, or makes them up, meets what all may hold together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.people import COOKIE
from app.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_WAY, _MEASURED = "/_stcore/upload_file/", "/_stcore/metrics"
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"content-security-policy", b"frame-ancestors 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"),
)
_SIGNED_IN = "_streamlit_user"
_ALL = 4  # how many times what one person may hold all may hold together
_MB = 1_000_000
Storage = dict[str, dict[str, Any]]  # for each session, its files by id, each with its `data`


class Allowance:
    """A layer of the server that refuses an upload over what may be held, before any of it is read."""

    def __init__(self, app: ASGIApp, settings: Settings, storage: Storage | None = None) -> None:
        self._app, self._storage = app, storage
        self._files, self._bytes = settings.upload_files, max(settings.upload_mb, settings.max_file_mb) * _MB
        self._whose: dict[str, str] = {}  # the person of each session that has sent something
        self._coming: list[tuple[str, int]] = []  # what is being received: the person, and its bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["method"] != "PUT" or _WAY not in scope["path"]:
            await self._app(scope, receive, send)
            return
        from starlette.requests import Request
        from starlette.responses import PlainTextResponse

        request, session = Request(scope), scope["path"].split("/")[-2]
        cookies = request.cookies
        person = cookies.get(_SIGNED_IN) or cookies.get(COOKIE) or session
        told = request.headers.get("content-length", "")
        if not told.isdecimal():
            await PlainTextResponse("Say how long it is.", 411)(scope, receive, send)
            return
        coming = person, int(told)
        if not self._fits(*coming):
            words = "Too much waits to be read. Add what you have chosen, or take some of it away, and try again."
            await PlainTextResponse(words, 413)(scope, receive, send)
            return
        self._coming.append(coming)
        self._whose[session] = person
        try:
            await self._app(scope, receive, send)
        finally:
            self._coming.remove(coming)

    def _fits(self, person: str, size: int) -> bool:
        held = [*self._held(), *self._coming]
        own = [length for whose, length in held if whose == person]
        everybody = sum(length for _, length in held)
        return len(own) < self._files and sum(own) + size <= self._bytes and everybody + size <= _ALL * self._bytes

    def _held(self) -> Iterator[tuple[str, int]]:
        """The person and the bytes of each file that is held."""
        storage = _streamlits() if self._storage is None else self._storage
        if not self._coming:
            self._whose = {session: person for session, person in self._whose.items() if session in storage}
        for session, files in tuple(storage.items()):
            for file in tuple(files.values()):
                yield self._whose.get(session, session), len(file.data)


class Closed:
    """A layer that has browsers guess no types, frame no page elsewhere, tell no other site the address, which names
    chats, and behind TLS send no cookie without it; and gives nobody the server's own measurements.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer with our headers."""

        told = dict(scope.get("headers", ())).get(b"x-forwarded-proto", b"")
        tls = scope.get("scheme") == "https" or told.split(b",")[0].strip().lower() == b"https"

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                open_to = lambda name, value: tls and name == b"set-cookie" and b"; secure" not in value.lower()  # noqa: E731
                given = [(n, v + b"; Secure" * open_to(n, v)) for n, v in message.get("headers", ())]
                message = {**message, "headers": [*given, *_HEADERS]}
            await send(message)

        if scope["type"] == "http" and scope["path"].endswith(_MEASURED):
            from starlette.responses import PlainTextResponse

            await PlainTextResponse("Not found", 404)(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)


def lay_over(settings: Settings) -> None:
    """Have every request to the server that Streamlit makes pass these layers first."""
    from starlette.middleware import Middleware
    from streamlit.web.server.starlette import starlette_app

    layers = starlette_app.create_streamlit_middleware
    starlette_app.create_streamlit_middleware = lambda: [
        Middleware(Closed),
        Middleware(Allowance, settings=settings),
        *layers(),
    ]


def _streamlits() -> Storage:
    from streamlit.runtime import get_instance
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

    files = get_instance().uploaded_file_mgr
    return files.file_storage if isinstance(files, MemoryUploadedFileManager) else {}
