"""A follow-up is answered by the papers that the conversation is on, unless another body's say more of it; where that
changed what came first it is said, and one press takes it back.
"""

from dataclasses import replace

import pytest

from rag.ask.conversation import near_of
from rag.assistant import Assistant
from rag.search.evidence import gather
from rag.search.near import Near
from rag.search.retriever import HybridRetriever
from rag.values import Scope, Turn
from tests.unit.rag import council
from tests.unit.rag.council import paper

TOWNS = {
    "ashby.txt": """
# minutes | 2031-03-04 | Ashby minutes

7. The kite festival. Mr Finch and Mrs Okafor spoke about the kite festival at the meeting, and a resident.

8. Of the 40 parking fines of Ashby 12 were appealed.

9. The tram stop would cost Ashby £9,000.
""",
    "marlow.txt": """
# minutes | 2031-03-04 | Marlow minutes

3. Mr Bell spoke about it at the meeting. It was spoken about it at the meeting before, about it at length.

4. How many of those fines were appealed was asked: how many of those appealed nobody knew.

5. The lido of Marlow is open to women on Mondays, and to men on Fridays.
""",
}
ASHBY = Turn("What is the kite festival of Ashby?", "…", ("Ashby minutes",), document="ashby.txt")


@pytest.fixture
def towns(own, tmp_path):
    council.index(own, council.write(tmp_path / "towns", TOWNS))
    return Assistant(own)


def first(answer):
    return answer.citations[0].passage.item.document


@pytest.mark.parametrize("asked", ["Who spoke at the meeting?", "How many of those fines were appealed?"])
def test_a_follow_up_stays_within_the_body(towns, asked):
    assert first(towns.ask(asked)) == "marlow.txt"
    assert first(towns.ask(asked, [ASHBY])) == "ashby.txt"
    alone = towns.ask(asked, [ASHBY], Scope(ignored=("chat",)))
    assert (first(alone), alone.understood) == ("marlow.txt", "")


def test_sentences_of_the_body_come_first_for_it_too_and_score_as_before(towns, own):
    found = HybridRetriever(own).find("Who spoke at the meeting?")
    alone, near = gather(found), gather(replace(found, near=Near("ashby.txt")))
    assert alone[0].passage.item.document == "marlow.txt"
    assert near[0].passage.item.document == "ashby.txt"
    assert {(c.quote, c.score) for c in near} == {(c.quote, c.score) for c in alone}


def test_what_came_first_for_that_alone_is_said(towns):
    understood = towns.ask("Who spoke at the meeting?", [ASHBY]).understood
    assert understood == "Who spoke at the meeting? – first in Ashby minutes"


@pytest.mark.parametrize("held", ["march.txt", "june.txt", "next-june.txt"])
def test_where_all_papers_are_of_one_body_the_paper_is_named(assistant, held):
    before = Turn("What did members hear?", "…", document=held, body="Northmere Scrutiny Committee")
    answer = assistant.ask("How many children or patrols were there?", [before])
    assert "Northmere Scrutiny" not in answer.understood
    assert "first in" not in answer.understood or answer.passages[0].passage.item.title in answer.understood


def test_another_bodys_matter_is_answered_by_that_body(towns):
    answer = towns.ask("When is the lido of Marlow open to women?", [ASHBY])
    assert first(answer) == "marlow.txt"
    assert "first in" not in answer.understood


def test_where_a_conversation_is():
    quoting_nothing = Turn("And the pier?")
    assert near_of([]) is None
    assert near_of([quoting_nothing]) is None
    assert near_of([ASHBY, quoting_nothing]) == Near("ashby.txt")


def test_a_body_is_its_papers_and_a_file_without_one_itself():
    papers = (("a", "Ashby"), ("b", "Ashby"), ("c", None))
    ours, other, none = (paper(name, "Minutes", document=name, committee=body) for name, body in papers)
    assert [Near("a", "Ashby").holds(item) for item in (ours, other, none)] == [True, True, False]
    assert [Near("c").holds(item) for item in (other, none)] == [False, True]
    assert Near("a", "Ashby").odds(ours) > Near("a", "Ashby").odds(other) > Near("a", "Ashby").odds(none) == 0
