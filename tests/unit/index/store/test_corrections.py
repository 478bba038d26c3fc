"""What a person set right counts at once, everywhere, and stays."""

from datetime import date

import pytest

from index.faults import BadSetting, NotFound
from index.store.corrections import Correction, clear, correct
from index.store.library import Library
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
