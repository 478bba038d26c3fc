"""What an agenda system says of a paper, kept beside the file that was fetched: it beats what the layout lets guess.

Of a file are known, as far as they are, its `title`, `kind`, `committee`, `meeting_date`, the `number` and title of its
agenda `item`, when it was `published`, its `address`; of an agenda its items (`lists`: number, title). Dates are ISO.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

from index.papers.split import Papers
from index.values import Item, ItemKind, Listed

BESIDE = ".agenda-system.json"  # in a meeting's folder, hidden, so that no ingest takes it for a paper
KEY = "Agenda system"  # of a reading's metadata


def given_for(file: Path) -> str:
    """What is known of a fetched file, as kept in its metadata; "" for one that nothing is known of."""
    try:
        known = json.loads(file.with_name(BESIDE).read_text(encoding="utf-8")).get(file.name)
    except (OSError, ValueError, AttributeError):
        return ""
    return json.dumps(known) if isinstance(known, dict) else ""


def apply(papers: Papers, known: str) -> Papers:
    """The papers with what is known of their file; title and kind go to the first, committee and date to all."""
    try:
        given = json.loads(known)
        said = {key: value for key, value in given.items() if value and isinstance(value, str)}
        listed = tuple(Listed(str(label), str(title)) for label, title in given.get("lists", ()))
        day = date.fromisoformat(said["meeting_date"]) if "meeting_date" in said else None
    except (ValueError, AttributeError, TypeError):
        return papers

    def told(item: Item) -> Item:
        first, kind = item.ordinal == 0, said.get("kind", "")
        if item.kind in ("minutes", "guidance") and not (first and kind == item.kind):
            return item
        if first:
            item = replace(item, title=said.get("title", item.title), lists=listed or item.lists)
            item = replace(item, kind=kind) if kind in get_args(ItemKind) else item  # type: ignore[arg-type]
        body, number = said.get("committee", item.committee), said.get("number", item.agenda_number)
        return replace(item, committee=body, meeting_date=day or item.meeting_date, agenda_number=number)

    return replace(papers, items=tuple(map(told, papers.items)))
