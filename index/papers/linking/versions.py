"""Tells versions and copies of one paper, among the papers of one meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.language.alike import alike
from index.papers.linking.paper import Paper, same_title

_KINDS = ("report", "appendix", "decision", "questions", "other")
_SAME_WORDS = 0.9  # share of text in common that makes one paper of two titles
_SOME_WORDS = 0.25  # share that papers of one title must have in common


def families(papers: Sequence[Paper]) -> list[list[Paper]]:
    """The papers that are one paper in several files: copies and versions; only families of two or more."""
    found: list[list[Paper]] = []
    for paper in papers:
        if paper.kind not in _KINDS or not paper.sketch:
            continue
        family = next((one for one in found if any(_is_same(paper, other) for other in one)), None)
        if family is None:
            found.append([paper])
        else:
            family.append(paper)
    return [family for family in found if len(family) > 1]


def _is_same(one: Paper, other: Paper) -> bool:
    if one.document_id == other.document_id or one.kind != other.kind:
        return False
    if one.digest == other.digest:
        return True
    much = alike(one.sketch, other.sketch)
    return much >= _SAME_WORDS or (much >= _SOME_WORDS and same_title(one.own, other.own))


def copies(family: Sequence[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Give each copy in a family with the one to read in its place: of a pack with stamped pages before a lone file."""
    for same in _alike_word_for_word(family):
        best = _best(same)
        yield from ((paper, best) for paper in same if paper is not best)


def replaced(family: Sequence[Paper]) -> tuple[Paper, Paper] | None:
    """The version that was replaced and the one that replaces it, when one alone says that it is late."""
    groups = _alike_word_for_word(family)
    late = [group for group in groups if any(paper.late for paper in group)]
    first = [group for group in groups if group not in late]
    if len(late) != 1 or len(first) != 1:
        return None
    return _best(first[0]), _best(late[0])


def _alike_word_for_word(family: Sequence[Paper]) -> list[list[Paper]]:
    groups: dict[str, list[Paper]] = {}
    for paper in family:
        groups.setdefault(paper.digest, []).append(paper)
    return list(groups.values())


def _best(same: Sequence[Paper]) -> Paper:
    return max(same, key=lambda paper: (paper.pack_pages is not None, not paper.whole))
