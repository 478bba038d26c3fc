"""A library of papers written out in the tests: no index, no model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from index.faults import NotFound
from index.values import ItemKind, StoredItem, StoredPassage

MEETING = date(2031, 5, 6)


@dataclass
class PaperLibrary:
    """What drafting asks of a library: items and their passages."""

    papers: dict[str, tuple[StoredItem, list[StoredPassage]]]

    def items(self) -> list[StoredItem]:
        return [item for item, _ in self.papers.values()]

    def item(self, id: str) -> StoredItem:
        if id not in self.papers:
            raise NotFound(f"There is no paper {id!r}.", "")
        return self.papers[id][0]

    def passages(self, item_id: str) -> list[StoredPassage]:
        return self.papers[item_id][1]

    def search_words(self, tokens: list[str], k: int) -> list[tuple[str, float]]:
        every = [p for _, passages in self.papers.values() for p in passages]
        return [(p.id, 1.0) for p in every if set(tokens) & set(p.text.lower().split())][:k]

    def passages_by_id(self, ids: list[str]) -> list[StoredPassage]:
        return [p for _, passages in self.papers.values() for p in passages if p.id in ids]


class Papers:
    """Builds a library: one call a paper, a text a passage; `## ` begins a section."""

    def __init__(self) -> None:
        self.library = PaperLibrary({})

    def add(
        self,
        id: str,
        *texts: str,
        kind: ItemKind = "report",
        title: str = "Travelling Libraries",
        parent: str | None = None,
        document: str = "pack.pdf",
        meeting_date: date | None = MEETING,
        author: str | None = "Director of Learning",
    ) -> Papers:
        ordinal = len(self.library.papers)
        above = self.library.papers[parent][0].title if parent else ""
        item = StoredItem(
            id, document, document, ordinal, title, above, parent, kind, "Learning Committee", meeting_date, author,
            None, None, None, None, len(texts),
        )  # fmt: skip
        passages: list[StoredPassage] = []
        section = None
        for text in texts:
            if text.startswith("## "):
                section = text[3:]
                continue
            head = text.split(". ")[0]
            paragraph = head if head.isdigit() else None
            passages.append(
                StoredPassage(
                    f"{id}-{len(passages)}", item, len(passages), "row" if "\t" in text or "N/A" in text else "prose",
                    text.replace("\t", " "), title, section, paragraph, None, None, None,
                )
            )  # fmt: skip
        self.library.papers[id] = (replace(item, passages=len(passages)), passages)
        return self


@pytest.fixture
def papers() -> Papers:
    return Papers()


@pytest.fixture
def report(papers: Papers) -> Callable[..., Papers]:
    """A report of these paragraphs alone."""
    return lambda *texts, **facts: papers.add("r", *texts, **facts)


def quotes(citations: Sequence[object]) -> list[str]:
    return [c.quote for c in citations]  # type: ignore[attr-defined]
