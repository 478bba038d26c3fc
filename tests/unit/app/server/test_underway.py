"""Replies made in the background: followed, stopped, left, and saved once, whoever looks."""

import threading

import pytest

from app.saved.records import AnswerRecord, FaultRecord, QuestionRecord
from app.server.background import NOTHING_KEPT, Making, UnderWay

ASKED = QuestionRecord(text="How many?")
REPLY = FaultRecord(message="Twelve.")


class Work:
    """Work that says a sentence and then goes on until it is told to end."""

    def __init__(self) -> None:
        self.begun, self.end = threading.Event(), threading.Event()

    def __call__(self, making: Making) -> FaultRecord:
        making.said.append("Some.")
        self.begun.set()
        assert self.end.wait(10)
        return REPLY


@pytest.fixture
def work():
    work = Work()
    yield work
    work.end.set()


def started(under_way: UnderWay, make, kept: list) -> Making:
    making = Making(ASKED, "Reading…")
    under_way.start("chat", making, make, kept.append)
    return making


def test_one_is_there_until_it_is_kept(work):
    under_way, kept = UnderWay(), []
    making = started(under_way, work, kept)
    assert work.begun.wait(10)
    assert under_way.of("chat") is making
    assert (under_way.of("other"), under_way.of(None), kept) == (None, None, [])
    assert making.said == ["Some."]
    work.end.set()
    assert making.wait(10)
    assert (kept, making.reply, under_way.of("chat")) == ([REPLY], REPLY, None)


def test_work_that_sees_the_stop_keeps_what_it_has():
    under_way, kept, asked = UnderWay(), [], threading.Event()

    def heeds(making: Making) -> FaultRecord:
        assert asked.wait(10)
        return FaultRecord(message="Half of it.") if making.stopped() else REPLY

    making = started(under_way, heeds, kept)
    making.stop()
    asked.set()
    under_way.leave("chat", making, 10, kept.append)
    assert kept == [FaultRecord(message="Half of it.")]


def test_work_that_does_not_is_left_and_what_comes_of_it_is_forgotten(work):
    under_way, kept = UnderWay(), []
    making = started(under_way, work, kept)
    under_way.leave("chat", making, 0, kept.append)
    stopped = AnswerRecord(question="How many?", status="stopped", text="", notice=NOTHING_KEPT)
    assert (kept, making.reply, under_way.of("chat")) == ([stopped], stopped, None)
    after = started(under_way, lambda _: REPLY, kept)
    assert after.wait(10)
    work.end.set()
    under_way.leave("chat", making, 0, kept.append)
    assert kept == [stopped, REPLY]


def test_how_long_ago_it_was_stopped_counts_from_the_first_press():
    now = [5.0]
    making = Making(ASKED, "", clock=lambda: now[0])
    assert (making.stopped(), making.stopped_for_s()) == (False, 0.0)
    making.stop()
    now[0] = 6.0
    making.stop()
    assert (making.stopped(), making.stopped_for_s()) == (True, 1.0)


def test_one_that_fails_holds_nobody_up(caplog):
    under_way, kept = UnderWay(), []
    making = started(under_way, lambda _: {}["secret"], kept)
    assert making.wait(10)
    assert (under_way.of("chat"), kept, making.fault) == (None, [], "Something went wrong here. Try again.")
    assert "KeyError" in caplog.text


def test_one_that_cannot_be_kept_holds_nobody_up(caplog):
    under_way = UnderWay()

    def full(_):
        raise OSError("disk full")

    making = Making(ASKED, "")
    under_way.start("chat", making, lambda _: REPLY, full)
    assert making.wait(10)
    assert under_way.of("chat") is None
    assert "could not be saved" in caplog.text
