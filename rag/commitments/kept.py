"""The register kept in a file beside the index, for one generation of it.

The file holds no words of the papers but those that are worked out from them (who, when, headings); quotes are kept
as places in passages and read from the catalogue. It is of no use for another generation, and a withdrawal, which
makes a new one, removes it (`forget`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from index.library import Library
from index.values import StoredPassage
from index.visible import VisibleLibrary
from rag.commitments.values import Commitment, FollowUp
from rag.values import Citation

FILES = "commitments*.json"  # one for the whole library, and one for each set of documents that somebody may see
_VERSION = 2  # raised when commitments are worked out differently


def read_kept(library: Library, generation: str) -> tuple[Commitment, ...] | None:
    """The register kept for this generation; None when there is none that can be used."""
    try:
        data = json.loads(_path(library).read_text(encoding="utf-8"))
        if data["generation"] != generation or data["version"] != _VERSION:
            return None
        ids = {place[0] for row in data["rows"] for place in _places(row)}
        passages = {p.id: p for p in library.passages_by_id(ids)}
        return tuple(_commitment(row, passages) for row in data["rows"])
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def write_kept(library: Library, generation: str, commitments: Sequence[Commitment]) -> None:
    """Keep the register; a folder that cannot be written to is left alone."""
    data = {"generation": generation, "version": _VERSION, "rows": [_row(c) for c in commitments]}
    path = _path(library)
    with suppress(OSError):
        new = path.with_suffix(f".{os.getpid()}")
        new.write_text(json.dumps(data), encoding="utf-8")
        new.replace(path)


def forget(data_dir: Path) -> None:
    """Remove what is kept, as after a withdrawal."""
    for path in data_dir.glob(FILES):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _path(library: Library) -> Path:
    """The file of a library; of one that shows some documents only, a file that is of no use to others."""
    visible = f"-{library.generation.rpartition('-')[2]}" if isinstance(library, VisibleLibrary) else ""
    return library.stores.data_dir / FILES.replace("*", visible)


def _row(c: Commitment) -> dict[str, Any]:
    return {
        "id": c.id,
        "text": None if c.text == " ".join(c.citation.quote.split()) else c.text,
        "kind": c.kind,
        "owner": c.owner,
        "due": c.due.isoformat() if c.due else None,
        "due_words": c.due_words,
        "minute": c.minute,
        "heading": c.heading,
        "about": c.about,
        "status": c.status,
        "why": c.why,
        "place": _place(c.citation),
        "follow_ups": [[_place(f.citation), f.bearing] for f in c.follow_ups],
    }


def _place(citation: Citation) -> list[Any]:
    start = citation.passage.text.index(citation.quote)
    return [citation.passage.id, start, start + len(citation.quote), citation.n]


def _places(row: dict[str, Any]) -> list[list[Any]]:
    return [row["place"], *(place for place, _ in row["follow_ups"])]


def _commitment(row: dict[str, Any], passages: dict[str, StoredPassage]) -> Commitment:
    citation = _citation(row["place"], passages)
    item = citation.passage.item
    return Commitment(
        id=row["id"],
        text=row["text"] or " ".join(citation.quote.split()),
        kind=row["kind"],
        owner=row["owner"],
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        due_words=row["due_words"],
        minute=row["minute"],
        heading=row["heading"],
        about=row["about"],
        committee=item.committee,
        meeting_date=item.meeting_date,
        citation=citation,
        status=row["status"],
        why=row["why"],
        follow_ups=tuple(FollowUp(_citation(place, passages), bearing) for place, bearing in row["follow_ups"]),
    )


def _citation(place: Sequence[Any], passages: dict[str, StoredPassage]) -> Citation:
    id, start, end, n = place
    passage = passages[id]
    return Citation(n, passage, passage.text[start:end])
