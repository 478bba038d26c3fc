"""The heads of ranking and of "answerable" are fitted, and held out by body, on papers invented here."""

import numpy as np
import pytest

from eval.answers.cases import Case, Gold
from eval.fit import answers, likeliest, linear, ranking
from eval.run.ablation import Council
from prompts.fitted import Linear
from rag.ask.likeliest import FIGURE, PROOF, figures
from rag.search.ranking import FIRST, SECOND, SENTENCE

ASKED = {
    "How many children were home educated in Northmere?": "312 children were home educated in Northmere",
    "Why did the lighthouse club close?": "the lighthouse club closed because its roof leaked",
    "How many families did the adviser visit?": "Mrs Quill, the adviser, visited 97 families",
    "What did the Lead Member agree to?": "The Lead Member agreed to write to the Bishop about the lighthouse club",
    "What did zebras cost?": "",
}


@pytest.fixture(scope="module")
def bodies(tmp_path_factory):
    cases = tuple(
        Case(
            id=str(n),
            question=asked,
            kind="text",
            gold=(Gold(quote=quote),) if quote else (),
            must_contain=tuple(figure for figure in ("312", "97") if figure in quote),
        )
        for n, (asked, quote) in enumerate(ASKED.items())
    )
    return [Council(name, tmp_path_factory.mktemp("none"), cases) for name in ("east", "west", "west (readers)")]


def test_ranking_is_fitted_and_held_out_by_body(library, bodies):
    asked = [one for body in bodies for one in ranking.asked(body, library)]
    assert {one.body for one in asked} == {"east", "west"}
    assert len(asked) == 3 * len(ASKED)
    heads = ranking.fit(asked)
    assert heads == ranking.fit([one for one in asked if one.case.gold])  # what no paper answers teaches nothing
    assert [tuple(heads[name]["features"]) for name in ("first", "second", "sentence")] == [FIRST, SECOND, SENTENCE]
    *lines, held, shipped = ranking.held_out(asked).rows
    assert [line[0] for line in lines] == ["east", "west"]
    assert float(held[4].split()[0]) == float(shipped[4]) == 1.0  # among the first five: the papers are few


@pytest.fixture(scope="module")
def found(library, bodies):
    asked = [one for body in bodies for one in ranking.asked(body, library)]
    by = ranking.unseen(asked)
    return [row for body in by for row in answers.of_body([one for one in asked if one.body == body], by[body])]


def test_answerable_is_fitted_and_held_out_by_body(found):
    rows = answers.weighed_by(found, {})
    assert len(rows) == len(ASKED) * 3
    assert any(row.answered for row in rows)
    assert not all(row.answered for row in rows)
    given = answers.held_out(rows, answers.unseen(rows))
    assert ((given > 0) & (given < 1)).all()
    assert set(answers.head(rows)["features"]) == set(rows[0].values)


def test_questions_asked_unread_are_told_apart_by_kind(library, bodies, found):
    asked = [one for body in bodies for one in ranking.asked(body, library)]
    rows = answers.weighed_by(found, {})
    of = {"east": [*bodies[0].cases[:3], bodies[0].cases[3].model_copy(update={"kind": "partly"})]}
    of["west"] = [bodies[1].cases[4].model_copy(update={"kind": "unanswered"})]
    heads, _ = answers.likelihoods(found)
    libraries = dict.fromkeys(of, library)
    table = answers.unread(of, libraries, ranking.unseen(asked), answers.unseen(rows), heads, 0.38)
    assert {row[0]: row[1] for row in table.rows} == {"in full": "3", "partly": "1", "unanswered": "1"}
    assert table.title == "Asked unread, area 1.000"
    assert all(0 <= float(row[2]) <= 1 for row in table.rows)


def test_the_likeliest_figure_is_fitted_on_figures_that_are_right_only_as_asked(found):
    ways = {row.way for row in found if row.kind == "count"}
    assert ways == {"", "alone", "without", "exchanged", "exchanged alone"}
    assert {row.way for row in found if any(row.right)} == {"", "alone"}
    heads, likely = answers.likelihoods(found)
    assert tuple(heads["value"]["features"]) == FIGURE
    assert set(PROOF) < set(heads["proof"]["features"])
    assert set(likely) == set(range(len(found)))
    assert all(0 <= p <= 1 for p in likely.values())


def test_a_figure_is_right_on_any_scale():
    (one,) = figures("It cost £560k.")
    assert likeliest.says(one, ["560"])
    assert likeliest.says(one, ["£0.56m in all"])
    assert not likeliest.says(one, ["56"])
    (few,) = figures("There were 12 boats.")
    assert likeliest.says(few, ["12"])
    assert not likeliest.says(few, ["12,000"])


def test_the_thing_asked_for_is_exchanged_for_one_that_the_question_does_not_name():
    asked = "How many boats are there?"
    assert likeliest.exchanged(asked, (9, 14), ["boat", "old pies"]) == "How many old pies are there?"
    assert likeliest.exchanged(asked, (9, 14), ["boats"]) == "How many others are there?"


def test_a_list_teaches_what_tells_its_wanted_rows():
    drawn = np.random.default_rng(0)
    lists = []
    for _ in range(30):
        rows, wanted = drawn.normal(size=(8, 2)), np.zeros(8, bool)
        wanted[rows[:, 0].argmax()] = True
        lists.append((rows, wanted))
    head = Linear.read(linear.listwise(["tells", "does not"], lists, 0.02))
    assert head.weights[0] > 5 * abs(head.weights[1])
