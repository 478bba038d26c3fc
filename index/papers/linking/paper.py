"""A paper as the linker sees it, and how names and titles of papers are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.values import ItemKind, Listed

_WORD = re.compile(r"[^\W_]+")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}\s*[-–/]\s*(?:\d{4}|\d{2})(?!\d)")
_REFERENCE = re.compile(r"(?<!\d)(\d{2,4})\s?[-/]?\s?(\d{3,6})(?!\d)")
_LATE = re.compile(
    r"\b(?:supplement\w*|updated?|revised|revision|amended|corrected|late|to\s+follow|v(?:ersion\s*)?[2-9])\b", re.I
)
_LABEL = re.compile(r"^(?:appendix|annexe?|schedule|enclosure)\s*([a-z]{1,2}|\d{1,2}[a-z]?)?\b", re.IGNORECASE)
_COMMON = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"),
        *("report", "reports", "appendix", "annex", "item", "agenda", "paper", "final", "draft", "meeting", "version"),
        *("supplementary", "supplement", "updated", "revised", "copy"),
    )
)


@dataclass(frozen=True)
class Paper:
    """One item of a ready document. `name` is its file's name, `folder` where the file was, `pages` how many it has.

    `late` is true for a paper of a file that calls itself a supplement or an update; `whole` for one that its file
    holds alone; `digest` and `sketch` are those of `index.language.alike`, of the paper's text.
    """

    id: str
    document_id: str
    folder: str
    name: str
    title: str
    kind: ItemKind
    parent_id: str | None
    committee: str | None
    meeting_date: date | None
    agenda_number: str | None
    lists: tuple[Listed, ...]
    pages: int | None
    pack_pages: str | None
    late: bool
    whole: bool
    digest: str
    sketch: tuple[int, ...]

    @property
    def own(self) -> frozenset[str]:
        """The words that tell its title from others."""
        return title_words(self.title)

    @property
    def references(self) -> frozenset[str]:
        """The reference numbers in its file's name."""
        return references(self.name)


def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell it from others, cut to their beginnings, so that plurals are the same."""
    found = [word[:7] for word in _WORD.findall(title.lower()) if word not in _COMMON]
    return frozenset(word for word in found if len(word) > 1 or word.isdigit())


def shared(wanted: frozenset[str], found: frozenset[str]) -> float:
    """The share of the `wanted` words that are `found`; 0 where none is wanted."""
    return len(wanted & found) / len(wanted) if wanted else 0.0


def same_title(one: frozenset[str], other: frozenset[str]) -> bool:
    """True for titles that are the same but for a word or so."""
    return bool(one and other) and len(one & other) >= 0.85 * len(one | other)


def label_of(title: str) -> str:
    """The letter or number of an appendix ("a", "1"), "" for none."""
    match = _LABEL.match(title.strip())
    return (match.group(1) or "").lower() if match else ""


def references(name: str) -> frozenset[str]:
    """Reference numbers in a file's name ("24/00108", "24-00108" and "2400108" are one); years are none."""
    return frozenset(
        match.group(1) + match.group(2)
        for match in _REFERENCE.finditer(_YEARS.sub(" ", name))
        if len(match.group(1) + match.group(2)) >= 6
    )


def says_late(name: str) -> bool:
    """True for a file's name or title that says it is a supplement or an update."""
    return bool(_LATE.search(re.sub(r"[_-]+", " ", name)))
