"""Names of one measure that share too few words are known by their values: the same figures for the same periods.

"Completed within 45 days" and "finished inside 45 days" cannot be told for one by their words, nor by vectors,
which put "primary schools" and "secondary schools" nearer. But what has the same values under two names that are half
alike, in more documents than one, is one measure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rag.figures.grouping import COUNTED, Grouping
from rag.figures.names import Key, Names
from rag.figures.values import TABLES, Mention

_HALF = 0.4  # Jaccard's index of two names that may be of one measure
_TIMES = 2  # agreements it takes


def agreeing(
    own: Sequence[tuple[str, int, Mention]], place: Mapping[tuple[str, int], int], grouping: Grouping
) -> dict[int, int]:
    """Group → the group it is one with: the one of the two that tables have."""
    said: dict[int, set[tuple[str, float]]] = defaultdict(set)
    for document, n, m in own:
        at = place.get((document, n))
        if at is not None and m.printed.strip("%£ ") and "." in m.printed:
            said[at].add((document, m.value))
    merged: dict[int, int] = {}
    for one, other, shared in _sharing(said):
        groups = grouping.groups
        if len(shared) < _TIMES or groups[one].unit != groups[other].unit or grouping.apart(one, other):
            continue
        if len({document for document, _ in shared}) < _TIMES:
            continue
        alike = max(
            (grouping.overlap(a, b) for a in groups[one].keys for b in groups[other].keys if _numbers_fit(a, b)),
            default=0.0,
        )
        if alike >= _HALF:
            keep, gone = sorted((one, other), key=lambda g: (-len(groups[g].tables), g))
            merged.setdefault(gone, keep)
    return {gone: _last(gone, merged) for gone in merged}


def shortened(
    own: Sequence[tuple[str, int, Mention]], place: Mapping[tuple[str, int], int], grouping: Grouping, names: Names
) -> dict[tuple[str, int], int]:
    """Mentions by a shortened name ("the percentage of two-year-olds"), with the group of the row they are of: a row of
    the same document that has every word of the name, and the same value.
    """
    rows: dict[tuple[str, str], list[tuple[Mention, int]]] = defaultdict(list)
    for document, n, m in own:
        if m.source in TABLES and (document, n) in place and "." in m.printed:
            rows[document, f"{m.value:.1f}"].append((m, place[document, n]))
    found = {}
    for document, n, m in own:
        at = place.get((document, n))
        if m.source != "named" or at is None or grouping.groups[at].tables or "." not in m.printed:
            continue
        key = names.key(m.name)
        fits = {
            group
            for _, group in rows[document, f"{m.value:.1f}"]
            for row in grouping.groups[group].keys
            if key.words - COUNTED <= row.words and key.numbers <= row.numbers
        }
        if len(fits) == 1:
            found[document, n] = fits.pop()
    return found


def _sharing(said: Mapping[int, set[tuple[str, float]]]) -> Iterable[tuple[int, int, set[tuple[str, float]]]]:
    having: dict[tuple[str, float], list[int]] = defaultdict(list)
    for group, values in said.items():
        for value in values:
            having[value].append(group)
    shared: dict[tuple[int, int], set[tuple[str, float]]] = defaultdict(set)
    for value, groups in having.items():
        for i, one in enumerate(sorted(groups)):
            for other in sorted(groups)[i + 1 :]:
                shared[one, other].add(value)
    return [(one, other, values) for (one, other), values in sorted(shared.items())]


def _numbers_fit(a: Key, b: Key) -> bool:
    return not (a.numbers and b.numbers) or a.numbers == b.numbers


def _last(group: int, merged: Mapping[int, int]) -> int:
    seen = {group}
    while merged.get(group) is not None and merged[group] not in seen:
        group = merged[group]
        seen.add(group)
    return group
