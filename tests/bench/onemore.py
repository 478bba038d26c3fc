"""What one more paper costs the next question, and what withdrawing it costs: on the sample packs multiplied.

    python -m tests.bench.onemore [--data DIR] [--packs 200] [--keep DIR]

Prints the seconds of: the first question in a new process's place, another question, the first after one more paper was
indexed (everybody waits for it), another then, and the withdrawal of that paper for good.
"""

from __future__ import annotations

import sys

from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from index.store.visible import VisibleLibrary
from rag.search.retriever import HybridRetriever
from tests.bench.manypacks import Many, many_packs, timed

PAPER = "# Ferry Review 2031\n\nThe Harbour Revenue Account (HRA) fell by 4.2% to £1.2m in 2030.\n"
QUESTIONS = (
    "How many children were electively home educated in September 2024?",
    "What did the committee resolve about short breaks in 2025?",
)


def main() -> int:
    """Run the command."""
    with many_packs(__doc__.splitlines()[0]) as many:
        measure(many)
    return 0


def measure(many: Many) -> None:
    """Print the times, of the whole library and of one that hides a paper."""
    many.allowed()
    whole = many.library
    hidden = VisibleLibrary(whole, [document.id for document in whole.documents()[1:]])
    retrievers = {"whole": _retriever(whole), "restricted": _retriever(hidden)}
    _ask(retrievers, "at first")
    _ask(retrievers, "again")
    path = many.folder / "one more.md"
    path.write_text(PAPER, encoding="utf-8")
    timed("one more paper", lambda: len(list(ingest([path], whole, parse))))
    _ask(retrievers, "after one more paper")
    _ask(retrievers, "again")
    timed("withdrawn for good", lambda: len(whole.withdraw("one more.md").passage_ids))


def _retriever(library: Library) -> HybridRetriever:
    return HybridRetriever(library)


def _ask(retrievers: dict[str, HybridRetriever], when: str) -> None:
    for name, retriever in retrievers.items():
        timed(f"{name}, {when}", lambda given=retriever: sum(len(given.find(q).retrieved) for q in QUESTIONS))


if __name__ == "__main__":
    sys.exit(main())
