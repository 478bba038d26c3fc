"""The register kept in a file beside the index, for one generation of it.

The file holds no words of the papers but those that are worked out from them (who, when, headings); quotes are kept
as places in passages and read from the catalogue. For another generation it tells what was found in the papers of then,
so that only those added since need be read; a withdrawal removes it (`forget`).
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.store.library import Library
from index.store.visible import VisibleLibrary
from index.values import StoredPassage
from rag.memory.commitments.bearing import Trace
from rag.memory.commitments.evidence import Looked
from rag.memory.commitments.values import Commitment, FollowUp
from rag.values import Citation

FILES = "commitments*.json"  # one for the whole library, and one for each set of documents that somebody may see
_FOUND = "-found"  # what the statuses rest on, in a file of its own: showing the register does not need it
_VERSION = 6  # raised when commitments are worked out differently


@dataclass(frozen=True)
class Earlier:
    """What was kept for an earlier generation: the papers read then (ids of items), the commitments of each with the
    words that open its resolution, and what was found on each commitment by its id.
    """

    items: frozenset[str]
    commitments: dict[str, list[tuple[Commitment, str]]]
    looked: dict[str, Looked]


def read_kept(library: Library, generation: str) -> tuple[Commitment, ...] | None:
    """The register kept for this generation; None when there is none that can be used."""
    try:
        data = _read(_path(library))
        if data["generation"] != generation:
            return None
        passages = _passages(library, [place for row in data["rows"] for place in _places(row)])
        return tuple(_commitment(row, passages) for row in data["rows"])
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def read_earlier(library: Library) -> Earlier | None:
    """What was kept for another generation; None when there is nothing, or some of its papers are gone."""
    try:
        data, found = _read(_path(library)), _read(_path(library, _FOUND))
        if data["generation"] != found["generation"]:
            return None
        rows = [row | more for row, more in zip(data["rows"], found["rows"], strict=True)]
        passages = _passages(library, [place for row in rows for place in (*_places(row), *_trace_places(row))])
        commitments: dict[str, list[tuple[Commitment, str]]] = defaultdict(list)
        looked = {}
        for row in rows:
            commitment = _commitment(row, passages)
            commitments[commitment.citation.passage.item.id].append((commitment, row["lead"]))
            if row["traces"] is not None:
                traces = tuple(_trace(trace, passages) for trace in row["traces"])
                report = FollowUp(_citation(row["report"], passages), "kept") if row["report"] else None
                looked[commitment.id] = Looked(commitment, traces, report)
        return Earlier(frozenset(found["items"]), commitments, looked)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def write_kept(
    library: Library,
    generation: str,
    items: Sequence[str],
    commitments: Sequence[Commitment],
    looked: Sequence[Looked],
    leads: Sequence[str],
) -> None:
    """Keep the register with what it rests on; a folder that cannot be written to is left alone."""
    more = [_found(f) | {"lead": lead} for f, lead in zip(looked, leads, strict=True)]
    kept = {"generation": generation, "version": _VERSION}
    _write(_path(library, _FOUND), kept | {"items": list(items), "rows": more})
    _write(_path(library), kept | {"rows": [_row(c) for c in commitments]})


def _write(path: Path, data: dict[str, Any]) -> None:
    with suppress(OSError):
        new = path.with_name(f"{path.stem}-{os.getpid()}.json")
        new.write_text(json.dumps(data), encoding="utf-8")
        new.replace(path)


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if data["version"] != _VERSION:
        raise ValueError("kept by another version")
    return data


def _passages(library: Library, places: Sequence[Sequence[Any]]) -> dict[str, StoredPassage]:
    return {p.id: p for p in library.passages_by_id({place[0] for place in places})}


def forget(data_dir: Path) -> None:
    """Remove what is kept, as after a withdrawal; a file that cannot be removed is an `OSError`."""
    for path in data_dir.glob(FILES):
        path.unlink(missing_ok=True)


def _path(library: Library, part: str = "") -> Path:
    """The file of a library; of one that shows some documents only, a file that is of no use to others."""
    visible = f"-{library.generation.rpartition('-')[2]}" if isinstance(library, VisibleLibrary) else ""
    return library.stores.data_dir / FILES.replace("*", f"{part}{visible}")


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


def _found(looked: Looked) -> dict[str, Any]:
    """What a commitment's status rests on; no traces for one that is settled without them."""
    traces = [[_place(t.follow_up.citation), t.follow_up.bearing, t.score, t.fit, t.back] for t in looked.traces]
    report = looked.report
    return {
        "traces": None if looked.settled else traces,
        "report": _place(report.citation) if report else None,
    }


def _trace(row: Sequence[Any], passages: dict[str, StoredPassage]) -> Trace:
    place, bearing, score, fit, back = row
    return Trace(FollowUp(_citation(place, passages), bearing), score, fit, back)


def _trace_places(row: dict[str, Any]) -> list[list[Any]]:
    return [*(trace[0] for trace in row["traces"] or ()), *([row["report"]] if row["report"] else [])]


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
