"""What ModernGov's web service answers, as values; and the pages of agenda, minutes and decisions in its replies.

Its replies are untrusted: dates, numbers and names are checked, and their HTML is read like that of any file."""

import html
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree.ElementTree import Element, ParseError

from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring

from index.fetch.site import Refused

_ENCODED = 3  # times that a title may have been encoded


@dataclass(frozen=True)
class Meeting:
    """A meeting of a committee, on a day; `cancelled` where the system says so."""

    id: str
    committee: str
    day: date
    cancelled: bool

    def __str__(self) -> str:
        return f"{self.committee}, {self.day.isoformat()}"


@dataclass(frozen=True)
class Linked:
    """A paper linked to, and what is `known` of it; one that is `closed` or `external` is not asked for."""

    id: str
    closed: bool
    external: bool
    given: dict[str, str]


@dataclass(frozen=True)
class Agenda:
    """A meeting's papers: pages by kind, items' numbers and titles, links, restricted numbers, and if shown."""

    pages: dict[str, str]
    items: list[tuple[str, str]]
    linked: list[Linked]
    closed: list[str]
    shown: bool


def committees(data: bytes) -> dict[str, str]:
    """The titles of the committees that are neither deleted nor expired, by number."""
    found = _root(data).iter("committee")
    live = (one for one in found if not _is(one, "committeedeleted") and not _is(one, "committeeexpired"))
    return {id: _title(one, "committeetitle") for one in live if (id := _id(one, "committeeid"))}


def meetings(data: bytes, committee: str, first: date, last: date) -> list[Meeting]:
    """The meetings from the first day to the last: some systems list all, whatever days are asked."""
    found = []
    for one in _root(data).iter("meeting"):
        day, id = _day(_text(one, "meetingdate")), _id(one, "meetingid")
        if id and day and first <= day <= last:
            found.append(Meeting(id, committee, day, "cancel" in _text(one, "meetingstatus").lower()))
    return found


def agenda(data: bytes, meeting: Meeting) -> Agenda:
    """What a meeting's reply holds. Of items marked restricted, or not to be shown, nothing but the number is kept."""
    root = _root(data)
    every = list(root.iter("agendaitem"))
    shut = {
        id(one): _text(one, "agendaitemid")
        for one in every
        if _is(one, "isrestricted") or not _is(one, "isdisplayallowed", True)
    }
    twins = set(shut.values()) - {""}  # of an item met twice the one that is restricted counts
    closed = [one for one in every if id(one) in shut or _text(one, "agendaitemid") in twins]
    public = list({_text(one, "agendaitemid") or str(id(one)): one for one in every if one not in closed}.values())
    papers: dict[str, Linked] = {}
    for holder in (root, *every):
        for one in holder.iterfind("linkeddocuments/linkeddoc"):
            paper = _linked(one, holder, meeting, holder in closed)
            if paper.id and (paper.closed or paper.id not in papers):
                papers[paper.id] = paper
    pages = {"agenda": _page("Agenda", meeting, public, "agendatext") if _is(root, "agendapublished") else ""}
    if _is(root, "minutepublished"):
        minuted = [one for one in public if _is(one, "isminutepublished", True)]
        pages["minutes"] = _page("Minutes", meeting, minuted, "minutesnonemptyhtmlbody")
    elif _is(root, "decisionpublished"):
        decided = [one for one in public if _is(one, "isdecisionpublished", True)]
        pages["decision"] = _page("Decisions", meeting, decided, "decisionnonemptyhtmlbody")
    return Agenda(
        {kind: page for kind, page in pages.items() if page},
        [(_number(one), _title(one, "agendaitemtitle")) for one in public],
        list(papers.values()),
        [_number(one) or "?" for one in closed],
        _is(root, "isdisplayallowed", True),
    )


def _linked(one: Element, holder: Element, meeting: Meeting, closed: bool) -> Linked:
    published = _day(_text(one, "publicationdate"))
    given = {
        "title": _title(one, "title"),
        "committee": meeting.committee,
        "meeting_date": meeting.day.isoformat(),
        "number": _number(holder),
        "item": _title(holder, "agendaitemtitle"),
        "published": published.isoformat() if published else "",
        "address": _text(one, "url"),
    }
    closed = closed or _is(one, "isrestricted") or bool(_text(one, "restrictionsRef"))
    return Linked(_id(one, "attachmentid"), closed, _is(one, "isurl"), given)


def _page(name: str, meeting: Meeting, items: list[Element], holds: str) -> str:
    """A web page of what the items hold under one name, or none; minutes with a decision they do not say."""
    parts = []
    for one in items:
        body, decided = _body(one, holds), _body(one, "decisionnonemptyhtmlbody")
        if holds.startswith("minutes") and decided.get_text(" ", strip=True) not in body.get_text(" ", strip=True):
            body.append(decided)
        if body.contents or holds == "agendatext":
            number = _number(one, "agenda" if holds == "agendatext" else "minutes")
            heading = " ".join(filter(None, (number, _title(one, "agendaitemtitle"))))
            parts.append(f"<h2>{html.escape(heading)}</h2>{body}")
    body_, day = html.escape(meeting.committee), f"{meeting.day:%A} {meeting.day.day} {meeting.day:%B %Y}"
    top = f'<meta charset="utf-8"><title>{name} of {body_}, {day}</title></head>'
    head = f"<!doctype html><html><head>{top}<body><h1>{name}</h1><p>{body_}</p><p>{day}</p>"
    return f"{head}{''.join(parts)}</body></html>" if parts else ""


def _body(one: Element, holds: str) -> BeautifulSoup:
    """The HTML under a name, with every element ended: one left open would swallow the items after it."""
    return BeautifulSoup(_text(one, holds), "html.parser")


def _root(data: bytes) -> Element:
    try:
        return fromstring(data, forbid_dtd=True)
    except (ParseError, ValueError):
        hint = "Give the address of its ModernGov."
        raise Refused("The site did not answer as an agenda system does.", hint) from None


def _text(one: Element, name: str) -> str:
    return (one.findtext(name) or "").strip()


def _is(one: Element, name: str, otherwise: bool = False) -> bool:
    return _text(one, name).lower() == "true" if _text(one, name) else otherwise


def _id(one: Element, name: str) -> str:
    text = _text(one, name)
    return text if text.isdecimal() and text.isascii() else ""


def _title(one: Element, name: str) -> str:
    """A title, which some systems have encoded once more than they should."""
    text = _text(one, name)
    for _ in range(_ENCODED):
        text = html.unescape(text)
    return " ".join(text.split())


def _number(one: Element, of: str = "agenda") -> str:
    """An item's number on the agenda, or in the minutes where it has another there, with the letter below it."""
    number = f"{_text(one, f'{of}itemnumber')}{_text(one, f'{of}itemsubnumber')}"
    return number if number or of == "agenda" else _number(one)


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        return None
