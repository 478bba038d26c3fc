"""Bringing an index of an earlier version up to this one: every paper is read again from the file the index keeps.

Killed at any moment, it goes on at the next start. Vectors of passages that say what they said are not made again. A
paper that cannot be read any more stays as it was read. While one is read others may change the index."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from index.digest import is_file_of
from index.encoder.embedding import Embedding, counter, embed
from index.faults import Fault
from index.fetch.given import KEY
from index.ingest.ingest import IngestLine, Parse, check_parsed
from index.store.catalogue import Catalogue
from index.store.catalogue.rereading import Rereading
from index.store.catalogue.schema import REREADING
from index.store.catalogue.writer import Writer
from index.store.library import Library
from index.store.publish import OnWithdraw, Progress, publish
from index.store.settings import IndexSettings, facts, outdated
from index.store.stores import BRIEF, LONGEST, reading_in, writing


def is_outdated(data_dir: Path) -> bool:
    """Whether the index in `data_dir` is of an earlier version and can be read again. No index is made to see that."""
    with closing(Catalogue(Path(data_dir).expanduser().absolute() / "catalogue.sqlite3")) as catalogue:
        return outdated(catalogue, IndexSettings())


def reread(
    data_dir: Path,
    embedding: Embedding,
    parse: Parse,
    chroma_address: str | None = None,
    settings: IndexSettings | None = None,
    on_withdraw: Iterable[OnWithdraw] = (),
    progress: Progress | None = None,
) -> Iterator[IngestLine]:
    """Read every paper of an outdated index again; a line each, `failed` where it stays as it was read. Raises
    IndexBusy while another process reads papers in, IndexMismatch for an index made with another model."""
    settings = settings or IndexSettings()
    with (
        Library.open(data_dir, embedding, chroma_address, True, settings, on_withdraw, True) as library,
        reading_in(library.stores.data_dir),
        closing(Writer(library.stores.catalogue.path)) as writer,
    ):
        rows = Rereading(writer)
        with library.writing(BRIEF, reads_in=True):
            made, wanted = library.stores.catalogue.meta, facts(embedding, settings)
            if not made(REREADING) or any(made(fact) != value for fact, value in wanted.items()):
                rows.begin(**wanted)
        stale = rows.stale()
        for done, (sha256, path, metadata) in enumerate(stale):
            if progress:
                progress(path, "read again", done, len(stale))
            if line := _reread_one(library, rows, parse, sha256, path, metadata.get(KEY, "")):
                yield line
        with writing(library.stores.data_dir, LONGEST):
            rows.end()
            catalogue = library.stores.catalogue
            if catalogue.documents("staged") or (library.stores.build is None and library.documents()):
                publish(library.stores, writer, progress)


def _reread_one(
    library: Library, rows: Rereading, parse: Parse, sha256: str, path: str, given: str
) -> IngestLine | None:
    """The line of a document; None for one that was withdrawn meanwhile."""
    kept, parsed, why = library.stores.file_path(sha256), None, ""
    try:
        source = Path(library.stores.catalogue.document(sha256).source)
        if not is_file_of(kept, sha256) and is_file_of(source, sha256):
            library.stores.keep(source)
        if not is_file_of(kept, sha256):
            raise Fault("The file the index keeps of it is missing or changed.", "")
        parsed = parse(
            kept, counter(library.embedding), library.settings.max_pieces, path, **({"given": given} if given else {})
        )
        check_parsed(parsed)
    except Exception as error:  # whatever a file does to a reader, it must never stop the others
        parsed, why = None, f"It stays as it was read before. {error or type(error).__name__}"
    embedded = embed(library.embedding, parsed.passages, rows.embedded(sha256)) if parsed else None
    with writing(library.stores.data_dir, LONGEST):
        if not rows.is_stale(sha256):
            return None
        if not (parsed and embedded):
            rows.keep(sha256)
            return IngestLine(path, "failed", error=why)
        changed = rows.replace(sha256, parsed, *embedded)
    counts = len(parsed.items), len(parsed.passages), len(parsed.reading.pages)
    return IngestLine(path, "replaced" if changed else "unchanged", *counts)
