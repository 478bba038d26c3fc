"""What an index is made with: facts that must be the same whenever it is opened."""

from __future__ import annotations

from dataclasses import dataclass

from llama_index.core.base.embeddings.base import BaseEmbedding

from index.catalogue import Catalogue
from index.catalogue.schema import VERSION
from index.embed.traits import identity
from index.faults import IndexMismatch

PARSER_VERSION = 1  # raise it when the same file would be cut into other passages


@dataclass(frozen=True)
class IndexSettings:
    """How passages are cut: at most `max_pieces` word pieces of the model each, by this version of the
    parser.
    """

    max_pieces: int = 256
    parser: int = PARSER_VERSION

    def __str__(self) -> str:
        return f"max_pieces={self.max_pieces} parser={self.parser}"


def facts(embedding: BaseEmbedding, settings: IndexSettings) -> dict[str, str]:
    """The facts to note in a new index."""
    return {"schema": str(VERSION), "model": identity(embedding), "chunks": str(settings)}


def check_facts(catalogue: Catalogue, embedding: BaseEmbedding, settings: IndexSettings) -> None:
    """Raise IndexMismatch unless the index was made with this model and these settings."""
    for key, wanted in facts(embedding, settings).items():
        found = catalogue.meta(key)
        if found is not None and found != wanted:
            raise IndexMismatch(
                f"This index was made with {key} {found!r}, not {wanted!r}.",
                "Use the setting it was made with, or index the packs into another folder: "
                "`scrutiny index PATH --data NEW_FOLDER`.",
            )


def check_dimensions(catalogue: Catalogue, dimensions: int) -> None:
    """Raise IndexMismatch unless the vectors of the index have this many dimensions."""
    found = catalogue.meta("dimensions")
    if found is not None and int(found) != dimensions:
        raise IndexMismatch(
            f"The vectors of this index have {found} dimensions, the embedding model gives {dimensions}.",
            "Use the model it was made with, or index the packs into another folder: "
            "`scrutiny index PATH --data NEW_FOLDER`.",
        )
