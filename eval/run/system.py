"""The assistant under test, built over a folder of packs by the same ingest that the product uses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from llama_index.core.base.embeddings.base import BaseEmbedding

from index.ingest.ingest import IngestLine, Parse, ingest
from index.store.library import Library
from index.store.publish import Progress
from rag.assistant import Assistant


@dataclass(frozen=True)
class Built:
    """The assistant, and what became of each file of the packs."""

    assistant: Assistant
    lines: tuple[IngestLine, ...]


def build(
    packs: Path,
    data: Path,
    embedding: BaseEmbedding,
    parse: Parse,
    progress: Progress | None = None,
    without: Collection[str] = (),
) -> Built:
    """Index `packs` into `data` (what is there already is not done again) and open the assistant over it, which leaves
    out the steps named.
    """
    library = Library.open(data, embedding)
    lines = tuple(ingest([packs], library, parse, progress))
    return Built(Assistant(library, embedding, without=without), lines)
