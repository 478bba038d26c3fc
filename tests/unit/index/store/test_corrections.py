"""What a person set right counts at once, everywhere, and stays."""

import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from index.checksums import guard, teach
from index.digest import seal
from index.faults import BadSetting, IndexMismatch, NotFound
from index.store.catalogue import manifest
from index.store.catalogue.schema import connect
from index.store.corrections import Correction, alike, clear, correct, set_together
from index.store.library import Library
from index.store.remake import damage
from index.store.verify import verify
from tests.fakes import HashEmbedding


@pytest.fixture
def item(index, library, packs):
    index(packs)
    return library.items()[0]


def test_fields_are_set_and_named_and_the_id_stays(library, item):
    found = correct(library, item.id, Correction(title="  The  Fostering\nReport ", meeting_date=date(2031, 3, 4)))
    assert (found.id, found.title, found.meeting_date) == (item.id, "The Fostering Report", date(2031, 3, 4))
    assert found.corrected == ("title", "meeting_date")
    found = correct(library, item.id, Correction(kind="appendix"))
    assert (found.title, found.kind) == ("The Fostering Report", "appendix")
    assert library.passages(item.id)[0].item == found


def test_a_corrected_title_is_found_by_its_words(library, item):
    assert library.search_words(["lighthous"], 5) == []
    correct(library, item.id, Correction(title="Lighthouse keepers"))
    assert {library.passage(id).item.id for id, _ in library.search_words(["lighthous"], 50)} == {item.id}
    clear(library, item.id)
    assert library.search_words(["lighthous"], 5) == []


def test_cleared_it_is_as_it_was_read(library, item):
    correct(library, item.id, Correction(title="Other", kind="minutes"))
    assert clear(library, item.id) == item


def test_a_parent_is_set_and_taken_away(library, item):
    other = library.items()[1]
    found = correct(library, item.id, Correction(parent=other.id))
    assert (found.parent_id, found.parent) == (other.id, other.title)
    correct(library, other.id, Correction(title="Renamed"))
    assert library.item(item.id).parent == "Renamed"
    assert correct(library, item.id, Correction(parent="")).parent_id is None
    with pytest.raises(BadSetting, match="belong to itself"):
        correct(library, item.id, Correction(parent=item.id))
    correct(library, item.id, Correction(parent=other.id))
    with pytest.raises(BadSetting, match="belong to itself"):
        correct(library, other.id, Correction(parent=item.id))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (Correction(), "nothing to correct"),
        (Correction(title="  "), "between 1 and 300"),
        (Correction(title="x" * 301), "between 1 and 300"),
        (Correction(kind="poem"), "not a kind"),
        (Correction(committee=" "), "committee's name has between 1 and 300"),
    ],
)
def test_what_cannot_be_is_refused(library, item, wrong, words):
    with pytest.raises(BadSetting, match=words):
        correct(library, item.id, wrong)
    assert library.item(item.id) == item


def test_papers_that_are_not_there_are_not_found(library, item):
    for call in (
        lambda: correct(library, "none", Correction(title="x")),
        lambda: correct(library, item.id, Correction(parent="none")),
        lambda: clear(library, "none"),
    ):
        with pytest.raises(NotFound):
            call()


def test_it_stays_when_the_file_is_indexed_again_changed_or_opened_elsewhere(index, library, packs, item, tmp_path):
    correct(library, item.id, Correction(title="Set right"))
    index(packs)
    assert library.item(item.id).title == "Set right"
    file = packs / item.document
    file.write_text(file.read_text() + "\n\nA paragraph was added to the end of it, and nothing else was changed.")
    assert [line.status for line in index(packs)].count("replaced") == 1
    changed = next(one for one in library.items() if one.document == item.document)
    assert changed.id != item.id
    assert (changed.title, changed.corrected) == ("Set right", ("title",))
    with Library.open(tmp_path / "data", HashEmbedding(), read_only=True) as other:
        assert other.item(changed.id).title == "Set right"


def test_withdrawing_takes_it_along(index, library, packs, item):
    correct(library, item.id, Correction(title="Set right"))
    library.withdraw(item.document)
    index(packs / item.document)
    assert library.item(item.id) == item


def test_a_committee_goes_to_all_its_papers_or_to_the_file_and_is_taken_back(index, library, packs):
    index(packs)
    first, second, third, fourth = library.items()
    correct(library, first.id, Correction(committee="Transport and  Travel"))
    correct(library, second.id, Correction(committee="Transport & Travel"))
    correct(library, third.id, Correction(committee="Transport & Travel"))
    found = correct(library, third.id, Correction(committee="Transport and Travel", title="Third"), "name")
    assert (found.committee, found.corrected, found.named_by) == ("Transport and Travel", ("title", "committee"), "")
    bodies = ["Transport and Travel"] * 3 + [fourth.committee]
    assert [item.committee for item in library.items()] == bodies  # the fourth names none, as all did: it stays
    assert correct(library, fourth.id, Correction(committee="Board"), "file").committee == "Board"
    assert [item.committee for item in library.items()][:3] == bodies[:3]
    assert {one.id for one, _ in set_together(library.items(), found, "name")} == {first.id, second.id}
    clear(library, second.id)
    assert library.item(second.id) == second
    clear(library, third.id, "name")
    assert library.items()[:3] == [first, second, third]
    assert library.item(fourth.id).committee == "Board"


def test_what_was_set_for_a_file_is_taken_back_in_that_file_alone(index, library, packs):
    index(packs)
    for item in library.items():
        correct(library, item.id, Correction(committee="Board", title=f"{item.ordinal} of {item.document}"), "file")
    first, *others = library.items()
    elsewhere = [one for one in others if one.document_id != first.document_id]
    assert elsewhere
    assert {one.committee for one in elsewhere} == {"Board"}
    clear(library, first.id, "file")
    after = {item.id: item for item in library.items()}
    assert [after[one.id] for one in elsewhere] == elsewhere
    assert {one.committee for one in after.values() if one.document_id == first.document_id} == {None}


def test_what_is_set_with_a_paper_is_known_before(index, library, packs):
    index(packs)
    for item in library.items():
        correct(library, item.id, Correction(committee="Quay", meeting_date=date(2031, 3, item.ordinal + 1)))
    for among in ("paper", "file", "name"):
        told = {one.id for one, _ in alike(library.items(), library.items()[0], among)}
        correct(library, library.items()[0].id, Correction(committee=f"For {among}"), among)
        assert {one.id for one in library.items()[1:] if one.committee == f"For {among}"} == told
        for item in library.items():
            correct(library, item.id, Correction(committee="Quay"))


def connect_as_it_is(path):
    connection = sqlite3.connect(path, isolation_level=None)
    teach(connection)
    return connection


def as_before_committees(folder):
    with closing(connect(folder / "catalogue.sqlite3", write=True)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'corrections'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("ALTER TABLE corrections DROP COLUMN committee")
        connection.execute("DELETE FROM sums WHERE store IN ('schema', 'corrections')")
        guard(connection)
        connection.execute("COMMIT")
    rows = manifest.read(folder)
    rows["corrections"] = [{k: v for k, v in row.items() if k != "committee"} for row in rows["corrections"]]
    (folder / manifest.FILE).write_text(seal(json.dumps(rows)), encoding="utf-8")


def test_an_index_from_before_committees_opens_and_loses_nothing(index, library, packs, item, tmp_path):
    correct(library, item.id, Correction(title="Set right", kind="minutes"))
    before, folder = library.items(), tmp_path / "data"
    library.close()
    as_before_committees(folder)
    written = (folder / "catalogue.sqlite3").read_bytes()
    with (
        Library.open(folder, HashEmbedding(), read_only=True) as reader,
        pytest.raises(IndexMismatch, match="an earlier version") as told,
    ):
        reader.items()
    assert "scrutiny verify" in told.value.hint
    assert (folder / "catalogue.sqlite3").read_bytes() == written  # who reads writes nothing
    with Library.open(folder, HashEmbedding()) as opened:
        assert opened.items() == before
        assert verify(opened).problems == ()
        assert correct(opened, item.id, Correction(committee="Board")).corrected == ("title", "kind", "committee")
        assert verify(opened).problems == ()


def test_what_was_damaged_before_the_column_came_stays_so(library, item, tmp_path):
    correct(library, item.id, Correction(title="Set right", kind="minutes"))
    library.close()
    as_before_committees(tmp_path / "data")
    path = tmp_path / "data" / "catalogue.sqlite3"
    with closing(connect_as_it_is(path)) as connection:
        noted = connection.execute("SELECT * FROM sums WHERE store = 'corrections'").fetchall()
        connection.execute("UPDATE corrections SET title = 'Set wrong'")
        connection.executemany("INSERT OR REPLACE INTO sums VALUES (?, ?, ?)", noted)
    with Library.open(tmp_path / "data", HashEmbedding()):
        assert [problem for problem in damage(path) if "corrections" in problem]


def test_an_index_of_another_version_is_left_as_it_is(library, item, tmp_path):
    library.close()
    as_before_committees(tmp_path / "data")
    path = tmp_path / "data" / "catalogue.sqlite3"
    with closing(connect_as_it_is(path)) as connection:
        connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema'")
    with pytest.raises(IndexMismatch, match="schema 3"):
        Library.open(tmp_path / "data", HashEmbedding())
    with closing(connect_as_it_is(path)) as connection:
        assert "committee" not in [row[1] for row in connection.execute("PRAGMA table_info(corrections)")]
