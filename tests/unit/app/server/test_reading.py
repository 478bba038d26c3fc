"""Reading goes on in the background, one lot after another, and whatever ends one is said."""

import threading

import pytest

from app.server.background import Reading, ReadingRoom
from index.faults import IndexBusy

FILES = [("a.pdf", b"1"), ("b.pdf", b"2")]


def test_lots_are_read_in_the_order_in_which_they_came():
    go, room, begun = threading.Event(), ReadingRoom(), []

    def read(files):
        begun.append(files[0][0])
        for name, _ in files:
            yield {"document": name}
            go.wait(10)

    first, second = room.start(FILES, read), room.start([("c.zip", b"3")], read)
    assert not second.wait(0.1)
    assert begun == ["a.pdf"]
    assert first.begun
    assert not second.begun
    room.put_away()
    assert room.lots == (first, second)  # neither is over
    go.set()
    assert second.wait(10)
    assert room.over
    assert begun == ["a.pdf", "c.zip"]
    assert [line["document"] for line in first.lines] == ["a.pdf", "b.pdf"]
    room.put_away()
    assert room.lots == ()


def test_a_lot_that_fails_stops_no_other():
    room = ReadingRoom()

    def broken(files):
        raise ValueError("secret")
        yield

    failed = room.start(FILES, broken)
    fine = room.start(FILES, lambda files: iter([{"document": files[0][0]}]))
    assert fine.wait(10)
    assert failed.fault
    assert [line["document"] for line in fine.lines] == ["a.pdf"]


def test_members_of_a_zip_file_are_its_own():
    reading = Reading(("a.zip", "a.zipped.pdf"), lines=[{"document": "a.zip/1.pdf"}, {"document": "a.zipped.pdf"}])
    assert [line["document"] for line in reading.of("a.zip")] == ["a.zip/1.pdf"]


def test_a_server_holds_only_so_many(monkeypatch):
    monkeypatch.setattr("app.server.background.MOST_WAITING", 3)
    go, room = threading.Event(), ReadingRoom()

    def read(files):
        go.wait(10)
        yield {"document": files[0][0]}

    reading = room.start(FILES, read)
    with pytest.raises(IndexBusy):
        room.start(FILES, read)
    go.set()
    assert reading.wait(10)
    assert room.start(FILES, read).wait(10)


@pytest.mark.parametrize(
    ("error", "words"),
    [(IndexBusy("Busy.", "Wait."), "Busy. Wait."), (ValueError("secret"), "Something went wrong here. Try again.")],
)
def test_what_ends_it_is_said(error, words):
    def read(files):
        raise error
        yield

    reading = ReadingRoom().start(FILES, read)
    assert reading.wait(10)
    assert words in reading.fault
    assert "secret" not in reading.fault
