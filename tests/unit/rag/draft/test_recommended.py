"""What members are asked to do with a report: a decision, or only to note it; silent where it is not told."""

from types import SimpleNamespace

import pytest

from rag.draft.recommended import asked_for, asked_of
from tests.unit.rag.council import paper, stored


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("The Committee is asked to note the tides of the year.", "noting"),
        ("That Members receive and note the update.", "noting"),
        ("To note the work programme.", "noting"),
        ("That the Panel NOTES the report and asks the Harbour Master to mend the quay.", ""),
        ("That the Board for Ferries and Quays approves the new timetable.", "decision"),
        ("1. Notes the survey; 2. Approves a consultation.", "decision"),
        ("Cabinet is asked to consider and AGREE the proposed fares.", "decision"),
        ("Members are asked to comment on the draft plan.", ""),
        ("That the agreed plan and the approved budget are discussed.", ""),
        ("The Committee is asked to note that Cabinet approved the plan.", "noting"),
        ("Members are asked to note the proposal to appoint a contractor.", "noting"),
        ("To note the Committee Appointments.", "noting"),
        ("To comment on the report before Cabinet is asked to approve it.", ""),
        ("To comment on the proposal to appoint a contractor.", ""),
        ("To comment on the plan when Cabinet and Council approve it.", ""),
        ("It is recommended that the Board: (a) notes the survey; and (b) agrees the fares.", "decision"),
        ("To note the survey and to approve the fares.", "decision"),
        ("Members are asked to:\n• note the survey\n• delegate the fares to the Head.", "decision"),
        ("", ""),
    ],
)
def test_the_verbs_that_lead_tell_what_is_asked(words, asked):
    assert asked_for(words) == asked


def held(**papers):
    """A library of papers, each a list of its passages, a text or a heading and a text."""
    passages = {
        id: [stored(text, section=head) for head, _, text in (one.rpartition("|") for one in own)]
        for id, own in papers.items()
    }
    return SimpleNamespace(passages=passages.__getitem__)


TIDES = "That the Quay Board notes the tides."


@pytest.mark.parametrize(
    "own",
    [
        ["The tides rose.", f"They cost £4. Officer Recommendations:\n{TIDES}\nStrategy alignment: It keeps to it."],
        ["What was done: little.\nRecommendation:", TIDES],
        [f"2 › Recommendations|{TIDES}"],
        ["What the auditor says. Recommendation: That the Board approves a survey.", f"2 › Recommendations|{TIDES}"],
    ],
)
def test_it_is_found_behind_a_label_or_under_a_heading(own):
    library = held(tides=own)
    assert [proof.text for proof in asked_of(library, paper("tides", "Tides"))] == [TIDES]


@pytest.mark.parametrize("own", [["He made recommendations: two."], ["Recommendations: That the Board:"]])
def test_what_is_no_recommendation_or_is_cut_off_is_none(own):
    assert asked_of(held(tides=own), paper("tides", "Tides")) == []
