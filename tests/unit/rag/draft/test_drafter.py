"""A draft from end to end, without a model: its shape, its evidence, and what it never does."""

import pytest

from index.faults import NotFound
from prompts import agreed
from prompts.agreed import AgreedList, AgreedPrompt, Printed
from rag.check import check_quote
from rag.draft.drafter import draft


@pytest.fixture(scope="module")
def drafted(reports):
    return draft(reports, next(i.id for i in reports.items() if i.document == "vans.txt"))


def test_every_agreed_prompt_is_judged_with_quotes_and_what_was_searched(drafted):
    own = [p for p in drafted.prompts if not p.extra]
    assert [p.id for p in own] == [p.id for p in agreed.lists()[-1].prompts]
    assert all(len(p.citations) >= 3 for p in own)
    assert all("sentences and rows of the report" in p.searched for p in own)
    assert all(abs(sum(p.odds) - 1) < 1e-9 for p in drafted.prompts)


def test_extras_are_marked(drafted):
    extras = [p.id for p in drafted.prompts if p.extra]
    assert extras == [p.id for p in agreed.extras()]


def test_every_quote_stands_word_for_word_in_its_passage(drafted):
    cited = [c for p in drafted.prompts for c in p.citations] + [c for q in drafted.questions for c in q.citations]
    assert cited
    assert all(check_quote(c.quote, c.passage) for c in cited)
    assert all(q.citations for q in drafted.questions)


def test_no_question_twice_and_at_most_twelve_in_rank(drafted):
    texts = [q.text for q in drafted.questions]
    assert len(texts) == len(set(texts)) <= 12
    assert [q.rank for q in drafted.questions] == list(range(1, len(texts) + 1))


def test_a_question_can_be_said_aloud(drafted):
    for question in drafted.questions:
        assert question.text.count("?") <= 2
        assert len(question.text.split()) <= 36, question.text


def test_the_same_paper_gives_the_same_draft_and_order_of_prompts_changes_nothing(reports, item_of, drafted):
    class Backwards:
        @staticmethod
        def choose(text, day):
            known = agreed.choose(text, day)
            return AgreedList(known.id, known.title, known.agreed, known.printed, known.prompts[::-1])

    again = draft(reports, item_of("vans.txt").id, lists=Backwards)
    labels = {p.id: (p.coverage, p.odds) for p in drafted.prompts}
    assert {p.id: (p.coverage, p.odds) for p in again.prompts} == labels


def test_a_list_of_any_council_is_judged_by_its_own_text_and_a_condition_may_not_apply(reports, item_of):
    class Own:
        @staticmethod
        def choose(text, day):
            prompts = (
                AgreedPrompt("q1", "Which villages lose their stop?"),
                AgreedPrompt("q2", "Are there any redundancies?", "If it is a reduction in an existing service"),
            )
            return AgreedList("own", "", "", (Printed("here", None),), prompts)

    made = draft(reports, item_of("vans.txt").id, lists=Own)
    assert [p.id for p in made.prompts if not p.extra] == ["q1", "q2"]
    assert all(p.applies or p.branch for p in made.prompts)
    assert set(made.as_json()["prompts"][0]["odds"]) == {"silent", "partly", "answered"}


def test_a_silence_is_left_for_the_member_to_put(drafted):
    assert any(prompt.coverage == "silent" for prompt in drafted.prompts)
    assert not any(question.prompt_id for question in drafted.questions)


def test_no_such_paper(reports):
    with pytest.raises(NotFound):
        draft(reports, "nothing")
