"""Citations of what a draft quotes, numbered through the draft."""

from __future__ import annotations

from collections.abc import Iterable

from rag.check import check_quote
from rag.draft.findings import Quotable
from rag.values import Citation

Numbers = dict[tuple[str, str], int]  # passage and words → number, through one draft


def cite(quotes: Iterable[Quotable], numbers: Numbers) -> tuple[Citation, ...]:
    """Citations of quotes whose words stand verbatim in their passage."""
    return tuple(
        Citation(numbers.setdefault((one.passage.id, one.text), len(numbers) + 1), one.passage, one.text)
        for one in quotes
        if check_quote(one.text, one.passage)
    )
