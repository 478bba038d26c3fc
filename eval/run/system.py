"""The assistant under test, built over a folder of packs by the same ingest that the product uses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from llama_index.core.base.embeddings.base import BaseEmbedding

from index.ingest import IngestLine, Parse, ingest
from index.store.library import Library
from index.store.publish import Progress
from rag.assistant import Assistant


@dataclass(frozen=True)
class Built:
    """The assistant, and what became of each file of the packs."""

    assistant: Assistant
    lines: tuple[IngestLine, ...]


def build(packs: Path, data: Path, embedding: BaseEmbedding, parse: Parse, progress: Progress | None = None) -> Built:
    """Index `packs` into `data` (what is there already is not done again) and open the assistant over it."""
    library = Library.open(data, embedding)
    lines = tuple(ingest([packs], library, parse, progress))
    return Built(Assistant(library, embedding), lines)
