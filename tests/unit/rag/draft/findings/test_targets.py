"""Targets printed beside what was reached, and defects in print: right or silent."""

import pytest

from index.language.amounts import whole
from rag.draft.findings.printed import defects
from rag.draft.findings.targets import low_is_good, missed_in_rows, spoken
from rag.draft.material.report import statements_of
from tests.statements import prose, table


@pytest.fixture
def passage(reports, item_of):
    return statements_of(reports, [item_of("vans.txt")])[0].passage


HEADS = ("Measure", "Target", "Actual", "RAG")


@pytest.mark.parametrize(
    ("heads", "row", "missed"),
    [
        (HEADS, ("Vans on time", ">90%", "84%", ""), True),  # by the sign
        (HEADS, ("Vans on time", ">90%", "94%", ""), False),
        (HEADS, ("Vans off the road", "<5%", "7%", "A"), True),
        (HEADS, ("Vans off the road", "5%", "7%", "Red"), True),  # by the colour
        (HEADS, ("Vans off the road", "5%", "7%", "Amber"), False),  # near its target, on either side
        (("Measure", "Target", "Actual", "Risk"), ("Vans off the road", "5%", "7%", "Red"), False),  # of something else
        (("Measure", "Target", "Actual", "Last year"), ("Vans on time", ">90%", "to come", "70%"), False),
        (("Measure", "Target", "Actual", "Average of all"), ("Vans on time", ">90%", "96% (spring)", "70%"), False),
        (("Measure", "Distance from target", "Actual", "RAG"), ("Vans on time", "-4%", "92%", "Red"), False),
        (("Measure", "% of target", "Actual", "RAG"), ("Vans on time", "80%", "92%", "Red"), False),
        (("Measure", "Targeted work", "Actual", "RAG"), ("Vans on time", "95%", "80%", "Red"), False),
        (("Measure", "Target (annual)", "Actual", "RAG"), ("Vans on time", "95%", "80%", "Red"), True),
        (HEADS, ("Vans off the road", "5%", "7%", "G"), False),
        (HEADS, ("Vans off the road", ">90%", "84%", "Green"), False),  # the paper says that it is near enough
        (HEADS, ("Vans off the road", "5%", "7%", ""), False),  # which way is good is not told
        (HEADS, ("Vans off the road (low is good)", "5%", "7%", ""), True),
        (HEADS, ("Vans on time (high = good)", "5%", "7%", ""), False),
        (HEADS, ("Vans on time", ">90%", "84", ""), False),  # another unit
        (HEADS, ("Vans on time", "to be set", "84%", "R"), False),
        (("Measure", "2031/32", "Target 2031/32", "2030/31"), ("Vans on time", "84%", ">90%", "85%"), False),  # which?
        (("Measure", "Target for 2032/33", "Actual for 2031/32", ""), ("Vans on time", ">90%", "84%", ""), False),
        (("Measure", "Target", "2031/32", "Class"), ("Vans on time", ">90%", "84%", "A"), True),
        (("Measure", "Target", "2031/32", "Class"), ("Vans on time", "90%", "84%", "A"), False),  # an A is no colour
    ],
)
def test_a_row_misses_its_target_where_the_paper_tells_which_way_is_good(passage, heads, row, missed):
    found = missed_in_rows(table(passage, heads, row, ("Books lent", *row[1:3], "")))
    assert [one.said["name"] for one in found if one.said["name"] == row[0]] == ([row[0]] if missed else [])


def test_the_name_of_a_row_is_of_a_column_that_tells_rows_apart(passage):
    heads = ("Aim of the county for all its readers", "Measure", "Target", "Latest value", "Comment by the manager")
    aim, comment = "Every reader in every village has a library", "This fell since two vans were in the garage"
    rows = [
        (aim, "Vans on time", ">90%", "84%", comment),
        ("", "Books lent", ">400", "410", ""),
        *([("", "Visits", ">9", "9.5", "")]),
    ]
    (found,) = missed_in_rows(table(passage, heads, *rows))
    assert tuple(found.said.values())[:3] == ("Vans on time", "84%", "above 90%")


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (("Vans on time", "Ada Reader"), "Vans on time"),
        (("Complaints", "Ada Reader"), "Complaints"),
        (("Sickness days", "Assistant Director HR"), "Sickness days"),
        (("K12", "Vans on time"), "Vans on time"),
    ],
)
def test_the_name_of_a_row_is_nobodys(passage, cells, name):
    heads = ("Measure", "Owner", "Target", "Actual")
    (found,) = missed_in_rows(table(passage, heads, (*cells, ">90%", "84%")))
    assert found.said["name"] == name


@pytest.mark.parametrize(
    ("value", "target", "asked"),
    [("96.8%", ">97.2%", True), ("68%", ">70%", True), ("69.5%", ">70%", False), ("19%", "<18.6%", False),
     ("409", ">400", False), ("370", ">400", True), ("99.9%", ">100%", False), ("98%", ">100%", True)],
)  # fmt: skip
def test_a_trifling_miss_is_not_asked_after(passage, value, target, asked):
    found = missed_in_rows(table(passage, HEADS, ("Vans on time", target, value, "")))
    assert bool(found) is asked


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("<20.8%", "below 20.8%"),
        ("> 1,200", "above 1,200"),
        ("≤4%", "at most 4%"),
        ("≥£9m", "at least £9m"),
        ("25", "25"),
    ],
)
def test_a_target_is_said_without_its_sign(target, said):
    assert spoken(whole(target)) == said


@pytest.mark.parametrize(
    ("text", "low"),
    [("Faults (low is good)", True), ("Faults | Low = Good", True), ("Loans, higher is better", False),
     ("Faults 3 5 Increase Negative", True), ("Loans 5 3 Decrease Negative", False), ("Loans 5 low 3", None)],
)  # fmt: skip
def test_which_way_is_good_in_words_of_the_row(text, low):
    assert low_is_good(text) is low


def test_one_share_with_one_count_for_two_measures(passage):
    first = "The share of readers who had a check of their card was 66.5% (470 readers)."
    second = "The share of readers who came to the yearly tea within a month was 66.5% (470)."
    (found,) = defects(prose(passage, first, second))
    assert (found.sort, found.said["first"]) == ("twins", "“Readers who had a check of their card”")
    assert found.said["second"] == "“Readers who came to the yearly tea within a month”"
    assert defects(prose(passage, first, "That 66.5% (470 readers) had a check of their card is new.")) == []
    assert defects(prose(passage, first, second.replace("470", "471"))) == []
    told = "Of the readers asked last spring, 66.5% (470) came back to the library."  # of the first, in other words
    assert defects(prose(passage, first, told)) == []
    for share, count in (("100%", "470"), ("66.5%", "7")):
        both = (one.replace("66.5%", share).replace("470", count) for one in (first, second))
        assert defects(prose(passage, *both)) == []


@pytest.mark.parametrize(
    ("text", "sum"),
    [
        ("Of the vans 37 of 45 (81.7%) are new.", "82.2%"),
        ("New are 81.7% (37 of 45) of the vans.", "82.2%"),
        ("Of the vans 37 of 45 (82.2%) are new.", None),
        ("Of the vans 37 of 45 (82%) are new.", None),
        ("Of the vans 37 of 45 are new, and 60% (27) are blue.", None),
        ("New are 81.7% (30 of 45 the year before) of the vans.", None),
        ("The vans rose to 37 of 45 (35% more than last year).", None),
    ],
)
def test_a_share_beside_counts_that_give_another(passage, text, sum):
    assert [one.said["sum"] for one in defects(prose(passage, text))] == ([sum] if sum else [])
