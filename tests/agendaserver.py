"""A council's agenda system on this machine: it answers as ModernGov's web service does, well or badly."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, dict[str, str], bytes]


class AgendaServer:
    """Answers by path: `pages` has bytes, or a whole answer, or what makes one of the request's headers."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | Answer | Callable[[dict[str, str]], Answer]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.at_once = self.most_at_once = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.at_once += 1
                outer.most_at_once = max(outer.most_at_once, outer.at_once)
                parts = urlsplit(self.path)
                query = parse_qs(parts.query)
                key = next((f"{parts.path}?{n}={query[n][0]}" for n in KEYS if n in query), parts.path)
                outer.asked.append(key)
                outer.agents.add(self.headers.get("User-Agent", ""))
                answer = outer.pages.get(key, (404, {}, b"not here"))
                if callable(answer):
                    answer = answer({name.lower(): value for name, value in self.headers.items()})
                status, headers, data = answer if isinstance(answer, tuple) else (200, {}, answer)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                with suppress(ConnectionError):  # whoever asked has hung up
                    self.wfile.write(b"" if status == 304 else data)
                outer.at_once -= 1

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


KEYS = ("lCommitteeId", "lMeetingId", "ID")
SERVICE = "/mgWebService.asmx/"


def committees(*of: tuple[str, str, str]) -> bytes:
    """Committees: id, title, and what more is said of each."""
    each = (f"<committee><committeeid>{i}</committeeid><committeetitle>{t}</committeetitle>{more}</committee>"
            for i, t, more in of)  # fmt: skip
    return f"<committees>{''.join(each)}</committees>".encode()


def meetings(*of: tuple[str, str, str]) -> bytes:
    """Meetings: id, day as 21/11/2031, status."""
    each = "".join(
        f"<meeting><meetingid>{id}</meetingid><meetingdate>{day}</meetingdate>"
        f"<meetingstatus>{status}</meetingstatus></meeting>"
        for id, day, status in of
    )
    return f"<getmeetings><committee><committeemeetings>{each}</committeemeetings></committee></getmeetings>".encode()


def meeting(*items: str, also: str = "") -> bytes:
    """A meeting with agenda and minutes published; items as `item` makes them."""
    flags = "<agendapublished>True</agendapublished><minutepublished>True</minutepublished>"
    return f"<meeting>{flags}{also}<agendaitems>{''.join(items)}</agendaitems></meeting>".encode()


def item(
    number: str, title: str, *linked: str, minutes: str = "", decision: str = "", also: str = "", id: str = ""
) -> str:
    bodies = f"<minutesnonemptyhtmlbody>{minutes}</minutesnonemptyhtmlbody>" if minutes else ""
    bodies += f"<decisionnonemptyhtmlbody>{decision}</decisionnonemptyhtmlbody>" if decision else ""
    return (
        f"<agendaitem><agendaitemid>{id or 'i' + number}</agendaitemid><agendaitemtitle>{title}</agendaitemtitle>"
        f"<agendaitemnumber>{number}</agendaitemnumber><agendatext>To consider.</agendatext>{bodies}{also}"
        f"<linkeddocuments>{''.join(linked)}</linkeddocuments></agendaitem>"
    )


def linked(id: str, title: str, url: str, also: str = "", published: str = "13/11/2031") -> str:
    return (
        f"<linkeddoc><attachmentid>{id}</attachmentid><title>{title}</title><isurl>False</isurl><url>{url}</url>"
        f"<publicationdate>{published}</publicationdate>{also}</linkeddoc>"
    )
