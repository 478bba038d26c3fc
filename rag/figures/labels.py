"""Labels of rows without the name of the row's group, which flattened tables print before them.

Nothing in the text marks where the group's name ends. It is known by repetition: two labels or more begin with it, and
after it each begins anew with a capital. Where a label stands alone, the rest of it may be a name known from elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rag.figures.names import Names, cleaned

_TITLED = 0.6  # share of words with a capital above which capitals tell nothing
_LONGEST_GROUP = 16  # words
_LONG_NAME = 7  # words of a name above which it may hold a group's
_ACROSS = 3  # words of a group's name that is known from another table
_JOINING = re.compile(r"^(?:a|an|the|of|in|on|at|to|for|from|by|with|and|or|who|which|are|is|were|was|per|-|–)$", re.I)


def bare_labels(labels: Sequence[tuple[str, str]], names: Names, known: Iterable[str]) -> list[str]:
    """Each (table, label) without its group's name. `known` are names of measures from elsewhere."""
    tables: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for table, label in labels:
        tables[table].add(tuple(label.split()))
    groups = {table: _groups(rows) for table, rows in tables.items()}
    everywhere = {g for g in _groups({row for rows in tables.values() for row in rows}) if len(g) >= _ACROSS}
    short = [" ".join(_without(tuple(label.split()), groups[table] | everywhere)) for table, label in labels]
    keys = {names.key(name).stems for name in (*known, *(s for s in short if len(cleaned(s).split()) <= _LONG_NAME))}
    return [_from_known(label, names, keys) for label in short]


def _groups(rows: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The beginnings that are groups' names."""
    words = [word for row in rows for word in row]
    if sum(word[:1].isupper() for word in words) > _TITLED * len(words):
        return set()
    having: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for row in rows:
        for size in range(1, min(_LONGEST_GROUP, len(row) - 1) + 1):
            having[row[:size]].add(row)
    return {
        start
        for start, among in having.items()
        if len(among) > 1
        and not _JOINING.match(start[-1])
        and (len(start) > 1 or start[0].isalpha())
        and all(_begins(row[len(start)]) for row in among)
    }


def _begins(word: str) -> bool:
    return word[:1].isupper() or word[:1] in "%'‘“"


def _without(words: tuple[str, ...], groups: set[tuple[str, ...]]) -> tuple[str, ...]:
    size = max((k for k in range(1, len(words) - 1) if words[:k] in groups), default=0)
    return words[size:]


def _from_known(label: str, names: Names, known: set[frozenset[str]]) -> str:
    starts = [m.start() for m in re.finditer(r"(?<!\S)(?:[A-Z]|%|\d)", label)][1:]
    ends = [start for start in starts if not _JOINING.match(label[:start].split()[-1])]  # "Overspend on …" is its own
    keys = [(label[start:], names.key(label[start:]).stems) for start in ends]
    return next((rest for rest, stems in keys if len(stems) > 1 and stems in known), label)
