"""The register of a library: every commitment with its status, in date order, kept from one generation to the next.

It is kept in a file beside the index. Quotes are kept as places in passages and read from the catalogue. For another
generation it tells what was found in the papers of then, so that only those added since need be read; a withdrawal
removes it (`forget`).
"""

import json
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.digest import seal, unseal
from index.store.library import Library
from index.store.visible import VisibleLibrary
from index.values import StoredItem, StoredPassage
from rag.memory.commitment import Commitment, FollowUp
from rag.memory.find import in_minutes, in_report
from rag.memory.status import Evidence
from rag.search.corpus import Corpus, corpus_of
from rag.values import Citation

FILES = "commitments*.json"  # one for the whole library, and one for each set of documents that somebody may see
_VERSION = 16  # raised when commitments are worked out differently
_UNUSABLE = (OSError, ValueError, KeyError, TypeError, IndexError)
Led = tuple[Commitment, str]  # a commitment, and the words that open all parts of its resolution


@dataclass(frozen=True)
class Earlier:
    """What was kept for an earlier generation: the papers read then (as they stood), and the commitments of each."""

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
        new.write_text(seal(json.dumps(data)), encoding="utf-8")
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
    data: dict[str, Any] = json.loads(unseal(_path(library).read_text(encoding="utf-8")))
    if data["version"] != _VERSION:
        raise ValueError("kept by another version")
    return data


def _row(c: Commitment, lead: str) -> dict[str, Any]:
    return vars(c) | {
        "lead": lead,
        "text": None if c.text == " ".join(c.citation.quote.split()) else c.text,
        "due": c.due.isoformat() if c.due else None,
        "meeting_date": None,  # the paper has it, and the committee
        "committee": None,
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
        "committee": citation.passage.item.committee,
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


_REPORTS = ("report", "appendix", "supplement")


class Register:
    """The commitments of a library. Worked out once for each state of it and kept beside the index."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def all(self) -> tuple[Commitment, ...]:
        """Every commitment, oldest first, as the papers held now give it."""
        return self._library.current(_found)

    def open(self, on: date | None = None, reports: bool = False) -> list[Commitment]:
        """Commitments of minutes with something still to do that were due by `on` (the last meeting held), or have
        no date; with `reports` also what reports say will be given to members."""
        last = on or max((i.meeting_date for i in self._library.items() if i.meeting_date), default=None)
        due = [c for c in self.all() if is_open(c) and (c.due is None or last is None or c.due <= last)]
        return [c for c in due if reports or c.source == "minutes"]

    def about(self, text: str, limit: int = 10) -> list[Commitment]:
        """The commitments still open that are about what `text` is about, best first."""
        from rag.memory.topic import about

        return about(text, self.open(reports=True), corpus_of(self._library), limit)


def open_register(library: Library) -> Register:
    """The register of an open library."""
    return Register(library)


class _Held:
    """The register of one state of a library, once it is worked out."""

    def __init__(self, _: Library) -> None:
        self.register: tuple[Commitment, ...] | None = None


def kept_register(library: Library) -> tuple[Commitment, ...] | None:
    """The register of what the library holds now where it is kept already, read once for all who ask; None rather than
    make anybody wait, and looked for again the next time.
    """
    held = library.current(_Held)
    if held.register is None:
        held.register = read_kept(library, library.generation)
    return held.register


def _found(library: Library) -> tuple[Commitment, ...]:
    generation = library.generation
    kept = read_kept(library, generation)
    return build(library, corpus_of(library), generation) if kept is None else kept


def is_open(commitment: Commitment) -> bool:
    """Whether something is still to be done: no soft words, nothing kept, nothing that was only noted."""
    return commitment.kind != "soft" and commitment.status in ("partly", "no evidence in the papers held")


def build(library: Library, corpus: Corpus, generation: str) -> tuple[Commitment, ...]:
    """Every commitment of a library, worked out and kept for this generation. What was kept for an earlier one is built
    on where papers have only been added since: they alone are read.
    """
    items = [i for i in corpus.items if i.copy_of is None]
    ids = {_stand(i) for i in items}
    earlier = read_earlier(library)
    if not earlier.items <= ids:
        earlier = Earlier(frozenset(), {})
    evidence = Evidence(library, corpus, {i.id for i in items if _stand(i) not in earlier.items})
    before = {c.id: c for found in earlier.commitments.values() for c, _ in found}
    found: dict[str, tuple[Commitment, str]] = {}
    for item in sorted(items, key=_order):
        known = earlier.commitments.get(item.id, [])
        reread = _stand(item) not in earlier.items or any(waits_for_a_date(c) for c, _ in known)
        for commitment, lead in _of_item(library, item, items) if reread else known:
            found.setdefault(commitment.id, (commitment, lead))
    judged = [(evidence.judged(c, lead, before.get(c.id)), lead) for c, lead in found.values()]
    write_kept(library, generation, [_stand(i) for i in items], judged)
    return tuple(c for c, _ in judged)


def _stand(item: StoredItem) -> str:
    """What the commitments of a paper are read by: its id, and what a person set right of it."""
    return f"{item.id} {item.kind} {item.committee} {item.meeting_date}" if item.corrected else item.id


def waits_for_a_date(commitment: Commitment) -> bool:
    """Whether it is due at the next meeting, and the papers read did not tell when that would be."""
    return commitment.due is None and "next meeting" in commitment.due_words.lower()


def _order(item: StoredItem) -> tuple[date, str, int]:
    return item.meeting_date or date.min, item.document, item.ordinal


def _of_item(library: Library, item: StoredItem, items: Sequence[StoredItem]) -> list[tuple[Commitment, str]]:
    if item.kind == "minutes":
        held = [i.meeting_date for i in items if i.meeting_date and i.committee == item.committee]
        return list(in_minutes(item, library.passages(item.id), held, library.embedding))
    if item.kind in _REPORTS:
        return [(c, "") for c in in_report(item, library.passages(item.id))]
    return []
