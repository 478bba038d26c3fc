"""Looking whether the stores agree and everything can be found, and mending what can be mended."""

import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.digest import digest
from index.encoder.embedding import DIMENSIONS, embed_passages, embedded_text, pack
from index.faults import IndexDamaged
from index.store.catalogue.writer import Writer
from index.store.library import Library
from index.store.publish import EXACT, Progress, publish, too_many, unfound
from index.store.stores import Stores

UNCHECKED = (
    "whether the passages say what the files say (only that each file is the one that was read)",
    "whether token vectors are those of their words (only that they are there and whole)",
    "chats, lists, statuses and labels that people saved",
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class VerifyReport:
    """What was found. `problems` are told in words, `repaired` is what was done about them. `bare_pages` are, for each
    document, the pages that hold text but no passage: blank-page notices and such.
    """

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
        return asdict(self) | {"sound": self.sound, "unchecked": UNCHECKED}


def verify(library: Library, repair: bool = False, progress: Progress | None = None) -> VerifyReport:
    """Look for every passage by its words and by its vector, for every file, and whether the counts agree. With
    `repair`, what is wrong is mended where the catalogue, or the file where it was found, allows it, and the report is
    of the index after that. Raises IndexDamaged where the catalogue itself cannot be read.
    """
    if not repair:
        return _look(library, progress)
    with library.writing() as writer:
        repaired = list(_repair(library, writer, progress))
    after = _look(library, progress)
    return VerifyReport(**{**vars(after), "repaired": tuple(repaired)})


def _look(library: Library, progress: Progress | None) -> VerifyReport:
    catalogue = library.stores.catalogue
    documents, bare = library.documents(), catalogue.pages_without("passage")
    passages = sum(document.passages for document in documents)
    problems = catalogue.integrity()
    problems += [f"the file of {path} is missing or changed" for path in _bad_files(library.stores)]
    wordless = len(catalogue.unfound_words())
    if wordless:
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


def _look_in_vectors(stores: Stores, passages: int, progress: Progress | None) -> tuple[int, list[str]]:
    """How many passages find themselves by their vector, and what is wrong with the vector store."""
    bare, build = len(stores.catalogue.without_vectors(DIMENSIONS)), stores.build
    if bare:
        return 0, [f"{bare} passages have no vector, or a damaged one; the others were not looked for by theirs"]
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
    problems = []
    if count != passages:
        problems.append(f"the vector store holds {count} passages, the catalogue {passages}")
    if lost:
        problems.append(f"{lost} passages are not found by their vector")
    return len(ids) - lost, problems


def _bad_files(stores: Stores) -> dict[str, tuple[str, str]]:
    """The documents (path: sha256 and source) whose kept file is missing or has other bytes."""
    bad = {}
    for document in stores.catalogue.documents():
        path = stores.file_path(document.id)
        if not path.is_file() or digest(path) != document.id:
            bad[document.path] = document.id, document.source
    return bad


def _repair(library: Library, writer: Writer, progress: Progress | None) -> list[str]:
    stores, done = library.stores, []
    for path, (sha256, source) in _bad_files(stores).items():
        if Path(source).is_file() and digest(Path(source)) == sha256:
            stores.keep(Path(source))
            done.append(f"copied the file of {path} again")
    if stores.catalogue.unfound_words():
        writer.index_words()
        done.append("built the full text index anew")
    missing = stores.catalogue.without_vectors(DIMENSIONS)
    if missing:
        vectors, tokens = embed_passages(library.embedding, [embedded_text(passage) for passage in missing])
        writer.set_vectors([passage.id for passage in missing], vectors, [pack(matrix) for matrix in tokens])
        done.append(f"embedded {len(missing)} passages again")
    if _look_in_vectors(stores, sum(document.passages for document in library.documents()), progress)[1]:
        try:
            publish(stores, writer, progress, anew=True)
            done.append("built the vector store anew from the catalogue")
        except IndexDamaged as error:
            _log.error("The vector store could not be mended: %s", error)
    return done
