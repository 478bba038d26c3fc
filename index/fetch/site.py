"""One site, asked politely: one request at a time with a pause between, by name, and later when it is busy; never
another host, never an address of this network, never more than was allowed."""

import ipaddress
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import httpcore

from index.faults import Fault

AGENT = "scrutiny-question-assistant/0.1 (reads published committee papers for a council's scrutiny members)"
PAUSE = 1.0  # seconds between two requests
PATIENCE, LONGEST = 30.0, 300.0  # seconds for the next bytes, and for one reply
TRIES, LONGEST_PAUSE = 3, 120.0
_BUSY = (429, 500, 502, 503, 504)
_LED_ON, _REDIRECTS = (301, 302, 303, 307, 308), 3
_SAME = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
Headers = dict[str | bytes, str | bytes]


class Refused(Fault):
    """A request that was not made, or that the site did not answer as was hoped; others may go on."""


class Silent(Refused):
    """The site itself is busy, or does not answer at all."""


@dataclass(frozen=True)
class Reply:
    """What came: the status (304 for what has not changed), the bytes, and the headers in lower case."""

    status: int
    data: bytes
    headers: dict[str, str] = field(default_factory=dict)


class _Guarded(httpcore.SyncBackend):
    """Connects to public addresses alone: the very address that was looked at is the one that is asked."""

    def connect_tcp(self, host: str, port: int, *given: Any, **more: Any) -> httpcore.NetworkStream:
        """Raises Refused for a name that leads, if with only one of its addresses, to what is not public."""
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            raise httpcore.ConnectError(f"there is no site {host}") from None
        *others, last = dict.fromkeys(str(info[4][0]) for info in infos)
        if not all(map(_is_public, (*others, last))):
            hint = "Give the public address, or set SCRUTINY_FETCH_PRIVATE=true where it is meant."
            raise Refused(f"{host} is an address of this network, not a public site.", hint)
        for one in others:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return super().connect_tcp(one, port, *given, **more)
        return super().connect_tcp(last, port, *given, **more)


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    return (getattr(address, "ipv4_mapped", None) or address).is_global and not address.is_multicast


class Site:
    """The site at an address, which may be that of any of its pages; `requests` counts what it was asked."""

    def __init__(self, address: str, private: bool = False) -> None:
        parts = urlsplit(address if "://" in address else f"https://{address.strip()}")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            raise Refused(f"{address!r} is no address of a site.", "Give one such as https://democracy.example.gov.uk.")
        if not private and (parts.port or 443) not in (80, 443):
            raise Refused(f"{parts.netloc} is no public site.", "Give an address without a port.")
        path = parts.path.partition("/mgWebService.asmx")[0]
        path = path.rpartition("/")[0] if "." in path.rpartition("/")[2] else path
        self._parts = parts._replace(path=path.rstrip("/") + "/", query="", fragment="")
        self.address = urlunsplit(self._parts)
        backend = httpcore.SyncBackend() if private else _Guarded()
        self.pool = httpcore.ConnectionPool(max_connections=1, network_backend=backend)
        self.requests = 0

    def get(self, path: str, most: int, known: dict[str, Any] | None = None) -> Reply:
        """What the site has at a path or address; `known` headers make 304 of the same. Raises Refused, Silent."""
        headers: Headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
        headers |= {name: known[key] for name, key in _SAME.items() if known and known.get(key)}
        wait, why = PAUSE * bool(self.requests), ""
        for attempt in range(1, TRIES + 1):
            try:
                reply = self._led(urljoin(self.address, path), wait, headers, most)
            except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
                wait, why = PAUSE * 4**attempt, str(error) or "it does not answer"
                continue
            if reply.status in (200, 304):
                return reply
            why = f"it answers {reply.status}"
            if reply.status not in _BUSY:
                raise Refused(f"The site did not give {path[:120]}: {why}.", "It may not be public, or be gone.")
            asks = reply.headers.get("retry-after", "")
            wait = min(float(asks), LONGEST_PAUSE) if asks.isdecimal() else PAUSE * 4**attempt
        raise Silent(f"The site did not give {path[:120]}: {why}.", "Try again later.")

    def _led(self, address: str, wait: float, headers: Headers, most: int) -> Reply:
        """What comes of an address, wherever on the site it leads on to."""
        for _ in range(_REDIRECTS + 1):
            time.sleep(wait)
            target = self._own(address)
            reply = self._once(urlunsplit(target).replace(" ", "%20"), headers | {"Host": target.netloc}, most)
            if reply.status not in _LED_ON:
                return reply
            address, wait = urljoin(urlunsplit(target), reply.headers.get("location", "")), PAUSE
        raise Refused(f"{address[:120]} leads on and on.", "Try again another day.")

    def _own(self, address: str) -> SplitResult:
        """An address on this site, asked for as the site is: links that say http are asked for by https."""
        parts = urlsplit(address)._replace(fragment="")
        if (parts.hostname or "").lower() != (self._parts.hostname or "").lower() or parts.username:
            raise Refused(f"{address[:120]} is on another site.", "Only the site that was given is asked.")
        upgraded = parts.scheme == "https" and self._parts.scheme == "http" and (parts.port or 443) == 443
        return parts if upgraded else parts._replace(scheme=self._parts.scheme, netloc=self._parts.netloc)

    def _once(self, address: str, headers: Headers, most: int) -> Reply:
        self.requests += 1
        until, data = time.monotonic() + LONGEST, bytearray()
        timeouts = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), PATIENCE)}
        with self.pool.stream("GET", address, headers=headers, extensions=timeouts) as response:
            for chunk in response.iter_stream() if response.status == 200 else ():
                data += chunk
                if len(data) > most or time.monotonic() > until:
                    limit = f"The limits are {most / 1e6:.0f} MB (max_file_mb) and {LONGEST:.0f} seconds."
                    raise Refused(f"{address[:120]} is too big, or takes too long.", limit)
            found = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers}
            return Reply(response.status, bytes(data), found)
