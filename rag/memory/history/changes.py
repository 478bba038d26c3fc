"""What is new in each entry of a history against those before it: a decision, an undertaking, a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.language.periods import find_periods, without_periods
from rag.memory.history.values import Entry

_FIGURE = re.compile(
    r"(?<![\w./–-])(?<!\w- )(?:[£$€]\d[\d,]*(?:\.\d+)?(?:\s?(?:million|m|bn)\b)?|\d[\d,]*(?:\.\d+)?\s?(?:%|per ?cent\b)"
    r"|\d{2}[\d,]*(?:\.\d+)?(?![\w/–-]))",
    re.I,
)
_NUMBERING = re.compile(r"^\W*(?:\d{1,3}(?:\.\d{1,2})?|[ivxl]{1,6}|[a-z])[.)]\s+", re.I)
_LASTING = re.compile(
    r"\b(?:within|last|past|previous|every|aged?)(?: the)?(?: last| past)? \d+[ -](?:\w+ )?\w+s?\b", re.I
)
_OF = re.compile(r"^\s?((?:of )?(?:(?:these|the|those|all|our) )?(?:[a-z][a-z’'-]+)(?: [a-z][a-z’'-]+)?)")
_ENDING_WORDS = """
a an and are as at been but by compared during for from had has have however in is it than that then this to up was
were when whereas whether which while whilst who will with would
"""
_ENDS = frozenset(_ENDING_WORDS.split())
_SHOWN = 3
_SAYS = {"resolved": "a decision", "undertaken": "an undertaking", "soft": "something to be considered"}


def with_changes(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, given oldest first, each with what it adds."""
    known: set[str] = set()
    found = []
    for n, entry in enumerate(entries):
        figures = _figures(f"{entry.text} {entry.reply.quote if entry.reply else ''}")
        new = [words for figure, words in figures.items() if figure not in known and not words.isdecimal()]
        known |= set(figures)
        parts = [_SAYS[entry.kind]] if entry.kind in _SAYS else []
        if n and new:
            parts.append(f"first printed here: {', '.join(new[:_SHOWN])}")
        found.append(replace(entry, changed="; ".join(parts)))
    return found


def figures_of(text: str) -> list[str]:
    """The figures printed in a text, dates and paragraph numbers left out, each once."""
    return list(_figures(text))


def _figures(text: str) -> dict[str, str]:
    """Each figure of a text with the few words that say what it counts: "111" → "111 broken lamps"."""
    bare = _LASTING.sub(" ", _NUMBERING.sub("", " ".join(text.split())))
    bare = without_periods(bare, find_periods(bare))
    found: dict[str, str] = {}
    for match in _FIGURE.finditer(bare):
        figure = re.sub(r"\s+", "", match.group()).rstrip(",")
        after = "" if match.group().endswith(",") else bare[match.end() :]
        found.setdefault(figure, f"{figure} {_counted(after)}".strip() if figure[-1].isdigit() else figure)
    return found


def _counted(after: str) -> str:
    """What the figure before these words counts: one or two of them, up to the next verb or preposition."""
    match = _OF.match(after)
    if match is None:
        return ""
    words = match[1].split()
    end = next((n for n, word in enumerate(words) if word in _ENDS), len(words))
    kept = words[:end]
    return " ".join(kept) if kept and kept[-1] not in ("of", "these", "the", "those", "all", "our") else ""
