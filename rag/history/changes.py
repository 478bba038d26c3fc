"""What is new in each entry of a history against those before it: a decision, an undertaking, a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.history.values import Entry
from rag.periods import find_periods, without_periods

_FIGURE = re.compile(
    r"(?<![\w./–-])(?:[£$€]\d[\d,]*(?:\.\d+)?(?:\s?(?:million|m|bn)\b)?|\d[\d,]*(?:\.\d+)?\s?(?:%|per ?cent\b)"
    r"|\d{2}[\d,]*(?:\.\d+)?(?![\w/–-]))",
    re.I,
)
_NUMBERING = re.compile(r"^\W*(?:\d{1,3}(?:\.\d{1,2})?|[ivxl]{1,6}|[a-z])[.)]\s+", re.I)
_SHOWN = 3
_SAYS = {"resolved": "a decision", "undertaken": "an undertaking", "soft": "something to be considered"}


def with_changes(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, given oldest first, each with what it adds."""
    known: set[str] = set()
    found = []
    for n, entry in enumerate(entries):
        figures = figures_of(f"{entry.text} {entry.reply.quote if entry.reply else ''}")
        new = [f for f in figures if f not in known]
        known |= set(figures)
        parts = [_SAYS[entry.kind]] if entry.kind in _SAYS else []
        if n and new:
            parts.append(f"{'a new figure' if len(new) == 1 else 'new figures'}: {', '.join(new[:_SHOWN])}")
        found.append(replace(entry, changed="; ".join(parts)))
    return found


def figures_of(text: str) -> list[str]:
    """The figures printed in a text, dates and paragraph numbers left out, each once."""
    bare = _NUMBERING.sub("", " ".join(text.split()))
    bare = without_periods(bare, find_periods(bare))
    return list(dict.fromkeys(re.sub(r"\s+", "", m.group()).rstrip(",") for m in _FIGURE.finditer(bare)))
