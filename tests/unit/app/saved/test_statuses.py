"""Officers' statuses: the last one counts, every one is kept, and a withdrawal takes them for good."""

from datetime import UTC, datetime

from app.saved.journals import LONGEST, StatusStore

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


def store(folder):
    return StatusStore(folder, now=lambda: NOON)


def test_the_last_status_counts_and_all_are_kept(tmp_path):
    store(tmp_path).set("c1", "d1", "partly", " half of it came ")
    store(tmp_path).set("c1", "d1", "kept", "all of it came", by="Ada")
    mine = store(tmp_path).current()["c1"]
    assert (mine.status, mine.note, mine.by, mine.at) == ("kept", "all of it came", "Ada", NOON)
    assert [s.note for s in store(tmp_path).trail("c1")] == ["half of it came", "all of it came"]


def test_a_status_can_be_taken_back(tmp_path):
    store(tmp_path).set("c1", "d1", "kept")
    store(tmp_path).set("c1", "d1", "")
    assert store(tmp_path).current() == {}
    assert len(store(tmp_path).trail("c1")) == 2


def test_a_long_note_is_cut(tmp_path):
    store(tmp_path).set("c1", "d1", "kept", "x" * (LONGEST + 9))
    assert len(store(tmp_path).current()["c1"].note) == LONGEST


def test_a_withdrawal_takes_them_with_their_bytes(tmp_path):
    kept = store(tmp_path)
    kept.set("c1", "d1", "kept", "a note on the secret lighthouse")
    kept.set("c2", "d2", "kept", "another")
    kept.withdraw("d1")
    assert set(kept.current()) == {"c2"}
    assert kept.trail("c1") == []
    assert b"secret lighthouse" not in kept.path.read_bytes()
