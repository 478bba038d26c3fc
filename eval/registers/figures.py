"""How much of what performance papers print of an indicator is in the figures ledger, and how much in it is printed.

    python -m eval figures --data DIR [--misses]

A case is a line of `cases/figures.jsonl`: an indicator by a name that its papers give it, the meeting of the paper, the
period and the value as printed, and whether a table prints it or a sentence. A value is right when indicator, meeting,
value and period are (a point in time is one however it is written: "March 2024", "Q4 2023/24"). Values of these
indicators that no case has are extra; a paper that is not a performance paper may print them rightly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from eval.measures.gold import GoldShape, read
from eval.measures.rows import mean_of
from index.encoder import SentenceTransformerEmbedding
from index.language.periods import named_periods
from index.store.library import Library
from rag.figures import Ledger, Value, open_ledger
from rag.figures.ledger import find
from rag.figures.values import TABLES

CASES = Path(__file__).resolve().parents[1] / "cases" / "figures.jsonl"


class FigureCase(GoldShape):
    """A printed value that a reader found."""

    id: str
    indicator: str
    meeting_date: date
    table: bool
    period: str
    printed: str


@dataclass(frozen=True)
class Scores:
    """`tables` and `sentences` are the shares of their cases that are found (None where there are none)."""

    tables: float | None
    sentences: float | None
    missed: tuple[FigureCase, ...]
    extra: tuple[Value, ...]
    values: int


def score(cases: Sequence[FigureCase], ledger: Ledger) -> Scores:
    """The scores of a ledger against the cases."""
    held: dict[str, list[Value]] = {}
    for name in dict.fromkeys(case.indicator for case in cases):
        found = find(ledger, name)
        held[name] = list(found[0].values) if found else []
    used: set[tuple[str, int]] = set()
    missed = []
    for case in cases:
        match = next((v for v in held[case.indicator] if (v.indicator, v.id) not in used and _is(v, case)), None)
        if match is None:
            missed.append(case)
        else:
            used.add((match.indicator, match.id))
    extra = [v for values in held.values() for v in values if (v.indicator, v.id) not in used]
    return Scores(
        tables=mean_of([case not in missed for case in cases if case.table]),
        sentences=mean_of([case not in missed for case in cases if not case.table]),
        missed=tuple(missed),
        extra=tuple(extra),
        values=sum(len(values) for values in held.values()),
    )


def _is(value: Value, case: FigureCase) -> bool:
    if value.paper.meeting_date != case.meeting_date or (value.source in TABLES) != case.table:
        return False
    wanted = named_periods(case.period, None)
    when = bool(wanted and value.period and value.period.same(wanted[0].span))
    return when and value.printed.replace(" ", "") == case.printed.replace(" ", "")


def main(
    data: Annotated[Path, typer.Option(help="Folder of an index of the packs that the cases are of.")],
    misses: Annotated[bool, typer.Option("--misses", help="Print what was missed and what is extra.")] = False,
) -> None:
    """Score the ledger of an index."""
    with Library.open(data, SentenceTransformerEmbedding(cache_dir=data / "models"), read_only=True) as library:
        scores = score(read(CASES, FigureCase), open_ledger(library))
    for name, value in (("in tables", scores.tables), ("in sentences", scores.sentences)):
        typer.echo(f"{name:12} found {'–' if value is None else f'{value:.2f}'}")
    typer.echo(f"{'extra':12} {len(scores.extra)} of {scores.values} values")
    if misses:
        for case in scores.missed:
            typer.echo(f"missed: {case.indicator}: {case.printed}, {case.period} ({case.meeting_date})")
        for v in scores.extra:
            typer.echo(f"extra: {v.name}: {v.printed}, {v.period.text if v.period else None} ({v.paper.meeting_date})")
