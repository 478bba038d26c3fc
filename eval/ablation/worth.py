"""The worth of a step on a council's cases: the figures of the whole path less those without it, with an interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eval.ablation.councils import Council
from eval.ablation.paths import NOTHING, answers
from eval.answers.generate import as_line
from eval.answers.score import score
from eval.measures.bootstrap import paired
from eval.measures.printed import Answered
from eval.measures.rows import Row
from eval.measures.source import Source
from eval.measures.table import Table
from index.store.library import Library

FIGURES = ("success@5", "report@1", "evidence cited", "figures right", "wrongly refused", "rightly refused")


def measured(council: Council, library: Library, names: Sequence[str]) -> dict[str, tuple[Row, ...]]:
    """The council's rows of the whole path (`NOTHING`) and without each step named."""
    lines: dict[str, list[Answered]] = {name: [] for name in (NOTHING, *names)}
    for case in council.cases:
        for name, answer in answers(library, case.question, names):
            lines[name].append(Answered.model_validate(as_line(answer) | {"id": case.id}))
    nothing = Source(())  # quotes are checked word for word by the path itself
    return {name: score(council.cases, given, nothing) for name, given in lines.items()}


def table(council: Council, rows: dict[str, tuple[Row, ...]]) -> Table:
    """A line a step: what each figure gains by it, with the 95 % interval, and how many cases it changes."""
    whole = rows[NOTHING]
    body = [[name, *_gains(whole, without)] for name, without in rows.items() if name != NOTHING]
    title = f"{council.name}: {len(council.cases)} questions; what each step adds"
    return Table(title, ("step", *FIGURES, "cases changed"), tuple(tuple(line) for line in body))


def _gains(whole: Sequence[Row], without: Sequence[Row]) -> Iterable[str]:
    changed = sum(a.values != b.values for a, b in zip(whole, without, strict=True))
    for figure in FIGURES:
        pair = paired(whole, without, figure)
        if pair is None:
            yield ""
        elif not pair.above and not pair.below:
            yield "0"
        else:
            yield f"{pair.difference:+.3f} [{pair.interval.low:+.3f}, {pair.interval.high:+.3f}]"
    yield str(changed)
