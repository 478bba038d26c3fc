"""How soon the figures ledger is there: on an index, or on the sample packs multiplied to 200.

    python -m tests.bench.figures [--data DIR] [--packs 200] [--keep DIR]

Prints the seconds of: reading every document's figures, making the ledger of what is read, opening it where it is kept
(what a page does first), finding a measure, its lines with citations, and checking a draft. Exits with 1 when opening
takes longer than allowed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from app.figurelines import value_lines
from index.embed import SentenceTransformerEmbedding
from index.library import Library
from rag.compare import check_draft
from rag.compare.draft import read_pasted
from rag.figures import keep
from rag.figures.find import find
from rag.figures.store import FigureStore
from tests.bench.register import ALLOWED, LARGE, multiply, timed
from tests.fakes import HashEmbedding

DRAFT = "1. The percentage of care leavers in suitable accommodation was 93.1% at the end of quarter 2 2025/26.\n"


def main() -> int:
    """Run the command."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, help="an index that is there already")
    arguments.add_argument("--packs", type=int, default=200)
    arguments.add_argument("--keep", type=Path, help="keep the index that is made here")
    asked = arguments.parse_args()
    if asked.data:
        with Library.open(asked.data, SentenceTransformerEmbedding(cache_dir=asked.data / "models")) as library:
            return measure(library)
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(asked.keep or Path(folder) / "data", HashEmbedding()) as library,
    ):
        if not library.documents():
            multiply(library, asked.packs, Path(folder))
        return measure(library)


def measure(library: Library) -> int:
    """Print the times; 1 when opening takes too long."""
    packs = len({i.meeting_date for i in library.items()})
    print(
        f"{len(library.documents())} documents, {packs} meetings, {sum(i.passages for i in library.items())} passages"
    )
    store = FigureStore(library.stores.data_dir)
    store.delete()
    timed("figures read, ledger made", lambda: opened(library))
    store.forget_others("another", [d.id for d in library.documents()])  # the ledger, not what was read
    timed("ledger made of what is read", lambda: opened(library))
    seconds, values = timed("ledger opened", lambda: opened(library))
    ledger = keep.open_ledger(library)
    found, _ = timed("a measure found", lambda: len(find(ledger, "care leavers in suitable accommodation")))
    chosen = find(ledger, "care leavers in suitable accommodation")
    lines, _ = timed("its lines, cited", lambda: len(value_lines(library, chosen)))
    timed("a draft checked", lambda: len(check_draft(read_pasted(DRAFT), library).findings))
    print(f"{len(ledger.indicators)} indicators, {values} values")
    return int(seconds + found + lines > ALLOWED["large" if packs > LARGE else "small"])


def opened(library: Library) -> int:
    """Open the ledger as a process does that has not had it yet; the number of values."""
    keep.forget_opened(library)
    return sum(len(i.values) for i in keep.open_ledger(library).indicators)


if __name__ == "__main__":
    sys.exit(main())
