"""Whether words promise something, who is to do it and by when."""

from __future__ import annotations

from datetime import date

import pytest

from rag.memory.acts import _weights, acts, form
from rag.memory.particulars import due_of, is_noting, owner_of
from tests.fakes import HashEmbedding

MEETING, NEXT = date(2030, 11, 12), date(2031, 3, 4)


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Clerk to write to Mr Pike.", "undertaking"),
        ("03-01 AB to send the tide tables", "undertaking"),
        ("The Harbour Master agreed to provide a note on the lamps.", "undertaking"),
        ("Cllr Moss said he would find out and report to the next meeting.", "undertaking"),
        ("Councillor Moss will explore a second bell.", "soft"),
        ("It was agreed to write to the harbour office.", "resolution"),
        ("The minutes were approved.", "resolution"),
        ("The lamps are bright.", ""),
        ("How many boats would there be?", ""),
    ],
)
def test_what_a_sentence_does_by_its_form(sentence, act):
    assert acts([sentence]) == [act]


def test_with_the_encoder_it_was_fitted_on_the_clause_is_judged_too():
    sentences = ["The Clerk will write to the harbour office.", "The lamps are bright."]
    assert acts(sentences, StandIn(dimensions=384))[1] == ""
    assert {len(row) for row in _weights()["vectors"]["coef"]} == {len(form("")) + 384}
    assert {len(row) for row in _weights()["form"]["coef"]} == {len(form(""))}


class StandIn(HashEmbedding):
    """The fitted encoder by name, and another by what it gives."""

    @property
    def identity(self) -> str:
        return _weights()["encoder"]


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
        ("It would be put right.", ("The Director of Lights said so.",), "", None),
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
        ("That the report be noted and the comments be forwarded to the Cabinet.", "", False),
        ("That a report be presented to the next meeting.", "", False),
        ("Agree to submit a request.", "that Cabinet:", False),
        ("That the Committee note the report and request the Clerk to bring a plan by March 2032.", "", False),
        ("That Cabinet notes the plan, and asks for another.", "", False),
        ("Note the report and request a bell.", "that Cabinet agree to:", False),
        ("That the Committee note the report and thank the Clerk.", "", True),
    ],
)
def test_noting(text, lead, noting):
    assert is_noting(text, lead) is noting
