"""Ingest: files → documents → items → passages → vectors → ready, one report line a document."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from index.digest import digest
from index.encoder.embedding import counter, embed
from index.faults import Fault, Overran, Unreadable, is_full, storage_fault
from index.fetch.given import given_for
from index.ingest.walk import unpacked, walk
from index.read import MAX_BYTES
from index.store.catalogue.records import Origin
from index.store.catalogue.writer import Writer
from index.store.library import Library
from index.store.publish import Progress, publish
from index.store.settings import check_dimensions
from index.store.stores import BRIEF, LONGEST, reading_in, writing
from index.values import ParsedDocument

_FIRST_GROUP = 2000  # staged passages that are worth making a build for


Parse = Callable[..., ParsedDocument]
"""Reads a file and cuts it into items and passages, as `index.ingest.parse.parse`; raises Unreadable for a bad one."""


@dataclass(frozen=True)
class IngestLine:
    """What became of one file. `error` says why it failed, or why it was left out: a withdrawn paper, a copy."""

    document: str
    status: Literal["added", "unchanged", "replaced", "failed"]
    items: int = 0
    passages: int = 0
    pages: int = 0
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The shape that `scrutiny index --json` prints."""
        return asdict(self)


def ingest(
    paths: Iterable[Path], library: Library, parse: Parse, progress: Progress | None = None
) -> Iterator[IngestLine]:
    """Index files and folders; a line for each document once it is stored for good, a bad file's with status `failed`.
    They become visible in growing groups, all of them before the last line; others may change the index while a file is
    read. Raises NotFound for a path and IndexBusy while another process reads papers in, before anything is read."""
    origins = walk(paths)
    with _reading_in(library) as writer, unpacked(origins, _unpacking(library)) as (files, refused):
        yield from (IngestLine(path, "failed", error=why) for path, why in refused)
        yield from _Ingest(library, writer, parse, progress).run(files)


def resume(library: Library, parse: Parse, wait: float = BRIEF) -> Iterator[IngestLine]:
    """Do the files that a killed ingest had still to do. Raises IndexBusy after `wait` seconds of another's."""
    with _reading_in(library, wait) as writer:
        origins = [(origin, False) for origin in library.stores.catalogue.waiting()]
        if origins:
            yield from _Ingest(library, writer, parse, None).run(origins)
        shutil.rmtree(_unpacking(library), ignore_errors=True)


@contextmanager
def _reading_in(library: Library, wait: float = BRIEF) -> Iterator[Writer]:
    """Alone in reading papers in, once what an earlier one left is mended. The writer is to be used under its lock."""
    with reading_in(library.stores.data_dir, wait):
        with library.writing(None if wait else 0.0, reads_in=True):
            pass
        with closing(Writer(library.stores.catalogue.path)) as writer:
            yield writer


def _unpacking(library: Library) -> Path:
    """Where the members of ZIP files lie until they are stored; a killed ingest leaves them for the next start."""
    return library.stores.data_dir / "unpacked"


def check_parsed(parsed: ParsedDocument) -> None:
    """Raise ValueError where items or passages share a place, or a passage is of no item."""
    items = {item.ordinal for item in parsed.items}
    places = {passage.ordinal for passage in parsed.passages}
    if len(items) != len(parsed.items) or len(places) != len(parsed.passages):
        raise ValueError("two parts share a place")
    if not {passage.item for passage in parsed.passages} <= items:
        raise ValueError("a passage is of no item")


class _Ingest:
    """One run. What others change between two of its files it sees before it goes on."""

    def __init__(self, library: Library, writer: Writer, parse: Parse, progress: Progress | None) -> None:
        self._library = library
        self._stores = library.stores
        self._writer = writer
        self._parse = parse
        self._progress = progress or (lambda *_: None)
        self._generation, self._withdrawn = "", dict[str, str]()
        self._look()

    def _look(self) -> None:
        """See what there is, where that is not what was seen last."""
        if self._generation == (generation := self._library.generation):
            return
        catalogue = self._stores.catalogue
        staged, gone = catalogue.documents("staged"), set(catalogue.replacements().values())
        self._known = {found.id: found for found in (*catalogue.documents(), *staged) if found.id not in gone}
        self._withdrawn = catalogue.withdrawn()
        self._refused = catalogue.refused()
        self._aside = {one.document.id for one in catalogue.aside()}
        self._staged = sum(document.passages or 1 for document in staged)
        self._generation = generation

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """The writer's lock, for as long as storing takes."""
        with writing(self._stores.data_dir, LONGEST):
            self._look()
            yield

    def run(self, origins: list[tuple[Origin, bool]]) -> Iterator[IngestLine]:
        files = [origin for origin, _ in origins]
        with self._storing():
            self._writer.wait(files)
        digests = self._digests(files)
        self._follow_moves(files, digests)
        try:
            for left, (origin, named) in zip(range(len(origins))[::-1], origins, strict=True):
                line = self._one(origin, digests[origin.source], named)
                with self._storing():
                    self._writer.done(origin)
                if not left or self._staged >= max(_FIRST_GROUP, sum(d.passages for d in self._known.values()) // 4):
                    self._publish()
                yield line
        finally:
            # Not reached when the process is killed: then the files still waiting are done at the next start.
            with self._storing():
                self._writer.wait(())
            self._publish()

    def _digests(self, origins: list[Origin]) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for done, origin in enumerate(origins):
            self._progress(origin.path, "look", done, len(origins))
            try:
                found[origin.source] = digest(Path(origin.source))
            except OSError:
                found[origin.source] = None
        return found

    def _follow_moves(self, origins: list[Origin], digests: dict[str, str | None]) -> None:
        """Give every known document whose file is no longer where it was its new place."""
        for origin in origins:
            known = self._known.get(digests[origin.source] or "")
            if known is None or known.source == origin.source or self._still_there(known.source, known.id, digests):
                continue
            with self._storing():
                if known.id in self._known:
                    self._writer.move(known.id, origin)
                    self._known[known.id] = self._stores.catalogue.document(known.id)

    @staticmethod
    def _still_there(source: str, sha256: str, digests: dict[str, str | None]) -> bool:
        if source in digests:
            return digests[source] == sha256
        try:
            return digest(Path(source)) == sha256
        except OSError:
            return False

    def _one(self, origin: Origin, sha256: str | None, named: bool) -> IngestLine:
        if sha256 in self._withdrawn and not named:
            return IngestLine(
                origin.path,
                "unchanged",
                error=(f"withdrawn on {self._withdrawn[sha256][:10]}; name the file itself to index it again"),
            )
        if sha256 in self._refused and not named:
            reason = f"{self._refused[sha256]} It is tried again when it changes."
            return IngestLine(origin.path, "failed", error=reason)
        if sha256 in self._aside:
            return self._bring_back(origin, sha256)
        if sha256 in self._known:
            known = self._known[sha256]
            copy = None if known.source == origin.source else f"skipped: it is the same, byte for byte, as {known.path}"
            return IngestLine(origin.path, "unchanged", known.items, known.passages, known.page_count, copy)
        try:
            return self._add(origin)
        except (Unreadable, OSError, UnicodeError) as error:
            with self._storing():
                self._stores.drop_strays()
                if isinstance(error, Overran) and sha256:
                    self._writer.refuse(sha256, str(error))
            if isinstance(error, OSError) and is_full(self._stores.data_dir):
                raise storage_fault(error, self._stores.data_dir) from error  # the next would not fit either
            return IngestLine(origin.path, "failed", error=str(error) or type(error).__name__)

    def _bring_back(self, origin: Origin, sha256: str) -> IngestLine:
        """A paper that was set aside and is named again needs no reading."""
        with self._storing():
            if sha256 in self._aside:
                self._writer.unhide(sha256)
                self._staged += 1
        self._publish()
        self._look()
        if sha256 not in self._known:
            return IngestLine(origin.path, "failed", error="It was withdrawn for good meanwhile.")
        found = self._known[sha256]
        return IngestLine(found.path, "added", found.items, found.passages, found.page_count)

    def _add(self, origin: Origin) -> IngestLine:
        self._progress(origin.path, "read", 0, 1)
        source = Path(origin.source)
        if source.stat().st_size > MAX_BYTES:  # measured before it is copied
            raise Unreadable(f"{origin.path} is too big.", "Split it into its papers and add them one by one.")
        found = digest(source)
        parsed = self._read(origin)
        told = partial(self._progress, origin.path, "embed")
        vectors, tokens = embed(self._library.embedding, parsed.passages, {}, told)
        if len(vectors):
            check_dimensions(self._stores.catalogue, vectors.shape[1])
        with self._storing():
            sha256, stat = self._stores.keep(source), source.stat()
            if sha256 != found:
                raise Unreadable(f"{origin.path} changed while it was read.", "Index it again once it is whole.")
            before = next((document for document in self._known.values() if document.source == origin.source), None)
            self._writer.readmit(sha256)
            self._writer.stage(
                sha256, origin, stat.st_size, stat.st_mtime, parsed, vectors, tokens, before.id if before else None
            )
            self._staged += len(parsed.passages) or 1
            if before:
                del self._known[before.id]
            self._known[sha256] = self._stores.catalogue.document(sha256)
        return IngestLine(
            origin.path,
            "replaced" if before else "added",
            len(parsed.items),
            len(parsed.passages),
            len(parsed.reading.pages),
        )

    def _read(self, origin: Origin) -> ParsedDocument:
        count, source = counter(self._library.embedding), Path(origin.source)
        known = {"given": said} if (said := given_for(source)) else {}  # of few papers
        try:
            parsed = self._parse(source, count, self._library.settings.max_pieces, origin.path, **known)
            check_parsed(parsed)
            return parsed
        except (Fault, OSError):
            raise
        except Exception as error:  # a file must never stop the others, whatever it does to a reader
            raise Unreadable(
                f"It could not be read: {type(error).__name__}: {error}.",
                "Save it again from the program that made it.",
            ) from error

    def _publish(self) -> None:
        with self._storing():
            if self._staged:
                self._staged = 0
                publish(self._stores, self._writer, self._progress)
            self._stores.heed_after()  # of what came, and of those that were moved
