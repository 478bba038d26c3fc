"""Coverage: parts of a prompt, the decision from odds, and what is quoted."""

import numpy as np
import pytest

from prompts.agreed import AgreedPrompt
from rag.draft.coverage import LABEL_NAMES, SEEN, Judge, decide, label_features, quoted
from rag.draft.heads import NEAR, features, form, heads, names, near
from rag.draft.material.report import ask, encode, late, parts_of, statements_of


@pytest.fixture
def report(reports, item_of):
    return encode(reports, statements_of(reports, [item_of("vans.txt")]))


@pytest.mark.parametrize(
    ("prompt", "parts"),
    [
        ("What does success look like?", ("What does success look like",)),
        ("Who was asked and what did they say? By when?", ("Who was asked", "what did they say", "By when")),
        ("What is planned – will there be a review?", ("What is planned", "will there be a review")),
        ("Costs and risks?", ("Costs and risks",)),
    ],
)
def test_a_prompt_is_parted_by_its_own_punctuation(prompt, parts):
    assert parts_of(prompt) == parts


def test_to_swap_answered_and_silent_costs_more_than_to_say_partly():
    assert decide((0.45, 0.15, 0.40), swap=1.0) == "silent"
    assert decide((0.45, 0.15, 0.40), swap=3.0) == "partly"
    assert decide((0.05, 0.15, 0.80), swap=1.6) == "answered"


def test_the_statement_that_has_the_prompts_words_is_nearest(reports, report):
    asked = ask(reports, "What did readers in every village think of the new route?")
    best = report.statements[int(late(asked.tokens[0], report).argmax())]
    assert "Readers in every village" in best.text


def test_features_have_the_names_that_the_heads_were_fitted_on(reports, report):
    asked = ask(reports, "Who pays?")
    shape = form(report)
    nearness, matched = near(asked, report)
    without = features(nearness, shape, None)
    with_ = features(nearness, shape, np.zeros(len(report.statements)))
    assert (without.shape[1], with_.shape[1]) == (len(names(False)), len(names(True)))
    found = heads(reports)
    assert found.linear("evidence", asked).names == names(False)  # an encoder that the directions are not of
    seen = label_features(np.zeros(len(report.statements)), nearness, matched, report)
    assert len(seen) == len(SEEN) == len(LABEL_NAMES) - 3
    assert found.linear("some", asked).names == LABEL_NAMES
    assert found.usual(asked) == 0.0


def test_the_label_sees_no_more_in_a_long_report_than_chance_gives_it(report):
    random = np.random.default_rng(0)
    few, many = (np.mean([_best(random.normal(size=n), report) for _ in range(200)]) for n in (60, 600))
    assert abs(few - many) < 0.5  # of the best scores themselves the means are .75 apart
    assert _best(np.array([2.0, -1.0]), report) > _best(np.array([0.0, -1.0]), report)


def _best(scores, report):
    return label_features(scores, np.zeros((len(scores), len(NEAR))), np.zeros((2, len(scores))), report)[0]


def test_what_is_quoted_is_the_best_with_its_neighbour_and_nothing_twice(report):
    scores = np.full(len(report.statements), -5.0)
    scores[3], scores[4], scores[6] = 3.0, 1.0, 2.0
    quotes = quoted(scores, report)
    assert report.statements[3].text in quotes[0].text
    assert len({(q.passage.id, q.start) for q in quotes}) == len(quotes) <= 4
    assert all(q.text == q.passage.text[q.start : q.end] for q in quotes)


def test_a_report_without_a_sentence_is_silent(reports):
    judged = Judge(reports, encode(reports, [])).of(AgreedPrompt("q", "Who pays?"))
    assert (judged.coverage, judged.quotes, judged.probability) == ("silent", (), 1.0)
