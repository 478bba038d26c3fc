"""A meeting of the sample council: its agenda and its papers, read from one folder of sources."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tests.council.markup import Paper, read_paper

COUNCIL = "Aldermoor County Council"
COMMITTEE = "Children and Families Overview and Scrutiny Committee"


@dataclass(frozen=True)
class AgendaLine:
    """A line of the agenda. `paper` is the name of the item's first paper, "" for an item without papers."""

    number: str
    title: str
    by: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Meeting:
    """A meeting. `format` is pdf, docx or txt; `unstamped` counts the papers at the front that carry no stamp."""

    day: date
    time: str
    place: str
    file: str
    format: str
    unstamped: int
    members: tuple[str, ...]
    notice: tuple[str, ...]
    agenda: tuple[AgendaLine, ...]
    papers: tuple[Paper, ...]
    exempt: bool = False

    @property
    def long_date(self) -> str:
        """The date as packs print it: "11 June 2024"."""
        return f"{self.day.day} {self.day:%B %Y}"


def read_meeting(folder: Path) -> Meeting:
    """The meeting whose `meeting.toml` and papers (in order of file name) stand in `folder`."""
    facts = tomllib.loads((folder / "meeting.toml").read_text(encoding="utf-8"))
    agenda = tuple(AgendaLine(*(part.strip() for part in line.split("|"))) for line in facts["agenda"])
    papers = tuple(_shared(read_paper(path), folder) for path in sorted(folder.glob("*.txt")))
    return Meeting(
        day=facts["date"],
        time=facts["time"],
        place=facts["place"],
        file=facts["file"],
        format=facts["format"],
        unstamped=facts.get("unstamped", 0),
        members=tuple(facts["members"]),
        notice=tuple(facts.get("notice", ())),
        agenda=agenda,
        papers=papers,
        exempt=facts.get("exempt", False),
    )


def _shared(paper: Paper, folder: Path) -> Paper:
    """A paper whose front matter says `same: FILE` has the blocks of that source, which several packs print."""
    if "same" not in paper.front:
        return paper
    return replace(paper, blocks=read_paper(folder.parent / paper.front["same"]).blocks)


def capitals(meeting: Meeting, paper: Paper) -> list[str]:
    """The block in capitals that starts a report; front matter `capitals` (lines apart by ` / `) overrules it."""
    if "capitals" in paper.front:
        return [line.strip() for line in paper.front["capitals"].split(" / ")]
    return [
        COMMITTEE.upper(),
        meeting.long_date.upper(),
        paper.title.upper(),
        f"REPORT OF THE {paper.front['author'].upper()}",
    ]


def agenda_head(meeting: Meeting) -> list[str]:
    """The lines above the list of items, without the membership."""
    return [
        f"**Meeting:** {COMMITTEE}",
        f"**Date/Time:** {meeting.day:%A}, {meeting.long_date} at {meeting.time}",
        f"**Location:** {meeting.place}",
        *meeting.notice,
    ]
