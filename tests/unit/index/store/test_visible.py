"""What is not allowed is not there: in lists, counts, searches, frequencies, pages, files and relations."""

import gc
import weakref

import numpy as np
import pytest

from index.faults import Fault
from index.ingest.account import account
from index.ingest.ingest import ingest
from index.language.tokens import tokens
from index.store.library import Library
from index.store.visible import VisibleCatalogue, VisibleLibrary
from tests.fakes import HashEmbedding, parse_blocks

PUBLIC = "# Ferries\n\nThe ferry ran on time in the winter.\n\nThe harbour wall was mended.\n"
SECRET = "# Ferry pay\n\nThe ferry skipper Zebedee was dismissed in the winter.\n"


@pytest.fixture
def libraries(tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "public.txt").write_text(PUBLIC)
    (papers / "secret.txt").write_text(SECRET)
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        assert len(list(ingest([papers], library, parse_blocks))) == 2
        public, secret = sorted(library.documents(), key=lambda d: d.path)
        yield library, VisibleLibrary(library, {public.id}), public, secret


def test_lists_and_counts(libraries):
    whole, seen, public, _ = libraries
    assert [d.id for d in seen.documents()] == [public.id]
    assert {i.document_id for i in seen.items()} == {public.id}
    assert len(whole.stores.catalogue.passages()) == 3
    assert len(seen.stores.catalogue.passages()) == 2
    assert seen.generation != whole.generation


def test_searches(libraries):
    whole, seen, _, secret = libraries
    hidden = {p.id for p in whole.stores.catalogue.passages() if p.item.document_id == secret.id}
    words = tokens("ferry winter Zebedee dismissed")
    assert hidden & {id for id, _ in whole.search_words(words, 1)}
    assert [id for id, _ in seen.search_words(words, 1)] == [seen.stores.catalogue.passages()[0].id]
    items = [i.id for i in whole.items()]
    assert not hidden & {id for id, _ in seen.search_words(words, 9, items)}
    vector, _ = whole.embed_question("Zebedee dismissed")
    assert hidden & {id for id, _ in whole.search_vectors(vector, 1)}
    for narrowed in (None, items):
        assert not hidden & {id for id, _ in seen.search_vectors(vector, 9, narrowed)}


def test_frequencies_know_nothing_of_hidden_words(libraries):
    whole, seen, *_ = libraries
    words = tokens("Zebedee winter wall")
    assert whole.document_frequency(words) == dict(zip(words, (1, 2, 1), strict=True))
    assert seen.document_frequency(words) == dict(zip(words, (0, 1, 1), strict=True))


def test_nothing_can_be_had_by_its_name(libraries):
    whole, seen, _, secret = libraries
    item = next(i for i in whole.items() if i.document_id == secret.id)
    passage = whole.passages(item.id)[0]
    for ask in (
        lambda: seen.document(secret.path),
        lambda: seen.document(secret.id[:12]),
        lambda: seen.item(item.id),
        lambda: seen.passage(passage.id),
        lambda: seen.neighbours(passage.id),
        lambda: seen.page_text(secret.id, None),
        lambda: seen.file_path(secret.id),
        lambda: seen.passage_vectors([passage.id]),
        lambda: seen.withdraw(secret.id),
    ):
        with pytest.raises(Fault) as caught:
            ask()
        assert "Zebedee" not in str(caught.value)
    assert seen.passages(item.id) == []
    assert seen.passages_by_id([passage.id]) == []
    assert seen.token_vectors([passage.id]) == {}
    assert seen.stores.catalogue.passages([passage.id]) == []


def test_what_comes_later_is_not_seen(libraries, tmp_path):
    whole, seen, public, _ = libraries
    (tmp_path / "papers" / "later.txt").write_text("# Later\n\nZebedee again.\n")
    list(ingest([tmp_path / "papers"], whole, parse_blocks))
    assert [d.id for d in seen.documents()] == [public.id]
    assert set(seen.document_frequency(tokens("Zebedee")).values()) == {0}


def test_it_cannot_be_written(libraries):
    _, seen, *_ = libraries
    with pytest.raises(Fault), seen.writing():
        pass


def test_the_same_words_are_found_as_by_a_library_of_those_documents_alone(libraries, tmp_path):
    _, seen, *_ = libraries
    alone_papers = tmp_path / "alone"
    alone_papers.mkdir()
    (alone_papers / "public.txt").write_text(PUBLIC)
    with Library.open(tmp_path / "alone-data", HashEmbedding()) as alone:
        list(ingest([alone_papers], alone, parse_blocks))
        assert [p.text for p in alone.stores.catalogue.passages()] == [p.text for p in seen.stores.catalogue.passages()]
        ids = [p.id for p in seen.stores.catalogue.passages()]
        assert np.allclose(alone.passage_vectors(ids), seen.passage_vectors(ids))
        words = tokens("ferry wall winter dismissed")
        assert alone.document_frequency(words) == seen.document_frequency(words)
        assert sorted(alone.words()) == sorted(seen.words())


def test_no_row_of_any_table_is_seen_that_is_not_of_an_allowed_document(libraries):
    """A table that the catalogue gains later is filtered by whose its rows are, or empty."""
    whole, _, public, secret = libraries
    hidden_item = next(i.id for i in whole.items() if i.document_id == secret.id)
    with whole.writing() as writer:
        writer.refuse(secret.id, "too large")
        with writer.transaction() as connection:
            connection.execute("CREATE TABLE later (said TEXT)")
            connection.execute("INSERT INTO later VALUES ('Zebedee')")
            connection.execute("UPDATE links SET copy_of = ?1, replaces = ?1, replaced_by = ?1", (hidden_item,))
    catalogue = VisibleCatalogue(whole.stores.catalogue.path, [public.id])
    with catalogue._pool.borrow() as connection:
        names = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall()
        tables = {name for (name,) in names if not name.startswith("word")}
        rows = {name: [tuple(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in tables}
    assert tables > {"documents", "items", "passages", "refused", "later"}
    assert rows["documents"]
    assert not rows["later"]
    hidden = (secret.id, hidden_item, "Zebedee", *whole.stores.catalogue.parts(secret.id)[1])
    assert not [name for name in tables - {"meta"} if any(one in str(rows[name]) for one in hidden)]


def test_everything_worked_out_from_it_can_be(libraries):
    _, seen, public, _ = libraries
    assert [one.document.id for one in account(seen)] == [public.id]


def test_what_nobody_holds_any_more_lets_go_of_the_catalogue(libraries) -> None:
    library, _, public, _ = libraries
    seen = VisibleLibrary(library, {public.id})
    assert seen.document_frequency(["the"]) is not None
    pool = weakref.ref(seen.stores.catalogue._pool)
    del seen
    gc.collect()
    assert pool() is None
