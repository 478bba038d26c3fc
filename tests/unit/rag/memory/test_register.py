"""The register: every commitment, what later papers show of it, and the file it is kept in."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest

from index.store.corrections import Correction, correct
from index.store.library import Library
from index.store.visible import VisibleLibrary
from rag.check import check_quote
from rag.memory.commitment import COLUMNS, Commitment, question_of, rows
from rag.memory.register import FILES, Register, forget, is_open, kept_register, open_register, read_kept
from rag.memory.topic import naming
from rag.search.corpus import corpus_of
from tests.fakes import HashEmbedding
from tests.unit.rag import council
from tests.unit.rag.memory.conftest import HARBOUR


@pytest.fixture(scope="module")
def register(harbour: Library) -> Register:
    return Register(harbour)


def named(register: Register, words: str) -> Commitment:
    found = [c for c in register.all() if words in c.text]
    assert len(found) == 1, [c.text for c in register.all()]
    return found[0]


def test_every_promise_and_resolution_is_there_once_and_nothing_that_was_only_noted(register):
    texts = [c.text for c in register.all()]
    assert len(texts) == len(set(texts)) == 6
    assert not any("foghorn would be repaired" in t for t in texts)


def test_every_quote_stands_in_its_passage(register):
    for c in register.all():
        for citation in (c.citation, *(f.citation for f in c.follow_ups)):
            assert check_quote(citation.quote, citation.passage)


def test_a_report_that_came_after_it_was_due_is_kept_and_late(register):
    dredging = named(register, "dredging")
    assert (dredging.kind, dredging.minute, dredging.due) == ("resolution", "14", date(2031, 3, 4))
    assert dredging.due_words == "to the next meeting"
    assert dredging.status == "kept"
    assert "after the date" in dredging.why
    assert dredging.follow_ups[-1].citation.passage.item.title == "Dredging of the Inner Basin"


def test_what_looks_back_at_a_promise_is_shown_and_judged_by_its_reader(register):
    lamps = named(register, "lamps that failed in storms")
    assert (lamps.kind, lamps.owner) == ("undertaking", "Harbour Master")
    assert lamps.status == "no evidence in the papers held"
    assert any(f.bearing == "looks back" and "had been circulated" in f.citation.quote for f in lamps.follow_ups)
    assert "for the reader to judge" in lamps.why


def test_what_a_later_paper_says_was_not_given_is_never_kept(register):
    tariff = named(register, "mooring fees")
    assert tariff.status == "no evidence in the papers held"
    assert "mooring fees" in tariff.follow_ups[-1].citation.quote


def test_what_is_due_later_than_the_papers_held_is_not_yet_due(register):
    assert named(register, "map of wrecks").status == "not yet due"


def test_noting_needs_nothing(register):
    assert named(register, "report be noted").status == "for noting"


def test_open_are_those_due_and_not_kept(register):
    assert {c.text for c in register.open()} == {c.text for c in register.all() if is_open(c)}
    assert [c.text for c in register.about("mooring fees")] == [named(register, "mooring fees").text]
    assert register.about("puppets") == []


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("dredging", ["dredging"]),
        ("tariffs", ["mooring fees"]),
        ("a storm", ["lamps that failed"]),
        ("14 circulate", ["mooring fees"]),
        ("wrecks dredging", []),
        ("ram", []),
    ],
)
def test_what_a_person_looks_for_is_found_by_words_not_by_letters(register, harbour, words, texts):
    found = naming(words, register.all(), corpus_of(harbour))
    assert len(found) == len(texts)
    assert all(part in c.text for part, c in zip(texts, found, strict=True))


def test_the_register_is_worked_out_once(register, harbour):
    assert open_register(harbour).all() is open_register(harbour).all()


def test_the_shape_that_is_printed(register):
    data = json.loads(json.dumps(named(register, "dredging").as_json()))
    assert data["meeting_date"] == "2030-11-12"
    assert data["due"] == "2031-03-04"
    assert data["status"] == "kept"
    assert data["follow_ups"][-1]["bearing"] == "kept"
    assert {"text", "kind", "owner", "minute", "citation"} <= data.keys()


def test_it_is_kept_beside_the_index_and_read_again_the_same(register, harbour):
    again = read_kept(harbour, harbour.generation)
    assert again == register.all()
    assert read_kept(harbour, "another") is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"generation": "?"}'])
def test_a_file_that_is_of_no_use_is_passed_over(harbour, tmp_path, text):
    shutil.copytree(harbour.stores.data_dir, tmp_path / "own")
    (tmp_path / "own" / "commitments.json").write_text(text)
    with Library.open(tmp_path / "own", HashEmbedding()) as library:
        assert len(Register(library).all()) == 6
        forget(tmp_path / "own")
        assert not list((tmp_path / "own").glob(FILES))


def test_new_papers_are_seen_and_withdrawn_ones_go(harbour, tmp_path):
    shutil.copytree(harbour.stores.data_dir, tmp_path / "own")
    with Library.open(tmp_path / "own", HashEmbedding()) as library:
        register = Register(library)
        assert len(register.all()) == 6
        library.withdraw("june.txt")
        assert {c.status for c in register.all()} <= {"not yet due", "no evidence in the papers held", "for noting"}
        assert len(register.all()) == 5


def test_another_committee_keeps_no_promise_of_this_one(harbour, tmp_path):
    shutil.copytree(harbour.stores.data_dir, tmp_path / "own")
    with Library.open(tmp_path / "own", HashEmbedding()) as library:
        library.withdraw("june.txt")
        packs = council.write(tmp_path / "packs", {"other.txt": OTHER})

        def parse(*args, **more):
            parsed = council.parse(*args, **more)
            return replace(parsed, items=tuple(replace(i, committee="Parish Council") for i in parsed.items))

        assert [line.status for line in council.index(library, packs, reader=parse)] == ["added"]
        dredging = next(c for c in Register(library).all() if "dredging" in c.text)
        assert dredging.status == "no evidence in the papers held"


OTHER = """
# report | 2031-06-10 | Dredging of the Inner Basin

1. The purpose of this report is to tell members how the inner basin was dredged.
"""


def test_a_question_never_says_that_nothing_was_done(register):
    asked = question_of(named(register, "mooring fees"))
    assert "On 12 November 2030 (minute 14)" in asked
    assert "The papers held here do not show it." in asked


def test_rows_of_a_table_have_every_column(register):
    table = list(rows(register.all()))
    assert {len(row) for row in table} == {len(COLUMNS)}


def test_an_empty_library_has_an_empty_register(empty):
    assert Register(empty).all() == ()
    assert Register(empty).open() == []


def test_who_may_not_see_a_paper_sees_none_of_its_words(harbour, tmp_path):
    shutil.copytree(harbour.stores.data_dir, tmp_path / "own")
    with Library.open(tmp_path / "own", HashEmbedding()) as library:
        whole = Register(library).all()
        march = VisibleLibrary(library, [library.document("march.txt").id])
        seen = Register(march).all()
        assert {c.citation.passage.item.document for c in seen} == {"march.txt"}
        assert not any(f.citation.passage.item.document == "june.txt" for c in seen for f in c.follow_ups)
        assert read_kept(march, march.generation) == seen
        assert read_kept(library, library.generation) == whole


def test_what_is_kept_is_read_once_for_each_state_and_that_there_is_none_is_looked_for_again(harbour, tmp_path):
    shutil.copytree(harbour.stores.data_dir, tmp_path / "own")
    forget(tmp_path / "own")
    with Library.open(tmp_path / "own", HashEmbedding()) as library:
        march = VisibleLibrary(library, [library.document("march.txt").id])
        assert kept_register(library) is kept_register(march) is None
        whole, seen = Register(library).all(), Register(march).all()
        assert kept_register(library) == whole
        assert kept_register(march) == seen != whole
        assert kept_register(library) is kept_register(library)
        correct(library, library.items()[0].id, Correction(title="Another title"))
        assert kept_register(library) is kept_register(march) is None  # of another state of the library


def test_papers_added_later_are_built_on_what_is_kept(harbour, tmp_path, monkeypatch):
    packs = council.write(tmp_path / "packs", HARBOUR)
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        council.index(library, packs / "march.txt")
        first = Register(library).all()
        assert {c.status for c in first} <= {"not yet due", "no evidence in the papers held", "for noting"}
        read = []
        watched = "rag.memory.register.in_minutes"
        monkeypatch.setattr(watched, lambda item, *_: read.append(item.title) or [])
        council.index(library, packs / "june.txt")
        Register(library).all()
        assert read == ["Minutes of the meeting of 4 March 2031"]
        monkeypatch.undo()
        forget(tmp_path / "data")
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        anew = Register(library).all()
        correct(library, library.items()[0].id, Correction(committee="Board of the Quays"), "name")
        called = Register(library).all()
        assert {c.committee for c in called} == {"Board of the Quays"} != {c.committee for c in anew}
        assert [(c.id, c.status, c.due) for c in called] == [(c.id, c.status, c.due) for c in anew]
    with Library.open(tmp_path / "again", HashEmbedding()) as library:
        council.index(library, packs / "march.txt")
        Register(library).all()
        council.index(library, packs / "june.txt")
        added = Register(library).all()
    assert [(c.id, c.due, c.status, c.why) for c in added] == [(c.id, c.due, c.status, c.why) for c in anew]
    assert [[f.citation.quote for f in c.follow_ups] for c in added] == [
        [f.citation.quote for f in c.follow_ups] for c in anew
    ]
