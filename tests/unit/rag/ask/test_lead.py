"""The one value that leads: which figures may, what each is measured by, and when none does."""

from collections import Counter
from dataclasses import replace

import pytest

from prompts.fitted import Linear, fitted
from rag.ask import lead
from rag.ask.pipeline import STEPS
from rag.ask.progress import Inquiry, Progress, Sources, Writer, walk
from rag.assistant import Assistant
from rag.search.retriever import HybridRetriever

QUESTION = "How many children were home educated in Northmere?"


@pytest.fixture
def ask(library, monkeypatch):
    """The progress of a question once its evidence is read; the tests' encoder matches words by chance."""
    monkeypatch.setattr(lead, "_MET", -1.0)
    monkeypatch.setattr(lead, "_BY", -1.0)

    def evidence(question):
        start = Progress(Inquiry(question), Sources(library, HybridRetriever(library)), Writer())
        *_, last = walk(STEPS[: [step.name for step in STEPS].index("evidence") + 1], start)
        return last

    return evidence


@pytest.fixture
def best(ask):
    """The figures of the best sentences of `QUESTION`."""
    found = ask(QUESTION)
    return found, lead.stated(found.found, found.clues)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1.1 The trial ran for 26 weeks in 2023/24.", ["26"]),
        ("Of the 58 shelters, nine were removed by 3 May 2024.", ["58", "nine"]),
        ("7. Spending on drivers was £3.1 million.", ["£3.1 million"]),
        ("The first of them opened in 2019.", []),
    ],
)
def test_figures_that_may_be_asked_for(text, printed):
    assert [one.printed for one in lead.figures(text)] == printed


@pytest.mark.parametrize(
    ("kind", "text", "fit"),
    [
        ("money", "It cost £40.", 1.0),
        ("money", "It cost 40%.", 0.0),
        ("share", "It was 12.5% then.", 1.0),
        ("count", "There were 40 boats.", 1.0),
        ("count", "It took 40 weeks.", 0.5),
        ("span", "It took 40 weeks.", 1.0),
        ("count", "It cost £40.", 0.0),
    ],
)
def test_a_unit_fits_the_kind_asked_for_or_not(kind, text, fit):
    assert lead.fits(kind, lead.figures(text)[0], text) == fit


def test_every_figure_is_measured_by_what_the_heads_weigh(best):
    _, rows = best
    assert rows
    assert all(set(row.values) == set(lead.FIGURE) for row in rows)
    data = fitted("lead")
    one = lead.led(rows, Linear.read(data["value"]), {"score first": 1.0})
    assert one.stated in rows
    assert 0 < data["above"] < 1
    names = Linear.read(data["proof"]).names
    assert set(lead.PROOF) < set(names)
    assert {n for n in names if not n.startswith("evidence ")} == {*lead.PROOF, *lead.FIGURE}


def test_what_the_question_states_itself_answers_nothing(ask, best):
    _, rows = best
    said = rows[0].amount.printed
    again = ask(f"{QUESTION[:-1]} of the {said}?")
    assert all(row.amount.value != rows[0].amount.value for row in lead.stated(again.found, again.clues))


def test_a_not_on_one_side_is_unfair(ask, best):
    _, rows = best
    turned = ask("How many children were not home educated in Northmere?")
    fair = {row.same: row.fair for row in rows}
    unfair = {row.same: row.fair for row in lead.stated(turned.found, turned.clues)}
    assert any(fair.values())
    assert not any(unfair[same] and fair[same] for same in fair.keys() & unfair.keys())


def test_a_word_that_the_sentence_does_not_meet_is_unfair(ask, monkeypatch):
    found = ask(QUESTION)
    monkeypatch.setattr(lead, "_MET", 1.1)
    assert not any(row.fair for row in lead.stated(found.found, found.clues))


def test_one_of_several_in_a_sentence_is_unfair(best):
    _, rows = best
    beside = Counter((row.clue.passage.id, row.clue.start) for row in rows)
    assert all(beside[row.clue.passage.id, row.clue.start] == 1 for row in rows if row.fair)


@pytest.mark.parametrize(
    ("after", "then", "fair"),
    [
        (", which was", "40 more than planned.", False),
        (" and of these", None, False),
        (" in villages by the", "Council.", False),
        (" in villages", "and towns.", False),
        (", which was more.", "and", True),
        (" in villages", "• 40 in towns", True),  # the last of a list's bullets, a heading, a row in words
        (" in villages", None, True),
        (" in all. The towns were", "more.", True),  # another sentence is cut
    ],
)
def test_a_sentence_that_goes_on_in_the_next_passage_is_unfair(best, monkeypatch, after, then, fair):
    found, rows = best
    one = next(row for row in rows if row.fair)
    head = one.clue.quote.rstrip(" .")
    end = len(head + after.partition(". ")[0])
    passage = replace(one.clue.passage, text=head + after)
    clue = replace(one.clue, passage=passage, said=replace(one.clue.said, start=0, end=end))
    following = replace(passage, text=then) if then else None
    monkeypatch.setattr(type(found.found.corpus.library), "neighbours", lambda *_: (None, following))
    assert lead._fair(found.found, clue, one.amount, one.values) is fair
    page = f"{head}{after}\n"
    joined = replace(passage, text=f"{page}{then or '40 more.'}", joints=(len(page),))
    assert lead._fair(found.found, replace(clue, passage=joined), one.amount, one.values) is fair


def test_no_figure_is_looked_for_where_none_is_asked_for(ask):
    found = ask("Who chairs the committee?")
    assert lead.stated(found.found, found.clues) == []
    assert lead.led([], Linear.read(fitted("lead")["value"]), {}).stated is None


def test_with_another_encoder_nothing_leads(best):
    found, _ = best
    assert lead.likeliest(found.found, found.clues, {}) == (None, 0.0)


def test_what_is_sure_enough_leads_and_is_quoted_first(library, best, monkeypatch):
    _, rows = best
    one = next(row for row in rows if row.fair)
    monkeypatch.setattr("rag.ask.steps.likeliest", lambda found, clues, evidence: (one, 0.99))
    answer = Assistant(library).ask(QUESTION)
    assert answer.text.startswith(f"{one.printed} – ")
    assert answer.lead.value == one.printed
    assert answer.lead.says == one.clue.quote.strip()
    assert answer.citations[0].passage.id == one.clue.passage.id
    assert answer.as_json()["lead"] == {"value": one.printed, "says": answer.lead.says, "citation": 1}


def test_what_is_less_sure_or_unfair_does_not_lead(best):
    _, rows = best
    one = next(row for row in rows if row.fair)
    assert lead.shown(one, 0.99) is one
    assert lead.shown(one, 0.1) is None
    assert lead.shown(replace(one, fair=False), 0.99) is None
    assert lead.shown(None, 0.99) is None
