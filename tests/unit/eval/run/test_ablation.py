"""What a step is worth: each path taken up where the step would have come, on each council's cases apart."""

import pytest

from eval.answers.cases import Case, Gold
from eval.run.ablation import FIGURES, GROUPS, NOTHING, Council, answers, councils, known, measured, table
from index.faults import BadSetting
from rag.ask.pipeline import OPTIONAL
from rag.assistant import Assistant

ASKED = "How many children were home educated in Northmere?"


@pytest.mark.parametrize("question", [ASKED, "?!"])
def test_a_path_taken_up_is_the_path_without_the_step(library, question):
    names = (*OPTIONAL, "late+widening", "abbreviations+title", "refuse+sentence value")
    found = dict(answers(library, question, names))
    assert set(found) == {NOTHING, *names}
    assert found[NOTHING].text == Assistant(library).ask(question).text
    for name in names:
        alone = Assistant(library, without=name.split("+")).ask(question)
        assert (found[name].status, found[name].text) == (alone.status, alone.text)


def test_a_table_has_a_line_a_step(library, tmp_path):
    gold = (Gold(quote="312 children"),)
    cases = (Case(id="a", question=ASKED, kind="figure", gold=gold), Case(id="b", question="zebra flux", kind="none"))
    rows = measured(Council("northmere", tmp_path, cases), library, ["late", "links"])
    made = table("northmere", rows)
    assert [line[0] for line in made.rows] == ["late", "links"]
    assert all(len(line) == len(made.head) == len(FIGURES) + 2 for line in made.rows)
    assert made.rows[1][-1] == "0"


def test_where_the_papers_are_not_there_only_our_council_is_measured(tmp_path):
    said = []
    (ours,) = councils(tmp_path, said.append)
    assert ours.name == "sample"
    assert len(ours.cases) > 100
    assert "only the sample council" in said[0]


def test_a_step_that_is_not_there_is_a_fault():
    assert known(["refuse", "late+title"]) == ["refuse", "late+title"]
    assert known(GROUPS) == GROUPS
    with pytest.raises(BadSetting, match="No step is called “luck”"):
        known(["luck"])
