"""`scrutiny index`, `reports`, `read` and `correct`: papers into the index, and what was read of them."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from app.cli.options import Data, Json, day_of, settings_of
from app.exports.texts import json_line, note, plain, say
from app.wording import KINDS, counted, date_words, item_pages, visible
from index.faults import BadSetting
from index.values import StoredItem

if TYPE_CHECKING:
    from index.ingest.account import DocumentAccount
    from index.ingest.ingest import IngestLine
    from index.store.library import Library

log = logging.getLogger(__name__)
ITEM = (
    *("id", "title", "parent", "kind", "committee", "meeting_date", "document"),
    *("first_page", "last_page", "pack_pages", "passages", "author"),
)
STAGES = {"look": "looking at", "read": "reading", "embed": "embedding", "check": "checking"}


def index(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders of papers.", show_default="the setting packs")
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Read papers into the index; unchanged ones are skipped."""
    from app.build import build_parse, finish_interrupted, open_library, was_cut_off
    from index.ingest.ingest import ingest
    from index.ingest.reread import is_outdated
    from rag.figures import open_ledger

    settings = settings_of(data)
    paths = paths or ([settings.packs] if settings.packs else [])
    if not paths and not was_cut_off(settings) and not is_outdated(settings.data):
        raise BadSetting("There is nothing to index.", "Give a folder or files, or set SCRUTINY_PACKS.")
    library = open_library(settings)
    counts: Counter[str] = Counter()
    with _bar() as bar:
        task = bar.add_task("", total=None)

        def progress(document: str, stage: str, done: int, total: int) -> None:
            what = f"{STAGES.get(stage, stage)} {plain(document)}".strip()
            bar.update(task, description=what, completed=done, total=total or None)

        for lines in (finish_interrupted(settings, library), ingest(paths, library, build_parse(settings), progress)):
            for line in lines:
                counts[line.status] += 1
                _print_line(line, json, bar)
        if counts["added"] or counts["replaced"]:
            bar.update(task, description="reading figures", completed=0, total=None)
            open_ledger(library)  # so that the pages that show them open at once
    _look_ahead(library)
    items = library.items()
    done = ", ".join(f"{number} {status}" for status, number in counts.items()) or "no papers found"
    passages = counted(sum(i.passages for i in items), "passage")
    note(f"{done}. The index holds {counted(len(items), 'paper')} in {passages}.")


def _look_ahead(library: Library) -> None:
    """Work out now what would keep the first visitor of the commitments waiting."""
    from rag.memory.register import open_register

    try:
        open_register(library).all()
    except Exception:  # the papers are indexed; the page says what is wrong with the register, when it is asked for
        log.exception("the register of commitments could not be worked out")


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False, table_column=None),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        console=Console(stderr=True, highlight=False),
        transient=True,
        disable=not sys.stderr.isatty(),
    )


def _print_line(line: IngestLine, json: bool, bar: Progress) -> None:
    if json:
        json_line(line.as_json())
        return
    words = f"{line.status}: {visible(line.document, '')}"
    if line.status in ("added", "replaced"):
        numbers = ((line.items, "paper"), (line.passages, "passage"), (line.pages, "page"))
        words += f" ({', '.join(counted(*number) for number in numbers)})"
    if line.error:
        words += f": {visible(line.error, '')}"
    if bar.console.is_terminal:
        bar.console.print(plain(words), markup=False)
    else:
        say(words)


def reports(data: Data = None, json: Json = False) -> None:
    """List the papers in the index: reports, appendices, minutes and the rest."""
    from app.build import open_whole_library

    items = open_whole_library(settings_of(data)).items()
    if json:
        for item in items:
            json_line(item_json(item))
        return
    if not items:
        note("There are no papers in the index yet. Add some with: scrutiny index FOLDER")
        return
    for document, papers in groupby(items, key=lambda item: item.document):
        say(visible(document, ""), "bold")
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        for _ in range(4):
            table.add_column(overflow="fold")
        for item in papers:
            title = f"– {item.title}" if item.parent else item.title
            row = ("", KINDS[item.kind], title, item_pages(item))
            table.add_row(*(Text(plain(cell)) for cell in row))
        Console(highlight=False).print(table)
        say()


def read(
    document: Annotated[str | None, typer.Argument(help="A document, as `scrutiny reports` names it.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Show what was read of each document: its papers, their place and counts, and what to look at."""
    from app.build import open_whole_library
    from index.ingest.account import account

    library = open_whole_library(settings_of(data))
    wanted = library.document(document).id if document else None
    for found in account(library):
        if wanted not in (None, found.document.id):
            continue
        if json:
            json_line(account_json(found))
        else:
            _print_account(found)


def _print_account(found: DocumentAccount) -> None:
    counts = f"{counted(found.document.page_count, 'page')}, {counted(len(found.items), 'paper')}"
    say(visible(f"{found.document.path}: {counts}", ""), "bold")
    for one in found.items:
        item = one.item
        facts = [KINDS[item.kind], date_words(item.meeting_date), item_pages(item), counted(item.passages, "passage")]
        if one.rows:
            facts.append(f"{counted(one.rows, 'row')} of tables")
        if item.corrected:
            facts.append("set right by hand")
        say(f"  {item.title} ({', '.join(fact for fact in facts if fact)})")
        for doubt in one.doubts:
            say(f"    Look at it: {doubt}.")
    for words, pages in (("No text on page", found.empty_pages), ("Nothing but notices on page", found.bare_pages)):
        if pages:
            say(f"  {words} {', '.join(map(str, pages))}.")
    for warning in found.document.warnings:
        say(f"  {warning}")


def item_json(item: StoredItem) -> dict[str, Any]:
    """The line that `scrutiny reports --json` prints for an item."""
    day = item.meeting_date.isoformat() if item.meeting_date else None
    return {name: getattr(item, name) for name in ITEM} | {"meeting_date": day}


def account_json(found: DocumentAccount) -> dict[str, Any]:
    """The line that `scrutiny read --json` prints for a document."""
    document = found.document
    items = [
        item_json(one.item)
        | {name: getattr(one.item, name) for name in ("agenda_number", "replaces", "replaced_by", "copy_of")}
        | {"contacts": [asdict(contact) for contact in one.item.contacts], "rows": one.rows, "lost": one.lost}
        | {"corrected": list(one.item.corrected), "doubts": list(one.doubts)}
        for one in found.items
    ]
    counts = {"pages": document.page_count, "passages": document.passages}
    pages = {"empty_pages": list(found.empty_pages), "bare_pages": list(found.bare_pages)}
    told = counts | pages | {"warnings": list(document.warnings), "items": items}
    return {"document": document.path, "sha256": document.id} | told


def correct(
    paper: Annotated[str, typer.Argument(help="A paper's id or title.")],
    title: Annotated[str | None, typer.Option("--title", help="Its title.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Its kind: report, appendix, minutes …")] = None,
    date: Annotated[str | None, typer.Option("--date", help="Its meeting's date; of minutes, the one minuted.")] = None,
    parent: Annotated[
        str | None, typer.Option("--parent", help='The id or title of the report it belongs to; "" for none.')
    ] = None,
    committee: Annotated[str | None, typer.Option("--committee", help="The committee that it is a paper of.")] = None,
    among: Annotated[
        Literal["paper", "file", "name"],
        typer.Option("--for", help="Whose committee: this paper's; its file's, the date too; all of its name now."),
    ] = "paper",
    clear: Annotated[bool, typer.Option("--clear", help="Take back all that was set right of it; see --for.")] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """Set right what was read of a paper; it stays so when the file is indexed again."""
    from app.build import open_library
    from index.store import corrections
    from rag.search.titles import find_paper

    library = open_library(settings_of(data), make=False, as_it_is=True)
    item = find_paper(paper, library.items())
    if clear:
        found = corrections.clear(library, item.id, among)
    else:
        above = find_paper(parent, library.items()).id if parent else parent
        given = corrections.Correction(title, kind, day_of(date), above, committee)
        found = corrections.correct(library, item.id, given, among)
    if json:
        known = item_json(found)
        shown = ("id", "title", "kind", "committee", "meeting_date", "parent", "document")
        json_line({name: known[name] for name in shown} | {"corrected": list(found.corrected)})
        return
    belongs = f", {found.committee}" if "committee" in found.corrected else ""
    belongs += f", belongs to “{found.parent}”" if found.parent else ""
    say(f"{KINDS[found.kind]}: {found.title}, {date_words(found.meeting_date)}{belongs}")
    said = ", ".join(field.replace("_", " ") for field in found.corrected)
    say(f"Set right by hand: {said}." if said else "As it was read.")
