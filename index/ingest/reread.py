"""Bringing an index of an earlier version up to this one: every paper is read again from the file the index keeps.

Killed at any moment, it goes on at the next start. Vectors of passages that say what they said are not made again. A
paper that cannot be read any more, or that ended the process when it was tried, stays as it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from index.digest import digest
from index.encoder.embedding import counter, embed_passages, embedded_text, pack
from index.faults import Fault
from index.ingest.ingest import EMBED_BATCH, IngestLine, Parse, check_parsed
from index.store.catalogue import Catalogue
from index.store.catalogue.rereading import Rereading, Stale
from index.store.catalogue.schema import REREADING
from index.store.library import Library
from index.store.publish import OnWithdraw, Progress, publish
from index.store.settings import IndexSettings, facts, outdated
from index.values import ParsedDocument


def is_outdated(data_dir: Path, settings: IndexSettings | None = None) -> bool:
    """Whether the index in `data_dir` is of an earlier version and can be read again. No index is made to see that."""
    catalogue = Catalogue(Path(data_dir).expanduser().absolute() / "catalogue.sqlite3")
    try:
        return outdated(catalogue, settings or IndexSettings())
    finally:
        catalogue.close()


def reread(
    data_dir: Path,
    embedding: BaseEmbedding,
    parse: Parse,
    chroma_address: str | None = None,
    settings: IndexSettings | None = None,
    on_withdraw: Iterable[OnWithdraw] = (),
    progress: Progress | None = None,
) -> Iterator[IngestLine]:
    """Read every paper of an outdated index again; a line a document, `replaced` where its passages are others now and
    `failed`, with the reason, where it stays as it was read.

    Raises IndexBusy while another process writes, IndexMismatch for an index made with another model.
    """
    settings = settings or IndexSettings()
    with (
        Library.open(data_dir, embedding, chroma_address, True, settings, on_withdraw, may_be_outdated=True) as library,
        library.writing() as writer,
    ):
        rows = Rereading(writer)
        if not library.stores.catalogue.meta(REREADING):
            rows.begin(**facts(embedding, settings))
        stale = rows.stale()
        for done, one in enumerate(stale):
            if progress:
                progress(one.path, "read again", done, len(stale))
            yield _reread_one(library, rows, parse, one)
        rows.end()
        if library.stores.build is None and library.documents():
            publish(library.stores, writer, progress)


def _reread_one(library: Library, rows: Rereading, parse: Parse, one: Stale) -> IngestLine:
    kept = library.stores.file_path(one.sha256)
    try:
        if one.begun:
            raise Fault("The program ended when it was read.", "")
        if not kept.is_file() or digest(kept) != one.sha256:
            raise Fault("The file the index keeps of it is missing or changed.", "")
        rows.try_one(one.sha256)
        parsed = parse(kept, counter(library.embedding), library.settings.max_pieces, one.path)
        check_parsed(parsed)
    except Exception as error:  # whatever a file does to a reader, it must never stop the others
        rows.keep(one.sha256)
        return IngestLine(one.path, "failed", error=f"It stays as it was read before. {error or type(error).__name__}")
    changed = rows.replace(one.sha256, parsed, *_vectors(library.embedding, rows, one, parsed))
    counts = len(parsed.items), len(parsed.passages), len(parsed.reading.pages)
    return IngestLine(one.path, "replaced" if changed else "unchanged", *counts)


def _vectors(
    embedding: BaseEmbedding, rows: Rereading, one: Stale, parsed: ParsedDocument
) -> tuple[NDArray[np.float32], list[bytes]]:
    """The vectors of the passages, a row each, and their packed token matrices; only what is new is embedded."""
    known = rows.embedded(one.sha256)
    new = [p for p in parsed.passages if (p.context, p.text) not in known]
    for start in range(0, len(new), EMBED_BATCH):
        batch = new[start : start + EMBED_BATCH]
        vectors, tokens = embed_passages(embedding, [embedded_text(p) for p in batch])
        for passage, vector, matrix in zip(batch, vectors, tokens, strict=True):
            known[passage.context, passage.text] = vector, pack(matrix)
    every = [known[p.context, p.text] for p in parsed.passages]
    rows_of = np.stack([vector for vector, _ in every]) if every else np.zeros((0, 0), np.float32)
    return rows_of, [token for _, token in every]
