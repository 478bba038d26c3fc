from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from rag.drafting.challenge import Challenge
from rag.drafting.papers import gather
from rag.drafting.prepared import find_challenges
from rag.drafting.rows import read_row
from rag.drafting.statements import statements_of
from tests.unit.rag.drafting.conftest import Papers


def challenges(papers: Papers, id: str = "r") -> list[Challenge]:
    library = papers.library
    return find_challenges(gather(library, library.item(id)))  # type: ignore[arg-type]


def by_sort(found: list[Challenge], sort: str) -> list[Challenge]:
    return [c for c in found if c.sort == sort]


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        ("not_assessed", "1. An Equality Impact Assessment has not yet been carried out."),
        ("unequal", "1. Traveller children are less likely to have a library card than others."),
        ("cannot_compare", "1. The figures of the two years cannot be compared."),
        ("leans_on_one", "1. There is a reliance on one driver, who has resigned from the service."),
        ("stretched", "1. Vacancies among drivers have been high since the spring."),
        ("money_gone", "1. The grant that paid for fuel is no longer available to the service."),
        ("late", "1. The new van was delayed and has no date."),
        ("not_before_us", "1. The findings of the inspection will be published in July."),
        ("vague", "1. Officers are confident that families will benefit from the new route."),
        ("intent_only", "1. The service is exploring how to reach more families."),
        ("few", "1. Only 12 families took up the offer of a visit."),
        ("left_behind", "1. Distance is a barrier to families in the far villages."),
        ("opposed", "1. In all 131 of the 214 disagreed with the proposal."),
        ("decline", "1. Complaints rose to 19 in the year, against 3 in the year before."),
        ("comparison", "1. The rate is within the bottom quartile of authorities."),
        ("remainder", "1. Of 107 readers aged 19 to 21, 62 were in education or training."),
        ("remainder", "1. Visits were due to 168 homes. In time, 125 of them were visited."),
        ("low_share", "1. The percentage of children who have had a dental check was 44.7% (301 children)."),
    ],
)
def test_what_deserves_a_challenge_is_found(sort: str, text: str, report: Callable[..., Papers]) -> None:
    found = by_sort(challenges(report(text)), sort)
    assert found
    assert all(proof.text in text for proof in found[0].proofs)


@pytest.mark.parametrize(
    "text",
    [
        "1. An Equality Impact Assessment was carried out in May and is published.",
        "1. There were 74 stops in May 2030, and the vans ran from 5 pm to 9 pm.",
        "1. Complaints fell to 3, against 19 in the year before.",
        "1. 100 of 104 visits were made within 5 days.",
        "1. Most live in villages (821 of 1,034).",
        "1. The vans are blue and carry two thousand books each.",
    ],
)
def test_what_deserves_none_has_none(text: str, report: Callable[..., Papers]) -> None:
    assert challenges(report(text)) == []


def test_arithmetic_shows_its_working(report: Callable[..., Papers]) -> None:
    found = by_sort(
        challenges(report("1. Visits were due to 168 homes. In time, 125 of them were visited.")), "remainder"
    )
    assert found[0].reckoned == "168 less 125 leaves 43"
    assert found[0].slots["rest"] == "43"


ROWS = (
    "Books returned in time\tQ1 2030/31\t81.0%\tQ2 2030/31\t79.5%\tWorse\t>90%\t4\t88.1%",
    "Vans off the road\tQ1 2030/31\t3.0%\tQ2 2030/31\t2.0%\tBetter\t<5.0%\t1\t4.4%",
    "Reading groups visited\tQ1 2030/31\t40\tQ2 2030/31\t22\tWorse\tN/A\tN/A\tN/A",
)


def test_rows_of_measures_are_read_and_judged_by_their_own_figures(papers: Papers) -> None:
    papers.add("r", "1. 79.5% of books were returned in time.")
    papers.add(
        "a",
        "Measure\tPrevious\tLatest\tTrend\tTarget\tQuartile (1 = best)\n" + "\n".join(ROWS),
        kind="appendix",
        parent="r",
    )
    statements = statements_of(papers.library, [papers.library.item("a")])  # type: ignore[arg-type]
    rows = [row for row in map(read_row, statements) if row]
    assert [(r.label, r.latest and r.latest.printed, r.quartile, r.missed) for r in rows] == [
        ("Books returned in time", "79.5%", 4, True),
        ("Vans off the road", "2.0%", 1, False),
        ("Reading groups visited", "22", None, False),
    ]
    found = challenges(papers)
    missed, worse = by_sort(found, "missed_target"), by_sort(found, "worse_untold")
    assert [c.slots["measure"] for c in missed] == ["Books returned in time"]
    assert len(missed[0].proofs) == 2  # the row, and the sentence of the cover that tells it
    assert [c.slots["measure"] for c in worse] == ["Reading groups visited"]  # the cover does not tell it


def test_two_figures_for_one_measure_are_set_side_by_side(papers: Papers) -> None:
    papers.add("r", "1. A place on the mobile classroom costs on average £5,200 a week.")
    papers.add(
        "a",
        "1.1 The average price of a mobile classroom place was £5,640 a week in March.",
        kind="appendix",
        parent="r",
    )
    found = by_sort(challenges(papers), "two_figures")
    assert [c.slots for c in found] == [{"mine": "£5,200", "theirs": "£5,640"}]


def test_figures_of_different_measures_are_not_set_against_each_other(papers: Papers) -> None:
    papers.add("r", "1. The percentage of primary schools visited was 90.6% at the end of the quarter.")
    papers.add(
        "a", "Primary schools visited\tQ1\t90.2%\tQ2\t90.6%\t>80%\nSecondary schools "
        "visited\tQ1\t75.1%\tQ2\t75.6%\t>70%",
        kind="appendix", parent="r",
    )  # fmt: skip
    assert by_sort(challenges(papers), "two_figures") == []


def test_a_promise_of_the_last_minutes_is_followed_up(papers: Papers) -> None:
    papers.add("m", "12. Officers undertook to bring a note on travelling libraries and their fuel to the next "
    "meeting.",
               kind="minutes", title="Minutes", meeting_date=date(2031, 3, 4))  # fmt: skip
    papers.add("r", "1. The vans stopped at eleven villages in the year.")
    found = by_sort(challenges(papers), "promise")
    assert [c.proofs[0].passage.item.kind for c in found] == ["minutes"]


def test_a_promise_on_another_subject_is_left_alone(papers: Papers) -> None:
    papers.add("m", "12. Officers undertook to bring a note on swimming pools to the next meeting.",
               kind="minutes", title="Minutes", meeting_date=date(2031, 3, 4))  # fmt: skip
    papers.add("r", "1. The vans stopped at eleven villages in the year.")
    assert by_sort(challenges(papers), "promise") == []


def test_a_gap_between_an_end_and_a_beginning_is_found(report: Callable[..., Papers]) -> None:
    papers = report(
        "1. The charity ran the vans from 2019 up until 31 March 2030.", "2. On 1 July 2030 the new service commenced."
    )
    found = by_sort(challenges(papers), "lapse")
    assert [c.slots["span"] for c in found] == ["3 months"]


def test_words_repeated_from_the_last_report_are_boilerplate(papers: Papers) -> None:
    same = "9. Progress continues to be watched closely and will be told in the next report."
    papers.add("r", "## Conclusion", same)
    papers.add("old", "## Conclusion", same, document="old.pdf", meeting_date=date(2030, 5, 6))
    assert by_sort(challenges(papers), "boilerplate")


def test_one_childs_story_is_not_picked_over(papers: Papers) -> None:
    papers.add("r", "1. A case study is appended.")
    papers.add(
        "a",
        "The child lost his library card and his confidence was poor.",
        kind="appendix",
        parent="r",
        title="Appendix – Case Study",
    )
    assert challenges(papers) == []
