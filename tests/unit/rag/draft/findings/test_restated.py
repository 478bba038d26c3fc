"""One sentence of two reports of a title, in which one figure differs."""

import pytest

from rag.draft.findings.restated import restated
from rag.draft.material.report import statements_of
from tests.statements import prose


@pytest.fixture
def found(reports, item_of):
    """What is found where the later report of a regular paper has these sentences."""
    item = item_of("september.txt")
    passage = statements_of(reports, [item])[0].passage
    return lambda *texts: list(restated(reports, item, prose(passage, *texts)))


def test_a_figure_that_has_changed_since_the_report_before_is_asked_after(found):
    (one,) = found("The share of readers who came back was 61.0% in Quarter 1 2031/32.")
    assert one.said["before"] == "51.0%"
    assert one.said["when"] == "4 February 2031"
    assert one.said["words"] == "The share of readers who came back was 61.0% in Quarter 1 2031/32"
    assert [proof.passage.item.document for proof in one.proofs] == ["september.txt", "february.txt"]


@pytest.mark.parametrize(
    "texts",
    [
        ("The share of readers who came back was 52.5% in Quarter 1 2031/32.",),  # a small step
        ("The share of readers who went away was 61.0% in Quarter 1 2031/32.",),  # of something else
        ("The share of readers who came back was 61.0% of 412.",),
        ("The share of readers who came back was 61.0% in spring.", "In February it had been 51.0%."),  # told here
        ("The share of readers who came back was 61.0%.", "The share of readers who came back was 70.0%."),  # of two
        ("The share of loans that were renewed was 60.4% in Quarter 1 2031/32, against a target of >90%.",),
    ],
)
def test_other_sentences_have_not_changed(found, texts):
    assert not found(*texts)


def test_a_first_report_has_none_before_it(reports, item_of):
    item = item_of("february.txt")
    assert not list(restated(reports, item, statements_of(reports, [item])))
