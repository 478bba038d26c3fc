"""Minutes read as numbered minutes, resolutions and who said what."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from index.papers.entries import entries
from index.papers.resolutions import resolutions
from index.values import StoredPassage
from rag.check import check_quote
from rag.memory.acts import resolves
from rag.memory.minutes import Kind, Said, is_formal, kinds_of, read_said
from tests.unit.rag.council import paper, quick, stored

MINUTES = paper("minutes", "Minutes of the meeting held on 12 November 2030", kind="minutes")


def passages(*texts: str, **more: object) -> list[StoredPassage]:
    """A passage a text, under its own first line where that is numbered."""
    heads = [text.split("\n")[0].strip("#* ") for text in texts]
    sections = [head if re.match(r"\d+\. [^.]*\.?$", head) else None for head in heads]
    return [
        stored(text, MINUTES, f"p{n}", ordinal=n, section=section, **more)
        for n, (text, section) in enumerate(zip(texts, sections, strict=True))
    ]


def said(*texts: str) -> list[Said]:
    return list(read_said(passages(*texts)))


def test_one_entry_is_read_as_among_all():
    texts = (
        "61. Boats\nQuestion by Mr Pike: why?\nReply by the Chair: as it rained.",
        "62. Fares\nRESOLVED: That fares be frozen.",
    )
    own = passages(*texts, "63. Depot\nThe roof leaks.")
    whole = read_said(own)
    for passage in own:
        assert read_said(own, {passage.id}) == tuple(one for one in whole if one.passage.id == passage.id) != ()
    assert read_said(own, {p.id for p in own}) == whole


def kinds(told: list[Said]) -> list[Kind]:
    return kinds_of(told, is_formal(told))


def test_entries_are_the_numbered_sections():
    found = entries(
        passages(
            "61. Minutes.\nThe minutes of 3 September were signed.",
            "62. Fares\n> Moved by A. Moss\n> Seconded by P. Reed\nThat fares be frozen.\n> **Motion Passed (5 to 0)**",
        )
    )
    assert [(e.number, e.title) for e in found] == [("61", "Minutes."), ("62", "Fares")]


def test_points_run_together_in_one_line_are_read_apart_and_references_are_not():
    told = said("4. Depot\n(1) Hut – Mr Pike to look at the roof (2) Trees – Clerk to ask for a price (3) Gate mended.")
    assert [s.text for s in told] == [
        "Hut – Mr Pike to look at the roof",
        "Trees – Clerk to ask for a price",
        "Gate mended.",
    ]
    assert parts("REVIEW – Resolved – (a) That fares be frozen and, (b) that they be shown.") == [
        ("(a)", "That fares be frozen and,"),
        ("(b)", "that they be shown."),
    ]
    one = "It was noted that what is set out in (a) above and in (b) below applies."
    assert [s.text for s in said(f"4. Depot\n{one}")] == [one]


def test_a_list_has_the_head_that_it_stands_under():
    assert parts("5. Fares\nRESOLVED: That the Board:-\n(a) freezes fares; and\n(b) shows them.") == [
        ("(a)", "freezes fares; and"),
        ("(b)", "shows them."),
    ]
    assert parts("5. Fares\nResolved\na. That fares be frozen.\nb. That they be shown.") == [
        ("a.", "That fares be frozen."),
        ("b.", "That they be shown."),
    ]
    assert parts("After much debate it was\n(a) that fares be frozen; and\n(b) that they be shown.") == [
        ("(a)", "that fares be frozen; and"),
        ("(b)", "that they be shown."),
    ]
    assert parts("RESOLUTION: Clerk to ask for a price.") == [("", "Clerk to ask for a price.")]
    assert parts("The order was asked for and it was\n(a) red; and\n(b) late.") == []


def test_a_motion_resolves_what_was_carried_and_nothing_that_was_lost():
    moved = "> Moved by A. Moss\n> Seconded by P. Reed\nThat fares:\na) be frozen; and\nb) be shown.\n> **Motion {}**"
    assert parts(moved.format("Passed")) == [("a)", "be frozen; and"), ("b)", "be shown.")]
    assert parts(moved.format("Failed (1 to 4)")) == []


def test_what_is_moved_to_be_done_and_carried_in_the_same_breath_is_resolved():
    carried = "Motion by A. Moss, second by P. Reed, to freeze the fares. Motion carried 3-1."
    assert parts(carried) == [("", "to freeze the fares.")]
    assert parts("Councillor Moss moved to freeze fares. Seconded by Reed. Approved unanimously.") == [
        ("", "to freeze fares.")
    ]
    assert parts(carried.replace("carried", "failed")) == []
    made = "Ms Moss made a motion to freeze fares. Mr Reed seconded the motion. The motion {} on a show of hands."
    assert parts(made.format("passed")) == [("", "to freeze fares.")]
    assert parts(made.format("failed")) == []
    twice = "Ms Moss made a motion to freeze fares. All said aye. The motion passed. Mr Reed made a motion to adjourn."
    assert parts(f"{twice}\nMs Moss seconded. The motion passed.") == [("", "to freeze fares."), ("", "to adjourn.")]
    assert parts("The depot was moved to the quay and the vote carried on.") == []


def test_what_stands_under_the_word_decision_is_resolved_and_items_for_decision_are_not():
    assert parts("2. Fares\nDecision\n1) To note the report.\n2) To freeze fares.") == [
        ("1)", "To note the report."),
        ("2)", "To freeze fares."),
    ]
    assert parts("2. Items\nDecisions\n1) Membership of the group\n2) Fares") == []


def test_the_parts_below_that_are_what_was_decided_with_a_word_for_it_or_without():
    for opening in ("The Panel DECIDED that;\nThe Board:", "It was APPROVED that;\nThat the Board:", "That the Board:"):
        told = passages(f"2. Piers\nHe spoke.\n{opening}\n1. Noted the plan.\n2. Authorised the Head to sign.")
        assert [(p.mark, p.lead.split()[-1], p.text, p.apart) for p in resolutions(told)] == [
            ("1.", "Board:", "Noted the plan.", True),
            ("2.", "Board:", "Authorised the Head to sign.", True),
        ]
    asked = "2. Piers\nIt was put to them\nThat the Board:\n1. Approve the plan.\n"
    assert parts(f"{asked}The vote was lost.") == []
    assert [text for _, text in parts(f"{asked}RESOLVED: That it be left.")] == ["That it be left."]


def test_a_formal_word_that_ends_a_sentence_decides_it_and_one_inside_a_decision_begins_none():
    assert parts("2. Minutes\nMs Hale read. The minutes of May were APPROVED.\nNo matters arose.") == [
        ("", "The minutes of May were APPROVED.")
    ]
    assert parts("2. Fees\nRESOLVED: That the fee, as AGREED in May, be kept.") == [
        ("", "That the fee, as AGREED in May, be kept.")
    ]
    plans = "2. Plans\nUnanimously AGREED to allow it\nA mole.\nUnanimously AGREED to refuse it"
    assert [text for _, text in parts(plans)] == ["to allow it A mole.", "to refuse it"]


def test_a_heading_that_is_a_sentence_says_something_itself():
    section = "4. Clerk › It was resolved to appoint Ms Hale."
    told = read_said([stored(section.replace(" › ", "\n"), MINUTES, section=section)])
    assert [s.text for s in told] == ["It was resolved to appoint Ms Hale."]


def test_what_a_body_resolved_to_do_is_resolved_in_formal_minutes_too():
    told = said("2. Piers\nThe Council resolved to buy a pier. The matter had been resolved to nobody’s liking.")
    assert kinds_of(told, formal=True)[0] == "resolved"
    assert not resolves(told[1].text)


def test_replies_under_a_heading_that_says_responses_were_given_are_replies():
    told = said("3. Public forum\nQuestions from Ms Hale.\nThe following responses were given:\nBuses will run late.")
    assert [s.role for s in told if "Buses" in s.text] == ["reply"]


def parts(*texts: str) -> list[tuple[str, str]]:
    return [(p.mark, p.text) for p in resolutions(passages(*texts))]


def test_each_lettered_part_of_a_resolution_is_one():
    text = "5. Lights.\nRESOLVED:\na) That the report be noted;\nb) That a plan be brought in May.\n2 pm CHAIRMAN"
    assert parts(text, "6. Fares.\nThey went up.") == [
        ("a)", "That the report be noted;"),
        ("b)", "That a plan be brought in May."),
    ]


def test_a_part_that_speaks_of_passing_on_is_no_vote():
    text = "5. Lights.\nRESOLVED:\na) That the report be noted;\nb) That thanks be passed on."
    assert parts(text) == [("a)", "That the report be noted;"), ("b)", "That thanks be passed on.")]


def test_a_resolution_in_the_line_of_its_head_with_markdown_and_a_number():
    assert parts("5. Lights.\n#### RESOLVED:\nThat the report be noted.\nMr Pike left.") == [
        ("", "That the report be noted.")
    ]
    assert parts("3. RESOLVED that Cabinet note the report.\n82. Risk") == [("", "that Cabinet note the report.")]
    assert parts("Resolved: That the fares be frozen.") == [("", "That the fares be frozen.")]


def test_words_that_open_all_parts_are_their_lead_and_parts_may_be_glued():
    text = (
        "9. Plan.\n7. RESOLVED that the Council:\n(1) Endorses the plan (2) Notes the cost of £4m\n(3) Expects a report"
    )
    found = resolutions(passages(text))
    assert [(p.lead, p.mark, p.text) for p in found] == [
        ("that the Council:", "(1)", "Endorses the plan"),
        ("that the Council:", "(2)", "Notes the cost of £4m"),
        ("that the Council:", "(3)", "Expects a report"),
    ]


def test_a_part_may_run_over_into_the_next_passage():
    first, second = (
        "5. Lights.\nRESOLVED:\na) That the Director be asked to",
        "mend the bell by June;\nb) That it ring.",
    )
    found = resolutions(passages(first, second))
    assert [p.text for p in found] == ["That the Director be asked to mend the bell by June;", "That it ring."]
    assert len(found[0].segments) == 2


def test_points_speakers_and_numbers():
    told = said(
        "16. Question Time.\nQuestion by Ms Ada Reed, resident:\nWhen will the bell ring?\nReply by the Chairman:\n"
        "It will be mended in May.\nSupplementary question\nMs Reed asked who pays. The Director replied that the "
        "harbour fund did.",
        "17. Lights.\nArising from discussion:\niv) A member asked for figures.\nRESOLVED:\n(b) That it be noted.",
    )
    roles = [(s.role, s.speaker, s.text) for s in told if s.number.startswith("16")]
    assert roles[:2] == [
        ("question", "Ms Ada Reed", "When will the bell ring?"),
        ("reply", "the Chairman", "It will be mended in May."),
    ]
    assert [s.number for s in told if s.number.startswith("17")] == ["17", "17 iv", "17(b)"]
    assert kinds(told)[-2:] == ["asked", "resolved"]


def test_no_questions_under_another_minute():
    told = said(
        "16. Question Time.\nQuestion by Ms Reed:\nWhy?", "17. Lights.\nThe Director replied that all was well."
    )
    assert told[-1].role == ""


def test_what_was_noted_is_not_advised():
    assert kinds(said("17. Lights.\nIt was noted that the Director reported a fault."))[0] == "noted"


@quick
@given(
    st.lists(
        st.sampled_from(
            ["5. Lights.", "6. Fares", "RESOLVED:", "a) That it be noted;", "(2) x (3) y", "i) A member asked.", "7.",
             "The Director agreed to report.", "RESOLVED that", "Reply by the Chairman:", "Question by A B:", "b)", ""]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_every_quote_stands_in_its_passage_whatever_the_lines(lines):
    middle = len(lines) // 2
    texts = ["\n".join(lines[:middle]), "\n".join(lines[middle:])]
    for sentence in said(*texts):
        assert sentence.quote.strip()
        assert check_quote(sentence.quote, sentence.passage)
