"""How much of what was said on a topic its history holds, and whether it is told in date order.

    python -m eval history --data DIR [--misses]

A case is a line of `cases/history.jsonl`: a topic in a person's words, and quotes of the papers that its history should
hold. A quote is held when an entry, or the reply paired with it, has its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.measures.gold import GoldShape, read
from eval.measures.text import spaced
from index.encoder import SentenceTransformerEmbedding
from index.store.library import Library
from rag.memory.history import Entry, history
from rag.search.retriever import HybridRetriever

CASES = Path(__file__).resolve().parents[1] / "cases" / "history.jsonl"


class HistoryCase(GoldShape):
    """A topic and quotes that its history should hold."""

    id: str
    topic: str
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What one history holds: the quotes missed, how many entries it has, and whether they are in date order."""

    case: HistoryCase
    missed: tuple[str, ...]
    entries: int
    in_order: bool

    @property
    def recall(self) -> float:
        """The share of the quotes that it holds."""
        return 1 - len(self.missed) / len(self.case.quotes)


def score(case: HistoryCase, entries: Sequence[Entry]) -> Told:
    """The score of one history."""
    said = [spaced(f"{e.text} {e.citation.quote} {e.reply.quote if e.reply else ''}") for e in entries]
    missed = tuple(q for q in case.quotes if not any(spaced(q) in text for text in said))
    days = [e.date for e in entries if e.date]
    return Told(case, missed, len(entries), days == sorted(days))


def main(
    data: Annotated[Path, typer.Option(help="Folder of an index of the packs that the cases are of.")],
    misses: Annotated[bool, typer.Option("--misses", help="Print what was missed.")] = False,
) -> None:
    """Score the histories of topics."""
    with Library.open(data, SentenceTransformerEmbedding(cache_dir=data / "models"), read_only=True) as library:
        retriever = HybridRetriever(library)
        told = [score(case, history(library, retriever, case.topic)) for case in read(CASES, HistoryCase)]
    for one in told:
        typer.echo(f"{one.recall:.2f}  {one.entries:3} entries  {one.case.topic}")
        for quote in one.missed if misses else ():
            typer.echo(f"      missed: {quote}")
    typer.echo(f"recall {sum(t.recall for t in told) / len(told):.3f}, in date order {all(t.in_order for t in told)}")
