"""Measured on the real packs beside the checkout, which are never committed: no resolution of the minutes is lost."""

from __future__ import annotations

import re

import pytest

from index.ingest.parse import parse
from index.values import ParsedDocument, StoredPassage
from rag.memory.commitment import Commitment
from rag.memory.find import in_minutes
from tests.places import SHARED
from tests.unit.rag.council import paper, stored

pytestmark = [
    pytest.mark.packs,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared packs are not beside this checkout"),
]

_HEAD = re.compile(r"^[\s#*]*RESOLVED", re.MULTILINE)
_MINUTE = re.compile(r"^[\s#*]*\d{1,3}\.\s+[A-Z]", re.MULTILINE)
_PART = re.compile(r"^[\s-]*[a-z]\)\s+", re.MULTILINE)


def commitments(document: ParsedDocument) -> list[Commitment]:
    """Those of every set of minutes in a pack, as they would be found in an index."""
    found: list[Commitment] = []
    for item in document.items:
        if item.kind == "minutes":
            minutes = paper(f"m{item.ordinal}", item.title, kind="minutes", meeting_date=item.meeting_date)
            passages: list[StoredPassage] = [
                stored(p.text, minutes, f"{item.ordinal}-{n}", joints=p.joints, section=p.section)
                for n, p in enumerate(document.passages)
                if p.item == item.ordinal
            ]
            found += [c for c, _ in in_minutes(minutes, passages, [])]
    return found


def bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def resolved(text: str) -> list[str]:
    """The first eight words of every part of every resolution, by a crude reading of the file itself."""
    parts = []
    for head in _HEAD.finditer(text):
        after = text[head.end() :]
        end = _MINUTE.search(after)
        for part in _PART.split(after[: end.start() if end else 600].split("CHAIRMAN")[0]):
            words = bare(part).split()
            if len(words) >= 3:
                parts.append(" ".join(words[:8]))
    return parts


@pytest.fixture(scope="module")
def packs() -> dict[str, tuple[str, list[Commitment]]]:
    files = sorted((SHARED / "packs").glob("*.txt"))
    return {
        path.name: (
            path.read_text(encoding="utf-8", errors="replace"),
            commitments(parse(path, lambda text: int(1.4 * len(text.split())))),
        )
        for path in files
    }


def test_every_part_of_every_resolution_is_in_the_register(packs):
    checked = 0
    for name, (text, found) in packs.items():
        words = [bare(c.text) for c in found if c.kind == "resolution"]
        for part in resolved(text):
            checked += 1
            assert any(w.startswith(part) for w in words), (name, part)
    assert checked >= 35


def test_every_resolution_has_its_minute(packs):
    for _, found in packs.values():
        assert all(c.minute and c.heading for c in found if c.kind == "resolution")


def test_undertakings_are_few_beside_what_was_said(packs):
    for _, found in packs.values():
        assert sum(c.kind != "resolution" for c in found) <= 30  # by their form alone, replies to questions too
