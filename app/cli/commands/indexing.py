"""`scrutiny index`: papers into the index, a line a document, with a progress bar on stderr."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from app.build import build_parse, finish_interrupted, open_library, was_cut_off
from app.exports.printing import json_line, note, plain, say
from app.saved.restrictions import AccessStore
from app.settings import Settings
from app.wording import counted
from index.faults import BadSetting
from index.ingest.ingest import IngestLine, ingest
from index.ingest.reread import is_outdated
from index.store.library import Library
from rag.figures import open_ledger

log = logging.getLogger(__name__)
STAGES = {"look": "looking at", "read": "reading", "embed": "embedding", "check": "checking"}


def index_papers(settings: Settings, paths: Sequence[Path], json: bool) -> None:
    """Index files and folders; with none, the folder that the setting `packs` names, or what an ingest that was cut off
    had still to do, or the papers of an index of an earlier version again.

    Raises:
        BadSetting: when there is nothing to index.
        NotFound: for a path that is not there.
    """
    paths = list(paths) or ([settings.packs] if settings.packs else [])
    if not paths and not was_cut_off(settings) and not is_outdated(settings.data):
        raise BadSetting("There is nothing to index.", "Give a folder or files, or set SCRUTINY_PACKS.")
    library = open_library(settings)
    access = AccessStore(settings.data)
    access.follow(library.documents())
    counts: Counter[str] = Counter()
    with _bar() as bar:
        task = bar.add_task("", total=None)

        def progress(document: str, stage: str, done: int, total: int) -> None:
            what = f"{STAGES.get(stage, stage)} {plain(document)}".strip()
            bar.update(task, description=what, completed=done, total=total or None)

        for lines in (
            finish_interrupted(settings, library),
            ingest(paths, library, build_parse(settings), progress),
        ):
            for line in lines:
                counts[line.status] += 1
                _print(line, json, bar)
        access.follow(library.documents())
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
    from rag.memory.commitments.register import open_register

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


def _print(line: IngestLine, json: bool, bar: Progress) -> None:
    if json:
        json_line(line.as_json())
        return
    words = f"{line.status}: {line.document}"
    if line.status in ("added", "replaced"):
        numbers = ((line.items, "paper"), (line.passages, "passage"), (line.pages, "page"))
        words += f" ({', '.join(counted(*number) for number in numbers)})"
    if line.error:
        words += f": {line.error}"
    if bar.console.is_terminal:
        bar.console.print(plain(words), markup=False)
    else:
        say(words)
