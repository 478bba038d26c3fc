"""From an agenda system into a folder: committees → meetings from a day on → papers, what is new or changed of them.

What was fetched is noted in the folder, paper by paper: a harvest that ends early is taken up where it was, and one
without news asks for little. A paper that is published no more, or restricted since, is said, and stays until a person
withdraws it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from typing import Any, Literal
from urllib.parse import urlsplit

from index.digest import write_whole
from index.fetch import replies
from index.fetch.given import BESIDE
from index.fetch.site import Refused, Reply, Silent, Site
from index.read.plain import SUFFIXES

NOTED = ".fetched.json"  # in the folder; hidden, as what lies beside the papers is
MOST_XML = 30_000_000  # bytes of a reply of the service
SETTLED = timedelta(days=60)  # after which a meeting's paper is asked for again only when the service says it changed
GIVE_UP = 5  # times one after another that the site is silent
_LONGEST = 110  # characters of a file's name
_TITLES = {"agenda": "Agenda", "minutes": "Minutes", "decision": "Decisions"}
_CLOSED = "marked restricted: it is not asked for"
_GONE = "if it is to go, withdraw it and remove the file"
_OWN = ("etag", "last-modified")
Note = dict[str, Any]


@dataclass(frozen=True)
class Harvested:
    """What became of a paper (its place), meeting or item (its name), and why; of a meeting which of how many."""

    status: Literal["meeting", "fetched", "changed", "unchanged", "skipped", "vanished", "failed"]
    what: str
    why: str = ""


class Harvest:
    """One run over a site, into a folder of its name; papers have at most so many bytes."""

    def __init__(self, address: str, folder: Path, most: int, private: bool = False) -> None:
        self.site = Site(address, private)
        self._folder, self._most = folder / _safe(urlsplit(self.site.address).netloc), most
        self._notes: dict[str, Note] = _noted(self._folder / NOTED)
        self._silent = 0

    def run(self, first: date, last: date | None = None, committees: Sequence[str] = ()) -> Iterator[Harvested]:
        """Fetch from day to day, of these committees or all; a line for all that is met. Raises Refused, Silent."""
        with self.site.pool:
            self._folder.mkdir(parents=True, exist_ok=True)
            found = replies.committees(self._ask("GetCommittees"))
            asked = [name.strip().casefold() for name in committees]
            chosen = {i: t for i, t in found.items() if not asked or any(n == i or n in t.casefold() for n in asked)}
            if not chosen:
                raise Refused("No committee is called so.", f"These meet: {', '.join(found.values())[:500] or 'none'}.")
            until = last or date.today() + timedelta(days=366)
            meetings: dict[str, replies.Meeting] = {}
            for id, title in chosen.items():
                answer = self._ask(f"GetMeetings?lCommitteeId={id}&sFromDate={first:%d/%m/%Y}&sToDate={until:%d/%m/%Y}")
                for one in replies.meetings(answer, title, first, until):
                    meetings.setdefault(one.id, one)  # a meeting of two committees is one
            for number, one in enumerate(sorted(meetings.values(), key=lambda one: (one.day, one.id)), 1):
                yield Harvested("meeting", str(one), f"{number} of {len(meetings)}")
                yield from self._meeting(one)
            for key, note in self._notes.items():
                given = note["given"]
                within = first <= date.fromisoformat(given["meeting_date"]) <= until
                if within and given["committee"] in chosen.values() and key.partition("/")[0] not in meetings:
                    yield from self._vanished(key, "its meeting is listed no more")

    def _ask(self, call: str) -> bytes:
        return self.site.get(f"mgWebService.asmx/{call}", MOST_XML).data

    def _meeting(self, meeting: replies.Meeting) -> Iterator[Harvested]:
        if meeting.cancelled:
            yield Harvested("skipped", str(meeting), "the meeting is cancelled")
            return
        try:
            agenda = replies.agenda(self._ask(f"GetMeeting?lMeetingId={meeting.id}"), meeting)
        except Refused as fault:
            yield self._failure(str(meeting), fault)
            return
        if not agenda.shown:
            yield Harvested("skipped", str(meeting), "the meeting is not to be shown")
            return
        yield from (Harvested("skipped", f"item {number}", _CLOSED) for number in agenda.closed)
        folder = self._folder / _safe(meeting.committee) / f"{meeting.day.isoformat()} {meeting.id}"
        for kind, page in agenda.pages.items():
            given = {"kind": kind, "committee": meeting.committee, "meeting_date": meeting.day.isoformat()}
            lists = {"lists": agenda.items} if kind == "agenda" else {}
            place = _free(folder, _TITLES[kind], ".html")
            yield self._keep(f"{meeting.id}/{kind}", place, Reply(200, page.encode()), given | lists)
        for one in agenda.linked:
            yield from self._paper(f"{meeting.id}/{one.id}", one, folder, date.today() - meeting.day > SETTLED)
        listed = {f"{meeting.id}/{id}" for id in (*agenda.pages, *(one.id for one in agenda.linked))}
        for key in [key for key in self._notes if key.startswith(f"{meeting.id}/") and key not in listed]:
            yield from self._vanished(key, "it is published no more")

    def _paper(self, key: str, one: replies.Linked, folder: Path, settled: bool) -> Iterator[Harvested]:
        note, title = self._notes.get(key, {}), one.given["title"]
        if one.closed:
            yield from self._vanished(key, "it is marked restricted since") if note else ()
            yield Harvested("skipped", f"a paper of item {one.given['number'] or '?'}", _CLOSED)
            return
        if one.external:
            yield Harvested("skipped", title, "it is a link to another site")
            return
        here = bool(note) and not note.get("gone") and (self._folder / note["path"]).is_file()
        same = here and all(note["given"].get(name) == one.given[name] for name in ("published", "title"))
        if same and (settled or not any(note.get(header) for header in _OWN)):
            yield Harvested("unchanged", note["path"])
            return
        try:
            reply = self.site.get(one.given["address"], self._most, note if here else None)
            if reply.status == 304:
                yield Harvested("unchanged", note["path"])
            else:
                place = _free(folder, title, _suffix(reply, one.given["address"]))
                yield self._keep(key, place, reply, one.given)
        except Refused as fault:
            yield self._failure(title, fault)

    def _keep(self, key: str, place: Path, reply: Reply, given: dict[str, Any]) -> Harvested:
        """Write a paper, what is known of it, and the note that it is here; each is whole or not there."""
        self._silent = 0
        note, digest = self._notes.get(key), hashlib.sha256(reply.data).hexdigest()
        path = self._folder / note["path"] if note else place
        path.parent.mkdir(parents=True, exist_ok=True)
        about: Note = {"path": path.relative_to(self._folder).as_posix(), "sha256": digest, "given": given}
        self._notes[key] = about | {header: reply.headers[header] for header in _OWN if header in reply.headers}
        here = [one for one in self._notes.values() if (self._folder / one["path"]).parent == path.parent]
        _write(path.parent / BESIDE, {PurePosixPath(one["path"]).name: one["given"] for one in here})
        same = note is not None and note["sha256"] == digest and path.is_file()
        if not same:  # after what is known of it, which is read with it
            new = path.with_name(f".{path.name}.new")
            new.write_bytes(reply.data)
            new.replace(path)
        _write(self._folder / NOTED, self._notes)
        return Harvested("unchanged" if same else "changed" if note else "fetched", about["path"])

    def _vanished(self, key: str, why: str) -> Iterator[Harvested]:
        """That a paper is gone from the system: once, until it is there again."""
        note = self._notes[key]
        if not note.get("gone"):
            note["gone"] = True
            _write(self._folder / NOTED, self._notes)
            yield Harvested("vanished", note["path"], f"{why}; {_GONE}")

    def _failure(self, what: str, fault: Refused) -> Harvested:
        self._silent = self._silent + 1 if isinstance(fault, Silent) else 0
        if self._silent >= GIVE_UP:
            raise Silent(f"{fault.message} That is {GIVE_UP} times in a row; it is given up.", "Try again later.")
        return Harvested("failed", what, str(fault))


def _noted(file: Path) -> dict[str, Note]:
    """What was noted before; notes that make no sense, or point outside, are passed over and all is fetched anew."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        for note in found.values():
            path, _ = PurePosixPath(note["path"]), date.fromisoformat(note["given"]["meeting_date"])
            if path.is_absolute() or ".." in path.parts or not (note["sha256"] and note["given"]["committee"]):
                return {}
        return dict(found)
    except (OSError, ValueError, AttributeError, TypeError, KeyError):
        return {}


def _suffix(reply: Reply, address: str) -> str:
    """What the file that came is: a PDF by its bytes, others by what the site calls them."""
    if b"%PDF-" in reply.data[:1024]:
        return ".pdf"
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    named = reply.headers.get("content-disposition", "").rpartition("filename=")[2].strip("\"' ;")
    for name in (named, urlsplit(address).path):
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in SUFFIXES - {".pdf"} and (kind != "text/html" or suffix in (".html", ".htm")):
            return suffix
    raise Refused(f"What came ({kind or 'of no kind'}) is no paper that is read.", "It may ask to sign in.")


def _safe(name: str) -> str:
    """A name fit to be that of a file or folder anywhere."""
    clean = "".join(c if c.isprintable() and c not in '<>:"|?*/\\' else " " for c in name)
    return " ".join(clean.split())[:_LONGEST].strip(" .") or "untitled"


def _free(folder: Path, title: str, suffix: str) -> Path:
    places = (folder / f"{_safe(title)}{f' ({n})' if n > 1 else ''}{suffix}" for n in range(1, 1000))
    return next(place for place in places if not place.exists())


def _write(file: Path, what: Mapping[str, object]) -> None:
    write_whole(file, json.dumps(what, indent=1), private=False)  # of what is published, beside it
