"""Challenges known by structure: denials, shares, doubles, ledgers, totals, series, restated values, plans, reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from rag.drafting.challenge import Challenge
from rag.drafting.counts import value_of
from rag.drafting.detectors.denials import denies
from rag.drafting.papers import gather
from rag.drafting.prepared import find_challenges
from rag.drafting.statements import Statement, statements_of
from tests.unit.rag.drafting.conftest import Papers


def challenges(papers: Papers, *sorts: str) -> list[Challenge]:
    library = papers.library
    found = find_challenges(gather(library, library.item("r")))  # type: ignore[arg-type]
    return [c for c in found if c.sort in sorts]


def statement(papers: Papers) -> Statement:
    return statements_of(papers.library, papers.library.items())[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "1. The effect of the new timetable has not been counted.",
        "1. The online club does not work for the older readers.",
        "1. We bought 22 vans in the year that were not inspected at the time.",
        "1. No record of the visits could be found at the depot.",
        "1. The depot could not open for want of a driver.",
    ],
)
def test_what_the_paper_says_is_not_so(text: str, report: Callable[..., Papers]) -> None:
    assert denies(statement(report(text)))


@pytest.mark.parametrize(
    "text",
    [
        "1. There were no delays in the year on any of the routes.",
        "1. No more than 40 readers may board a van at one time.",
        "1. Children who are not in school may use the vans too.",
        "1. If a van is not ready the driver rings the depot.",
        "1. “I could not find a single book about boats,” one child said.",
        "1. None of the 15 vans was left without a driver.",
        "1. The percentage of readers who were not reached was 2.3% in May.",
        "1. A van must not be driven by anybody under 21 years.",
        "1. The purpose of this report is to say what has not been done.",
    ],
)
def test_what_only_sounds_like_a_denial(text: str, report: Callable[..., Papers]) -> None:
    assert not denies(statement(report(text)))


def test_a_share_left_to_the_reader_is_reckoned(report: Callable[..., Papers]) -> None:
    (found,) = challenges(report("1. Twenty-two of the 74 were in care or had been."), "share")
    assert found.reckoned == "twenty-two of 74 is 30%"


def test_a_group_with_more_than_its_part(report: Callable[..., Papers]) -> None:
    text = "1. Traveller children make up 6% of those waiting and 0.5% of pupils in schools."
    (found,) = challenges(report(text), "unequal_shares")
    assert found.reckoned == "6% is 12 times 0.5%"


def test_one_value_for_two_measures(report: Callable[..., Papers]) -> None:
    text = "1. Eye tests were given to 63.5% (331 children). Visits by a nurse were made to 63.5% (331 children)."
    (found,) = challenges(report(text), "one_value")
    assert len(found.proofs) == 2
    once = "1. Eye tests were given to 63.5% (331 children). In all 63.5% (331 children) were given eye tests."
    assert challenges(report(once), "one_value") == []


def ledger(papers: Papers, *rows: str, text: str = "1. The change is expected to save £410,000 a year.") -> Papers:
    papers.add("r", text)
    return papers.add("a", *rows, kind="appendix", parent="r")


def test_a_sum_that_a_line_of_a_table_contradicts(papers: Papers) -> None:
    ledger(papers, "Line\t2030/31 £000\t2031/32 £000\nVans no longer bought\t(980)\t(980)\nNet saving\t(385)\t(317)")
    (found,) = challenges(papers, "two_figures")
    assert found.slots == {"mine": "£410,000", "theirs": "£385,000"}


def test_a_sum_that_a_line_of_a_table_bears_out(papers: Papers) -> None:
    ledger(papers, "Line\t2030/31 £000\t2031/32 £000\nVans no longer bought\t(980)\t(980)\nNet saving\t(410)\t(317)")
    assert challenges(papers, "two_figures") == []


@pytest.mark.parametrize(("total", "found"), [("60", 0), ("58", 1), ("200", 0)])
def test_totals_that_do_not_add_up(papers: Papers, total: str, found: int) -> None:
    rows = "North coast\t10\t11\nSouth coast\t20\t21\nFar islands\t30\t31"
    ledger(papers, f"District\tVisits\tReaders\n{rows}\nTotal\t{total}\t63", text="1. Text.")
    assert len(challenges(papers, "total")) == found


def test_a_measure_that_gets_worse_over_the_years(papers: Papers) -> None:
    ledger(
        papers,
        "Stage\t2028/29\t2029/30\t2030/31\nDrivers recruited\t24\t22\t19\nComplaints made\t30\t20\t10",
        text="1. T.",
    )
    (found,) = challenges(papers, "series")
    assert found.slots["measure"] == "Drivers recruited"
    assert found.reckoned == "24 to 19 is down 5, or 21%"


def test_a_value_that_the_earlier_paper_gave_differently(papers: Papers) -> None:
    head = "Measure\tPrevious period\tPrevious\tLatest period\tLatest\tTarget\n"
    papers.add("r", "1. See the table.")
    papers.add(
        "a", head + "Books returned in time\tQ1 2030/31\t82.5%\tQ2 2030/31\t84.0%\t>90%", kind="appendix", parent="r"
    )
    earlier = date(2030, 3, 1)
    papers.add("r0", "1. See the table.", document="old.pdf", meeting_date=earlier)
    papers.add(
        "a0",
        head + "Books returned in time\tQ4 2029/30\t80.0%\tQ1 2030/31\t81.0%\t>90%",
        kind="appendix",
        parent="r0",
        document="old.pdf",
        meeting_date=earlier,
    )
    (found,) = challenges(papers, "restated")
    assert (found.slots["mine"], found.slots["theirs"]) == ("82.5%", "81.0%")


def test_a_measure_that_is_counted_in_another_way_than_before(papers: Papers) -> None:
    head = "Measure\tPrevious period\tPrevious\tLatest period\tLatest\tTarget\n"
    papers.add("r", "1. See the table.")
    now = "Readers for 3+ years\tQ1 2030/31\t61.0%\tQ2 2030/31\t62.0%\t>65%"
    papers.add("a", head + now, kind="appendix", parent="r")
    old = {"document": "old.pdf", "meeting_date": date(2030, 3, 1)}
    papers.add("r0", "1. See the table.", **old)
    row = "Readers for 2+ years\tQ3 2029/30\t68.0%\tQ4 2029/30\t69.0%\t>70%"
    papers.add("a0", head + row, kind="appendix", parent="r0", **old)
    (found,) = challenges(papers, "definition")
    assert ["2+ years" in p.text for p in found.proofs] == [False, True]


def test_a_plan_with_a_date_to_come(papers: Papers) -> None:
    rows = "Action\tWho\tBy when\nBuy 3 vans\tHead of Fleet\tMay 2031\nTrain 8 drivers\t\tTo be confirmed"
    ledger(papers, rows, text="1. The plan is appended.")
    (found,) = challenges(papers, "undated")
    assert [" ".join(p.text.split()) for p in found.proofs] == ["Train 8 drivers To be confirmed"]


def test_how_many_are_reached_beside_how_many_there_may_be(report: Callable[..., Papers]) -> None:
    text = (
        "1. As many as one in five children may be waiting. To date 28 children have had a place and none is waiting."
    )
    (found,) = challenges(report(text), "scale")
    assert found.slots["count"] == "28"


@pytest.mark.parametrize(("text", "value"), [("62", 62), ("1,240", 1240), ("Twenty-two", 22), ("nine", 9)])
def test_counts_in_digits_and_words(text: str, value: float) -> None:
    assert value_of(text) == value
