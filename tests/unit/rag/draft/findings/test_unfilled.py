"""What a full sentence leaves to be filled in."""

import pytest

from rag.draft.findings.unfilled import unfilled
from rag.draft.material.report import statements_of
from tests.statements import prose, table


@pytest.fixture
def passage(reports, item_of):
    return statements_of(reports, [item_of("vans.txt")])[0].passage


@pytest.mark.parametrize(
    ("text", "mark", "way"),
    [
        ("The route has been cut by xx% since the spring.", "xx%", "crossed"),
        ("A new van costs £xx.", "£xx", "crossed"),
        ("The second van will cost the service £ TBC a year.", "£TBC", "crossed"),
        ("Loans have risen by xx% and visits by x% since 2029.", "xx%", "crosses"),
        ("The new route will begin on TBC.", "TBC", ""),
    ],
)
def test_a_sentence_with_a_blank_is_asked_after(passage, text, mark, way):
    (found,) = unfilled(prose(passage, text))
    assert (found.sort, found.said["words"], found.way) == ("unfilled", text.rstrip("."), way)
    assert found.working == f"“{mark}” is printed"
    assert found.proofs[0].text == text


@pytest.mark.parametrize(
    "text",
    [
        "Here TBC stands for what is to be confirmed.",
        "It was built in the XX century by the council.",
        "Thank you for the van xx from all of us.",
        "The 2 x 4 timber is stored in the van.",
        "Running costs a year £ TBC Source of funding Libraries",  # cells whose lines are lost
        "New lighting at the depot gate (TBC)",
        "The route is reviewed every second year (date tbc).",
        "This will be cut by xx% in the spring.",  # of what, the sentence before says
    ],
)
def test_other_words_leave_nothing_open(passage, text):
    assert not list(unfilled(prose(passage, text)))


def test_rows_with_blanks_are_left_alone(passage):
    rows = (("Fewer stops in winter", "TBC", "-40"), ("Charge for late books", "£TBC", "-300"))
    assert not list(unfilled(table(passage, ("Saving", "Lead", "2031/32"), *rows)))
