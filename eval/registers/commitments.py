"""How much of what minutes promise is in the register, and how much of the register is promised.

    python -m eval commitments --data DIR [--misses]

A case is a line of `cases/commitments.jsonl`: the meeting, the minute, the kind and words of a commitment of the
minutes, with its status and due date where a reader of the packs knows them. An entry is right when its words hold
those of a case of the same meeting; its kind, status and due date are compared for those only. Entries from reports are
left out: only minutes were read for the cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from eval.measures.gold import GoldShape, read
from eval.measures.rows import mean_of
from eval.measures.table import figure
from eval.measures.text import spaced
from index.encoder import SentenceTransformerEmbedding
from index.store.library import Library
from rag.memory.commitment import KINDS, Commitment, Kind
from rag.memory.register import Register

CASES = Path(__file__).resolve().parents[1] / "cases" / "commitments.jsonl"


class CommitmentCase(GoldShape):
    """A commitment that a reader found; `status` and `due` are None where nothing is known of them."""

    id: str
    meeting_date: date
    minute: str
    kind: Kind
    quote: str
    status: str | None = None
    due: date | None = None


@dataclass(frozen=True)
class Scores:
    """`found` and `right` are shares by kind (None where there are none); the rest are shares over what was found."""

    found: dict[str, float | None]
    right: dict[str, float | None]
    kinds: float | None
    minutes: float | None
    statuses: float | None
    dues: float | None
    missed: tuple[CommitmentCase, ...]
    extra: tuple[Commitment, ...]
    misjudged: tuple[tuple[CommitmentCase, Commitment], ...]


def score(cases: Sequence[CommitmentCase], register: Sequence[Commitment]) -> Scores:
    """The scores of a register's entries from minutes against the cases."""
    entries = [c for c in register if c.source == "minutes"]
    pairs: list[tuple[CommitmentCase, Commitment]] = []
    used: set[str] = set()
    missed = []
    for case in cases:
        match = next((c for c in entries if c.id not in used and _holds(c, case)), None)
        if match is None:
            missed.append(case)
        else:
            used.add(match.id)
            pairs.append((case, match))
    extra = [c for c in entries if c.id not in used]
    judged = [(case, c) for case, c in pairs if case.status]
    return Scores(
        found={k: mean_of([case not in missed for case in cases if case.kind == k]) for k in KINDS},
        right={k: mean_of([c.id in used for c in entries if c.kind == k]) for k in KINDS},
        kinds=mean_of([case.kind == c.kind for case, c in pairs]),
        minutes=mean_of([case.minute == c.minute for case, c in pairs]),
        statuses=mean_of([case.status == c.status for case, c in judged]),
        dues=mean_of([case.due == c.due for case, c in pairs if case.due]),
        missed=tuple(missed),
        extra=tuple(extra),
        misjudged=tuple((case, c) for case, c in judged if case.status != c.status),
    )


def _holds(commitment: Commitment, case: CommitmentCase) -> bool:
    return commitment.meeting_date == case.meeting_date and spaced(case.quote) in spaced(commitment.text)


def main(
    data: Annotated[Path, typer.Option(help="Folder of an index of the packs that the cases are of.")],
    misses: Annotated[bool, typer.Option("--misses", help="Print what was missed, added and misjudged.")] = False,
) -> None:
    """Score the register of an index."""
    with Library.open(data, SentenceTransformerEmbedding(cache_dir=data / "models"), read_only=True) as library:
        scores = score(read(CASES, CommitmentCase), Register(library).all())
    for kind in KINDS:
        typer.echo(f"{kind:12} recall {figure(scores.found[kind])}   precision {figure(scores.right[kind])}")
    for name, value in (
        ("kind", scores.kinds),
        ("minute", scores.minutes),
        ("due date", scores.dues),
        ("status", scores.statuses),
    ):
        typer.echo(f"{name:12} right  {figure(value)}")
    if misses:
        for case in scores.missed:
            typer.echo(f"missed: {case.meeting_date} {case.minute}: {case.quote}")
        for entry in scores.extra:
            typer.echo(f"extra: {entry.meeting_date} {entry.minute} {entry.kind}: {entry.text}")
        for case, entry in scores.misjudged:
            typer.echo(f"status: {case.meeting_date} {case.minute} is {entry.status}, not {case.status}: {case.quote}")
