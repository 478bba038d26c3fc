"""How likely the evidence is to answer: a fitted head, one bar, and the status that follows from it."""

import pytest

from prompts.fitted import Linear, fitted
from rag.ask import answerable
from rag.ask.compose import NEAREST
from rag.ask.pipeline import STEPS
from rag.ask.progress import Inquiry, Progress, Sources, Writer, walk
from rag.assistant import Assistant
from rag.search.retriever import HybridRetriever

QUESTION = "How many children were home educated in Northmere?"


@pytest.fixture
def evidence(library):
    """The progress of a question once its evidence is read."""
    start = Progress(Inquiry(QUESTION), Sources(library, HybridRetriever(library)), Writer())
    *_, last = walk(STEPS[: [step.name for step in STEPS].index("evidence") + 1], start)
    return last


def test_the_head_that_ships_weighs_the_features_that_are_taken(evidence):
    head = Linear.read(fitted("answerable"))
    values = answerable.weighed("count", answerable.features(evidence.found, evidence.clues), 0.9)
    assert set(head.names) == set(values)
    assert 0 < head.odds([values[n] for n in head.names])[0] < 1
    assert 0 < answerable.default_above() < 1


def test_with_another_encoder_nothing_is_said(evidence):
    assert answerable.probability(evidence.found, answerable.features(evidence.found, evidence.clues), 0.5) is None


@pytest.fixture
def packaged(evidence, monkeypatch):
    """The head that ships, as if it had been fitted on the encoder at hand."""
    head = dict(fitted("answerable"), question=[0.0] * len(evidence.found.meaning))
    monkeypatch.setattr(answerable, "fitted", lambda _: head)
    monkeypatch.setattr(answerable, "identity", lambda _: head["encoder"])
    return head


def test_what_is_asked_counts_by_its_vector(evidence, packaged):
    values = answerable.features(evidence.found, evidence.clues)
    before = answerable.probability(evidence.found, values, 0.5)
    for weight, more in ((3.0, True), (-3.0, False)):
        packaged["question"] = [weight * float(x) for x in evidence.found.meaning]
        assert (answerable.probability(evidence.found, values, 0.5) > before) is more


def test_the_head_that_ships_has_a_weight_for_each_dimension_of_the_packaged_encoder():
    assert len(fitted("answerable")["question"]) == 384


def test_the_packaged_encoder_is_weighed(evidence, packaged):
    values = answerable.features(evidence.found, evidence.clues)
    sure, unsure = (answerable.probability(evidence.found, values, likely) for likely in (0.9, 0.1))
    assert 1 > sure > unsure > 0
    assert answerable.probability(evidence.found, answerable.features(evidence.found, ()), 0.0) == 0.0


def test_how_likely_a_figure_is_counts_only_where_one_is_asked_for():
    assert answerable.weighed("count", {}, 0.5) == {"figure": 1.0, "likely": 0.0}
    assert answerable.weighed("count", {}, 0.0)["likely"] < -3
    assert answerable.weighed("person", {}, 0.9) == {"figure": 0.0, "likely": 0.0}


def test_the_kind_of_thing_asked_for_counts(evidence):
    values = answerable.features(evidence.found, evidence.clues)
    assert (values["typed"], values["count"], values["date"]) == (1.0, 1.0, 0.0)


def test_below_the_bar_the_closest_passages_are_shown_and_not_called_an_answer(library, monkeypatch):
    monkeypatch.setattr("rag.ask.steps.probability", lambda found, evidence, likely: 0.3)
    answer = Assistant(library, answer_above=0.4).ask(QUESTION)
    assert answer.status == "nearest"
    assert answer.text.startswith(NEAREST)
    assert answer.citations
    assert answer.sentences[0].cites == ()
    assert Assistant(library, answer_above=0.2).ask(QUESTION).status == "answered"
