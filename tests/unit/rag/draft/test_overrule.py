"""A member's own label stands in the place of the drafted one, and can be kept as a case."""

import pytest

from eval.drafts.cases import PromptCase
from rag.draft.drafter import draft
from rag.drafted import Ruling, overruled


@pytest.fixture
def drafted(reports, item_of):
    return draft(reports, item_of("vans.txt").id)


def test_a_ruling_stands_and_what_was_drafted_beside_it(drafted):
    first = drafted.prompts[0]
    other = "silent" if first.coverage != "silent" else "answered"
    ruling = Ruling(drafted.document, drafted.report, drafted.item_id, first.id, other, "I was there.")
    changed = overruled(drafted.prompts, drafted.item_id, [ruling])
    assert (changed[0].coverage, changed[0].drafted) == (other, first.coverage)
    assert changed[0].citations == first.citations
    assert changed[1:] == drafted.prompts[1:]
    assert overruled(drafted.prompts, drafted.item_id, [Ruling("", "", "another", first.id, other)]) == drafted.prompts


def test_a_ruling_is_a_case(drafted):
    ruling = Ruling(drafted.document, drafted.report, drafted.item_id, drafted.prompts[0].id, "partly")
    case = PromptCase.model_validate(ruling.as_case(drafted.prompts))
    assert case.quotes == tuple(c.quote for c in drafted.prompts[0].citations)
    silent = Ruling(drafted.document, drafted.report, drafted.item_id, drafted.prompts[0].id, "silent")
    assert PromptCase.model_validate(silent.as_case(drafted.prompts)).quotes == ()
