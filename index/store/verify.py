"""Looking whether the stores agree and everything can be found, and mending what can be mended."""

import logging
import sqlite3
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from index.checksums import changed, teach
from index.digest import is_file_of
from index.faults import DATABASE, IndexDamaged, storage_fault
from index.store.catalogue import manifest
from index.store.catalogue.records import StoredDocument
from index.store.catalogue.schema import connect
from index.store.catalogue.writer import Writer
from index.store.library import Library
from index.store.publish import BUILT, EXACT, Progress, publish, too_many, unfound
from index.store.remake import damage
from index.store.stores import Stores

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class VerifyReport:
    """What was found, and what was `repaired`; `bare_pages` hold text but no passage (notices of blank pages)."""

    documents: int
    items: int
    passages: int
    pages: int
    found_by_words: int
    found_by_vector: int
    bare_pages: dict[str, list[int]]
    problems: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Nothing is wrong."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """The shape that `scrutiny verify --json` prints."""
        return asdict(self) | {"sound": self.sound}


def verify(library: Library, repair: bool = False, progress: Progress | None = None) -> VerifyReport:
    """Whether everything is as it was written and is found; `repair` mends it first. IndexDamaged as `publish`."""
    mended = library.stores.mended
    if not repair:
        return replace(_look(library, progress), repaired=tuple(mended))
    told = "wrote the second copy of names and corrections again"
    repaired = [told] * _told_otherwise(library.stores)
    with library.writing() as writer:  # which tells what there is
        repaired += _repair(library, writer, progress)
    return replace(_look(library, progress), repaired=tuple(dict.fromkeys(mended + repaired)))


def _look(library: Library, progress: Progress | None) -> VerifyReport:
    problems = damage(library.stores.catalogue.path)
    lost = manifest.read(library.stores.data_dir) is None
    if lost or (not problems and _told_otherwise(library.stores)):  # damaged rows are told otherwise too
        problems.append(f"{manifest.FILE}, its second copy, is damaged, missing, or not what the catalogue says")
    problems += _changed_saved(library.stores.data_dir)
    try:
        return _counted(library, problems, progress)
    except IndexDamaged as fault:  # what else there is to find cannot be looked for
        return VerifyReport(0, 0, 0, 0, 0, 0, {}, (*problems, str(fault)))


def _counted(library: Library, problems: list[str], progress: Progress | None) -> VerifyReport:
    catalogue = library.stores.catalogue
    documents, bare = library.documents(), catalogue.pages_without("passage")
    passages = sum(document.passages for document in documents)
    problems += [f"the file of {one.path} is missing or changed" for one in _bad_files(library.stores)]
    if wordless := len(catalogue.unfound_words()):
        problems.append(f"{wordless} passages are not found by their words")
    found, in_vectors = _look_in_vectors(library.stores, passages, progress)
    return VerifyReport(
        documents=len(documents),
        items=sum(document.items for document in documents),
        passages=passages,
        pages=sum(document.page_count for document in documents),
        found_by_words=passages - wordless,
        found_by_vector=found,
        bare_pages={document.path: bare[document.id] for document in documents if document.id in bare},
        problems=(*problems, *in_vectors),
    )


def _changed_saved(folder: Path) -> list[str]:
    """What is wrong with the files beside the catalogue, in words."""
    problems = list[str]()
    for path in sorted(folder.glob("*.sqlite")):
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
                teach(connection)
                wrong = [row[0] for row in connection.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
                wrong += [f"{' '.join(row)} is not what was written" for row in changed(connection)]
        except DATABASE as error:
            if not isinstance(fault := storage_fault(error, path), IndexDamaged):
                raise fault from error
            wrong = [str(error)]
        problems += [f"{path.name} is damaged: {problem}; restore it from a backup" for problem in wrong]
    return problems


def _look_in_vectors(stores: Stores, passages: int, progress: Progress | None) -> tuple[int, list[str]]:
    """How many passages find themselves by their vector, and what is wrong with the vector store."""
    build = stores.build
    if build is None or build not in stores.vectors.builds():
        return 0, ["the vector store has no build of this index"] if passages else []
    try:
        ids, vectors = stores.catalogue.vectors()
        count = stores.vectors.count(build)
        damaged, far = unfound(stores.vectors, build, ids, vectors, progress)
        lost = len(damaged) + (0 if stores.catalogue.meta(EXACT) == "yes" else too_many(far, ids))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # Chroma's Rust part panics over damaged files: no Exception
        return 0, [f"the vector store cannot be used: {error}"]
    problems = [f"the vector store holds {count} passages, the catalogue {passages}"] * (count != passages)
    problems += [f"{lost} passages are not found by their vector"] * bool(lost)
    return len(ids) - lost, problems


def _told_otherwise(stores: Stores) -> bool:
    """Whether the second copy is not what the catalogue says; damaged rows are named themselves. Nothing is written."""
    path = stores.catalogue.path
    with suppress(IndexDamaged):
        try:
            for begin in ("BEGIN", "BEGIN IMMEDIATE"):  # what is told and not yet committed is waited for
                with closing(connect(path, write=begin != "BEGIN")) as connection:
                    connection.execute(begin)
                    if not manifest.unlike(connection, stores.data_dir):
                        return False
            return True
        except DATABASE as error:
            raise storage_fault(error, path) from error
    return False


def _bad_files(stores: Stores) -> list[StoredDocument]:
    """The documents whose kept file is missing or has other bytes."""
    return [one for one in stores.catalogue.documents() if not is_file_of(stores.file_path(one.id), one.id)]


def _repair(library: Library, writer: Writer, progress: Progress | None) -> list[str]:
    stores, done = library.stores, []
    for document in _bad_files(stores):
        if is_file_of(Path(document.source), document.id):
            stores.keep(Path(document.source))
            done.append(f"copied the file of {document.path} again")
    if stores.catalogue.unfound_words():
        writer.index_words()
        done.append("built the full text index anew")
    if _look_in_vectors(stores, sum(document.passages for document in library.documents()), progress)[1]:
        try:
            publish(stores, writer, progress, anew=True)
            done.append(BUILT)
        except IndexDamaged as error:
            _log.error("The vector store could not be mended: %s", error)
    return done
