"""`scrutiny correct`: what was read of a paper, set right for good, and taken back."""

from __future__ import annotations

from datetime import date

from app.build import open_library
from app.exports.printing import json_line, say
from app.findpaper import find_paper
from app.settings import Settings
from app.wording import KINDS, date_words
from index.faults import BadSetting
from index.language.periods import first_date
from index.store.corrections import Correction, clear, correct


def correct_paper(
    settings: Settings,
    paper: str,
    title: str | None,
    kind: str | None,
    day: str | None,
    parent: str | None,
    undo: bool,
    json: bool,
) -> None:
    """Set fields of a paper (its id or title) right, or with `undo` take back all that was; print it as it then is.

    Raises:
        BadSetting: for nothing to set, and for a date, a kind or a title that cannot be.
        NotFound: when there is no such paper, or several of that name.
    """
    library = open_library(settings, make=False)
    item = find_paper(paper, library.items())
    if undo:
        found = clear(library, item.id)
    else:
        above = find_paper(parent, library.items()).id if parent else parent
        found = correct(library, item.id, Correction(title, kind, _date(day), above))
    if json:
        json_line(
            {
                "id": found.id,
                "title": found.title,
                "kind": found.kind,
                "meeting_date": found.meeting_date.isoformat() if found.meeting_date else None,
                "parent": found.parent,
                "document": found.document,
                "corrected": list(found.corrected),
            }
        )
        return
    belongs = f", belongs to “{found.parent}”" if found.parent else ""
    say(f"{KINDS[found.kind]}: {found.title}, {date_words(found.meeting_date)}{belongs}")
    said = ", ".join(field.replace("_", " ") for field in found.corrected)
    say(f"Set right by hand: {said}." if said else "As it was read.")


def _date(words: str | None) -> date | None:
    """The date that a person gives: 2021-11-02, 2/11/2021, or 2 November 2021."""
    if words is None:
        return None
    found = first_date(words)
    if found is None:
        raise BadSetting(f"{words!r} is not a date.", "Write it as 2021-11-02 or 2 November 2021.")
    return found
