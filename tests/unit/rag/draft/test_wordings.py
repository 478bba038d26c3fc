"""How questions are worded: few words of the paper's, then one thing asked, by arithmetic and structure."""

from dataclasses import replace
from datetime import date

import pytest

from index.language.amounts import amounts
from index.language.periods import find_periods
from index.language.statements import Statement as Said
from rag.draft.asking import opening
from rag.draft.material.report import Statement, statements_of
from rag.draft.material.saying import sayable
from rag.draft.questions import short, to_look_at, wordings

MEETING = date(2031, 9, 2)


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
        return opening(found[0], MEETING)

    return made


@pytest.mark.parametrize(
    ("text", "sort", "words"),
    [
        ("The new route begins by 7 January 2032.", "ahead", {"when": "7 January 2032"}),
        ("The new route is ready before the end of May 2032.", "ahead", {"when": "May 2032"}),
        ("The data of the last quarter comes in January 2032 (December 2031).", "plain", {}),
        ("The grant which the vans are paid from ends on 31 March 2032.", "plain", {}),
        ("The vans cost £120,000 a year.", "sum", {"figure": "£120,000"}),
        ("No van goes to the north of the county.", "plain", {}),
        ("The vans are well liked by all who use them often.", "plain", {}),
        ("Not only will the vans go north, they will also go west of the river.", "plain", {}),
        ("By 1 May 2032 the vans will have cost £120,000.", "sum", {"figure": "£120,000"}),
        ("Of the riders in 2030 and in 2031, 90% are women (260 of 285).", "plain", {}),
    ],
)
def test_what_is_asked_is_told_by_figures_and_structure(of, text, sort, words):
    found = of(text)
    assert (found.sort, found.words) == (sort, words)


def test_what_is_a_label_or_too_short_to_be_a_claim_is_not_shown(of):
    assert of("The route has 214 stops.") is None
    assert of("Finance advice: the vans are well liked by all who use them often.") is None


def test_a_passage_is_shown_whole_and_a_very_long_one_by_its_beginning(of):
    long = "The vans are liked by all who use them and by many who do not but who " + "know somebody who does " * 3
    assert of(long) is None  # it does not end as a sentence
    assert of(f"{long.strip()}.").said.endswith("know somebody who does”")
    assert of(f"{(long * 2).strip()}.").said.endswith("do not but who …”")


def test_what_points_at_what_stood_before_cannot_be_said_alone(of):
    assert of("This is a fall of 14 points.") is None


def test_what_is_said_has_no_markup_and_nothing_struck_out():
    assert sayable("School vans** – to school and back – cost more.") == "School vans – to school and back – cost more"
    assert sayable("*Vans* cost __more__ than [buses](https://buses.example).") == "Vans cost more than buses"
    assert sayable("3 * 4 vans, at £5_000 each.") == "3 * 4 vans, at £5_000 each"
    assert sayable("The vans cost ~~£100,000~~ £120,000 a year.") is None


def test_a_long_statement_is_cut_where_a_clause_ends_and_keeps_its_figure():
    long = (
        "The vans cost more than was thought in the spring, and the Director, who has looked at the route as a whole, "
        "thinks that £120,000 a year will do."
    )
    assert sayable("The vans cost £120,000 a year.") == "The vans cost £120,000 a year"
    assert sayable(long) == "The vans cost more than was thought in the spring"
    assert sayable(long, ("£120,000",)) is None  # after a comma it leans on what was before
    apart = long.replace("whole, thinks that", "whole; the price now asked of")
    assert sayable(apart, ("£120,000",)) == "… the price now asked of £120,000 a year will do"


def test_a_long_name_without_a_mark_says_that_it_is_cut():
    assert short("word " * 40).endswith("…")


def test_whatever_is_asked_asks_one_thing():
    ways = wordings()
    every = [ask for asks in (*ways["opening"].values(), *ways["look"].values()) for ask in asks]
    assert all(ask.endswith("?") and ask.count("?") == 1 and len(ask.split()) <= 13 for ask in every)


def test_what_a_figure_alone_lets_one_ask_is_a_members_choice(of):
    assert to_look_at(of("The vans cost £120,000 a year."))
    assert not to_look_at(of("The new vans are to be there by October 2031."))
