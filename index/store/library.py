"""The library: the one object through which packs are searched and read."""

import threading
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from index.encoder.embedding import Embedding, embed_question, embedded_text, token_spans, unpack
from index.faults import Fault, IndexBusy, IndexDamaged, NotFound
from index.language.statements import Statement
from index.store.catalogue import Catalogue
from index.store.catalogue.learnt import Learnt
from index.store.catalogue.manifest import check_lost
from index.store.catalogue.records import StoredDocument
from index.store.catalogue.writer import Writer
from index.store.kept import Kept, KeptVectors, Recent, vectors_in_order
from index.store.publish import EXACT, OnWithdraw, Withdrawal, finish_withdrawals, needs_mending, recover
from index.store.settings import IndexSettings, check_dimensions, check_facts, facts
from index.store.stores import Stores, named, reading_in, writing
from index.store.vectors import ChromaServer, EmbeddedChroma, VectorStore
from index.values import StoredItem, StoredPassage

_Made = TypeVar("_Made")
_SPANS = 5000  # passages whose token offsets are remembered, about 10 KB each
_PASSAGES = 5000  # passages kept, about 2 KB each
_TOKENS = 5000  # passages whose packed token matrices are kept, about 20 KB each
_RETRIES = 5  # of a vector search, while another process swaps builds


class Library(AbstractContextManager["Library"]):
    """An index folder, opened. Threads may share it. What another process ingests is seen at once."""

    def __init__(self, stores: Stores, embedding: Embedding, settings: IndexSettings) -> None:
        self.stores = stores
        self.embedding = embedding
        self.settings = settings
        self.on_withdraw: list[OnWithdraw] = []
        self._catalogue = stores.catalogue
        self._cache = Kept()
        self._shared: dict[Any, Any] = {}
        self._shared_lock = threading.RLock()
        self._spans: Recent[list[tuple[int, int]]] = Recent(_SPANS)
        self.prompts: Recent[tuple[NDArray[np.float32], NDArray[np.float32]]] = Recent(500)  # of words, 12 KB each

    @classmethod
    def open(
        cls,
        data_dir: Path,
        embedding: Embedding,
        chroma_address: str | None = None,
        read_only: bool = False,
        settings: IndexSettings | None = None,
        on_withdraw: Iterable[OnWithdraw] = (),
        may_be_outdated: bool = False,
        heed: Callable[[], None] = lambda: None,
    ) -> "Library":
        """Open the index in `data_dir`; unless `read_only` it is made first, and what a killed process left is mended.
        Raises NotFound, IndexMismatch (another model or settings), IndexBusy, BadSetting (no Chroma server there). One
        that `may_be_outdated` is to have its papers read again (`index.ingest.reread`); `heed` as in `Stores`."""
        threadpool_limits(1, user_api="blas")  # what is multiplied is small: threads only wait for one another
        data_dir = Path(data_dir).expanduser().absolute()
        settings = settings or IndexSettings()
        catalogue = Catalogue(data_dir / "catalogue.sqlite3")
        if not catalogue.made():
            check_lost(data_dir)
            if read_only:
                raise NotFound(f"There is no index in {data_dir}.", "Run `scrutiny index PATH` first.")
            data_dir.mkdir(parents=True, exist_ok=True)
        if not read_only:
            with suppress(OSError):  # of a folder that is another's
                data_dir.chmod(0o700)
                if catalogue.path.is_file() and catalogue.path.stat().st_mode & 0o077:  # of an earlier version
                    for path in sorted(data_dir.rglob("*"), key=lambda path: path == catalogue.path):
                        if not path.is_symlink():
                            path.chmod(path.stat().st_mode & 0o700)
        if not read_only and not ((made := catalogue.made()) and catalogue.holds_documents()):
            with suppress(IndexBusy) if made else nullcontext(), writing(data_dir, 0.0 if made else None):
                writer = Writer(catalogue.path)
                writer.begin(**facts(embedding, settings))
                writer.close()
        check_facts(catalogue, embedding, settings, may_be_outdated)
        if not read_only:
            complete(catalogue)
        store: VectorStore = (
            ChromaServer(chroma_address, catalogue.meta("library") or "")
            if chroma_address
            else EmbeddedChroma(data_dir / "vectors")
        )
        library = cls(Stores(data_dir, catalogue, store, heed), embedding, settings)
        library.on_withdraw.extend(on_withdraw)
        if not read_only and needs_mending(library.stores):
            with suppress(IndexBusy), reading_in(data_dir, 0.0), library.writing(0.0, reads_in=True):
                pass
        return library

    @contextmanager
    def writing(self, wait: float | None = None, reads_in: bool = False) -> Iterator[Writer]:
        """The one writer, for the `with` block, after what an earlier one left is mended; who reads papers in just now,
        if it is not the caller (`reads_in`), shows them itself. Raises IndexBusy as `index.store.stores.writing` does.
        """
        with writing(self.stores.data_dir, wait):
            writer = Writer(self._catalogue.path)
            try:
                with suppress(IndexBusy), reading_in(self.stores.data_dir, 0.0):
                    reads_in = True
                recover(self.stores, writer, self.on_withdraw, reads_in)
                self.stores.heed()
                yield writer
                self.stores.heed_after()
            finally:
                writer.close()

    def close(self) -> None:
        """Let go of files and connections."""
        self.stores.vectors.close()
        self._catalogue.close()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def generation(self) -> str:
        """Changes whenever what is visible changes."""
        return self._catalogue.meta("generation") or "0"

    def shared(self, make: "Callable[[Library], _Made]") -> _Made:
        """`make(self)`, made once for all who ask with the same `make`, and gone when this library is."""
        with self._shared_lock:
            return self._shared[make] if make in self._shared else self._shared.setdefault(make, make(self))

    def current(self, make: "Callable[[Library], _Made]") -> _Made:
        """`make(self)` for what the library holds now, made once for all who ask, and anew when that has changed."""
        return self._kept(make, lambda _: make(self))

    def documents(self) -> list[StoredDocument]:
        """The documents, by path."""
        return self._catalogue.documents()

    def document(self, name: str) -> StoredDocument:
        """The document with this path, or sha256, or the beginning (8 or more digits) of its sha256."""
        return named(name, self.documents())

    def items(self) -> list[StoredItem]:
        """The items of all documents, by document and place. Kept in memory until the generation changes."""
        return list(self._kept("items", lambda _: self._catalogue.items()))

    def item(self, id: str) -> StoredItem:
        """One item. NotFound if it is not there."""
        by_id: dict[str, StoredItem] = self._kept("item", lambda _: {item.id: item for item in self.items()})
        if id not in by_id:
            raise NotFound(f"There is no paper {id!r} in the index.", "`scrutiny reports` lists them.")
        return by_id[id]

    def passages(self, item_id: str, places: range | None = None) -> list[StoredPassage]:
        """The passages of an item in order; with `places` those at these places of it."""
        return self._catalogue.passages(item=item_id, places=places)

    def statements(self, item_id: str) -> list[Statement]:
        """What an item says, sentence by sentence and row by row, as read when it was indexed."""
        return self._catalogue.statements(item_id)

    def statements_of(self, passage_ids: Collection[str]) -> list[Statement]:
        """What some passages say, those of a paper together and in order."""
        return self._catalogue.statements(None, passage_ids)

    def all_passages(self) -> list[StoredPassage]:
        """Every passage, by document and place: for scripts that look over all that was read (the shared cases do)."""
        return self._catalogue.passages()

    def passages_by_id(self, ids: Iterable[str]) -> list[StoredPassage]:
        """The passages with these ids, in their order; ids that are not there are left out."""
        recent: Recent[StoredPassage] = self._kept("some", lambda _: Recent(_PASSAGES))
        return list(recent.all(ids, lambda missing: {p.id: p for p in self._catalogue.passages(missing)}).values())

    def passage(self, id: str) -> StoredPassage:
        """One passage. NotFound if it is not there."""
        found = self._catalogue.passages([id])
        if not found:
            raise NotFound(f"There is no passage {id!r} in the index.", "Its paper was changed or withdrawn.")
        return found[0]

    def learnt(self) -> list[Learnt]:
        """What each document adds to what is known of all papers together, ordered by path."""
        return list(self._catalogue.learnt().values())

    def neighbours(self, passage_id: str) -> tuple[StoredPassage | None, StoredPassage | None]:
        """The passages just before and just after in the same item, None at its ends."""
        passage = self.passage(passage_id)
        at = passage.ordinal
        by_place = {one.ordinal: one for one in self.passages(passage.item.id, range(at - 1, at + 2))}
        return by_place.get(at - 1), by_place.get(at + 1)

    def search_words(
        self, tokens: Sequence[str], k: int, items: Collection[str] | None = None, context_weight: float = 0.5
    ) -> list[tuple[str, float]]:
        """Ids and BM25 scores of the best `k` passages for `tokens`: see `index.store.catalogue.words.search`."""
        return self._catalogue.search_words(tokens, k, items, context_weight)

    def document_frequency(self, tokens: Iterable[str]) -> dict[str, int]:
        """In how many passages each token stands, in text or context; 0 for one that stands in none."""
        return self._catalogue.document_frequency(tokens)

    def words(self) -> list[str]:
        """The tokens of letters that stand in the passages, those of most passages first."""
        return self._catalogue.words()

    def search_vectors(
        self, vector: NDArray[np.float32], k: int, items: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Ids and cosines of the `k` passages nearest to a unit `vector`; of `items`, from the vectors in memory."""
        vector = np.asarray(vector, np.float32)
        check_dimensions(self._catalogue, len(vector))
        if items is None and self._catalogue.meta(EXACT) == "yes":
            items = [item.id for item in self.items()]
        if items is not None:
            kept: KeptVectors = self._kept("vectors", lambda old: KeptVectors.after(old, self._catalogue))
            return kept.nearest(vector, k, items)
        return self._search_store(vector, k)

    def _search_store(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        tried = None
        for _ in range(_RETRIES):
            build = self.stores.build
            if build is None:
                if not self.documents():
                    return []
                raise IndexDamaged("The vector store has no build of this index.", "Run `scrutiny verify --repair`.")
            if build == tried:
                break
            tried = build
            try:
                return self.stores.vectors.query(build, vector[None, :], k)[0]
            except Exception as error:  # another process may have swapped the build away meanwhile
                cause = error
        if isinstance(cause, Fault):
            raise cause
        raise IndexDamaged(f"The vector store cannot be used: {cause}.", self.stores.vectors.hint) from cause

    def passage_vectors(self, ids: Sequence[str]) -> NDArray[np.float32]:
        """The unit vectors of these passages, a row each, in this order. NotFound if one is not there."""
        return vectors_in_order(ids, self._catalogue)

    def token_vectors(self, ids: Collection[str]) -> dict[str, NDArray[np.float32]]:
        """The token matrices of these passages by id: float32 (n, 128), unit rows; n is 0 where there are none."""
        recent: Recent[bytes] = self._kept("tokens", lambda _: Recent(_TOKENS))
        packed = recent.all(ids, self._catalogue.token_vectors)
        return dict(zip(packed, unpack(list(packed.values())), strict=True))

    def token_spans(self, passage: StoredPassage) -> list[tuple[int, int]]:
        """The character offsets in `embedded_text(passage)` of what the rows of its token matrix stand for."""
        return self._spans.get(passage.id, lambda: token_spans(self.embedding, embedded_text(passage)))

    def embed_question(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The unit vector (d,) of a question, and its token matrix (m, 128)."""
        return embed_question(self.embedding, text)

    def question_spans(self, text: str) -> list[tuple[int, int]]:
        """The character offsets in a question of what the rows of its token matrix stand for."""
        return token_spans(self.embedding, text)

    def page_text(self, document_id: str, number: int | None) -> str:
        """The text of one page as read (the whole document's for None). NotFound if it is not there."""
        text = self._catalogue.page_text(document_id, number)
        if text is None:
            raise NotFound(f"There is no page {number} in {document_id[:12]}.", "")
        return text

    def file_path(self, document_id: str) -> Path:
        """The index's own copy of a document's file. NotFound if it is not there."""
        path = self.stores.file_path(self.document(document_id).id)
        if not path.is_file():
            raise NotFound(f"The file of document {document_id[:12]} is missing.", "Index it again.")
        return path

    def withdraw(self, document: str, wait: float | None = None) -> Withdrawal:
        """Remove a document (path or sha256), one set aside too, with everything of it and quotes of it, for good."""
        with self.writing(wait) as writer:
            *later, found = self.stores.going(document, [one.document for one in self._catalogue.aside()])
            for one in (*later, found):
                writer.hide(one.id)
            done = finish_withdrawals(self.stores, writer, self.on_withdraw)
            return next(withdrawal for withdrawal in done if withdrawal.document_id == found.id)

    def _kept(self, name: Hashable, make: Callable[[Any], _Made]) -> _Made:
        """What `make` gives, made again (with what it gave before, or None) only when the generation has changed."""
        return self._cache.get(name, self.generation, make)


def complete(catalogue: Catalogue) -> None:
    """Let the one writer add the column that the tables of an earlier version lack; nothing where there is no index."""
    if catalogue.made() and catalogue.lacks_committees():
        with writing(catalogue.path.parent):
            Writer(catalogue.path).close()
