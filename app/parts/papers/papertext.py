"""A paper as one reads it through: its headings in order, with the text that stands under each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.wording import readable
from index.values import StoredPassage

_STEP = " › "  # between the headings of a passage's section


@dataclass(frozen=True)
class Part:
    """A heading ("" for what stands before the first), how deep it is from 0, the page it begins on, and its text."""

    heading: str
    depth: int
    page: int | None
    texts: tuple[str, ...]


def parts(passages: Sequence[StoredPassage]) -> list[Part]:
    """The parts of a paper, given its passages in order; a heading with no text of its own has no texts."""
    found: list[Part] = []
    path: list[str] = []
    for passage in passages:
        now = passage.section.split(_STEP) if passage.section else []
        same = next((n for n, (a, b) in enumerate(zip(path, now, strict=False)) if a != b), min(len(path), len(now)))
        new = list(enumerate(now))[same:]
        if not new and len(now) < len(path):  # back to what stands above, after a heading below it
            new = list(enumerate(now))[-1:]
        found += [Part(heading, depth, passage.page, ()) for depth, heading in new]
        path = now
        if not found:
            found.append(Part("", 0, passage.page, ()))
        text = _without_headings(passage.text, now)
        if text:
            last = found[-1]
            found[-1] = Part(last.heading, last.depth, last.page, (*last.texts, text))
    return found


def _without_headings(text: str, path: Sequence[str]) -> str:
    """A passage's text without the headings that it begins with: they are shown as such."""
    headings = {_letters(heading) for heading in path}
    lines = text.split("\n")
    while lines and _letters(readable(lines[0])) in headings:
        lines.pop(0)
    return "\n".join(lines).strip()


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
