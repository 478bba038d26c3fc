"""Figures that have changed since the report before of the same title: one sentence of both, word for word, in which
one figure differs. Where the new report prints the old figure too, it is left to tell of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.language.amounts import Amount, amounts
from index.language.periods import find_periods, long_date, without_periods
from index.store.library import Library
from index.values import StoredItem
from rag.draft.findings.finding import Finding
from rag.draft.material.known import report_before
from rag.draft.material.papers import Proof, appendices_of
from rag.draft.material.report import Statement, statements_of
from rag.draft.material.saying import sayable

_FEWEST = 6  # words of a sentence, or a cell, that another of the same words is about the same as
_STEP = {"": 0.2, "£": 0.05, "%": 0.05}  # of the figure before: a smaller change is most often chance, or none at all
_LEAST, _MOST = 10, 2  # of what is counted, and findings of a report


@dataclass(frozen=True)
class _Said:
    """What a sentence, or a cell of a row, says of one figure, and the words that are the same in both reports."""

    one: Statement
    text: str
    figure: Amount
    rest: str


def restated(library: Library, item: StoredItem, statements: Sequence[Statement]) -> Iterator[Finding]:
    """The figures that changed most since the report before it, most first."""
    before = report_before(library, item)
    if before is None or before.meeting_date is None:
        return
    earlier = _once(_said(statements_of(library, [before, *appendices_of(library, before)])))
    words = " ".join(one.text for one in statements)
    found = []
    for rest, new in _once(_said(statements)).items():
        old = earlier.get(rest)
        step = abs(new.figure.value - old.figure.value) / max(abs(old.figure.value), 1e-9) if old else 0.0
        said = sayable(new.text, (new.figure.printed,)) if old and step >= _STEP.get(new.figure.unit, 1.0) else None
        if old and said and not said.endswith("…") and old.figure.printed not in words:
            found.append((step, said, new, old))
    for step, said, new, old in sorted(found, key=lambda one: -one[0])[:_MOST]:
        when = long_date(before.meeting_date)
        working = f"{old.figure.printed} in the report of {when}, {new.figure.printed} in this one"
        told = {"words": said, "before": old.figure.printed, "when": when}
        proofs = (Proof(new.one.passage, new.text), Proof(old.one.passage, old.text))
        yield Finding("restated", "comparison", proofs, working, told, step)


def _once(found: Iterator[_Said]) -> dict[str, _Said]:
    """Those whose words are said of one figure only."""
    said: dict[str, list[_Said]] = {}
    for one in found:
        said.setdefault(one.rest, []).append(one)
    return {rest: all_of[0] for rest, all_of in said.items() if len({one.figure.printed for one in all_of}) == 1}


def _said(statements: Sequence[Statement]) -> Iterator[_Said]:
    for one in statements:
        for text in [cell.text for cell in one.said.cells] if one.row else [one.text]:
            figures = amounts(text)
            whole = text.rstrip()[-1:] == "." if one.row else one.whole
            if len(figures) == 1 and len(text.split()) >= _FEWEST and whole and not one.leaning:
                figure = figures[0]
                if figure.unit or figure.value >= _LEAST:
                    bare = without_periods(text, find_periods(text))
                    rest = f"{bare[: figure.start]} # {bare[figure.end :]}"
                    yield _Said(one, text, figure, " ".join(rest.lower().split()))
