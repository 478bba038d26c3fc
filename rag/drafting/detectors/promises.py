"""What the minutes of the meeting before promised or worried about on the report's subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from prompts.cues import cue_list
from rag.drafting.challenge import Challenge, Material
from rag.drafting.cues import any_found, read
from rag.drafting.statements import Statement

_SUBJECT = 0.35  # share of a minute's telling words that the report must share
_LIMIT = 2
_NEAR = 0.22  # likeness to the nearest sentence of the report, for a minute under a heading of its subject
_NEAR_ELSEWHERE = 0.42
_SHORTEST = 8  # words


def find(material: Material) -> list[Challenge]:
    """The promises and worries of the minutes that bear most on this report, with the report's nearest words."""
    subject = Counter(w for s in material.report for w in s.stems)
    size = len(material.report) + len(material.minutes) + len(material.beside)
    counts: Counter[str] = Counter(
        w for group in (material.report, material.minutes, material.beside) for s in group for w in s.stems
    )
    weights = {w: log(1 + size / n) for w, n in counts.items()}
    title = {w for w in _title_stems(material) if w in weights}
    found = []
    for minute in material.minutes:
        sort = (
            "promise"
            if any_found(cue_list("promised"), minute.words)
            else "worry"
            if any_found(cue_list("worried"), minute.words)
            else ""
        )
        shared = sum(weights[w] for w in minute.stems if subject[w])
        share = shared / (sum(weights[w] for w in minute.stems) or 1.0)
        if not sort or share < _SUBJECT or len(minute.text.split()) < _SHORTEST:
            continue
        nearest, likeness = _nearest(minute, material.report, weights)
        under = bool(title & _heading_stems(minute))
        if nearest is None or likeness < (_NEAR if under else _NEAR_ELSEWHERE):
            continue
        weight = (0.62 if sort == "promise" else 0.5) + 0.3 * likeness + 0.12 * under
        kind = "commitment_followup" if sort == "promise" else "contradiction"
        found.append(Challenge(sort, kind, "The minutes of the last meeting", weight, (minute, nearest)))
    return sorted(found, key=lambda c: -c.weight)[:_LIMIT]


def _nearest(
    minute: Statement, report: Sequence[Statement], weights: dict[str, float]
) -> tuple[Statement | None, float]:
    total = sum(weights[w] for w in minute.stems) or 1.0
    near = [(sum(weights[w] for w in minute.stems & s.stems) / total, -s.order, s) for s in report if not s.row]
    if not near:
        return None, 0.0
    likeness, _, nearest = max(near, key=lambda n: n[:2])
    return nearest, likeness


def _title_stems(material: Material) -> frozenset[str]:
    return frozenset(w for w in read(material.item.title).held if len(w) > 3 and w.isalpha()) - {
        "report",
        "annual",
        "council",
    }


def _heading_stems(statement: Statement) -> frozenset[str]:
    return frozenset(read(statement.heading).held)
