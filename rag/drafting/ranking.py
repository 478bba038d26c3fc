"""Which challenges a sharp scrutineer would raise first, no two of them the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rag.drafting.challenge import Challenge
from rag.drafting.statements import Statement

_KIND = 0.02  # what each challenge of the same kind already chosen takes off
_SORT = 0.05
_SAME_PLACE = 0.12  # the same paragraph again
_ALIKE = 0.2  # the same words again, times the share shared
_APPENDIX = 0.05  # bad news that the cover leaves to its appendix
_SOON = 0.02
_COMMON = 0.15  # share of sentences that makes a word one of the subject
_PROOFS = 3  # sentences and rows that one question rests on, at most
_STRONG = 0.72  # of two sentences side by side that are of two sorts and do not lean on one another, both must be sharp
_NEAR = 3  # sentences of one paragraph that speak of one row of a table
_MARKED_UP = 0.3  # what is left of mark-up reads badly
_MARK_UP = re.compile(r"</?\w+[^<>]*>|\*\*|\bxx+\b")
_FEWEST = 4  # words; sentences of fewer are not alike for sharing one
_AGREE = 0.05  # each further detector that finds the same sentence


def rank(challenges: Sequence[Challenge], limit: int) -> list[Challenge]:
    """The best `limit`, best first, each chosen for its weight less what it repeats of those before it."""
    pool = _merged(challenges)
    common = _common(challenges)
    chosen: list[Challenge] = []
    while pool and len(chosen) < limit:
        best = max(pool, key=lambda c: (_worth(c, chosen, common), -c.proofs[0].order))
        chosen.append(best)
        pool = [c for c in pool if c is not best and not _same(c, best, common)]
    return chosen


def _merged(challenges: Sequence[Challenge]) -> list[Challenge]:
    """One challenge for each matter: for a statement, for a table's row and the text on it, for a sentence and the
    next, which then stand as further proof.
    """
    by_statement: dict[tuple[str, int], Challenge] = {}
    for challenge in sorted(challenges, key=lambda c: (-c.weight, c.proofs[0].order, c.sort)):
        key = challenge.proofs[0].key
        kept = by_statement.get(key)
        by_statement[key] = challenge if kept is None else _joined(kept, challenge)
    merged: list[Challenge] = []
    for challenge in sorted(by_statement.values(), key=lambda c: -c.weight):
        host = next((h for h in merged if _neighbours(h, challenge) or _one_measure(h, challenge)), None)
        if host is None:
            merged.append(challenge)
        else:
            merged[merged.index(host)] = _with_proofs(host, challenge)
    return merged


def _joined(kept: Challenge, other: Challenge) -> Challenge:
    agree = other.sort != kept.sort and not {"denied", "not_done"} & {other.sort, kept.sort}
    kept = replace(kept, weight=kept.weight + _AGREE * agree)
    return _with_proofs(kept, other) if len(kept.proofs) == 1 < len(other.proofs) else kept


def _with_proofs(host: Challenge, other: Challenge) -> Challenge:
    for proof in other.proofs[: _PROOFS - len(host.proofs)]:
        host = host.with_proof(proof)
    return replace(host, weight=host.weight + _SOON)


def _neighbours(host: Challenge, challenge: Challenge) -> bool:
    first, second = host.proofs[0], challenge.proofs[0]
    return (
        len(host.proofs) == len(challenge.proofs) == 1
        and not first.row
        and not second.row
        and first.passage.item.id == second.passage.item.id
        and first.paragraph == second.paragraph
        and abs(first.order - second.order) == 1
        and (
            host.sort == challenge.sort
            or max(first, second, key=lambda s: s.order).leans
            or min(host.weight, challenge.weight) >= _STRONG
        )
    )


def _one_measure(host: Challenge, challenge: Challenge) -> bool:
    """True when one is a row of a table and the other the text that speaks of the same row."""
    if host.proofs[0].row == challenge.proofs[0].row:
        return False
    rows, text = (host, challenge) if host.proofs[0].row else (challenge, host)
    told = [p for p in rows.proofs if not p.row]
    return any(
        p.passage.item.id == q.passage.item.id and p.paragraph == q.paragraph and abs(p.order - q.order) <= _NEAR
        for p in told
        for q in text.proofs
    )


def _common(challenges: Sequence[Challenge]) -> frozenset[str]:
    """The words of the report's subject, which say nothing of whether two of its sentences are alike."""
    statements = {p.key: p for c in challenges for p in c.proofs}.values()
    counts = Counter(word for s in statements for word in s.stems)
    return frozenset(word for word, n in counts.items() if n > max(3, _COMMON * len(statements)))


def _worth(challenge: Challenge, chosen: Sequence[Challenge], common: frozenset[str]) -> float:
    kinds, sorts = Counter(c.kind for c in chosen), Counter(c.sort for c in chosen)
    first = challenge.proofs[0]
    worth = challenge.weight - _KIND * kinds[challenge.kind] - _SORT * _again(sorts[challenge.sort])
    worth += _APPENDIX * (not first.cover and not first.row)
    worth -= _MARKED_UP * (not all(map(_legible, challenge.proofs)))
    if any(_same_place(first, c.proofs[0]) for c in chosen):
        worth -= _SAME_PLACE
    return worth - _ALIKE * max((_alike(first, p, common) for c in chosen for p in c.proofs), default=0.0)


def _again(times: int) -> int:
    """How much a sort that was chosen so many times is worn: a third of one sort tires more than a second."""
    return times * (times + 1) // 2


def _legible(statement: Statement) -> bool:
    """False where mark-up of a table or form is left in the words."""
    return not _MARK_UP.search(statement.text)


def _same_place(a: Statement, b: Statement) -> bool:
    return (
        a.passage.item.id == b.passage.item.id and a.paragraph == b.paragraph and a.heading == b.heading and not a.row
    )


def _alike(a: Statement, b: Statement, common: frozenset[str]) -> float:
    mine, theirs = a.stems - common, b.stems - common
    least = min(len(mine), len(theirs))
    return len(mine & theirs) / max(_FEWEST, least)


def _same(a: Challenge, b: Challenge, common: frozenset[str]) -> bool:
    """True when the two rest on the same words, or on a copy of them (the cover's in the appendix)."""
    keys = {p.key for p in b.proofs}
    lines = {p.words.line for p in b.proofs}
    return (
        a.proofs[0].key in keys
        or a.proofs[0].words.line in lines
        or any(_alike(a.proofs[0], p, common) > 0.85 for p in b.proofs)
    )
