"""Draft every report: a line of JSON each, nothing scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Protocol

from eval.measures.printed import unbroken
from index.values import StoredItem
from rag.drafted import Draft


class Drafter(Protocol):
    """What of `rag.assistant.Assistant` drafts."""

    def draft(self, item_id: str) -> Draft:
        """A draft for one report."""

    def reports(self) -> Sequence[StoredItem]:
        """The reports that can be drafted for."""


def drafts(assistant: Drafter) -> Iterator[dict[str, Any]]:
    """One draft a report."""
    for report in assistant.reports():
        yield unbroken(report.id, partial(_draft, assistant, report.id))


def _draft(assistant: Drafter, item_id: str) -> dict[str, Any]:
    return assistant.draft(item_id).as_json()
