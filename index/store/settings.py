"""What an index is made with: facts that must be the same whenever it is opened."""

from dataclasses import dataclass

from index.encoder.embedding import SCHEME, Embedding, has_tokens, identity
from index.faults import IndexMismatch
from index.store.catalogue import Catalogue
from index.store.catalogue.schema import OLDEST, REREADING, VERSION

_ANEW = (
    "into another folder, `scrutiny index PATH --data NEW_FOLDER`, and copy access.sqlite, chats.sqlite and "
    "statuses.sqlite into it first: who may see what, and what people saved, come along so."
)
PARSER_VERSION = 13  # raise it when the same file would be cut into other passages


@dataclass(frozen=True)
class IndexSettings:
    """How passages are cut: at most `max_pieces` word pieces of the model each, by this version of the parser."""

    max_pieces: int = 256
    parser: int = PARSER_VERSION

    def __str__(self) -> str:
        return f"max_pieces={self.max_pieces} parser={self.parser}"


def facts(embedding: Embedding, settings: IndexSettings) -> dict[str, str]:
    """The facts to note in a new index."""
    tokens = SCHEME if has_tokens(embedding) else "none"
    return {"schema": str(VERSION), "model": identity(embedding), "token vectors": tokens, "chunks": str(settings)}


def outdated(catalogue: Catalogue, settings: IndexSettings) -> bool:
    """Whether an earlier version made the index, or it is being read again, and it can be from its kept files."""
    if not catalogue.made():
        return False
    noted = catalogue.meta("schema") or ""
    schema = int(noted) if noted.isdigit() else 0  # anything else no version of ours has written
    earlier = {str(IndexSettings(settings.max_pieces, parser)) for parser in range(settings.parser)}
    return OLDEST <= schema <= VERSION and (
        schema < VERSION or catalogue.meta("chunks") in earlier or catalogue.meta(REREADING) is not None
    )


def check_facts(
    catalogue: Catalogue, embedding: Embedding, settings: IndexSettings, may_be_outdated: bool = False
) -> None:
    """Raise IndexMismatch unless this version, model and settings made the index, or it `may_be_outdated`."""
    wanted = facts(embedding, settings)
    schema = catalogue.meta("schema")
    if outdated(catalogue, settings):
        if not may_be_outdated:
            noted = {key: catalogue.meta(key) for key in ("schema", "chunks")}
            differs = [f"{key} {value}, not {wanted[key]}" for key, value in noted.items() if value != wanted[key]]
            raise IndexMismatch(
                "This index was made by an earlier version of the assistant "
                f"({'; '.join(differs) or 'not all of its papers have been read again'}).",
                "Run `scrutiny index` once: its papers are read again from the files it keeps.",
            )
        wanted = {key: value for key, value in wanted.items() if key not in ("schema", "chunks")}
    elif schema is not None and schema != wanted["schema"]:
        raise IndexMismatch(
            f"This index was made by another version of the assistant (schema {schema}, not {VERSION}).",
            f"Index the packs again {_ANEW}",
        )
    for key, value in wanted.items():
        found = catalogue.meta(key)
        if found is not None and found != value:
            raise IndexMismatch(
                f"This index was made with {key} {found!r}, not {value!r}.",
                f"Use the setting it was made with, or index the packs {_ANEW}",
            )


def check_dimensions(catalogue: Catalogue, dimensions: int) -> None:
    """Raise IndexMismatch unless the vectors of the index have this many dimensions."""
    found = catalogue.meta("dimensions")
    if found is not None and int(found) != dimensions:
        raise IndexMismatch(
            f"The vectors of this index have {found} dimensions, the embedding model gives {dimensions}.",
            f"Use the model it was made with, or index the packs {_ANEW}",
        )
