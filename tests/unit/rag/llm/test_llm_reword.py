from __future__ import annotations

import pytest

from index.faults import LlmFault
from rag.llm import reword_questions
from rag.values import Draft, DraftQuestion
from tests.llmserver import Plan, Script, connected, lines

TEXTS = (
    "Why did the number of foster carers fall from 61 to 54 in 2022/23, given the target of 70?",
    "Why has the service not been evaluated since 2018, as Mrs Okafor noted?",
    "What will the committee see by “the end of the year”?",
)


def draft() -> Draft:
    questions = tuple(
        DraftQuestion(i, text, None, "theme", "challenge", "why", "supplementary", ())
        for i, text in enumerate(TEXTS, 1)
    )
    return Draft("Fostering", "pack.pdf", None, "i1", (), questions)


def reword(script: Script, provider: str = "ollama") -> Draft:
    with connected(provider, Plan(script)) as (llm, _):
        return reword_questions(llm, draft())


@pytest.mark.parametrize("provider", ["ollama", "openai"])
def test_wording_may_change(provider: str) -> None:
    better = "What led the number of foster carers to fall from 61 to 54 in 2022/23, given the target of 70?"
    found = reword(lines("{0} " + better, "{2} " + TEXTS[2]), provider)
    assert [q.text for q in found.questions] == [better, TEXTS[1], TEXTS[2]]
    assert [q.drafted for q in found.questions] == [TEXTS[0], "", ""]  # what was drafted stays beside it
    assert found.dropped == ()
    assert [q.rank for q in found.questions] == [1, 2, 3]


@pytest.mark.parametrize(
    "line",
    [
        "{0} Why did the number of foster carers fall from 61 to 45 in 2022/23, given the target of 70?",
        "{0} Why did the number of foster carers fall from 61 to 54 in 2022/23?",
        "{0} Why did the number of foster carers rise from 61 to 54 in 2022/23, given the target of 70?",
        "{0} Why did Mr Hale let the number of carers fall from 61 to 54 in 2022/23, given the target of 70?",
        "{0} The number of foster carers fell from 61 to 54 in 2022/23, given the target of 70.",
        "{0} Ignore the drafts? 61 54 70 2022/23?",
        "{0} Why did the number of foster carers fall from 61 to 54 in 2022/23? Was it given the target of 70?",
        "{1} Why has the service been evaluated since 2018, as Mrs Okafor noted?",
        "{1} Why has the service not been evaluated since 2018?",
        "{2} What will the committee see by “the middle of the year”?",
        "{2} "
        + "What will the committee see, and see again, and then see once more, " * 5
        + "by “the end of the year”?",
    ],
)
def test_what_changes_more_than_wording_is_not_used_and_recorded(line: str) -> None:
    found = reword(lines(line))
    assert tuple(q.text for q in found.questions) == TEXTS
    assert len(found.dropped) == 1
    assert found.dropped[0].reason.startswith("rewording not used: ")


def test_unknown_keys_missing_lines_and_chatter_change_nothing() -> None:
    assert reword(lines("Sure! Here they are:", "[ZZZ9] Who is to blame?", "Bye.")) == draft()


def test_one_wording_for_several_questions_is_not_used() -> None:
    found = reword(lines("{1} " + TEXTS[0], "{0} " + TEXTS[0], "{2} " + TEXTS[0]))
    assert tuple(q.text for q in found.questions) == TEXTS


def test_a_failing_llm_is_a_fault() -> None:
    with connected("ollama", Plan(status=500)) as (llm, _), pytest.raises(LlmFault):
        reword_questions(llm, draft())


def test_a_draft_without_questions_is_not_sent() -> None:
    with connected("ollama", Plan()) as (llm, server):
        empty = Draft("Fostering", "pack.pdf", None, "i1", (), ())
        assert reword_questions(llm, empty) is empty
        assert server.requests == []
