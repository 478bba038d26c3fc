"""How questions are worded: few words of the paper's, then one thing asked, by arithmetic and structure."""

from dataclasses import replace

import pytest

from index.language.amounts import amounts
from index.language.periods import find_periods
from index.language.statements import Statement as Said
from rag.draft.asking import opening
from rag.draft.challenges import Challenge
from rag.draft.material.report import Statement, statements_of
from rag.draft.questions import Writer, short, wordings


@pytest.fixture
def of(reports, item_of):
    passage = statements_of(reports, [item_of("vans.txt")])[0].passage

    def made(*texts, cells=()):
        found = []
        for n, text in enumerate(texts):
            kind = "row" if cells else "prose"
            figures = tuple(amounts(text))
            said = Said("p", 0, len(text), text, kind, periods=find_periods(text), amounts=figures, cells=cells)
            found.append(Statement(replace(passage, text=text), said, 0, "Vans", n))
        return opening(found[0])

    return made


@pytest.mark.parametrize(
    "text",
    [
        "The new route is to begin on time, by 7 January 2032.",
        "Vans like these are said to cost £120,000 a year.",
        "Of the riders in 2030 and in 2031, 90% are women (260 of 285).",
    ],
)
def test_every_passage_has_the_same_ways_of_asking(of, text):
    found = of(text)
    assert found == f"The report says “{text[:-1]}”."
    assert Writer(None).of_challenge(Challenge((), ()), found).ways == tuple(wordings()["look"]["ways"])


def test_what_is_a_label_or_too_short_to_be_a_claim_is_not_shown(of):
    assert of("The route has 214 stops.") is None
    assert of("Finance advice: the vans are well liked by all who use them often.") is None


def test_a_passage_is_shown_whole_and_a_very_long_one_by_its_beginning(of):
    long = "The vans are liked by all who use them and by many who do not but who " + "know somebody who does " * 3
    assert of(long) is None  # it does not end as a sentence
    assert of(f"{long.strip()}.").endswith("know somebody who does”.")
    assert of(f"{(long * 2).strip()}.").endswith("do not but who …”.")


def test_what_points_at_what_stood_before_cannot_be_said_alone(of):
    assert of("This is a fall of 14 points.") is None


def test_what_is_said_has_no_markup_and_nothing_struck_out(of):
    said = "School vans** – to school and back – cost *far* more than [buses](https://buses.example)."
    assert "School vans – to school and back – cost far more than buses" in of(said)
    assert of("The vans are said to cost ~~£100,000~~ £120,000 a year.") is None


def test_a_long_name_without_a_mark_says_that_it_is_cut():
    assert short("word " * 40).endswith("…")


def test_whatever_is_asked_asks_one_thing():
    ways = wordings()
    every = [ask for asks in ways["look"].values() for ask in asks]
    every += [way["asks"].rpartition(". ")[2] for way in ways["finding"].values()]
    assert all(ask.endswith("?") and ask.count("?") == 1 and len(ask.split()) <= 13 for ask in every)
