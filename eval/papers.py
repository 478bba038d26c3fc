"""Whether a citation names the paper a gold case means: the same pack, and the same paper within it.

A pack is known by its file's name (`file`), or by how that name begins (`seed`). Within a pack, minutes
must be cited as minutes and a report as none; titles must share half their telling words, since a gold
title often carries the appendix or the heading too. A gold that knows neither meeting nor file has no
printed title to match: its pack is enough.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from eval.answers import Cited
from eval.cases import SEVERAL, Case, Gold
from eval.text import words

_IDLE = frozenset(
    {"the", "of", "and", "on", "a", "in", "for", "to", "report", "county", "council", "council's"} | {"minutes", "item"}
)


def title_words(title: str) -> frozenset[str]:
    """The telling words of a title: no function words, none of the words any title has, none under three
    letters.
    """
    return frozenset(word for word in words(title) if word not in _IDLE and len(word) > 2)


def same_pack(document: str, file: str | None, seed: str | None) -> bool:
    """Whether `document` (a path as a citation prints it) is the pack that `file` or `seed` names, if
    either does.
    """
    if file:
        mine, theirs = file.lower(), document.lower()
        return bool(theirs) and (mine.endswith(theirs) or theirs.endswith(mine))
    return not seed or seed == SEVERAL or PurePosixPath(document).name.startswith(seed)


def in_pack(cited: Cited, gold: Gold, case: Case) -> bool:
    """Whether the citation is from the pack the gold stands in."""
    return same_pack(cited.document, gold.file, gold.seed if gold.seed is not None else case.seed)


def same_paper(cited: Cited, gold: Gold, case: Case) -> bool:
    """Whether the citation is from the paper the gold stands in."""
    if case.file and gold.file:
        return in_pack(cited, gold, case)
    if not in_pack(cited, gold, case) or (gold.doc_kind == "minutes") != (cited.kind == "minutes"):
        return False
    if gold.doc_kind in ("minutes", "front"):
        return True
    wanted, got = title_words(gold.report), title_words(f"{cited.report} {cited.parent}")
    if not wanted or (gold.meeting_date is None and not gold.file):
        return True
    return len(wanted & got) >= 0.5 * min(len(wanted), max(1, len(got)))
