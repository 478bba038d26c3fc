"""How soon the figures ledger is there: on an index, or on the sample packs multiplied to 200.

    python -m tests.bench.figures [--data DIR] [--packs 200] [--keep DIR]

Prints the seconds of: reading every document's figures, making the ledger of what is read, opening it where it is kept
(what a page does first), finding a measure, its lines with citations, and checking a draft. Exits with 1 when opening
takes longer than allowed.
"""

from __future__ import annotations

import sys

from app.exports.lookexports import value_lines
from index.store.kept import Kept
from index.store.library import Library
from rag.compare import check_draft
from rag.compare.draft import read_pasted
from rag.figures import keep
from rag.figures.keep import FigureStore
from rag.figures.ledger import find
from tests.bench.manypacks import Many, many_packs, timed

DRAFT = "1. The percentage of care leavers in suitable accommodation was 93.1% at the end of quarter 2 2025/26.\n"


def main() -> int:
    """Run the command."""
    with many_packs(__doc__.splitlines()[0]) as many:
        return measure(many)


def measure(many: Many) -> int:
    """Print the times; 1 when opening takes too long."""
    library, allowed = many.library, many.allowed()
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
    return int(seconds + found + lines > allowed)


def opened(library: Library) -> int:
    """Open the ledger as a process does that has not had it yet; the number of values."""
    library._cache = Kept()
    return sum(len(i.values) for i in keep.open_ledger(library).indicators)


if __name__ == "__main__":
    sys.exit(main())
