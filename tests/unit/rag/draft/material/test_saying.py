"""Where a statement stands, as a person says it."""

from dataclasses import replace

import pytest

from rag.draft.material.report import statements_of
from rag.draft.material.saying import place
from tests.statements import prose


@pytest.fixture
def passage(reports, item_of):
    return statements_of(reports, [item_of("vans.txt")])[0].passage


@pytest.mark.parametrize(
    ("lines", "appendix", "where"),
    [
        ("12. The vans are new.", False, "Paragraph 12"),
        ("12. They broke down. The vans are new.", False, "Paragraph 12"),
        ("4.2 The vans are new.", True, "The appendix, paragraph 4.2,"),
        ("12. They broke down.\nThe vans are new.", False, "The report"),  # an unnumbered box below it
        ("120 drivers say: The vans are new.", False, "The report"),  # another number
        ("12. Vans\nThe vans are new.", True, "The appendix"),
        ("12. The vans are new.", True, "The appendix"),  # an item of a list, most likely
    ],
)
def test_the_number_is_that_of_the_statements_own_line(passage, lines, appendix, where):
    text, number = "The vans are new.", "4.2" if lines.startswith("4.2") else "12"
    (one,) = prose(passage, text)
    item = replace(passage.item, kind="appendix") if appendix else passage.item
    start = lines.index(text)
    said = replace(one.said, paragraph=number, start=start, end=len(lines))
    stands = replace(one, passage=replace(passage, text=lines, item=item), said=said, start=start)
    assert place(stands) == where
