"""How likely a figure of the evidence is to be right: which figures may be, and what each is measured by."""

import pytest

from prompts.fitted import Linear, fitted
from rag.ask import likeliest
from rag.ask.pipeline import STEPS
from rag.ask.progress import Inquiry, Progress, Sources, Writer, walk
from rag.search.retriever import HybridRetriever

QUESTION = "How many children were home educated in Northmere?"


@pytest.fixture
def ask(library):
    """The progress of a question once its evidence is read."""

    def evidence(question):
        start = Progress(Inquiry(question), Sources(library, HybridRetriever(library)), Writer())
        *_, last = walk(STEPS[: [step.name for step in STEPS].index("evidence") + 1], start)
        return last

    return evidence


@pytest.fixture
def best(ask):
    """The figures of the best sentences of `QUESTION`."""
    found = ask(QUESTION)
    return found, likeliest.stated(found.found, found.clues)


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
    assert [one.printed for one in likeliest.figures(text)] == printed


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
    assert likeliest.fits(kind, likeliest.figures(text)[0], text) == fit


def test_every_figure_is_measured_by_what_the_heads_weigh(best):
    _, rows = best
    assert rows
    assert all(set(row.values) == set(likeliest.FIGURE) for row in rows)
    data = fitted("likeliest")
    one = likeliest.led(rows, Linear.read(data["value"]), {"score first": 1.0})
    assert one.stated in rows
    names = Linear.read(data["proof"]).names
    assert set(likeliest.PROOF) < set(names)
    assert {n for n in names if not n.startswith("evidence ")} == {*likeliest.PROOF, *likeliest.FIGURE}


def test_what_the_question_states_itself_answers_nothing(ask, best):
    _, rows = best
    said = rows[0].amount.printed
    again = ask(f"{QUESTION[:-1]} of the {said}?")
    assert all(row.amount.value != rows[0].amount.value for row in likeliest.stated(again.found, again.clues))


def test_no_figure_is_looked_for_where_none_is_asked_for(ask):
    found = ask("Who chairs the committee?")
    assert likeliest.stated(found.found, found.clues) == []
    assert likeliest.led([], Linear.read(fitted("likeliest")["value"]), {}).stated is None


def test_with_another_encoder_none_is_likely(best):
    found, _ = best
    assert likeliest.likely(found.found, found.clues, {}) == 0.0
