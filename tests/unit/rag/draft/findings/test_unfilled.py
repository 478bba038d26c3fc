"""What a report leaves to be filled in."""

import pytest

from rag.draft.findings.unfilled import unfilled
from rag.draft.material.report import statements_of
from tests.statements import prose, table


@pytest.fixture
def passage(reports, item_of):
    return statements_of(reports, [item_of("vans.txt")])[0].passage


@pytest.mark.parametrize(
    ("text", "words", "way"),
    [
        (
            "The route has been cut by xx% since the spring.",
            "The route has been cut by xx% since the spring",
            "crossed",
        ),
        ("A new van costs £xx.", "A new van costs £xx", "crossed"),
        ("Running costs a year: TBC Source of funding Libraries", "Running costs a year: TBC", ""),
        ("The route is reviewed yearly (date tbc).", "The route is reviewed yearly (date tbc)", ""),
    ],
)
def test_a_sentence_with_a_blank_is_asked_after(passage, text, words, way):
    (found,) = unfilled(prose(passage, text))
    assert (found.sort, found.said["words"], found.way) == ("unfilled", words, way)
    assert found.proofs[0].text == text


def test_a_blank_amid_the_words_of_lost_cells_is_named_by_them(passage):
    (found,) = unfilled(prose(passage, "Ask the readers of the outlying TBC TBC villages"))
    assert (found.way, found.said) == ("blank", {"name": "Ask the readers of the outlying villages", "mark": "TBC"})


@pytest.mark.parametrize(
    "text",
    [
        "Here TBC stands for what is to be confirmed.",
        "It was built in the XX century by the council.",
        "Thank you for the van xx from all of us.",
        "The 2 x 4 timber is stored in the van.",
    ],
)
def test_other_words_leave_nothing_open(passage, text):
    assert not list(unfilled(prose(passage, text)))


def test_rows_with_blanks_are_one_finding_named_by_the_largest_sum(passage):
    heads = ("Saving", "Lead", "2031/32")
    rows = (
        ("Fewer stops in winter", "TBC", "-40"),
        ("Charge for late books", "TBC", "-300"),
        ("New vans", "A. Lee", "9"),
    )
    (found,) = unfilled(table(passage, heads, *rows))
    assert found.said == {"name": "Charge for late books", "mark": "TBC", "count": "2"}
    assert (found.way, found.working) == ("blanks", "2 rows with “TBC” in a cell")
    (one,) = unfilled(table(passage, heads, *rows[1:]))
    assert (one.way, one.said["name"]) == ("blank", "Charge for late books")
