"""`scrutiny reports` and `scrutiny read`: the papers in the index, and what was read of each document."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.build import open_whole_library
from app.exports.printing import json_line, note, plain, say
from app.settings import Settings
from app.wording import KINDS, counted, date_words, item_pages
from index.ingest.account import DocumentAccount, account
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
            row = ("", KINDS[item.kind], title, item_pages(item))
            table.add_row(*(Text(plain(cell)) for cell in row))
        Console(highlight=False).print(table)
        say()


def account_json(found: DocumentAccount) -> dict[str, Any]:
    """The line that `scrutiny read --json` prints for a document."""
    return {
        "document": found.document.path,
        "sha256": found.document.id,
        "pages": found.document.page_count,
        "passages": found.document.passages,
        "empty_pages": list(found.empty_pages),
        "bare_pages": list(found.bare_pages),
        "warnings": list(found.document.warnings),
        "items": [
            item_json(one.item)
            | {
                "agenda_number": one.item.agenda_number,
                "contacts": [asdict(contact) for contact in one.item.contacts],
                "rows": one.rows,
                "lost": one.lost,
                "replaces": one.item.replaces,
                "replaced_by": one.item.replaced_by,
                "copy_of": one.item.copy_of,
                "corrected": list(one.item.corrected),
                "doubts": list(one.doubts),
            }
            for one in found.items
        ],
    }


def list_readings(settings: Settings, document: str | None, json: bool) -> None:
    """Print what was read of a document, or of all: a JSON line each, or words.

    Raises:
        NotFound: when there is no such document.
    """
    library = open_whole_library(settings)
    wanted = library.document(document).id if document else None
    for found in account(library):
        if wanted not in (None, found.document.id):
            continue
        if json:
            json_line(account_json(found))
            continue
        counts = f"{counted(found.document.page_count, 'page')}, {counted(len(found.items), 'paper')}"
        say(f"{found.document.path}: {counts}", "bold")
        for one in found.items:
            item = one.item
            facts = [
                KINDS[item.kind],
                date_words(item.meeting_date),
                item_pages(item),
                counted(item.passages, "passage"),
            ]
            facts += [f"{counted(one.rows, 'row')} of tables"] * bool(one.rows) + ["set right by hand"] * bool(
                item.corrected
            )
            say(f"  {item.title} ({', '.join(fact for fact in facts if fact)})")
            for doubt in one.doubts:
                say(f"    Look at it: {doubt}.")
        for words, pages in (("No text on page", found.empty_pages), ("Nothing but notices on page", found.bare_pages)):
            if pages:
                say(f"  {words} {', '.join(map(str, pages))}.")
        for warning in found.document.warnings:
            say(f"  {warning}")
