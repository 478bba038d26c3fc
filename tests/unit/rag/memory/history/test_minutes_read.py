"""Minutes read as numbered minutes, resolutions and who said what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.values import StoredPassage
from rag.check import check_quote
from rag.memory.history.minutes import read_minutes
from rag.memory.history.resolutions import resolutions
from rag.memory.history.said import Said, read_said
from rag.memory.history.weight import kind_of
from tests.unit.rag.council import paper, quick, stored

MINUTES = paper("minutes", "Minutes of the meeting held on 12 November 2030", kind="minutes")


def passages(*texts: str, **more: object) -> list[StoredPassage]:
    return [stored(t, MINUTES, f"p{n}", ordinal=n, **more) for n, t in enumerate(texts)]


def said(*texts: str) -> list[Said]:
    return list(read_said(read_minutes(passages(*texts))))


def numbers(*texts: str) -> list[str]:
    return [m.number for m in read_minutes(passages(*texts)).minutes]


def test_the_headings_are_the_run_of_numbers_and_not_the_lists_that_restart():
    texts = (
        "61. Minutes.\nThe minutes of 3 September were signed.",
        "62. Question Time.\nThe following were asked:\n1. How many boats are there?\n2. Who mends them?",
        "63. Harbour Lights.\nThe Committee considered a report.\ni) It was noted.\n1. A light.\n2. A bell.",
        "64. Date of next meeting.\nIt is 4 March 2031.",
    )
    assert numbers(*texts) == ["61", "62", "63", "64"]


def test_a_heading_glued_to_the_line_before_and_one_left_out():
    texts = (
        "79. Updates\n(Item 4)\nUpdates were deferred to the next meeting 80. Settlement for the year",
        "1. Mr Pike outlined the settlement at some length, and said that it was less than had been hoped for. He "
        "thanked the staff of the harbour office for their work on it, which had taken most of the autumn and winter.",
        "82. Risk Register\nIt was noted.",
    )
    found = read_minutes(passages(*texts)).minutes
    assert [(m.number, m.title) for m in found] == [
        ("79", "Updates"),
        ("80", "Settlement for the year"),
        ("82", "Risk Register"),
    ]


def test_markdown_marks_of_a_heading_are_left_out():
    assert read_minutes(passages("#### **18. Ferry Fares.**\nText.")).minutes[0].title == "Ferry Fares."


def parts(*texts: str) -> list[tuple[str, str]]:
    return [(p.mark, p.text) for p in resolutions(read_minutes(passages(*texts)))]


def test_each_lettered_part_of_a_resolution_is_one():
    text = "5. Lights.\nRESOLVED:\na) That the report be noted;\nb) That a plan be brought in May.\n2 pm CHAIRMAN"
    assert parts(text, "6. Fares.\nThey went up.") == [
        ("a)", "That the report be noted;"),
        ("b)", "That a plan be brought in May."),
    ]


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
    found = resolutions(read_minutes(passages(text)))
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
    found = resolutions(read_minutes(passages(first, second)))
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
    assert [kind_of(s) for s in told[-2:]] == ["asked", "resolved"]


def test_no_questions_under_another_minute():
    told = said(
        "16. Question Time.\nQuestion by Ms Reed:\nWhy?", "17. Lights.\nThe Director replied that all was well."
    )
    assert told[-1].role == ""


def test_what_was_noted_is_not_advised():
    assert kind_of(said("17. Lights.\nIt was noted that the Director reported a fault.")[0]) == "noted"


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
