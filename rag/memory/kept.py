"""The register kept in a file beside the index, for one generation of it.

Quotes are kept as places in passages and read from the catalogue. For another generation it tells what was found in the
papers of then, so that only those added since need be read; a withdrawal removes it (`forget`).
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.store.library import Library
from index.store.visible import VisibleLibrary
from index.values import StoredPassage
from rag.memory.commitment import Commitment, FollowUp
from rag.values import Citation

FILES = "commitments*.json"  # one for the whole library, and one for each set of documents that somebody may see
_VERSION = 7  # raised when commitments are worked out differently
_UNUSABLE = (OSError, ValueError, KeyError, TypeError, IndexError)
Led = tuple[Commitment, str]  # a commitment, and the words that open all parts of its resolution


@dataclass(frozen=True)
class Earlier:
    """What was kept for an earlier generation: the papers read then (ids of items), and the commitments of each."""

    items: frozenset[str]
    commitments: Mapping[str, Sequence[Led]]


def read_kept(library: Library, generation: str) -> tuple[Commitment, ...] | None:
    """The register kept for this generation; None when there is none that can be used."""
    try:
        data = _read(library)
        return tuple(c for c, _ in _commitments(library, data)) if data["generation"] == generation else None
    except _UNUSABLE:
        return None


def read_earlier(library: Library) -> Earlier:
    """What was kept for whatever generation; nothing where there is none, or some of its papers are gone."""
    found: dict[str, list[Led]] = defaultdict(list)
    try:
        data = _read(library)
        for commitment, lead in _commitments(library, data):
            found[commitment.citation.passage.item.id].append((commitment, lead))
        return Earlier(frozenset(data["items"]), found)
    except _UNUSABLE:
        return Earlier(frozenset(), {})


def write_kept(library: Library, generation: str, items: Sequence[str], found: Sequence[Led]) -> None:
    """Keep the register and the ids of the papers it was read from; a folder that cannot be written is left alone."""
    data = {"version": _VERSION, "generation": generation, "items": items, "rows": [_row(*led) for led in found]}
    path = _path(library)
    with suppress(OSError):
        new = path.with_name(f"{path.stem}-{os.getpid()}.json")
        new.write_text(json.dumps(data), encoding="utf-8")
        new.replace(path)


def forget(data_dir: Path) -> None:
    """Remove what is kept, as after a withdrawal; a file that cannot be removed is an `OSError`."""
    for path in data_dir.glob(FILES):
        path.unlink(missing_ok=True)


def _path(library: Library) -> Path:
    """The file of a library; of one that shows some documents only, a file that is of no use to others."""
    visible = f"-{library.generation.rpartition('-')[2]}" if isinstance(library, VisibleLibrary) else ""
    return library.stores.data_dir / FILES.replace("*", visible)


def _read(library: Library) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_path(library).read_text(encoding="utf-8"))
    if data["version"] != _VERSION:
        raise ValueError("kept by another version")
    return data


def _row(c: Commitment, lead: str) -> dict[str, Any]:
    return vars(c) | {
        "lead": lead,
        "text": None if c.text == " ".join(c.citation.quote.split()) else c.text,
        "due": c.due.isoformat() if c.due else None,
        "meeting_date": None,  # the paper has it
        "citation": _place(c.citation),
        "follow_ups": [[_place(f.citation), f.bearing, f.score] for f in c.follow_ups],
    }


def _commitments(library: Library, data: dict[str, Any]) -> list[Led]:
    rows = data["rows"]
    places = [place for row in rows for place in (row["citation"], *(f[0] for f in row["follow_ups"]))]
    passages = {p.id: p for p in library.passages_by_id({place[0] for place in places})}
    return [(_commitment(row, passages), row["lead"]) for row in rows]


def _commitment(row: dict[str, Any], passages: Mapping[str, StoredPassage]) -> Commitment:
    citation = _citation(row["citation"], passages)
    values = row | {
        "text": row["text"] or " ".join(citation.quote.split()),
        "due": date.fromisoformat(row["due"]) if row["due"] else None,
        "meeting_date": citation.passage.item.meeting_date,
        "citation": citation,
        "follow_ups": tuple(FollowUp(_citation(p, passages), bearing, s) for p, bearing, s in row["follow_ups"]),
    }
    return Commitment(**{name: value for name, value in values.items() if name != "lead"})


def _place(citation: Citation) -> list[Any]:
    start = citation.passage.text.index(citation.quote)
    return [citation.passage.id, start, start + len(citation.quote), citation.n]


def _citation(place: Sequence[Any], passages: Mapping[str, StoredPassage]) -> Citation:
    id, start, end, n = place
    return Citation(n, passages[id], passages[id].text[start:end])
