"""How soon the register and a timeline are there: on an index, or on the sample packs multiplied to 200.

    python -m tests.bench.register [--data DIR] [--packs 200] [--keep DIR]

Without `--data` the sample packs are read once and stored again and again with later years, with an embedding that
needs no model. Prints the seconds of: working the register out, opening it in a new process's place (the file that
is kept beside the index), and one history, cold and warm. Exits with 1 when opening takes longer than allowed.
"""

from __future__ import annotations

import sys

from rag.memory.history import history
from rag.memory.register import Register, forget
from rag.search.retriever import HybridRetriever
from tests.bench.manypacks import Many, many_packs, timed

TOPIC = "care leavers in education, employment or training"


def main() -> int:
    """Run the command."""
    with many_packs(__doc__.splitlines()[0]) as many:
        late = measure(many)
        if many.one_more():
            timed("… with one pack more", lambda: len(Register(many.library).all()))
        return late


def measure(many: Many) -> int:
    """Print the times; 1 when opening takes too long."""
    library, allowed = many.library, many.allowed()
    forget(library.stores.data_dir)
    found = timed("the register, worked out", lambda: len(Register(library).all()))
    library.stores.catalogue.passages()
    opened, _ = timed("the register, opened", lambda: len(Register(library).all()))
    timed("a timeline, the first", lambda: len(history(library, HybridRetriever(library), TOPIC)))
    again, _ = timed("a timeline, another", lambda: len(history(library, HybridRetriever(library), "short breaks")))
    print(f"{found[1]} commitments")
    return int(max(opened, again) > allowed)


if __name__ == "__main__":
    sys.exit(main())
