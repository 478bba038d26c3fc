"""Reading goes on in the background, one lot at a time, and whatever ends it is said."""

import threading

import pytest

from app.server.background import ReadingRoom
from index.faults import IndexBusy

FILES = [("a.pdf", b"1"), ("b.pdf", b"2")]


def test_lines_come_as_they_are_done_and_one_lot_is_read_at_a_time():
    go, room = threading.Event(), ReadingRoom()

    def read(files):
        yield {"document": files[0][0]}
        go.wait(10)
        yield {"document": files[1][0]}

    reading = room.start(FILES, read)
    assert room.current is reading
    with pytest.raises(IndexBusy):
        room.start(FILES, read)
    room.put_away(reading)
    assert room.current is reading
    go.set()
    assert reading.wait(10)
    assert [line["document"] for line in reading.lines] == ["a.pdf", "b.pdf"]
    room.put_away(reading)
    assert room.current is None


@pytest.mark.parametrize(
    ("error", "words"), [(IndexBusy("Busy.", "Wait."), "Busy. Wait."), (ValueError("secret"), "ValueError")]
)
def test_what_ends_it_is_said(error, words):
    def read(files):
        raise error
        yield

    reading = ReadingRoom().start(FILES, read)
    assert reading.wait(10)
    assert words in reading.fault
    assert "secret" not in reading.fault
