"""`scrutiny reports`: the papers in the index."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.build import open_whole_library
from app.printing import json_line, note, plain, say
from app.settings import Settings
from app.wording import KINDS
from index.values import StoredItem


def item_json(item: StoredItem) -> dict[str, Any]:
    """The line that `scrutiny reports --json` prints for an item."""
    return {
        "id": item.id,
        "title": item.title,
        "parent": item.parent,
        "kind": item.kind,
        "committee": item.committee,
        "meeting_date": item.meeting_date.isoformat() if item.meeting_date else None,
        "document": item.document,
        "first_page": item.first_page,
        "last_page": item.last_page,
        "pack_pages": item.pack_pages,
        "passages": item.passages,
        "author": item.author,
    }


def list_papers(settings: Settings, json: bool) -> None:
    """Print every item: a JSON line each, or a table a document."""
    items = open_whole_library(settings).items()
    if json:
        for item in items:
            json_line(item_json(item))
        return
    if not items:
        note("There are no papers in the index yet. Add some with: scrutiny index FOLDER")
        return
    for document, papers in groupby(items, key=lambda item: item.document):
        say(document, "bold")
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        for _ in range(4):
            table.add_column(overflow="fold")
        for item in papers:
            title = f"– {item.title}" if item.parent else item.title
            row = ("", KINDS[item.kind], title, _pages(item))
            table.add_row(*(Text(plain(cell)) for cell in row))
        Console(highlight=False).print(table)
        say()


def _pages(item: StoredItem) -> str:
    if item.pack_pages:
        return f"pack pages {item.pack_pages}"
    if item.first_page is None:
        return ""
    return f"PDF pages {item.first_page}-{item.last_page}"
