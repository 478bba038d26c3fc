"""Whether words promise something, who is to do it and by when."""

from __future__ import annotations

from datetime import date

import pytest

from rag.memory.commitments.due import due_of
from rag.memory.commitments.language import firmness
from rag.memory.commitments.noting import is_noting
from rag.memory.commitments.owner import owner_of

MEETING, NEXT = date(2030, 11, 12), date(2031, 3, 4)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Master agreed to provide a note on the lamps.",
        "Officers undertook to show the tides against each measure.",
        "A further update would be provided to a future meeting of the Committee.",
        "It was agreed that a report be brought on the bell.",
        "It was agreed that it would be useful to receive a report in a year.",
        "The number of boats would be circulated after the meeting.",
        "The Director said that she would write to Mr Pike.",
        "He hoped that members would visit the light, and officers would arrange this.",
        "Members asked that both be shown, which was agreed.",
        "Members were assured that the Harbour Office would monitor this.",
    ],
)
def test_promises(sentence):
    assert firmness(sentence) == "undertaking"


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Master would consider a second bell.",
        "Officers agreed to consider this.",
        "The office is planning to hold two open days.",
        "It was suggested by the Director that details would be shared with members.",
    ],
)
def test_soft(sentence):
    assert firmness(sentence) == "soft"


@pytest.mark.parametrize(
    "sentence",
    [
        "It was noted that a report would be presented to the Cabinet.",
        "It was hoped that the bell would be completed by members.",
        "A member asked whether a report would be provided to the Committee.",
        "Members requested that the figures be circulated.",
        "The Director agreed that the lamps would be important.",
        "It was agreed that the rise had been caused by storms.",
        "If a lamp failed the office would report it to members.",
        "The Harbour Office would continue to provide members with tide tables.",
        "The report would not provide members with figures.",
        "Would a report be provided to the Committee?",
        "The support offered to children was good.",
        "The Cabinet agreed to the following amendment.",
    ],
)
def test_neither(sentence):
    assert firmness(sentence) is None


def test_will_is_a_promise_only_in_a_reply():
    sentence = "His letter will be published with the papers for members."
    assert firmness(sentence) is None
    assert firmness(sentence, future=True) == "undertaking"


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("That a report be presented to the next meeting of the Committee.", NEXT, "to the next meeting"),
        ("That it be submitted to the meeting on 10 June 2031.", date(2031, 6, 10), "to the meeting on 10 June 2031"),
        ("He undertook to send it by the end of April.", date(2031, 4, 30), "by the end of April"),
        ("It would be published before the Cabinet met on 16 July.", date(2031, 7, 16), "16 July"),
        ("It would be useful to receive a report in a year.", date(2031, 11, 12), "in a year"),
        ("He would write within fourteen days.", date(2030, 11, 26), "within fourteen days"),
        (
            "That a report be brought to a future meeting of the Committee.",
            None,
            "to a future meeting of the Committee",
        ),
        ("That a plan be made.", None, ""),
        ("The fares of 3 June 2029 would be corrected.", None, ""),
    ],
)
def test_due(text, day, words):
    due = due_of(text, MEETING, NEXT)
    assert (due.day, due.words) == (day, words)


def test_the_next_meeting_is_no_guess():
    assert due_of("That it be presented to the next meeting.", MEETING, None).day is None


@pytest.mark.parametrize(
    ("text", "before", "lead", "owner"),
    [
        ("That the Director of Lights be requested to mend the bell.", (), "", "Director of Lights"),
        ("That the Chair and Spokes write to the Minister.", (), "", "Chair and Spokes"),
        ("Note the cost.", (), "that Cabinet agree to:", "Cabinet"),
        ("That a report be presented.", (), "", None),
        ("The Assistant Director for Lights agreed to report.", (), "", "Assistant Director for Lights"),
        ("In response, officers undertook to show the tides.", (), "", "officers"),
        ("He would consider a bell.", ("The Lead Member thanked them.",), "", "Lead Member"),
        ("It would be put right.", ("The Director of Lights said so.",), "", "Director of Lights"),
        ("There was the intention to ask for help.", ("The Committee sought assurance.",), "", None),
        ("Members asked for both, which was agreed.", ("The Director spoke.",), "", None),
        ("It was agreed that a report be brought on the work the service undertook.", (), "", None),
    ],
)
def test_owner(text, before, lead, owner):
    assert owner_of(text, before, lead) == owner


@pytest.mark.parametrize(
    ("text", "lead", "noting"),
    [
        ("That the report be noted.", "", True),
        ("That the Committee welcomed the new bell.", "", True),
        ("that Cabinet note the report.", "", True),
        ("Note the forecast.", "that Cabinet agree to:", True),
        ("It was noted that the next meeting would be held on 4 March 2031.", "", True),
        ("that Cabinet agree the plan for schools", "", True),
        ("That the report be noted and the comments be forwarded to the Cabinet.", "", False),
        ("That a report be presented to the next meeting.", "", False),
        ("Agree to submit a request.", "that Cabinet:", False),
    ],
)
def test_noting(text, lead, noting):
    assert is_noting(text, lead) is noting
