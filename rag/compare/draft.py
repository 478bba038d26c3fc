"""A draft read as papers are, held in memory only; and what was found in it, beside what earlier papers say."""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from index.faults import Unreadable
from index.ingest.bounded import parse
from index.language.statements import Statement, statements_of
from index.values import Item, ParsedDocument, Passage, StoredItem, StoredPassage
from rag.values import Citation, printed_fields

Relation = Literal["conflicts", "updates", "repeats", "commitment"]
"""`conflicts`: another figure for the same time, or the opposite. `updates`: the measure or sentence is in an earlier
paper for an earlier time. `repeats`: an earlier paper says the same. `commitment`: something promised on the subject.
"""
RELATIONS: tuple[Relation, ...] = ("conflicts", "commitment", "updates", "repeats")
_WORD_PIECES = 1.4  # of an embedding model, a word: the draft is not embedded, so near enough


@dataclass(frozen=True)
class Finding:
    """One thing the draft says, and what earlier papers say of it, latest first. `draft` is None for a commitment."""

    relation: Relation
    subject: str
    why: str
    draft: Citation | None
    earlier: tuple[Citation, ...]

    def as_json(self) -> dict[str, Any]:
        """The line that `scrutiny check --json` prints."""
        return printed_fields(self)


@dataclass(frozen=True)
class Checked:
    """What was found in a draft, conflicts first; `sentences` and `figures` say how much of it was read."""

    name: str
    findings: tuple[Finding, ...]
    sentences: int
    figures: int
    warnings: tuple[str, ...] = ()

    def of(self, relation: Relation) -> tuple[Finding, ...]:
        """The findings of one relation, in order."""
        return tuple(f for f in self.findings if f.relation == relation)


@dataclass(frozen=True)
class Draft:
    """A draft's papers, passages and the statements of each paper by its id; `digest` is the sha256 of its file."""

    name: str
    digest: str
    items: tuple[StoredItem, ...]
    passages: tuple[StoredPassage, ...]
    statements: Mapping[str, tuple[Statement, ...]]
    warnings: tuple[str, ...]


def read_draft(path: Path, name: str | None = None) -> Draft:
    """Read a draft from a file. Raises Unreadable for one that cannot be read, or that holds no words."""
    name = name or path.name
    parsed = parse(path, lambda text: int(len(text.split()) * _WORD_PIECES), name=name)
    if not parsed.passages:
        raise Unreadable(f"There are no words in {name}.", "A scanned or empty file cannot be checked.")
    return _held(parsed, name, hashlib.sha256(path.read_bytes()).hexdigest())


def read_pasted(text: str) -> Draft:
    """Read a draft that was pasted as text. Raises Unreadable as `read_draft` does."""
    if not text.strip():
        raise Unreadable("There are no words in the draft.", "Paste some text, or choose a file.")
    with tempfile.TemporaryDirectory(prefix="scrutiny-draft-") as folder:
        path = Path(folder) / "draft.txt"
        path.write_text(text, encoding="utf-8", errors="replace")
        return read_draft(path, "The draft")


def _held(parsed: ParsedDocument, name: str, digest: str) -> Draft:
    items = tuple(_item(item, parsed, name, digest) for item in parsed.items)
    passages = tuple(_passage(passage, items[passage.item]) for passage in parsed.passages)
    stated: dict[str, list[Statement]] = {item.id: [] for item in items}
    for passage, held in zip(parsed.passages, passages, strict=True):
        minutes = held.item.kind == "minutes"
        own = statements_of(held.id, passage.text, passage.parts, passage.joints, passage.section, minutes)
        stated[held.item.id] += own
    statements = {id: tuple(own) for id, own in stated.items()}
    return Draft(name, digest, items, passages, statements, parsed.warnings)


def _item(item: Item, parsed: ParsedDocument, name: str, digest: str) -> StoredItem:
    parent = parsed.items[item.parent] if item.parent is not None else None
    own = _same(item, StoredItem) | {
        "id": f"draft-{item.ordinal}",
        "document_id": digest,
        "document": name,
        "parent": parent.title if parent else "",
        "parent_id": f"draft-{item.parent}" if parent else None,
        "passages": sum(p.item == item.ordinal for p in parsed.passages),
    }
    return StoredItem(**own)


def _passage(passage: Passage, item: StoredItem) -> StoredPassage:
    own = _same(passage, StoredPassage) | {"id": f"draft-passage-{passage.ordinal}", "item": item}
    return StoredPassage(**own)


def _same(value: Item | Passage, kind: type[StoredItem | StoredPassage]) -> dict[str, Any]:
    """The fields that a value shares with what it is once it is stored."""
    return {field.name: getattr(value, field.name) for field in fields(kind) if hasattr(value, field.name)}
