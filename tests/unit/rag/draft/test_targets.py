"""Targets printed beside what was reached, and defects in print: right or silent."""

from dataclasses import replace

import pytest

from index.language.amounts import amounts
from index.language.periods import find_periods
from index.language.statements import Statement as Said
from index.values import Cell
from rag.draft.printed import defects
from rag.draft.report import Statement, statements_of
from rag.draft.targets import low_is_good, missed_in_rows, missed_in_sentences


@pytest.fixture
def passage(reports, item_of):
    return statements_of(reports, [item_of("vans.txt")])[0].passage


def table(passage, heads, *rows):
    made = []
    for cells in rows:
        text, at, said = "\t".join(cells), 0, []
        for head, cell in zip(heads, cells, strict=True):
            said.append(Cell(cell, at, at + len(cell), head))
            at += len(cell) + 1
        own = Said(passage.id, 0, len(text), text, "row", amounts=tuple(amounts(text)), cells=tuple(said))
        made.append(Statement(replace(passage, text=text), own, 0, "", len(made)))
    return made


def prose(passage, *texts):
    said = [
        Said(passage.id, 0, len(text), text, "prose", None, f"{n}", None, find_periods(text), tuple(amounts(text)))
        for n, text in enumerate(texts, 1)
    ]
    return [Statement(replace(passage, text=one.text), one, 0, "", n) for n, one in enumerate(said)]


HEADS = ("Measure", "Target", "Actual", "RAG")


@pytest.mark.parametrize(
    ("heads", "row", "missed"),
    [
        (HEADS, ("Vans on time", ">90%", "84%", ""), True),  # by the sign
        (HEADS, ("Vans on time", ">90%", "94%", ""), False),
        (HEADS, ("Vans off the road", "<5%", "7%", "A"), True),
        (HEADS, ("Vans off the road", "5%", "7%", "Red"), True),  # by the colour
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
    assert tuple(found.said.values()) == ("Vans on time", "84%", ">90%")


@pytest.mark.parametrize(
    ("texts", "gap"),
    [
        (("The target number of vans was 25 but the number bought was 16.",), ("16", "25")),
        (("61 clubs were open, against a target of 80.",), ("61", "80")),
        (("The share lent was 60% (target 90%).",), ("60%", "90%")),
        (("We had a target of 6 drivers and hired 0, we have 1 coming to a panel in May.",), ("0", "6")),
        (("There is a savings target of £11.2m.", "So far £8.3m of savings are forecast."), ("£8.3m", "£11.2m")),
        (("61 clubs met, against 70 a year before.", "The target was 80 clubs."), ("61", "80")),
        (("The target was 80 clubs by August 2031.", "61 clubs met, 9 of them new."), ("61", "80")),
        (("61 clubs met.", "The target for 2040 is 80 clubs."), None),  # not yet
        (("61 vans are old.", "The target was 80 clubs."), None),
        (("A further 11 evening clubs are to come.", "The target was 15 reading clubs."), None),
        (("The target was 80 clubs.", "61 clubs met in March and 64 clubs in May."), None),  # which?
        (("The share lent was 95% (target 90%).",), None),
        (("Our aim is a target of fewer than 20 faults, and there were 12.",), None),  # a ceiling
        (("The target is to cut faults to 20; there were 12.",), None),
        (("Savings targets come to £48m, including £21m for vans.",), None),  # a part of it
        (("The plan has 7 routes, which meet the target of 900 homes.",), None),  # another thing
        (("Next year has stretch targets: 25 drivers (net 16).",), None),
        (("The income target of £9m rose by £2m.",), None),
        (("Targeted visits reached 40 of the 60 villages.",), None),
    ],
)  # fmt: skip
def test_a_sentence_that_is_short_of_its_target(passage, texts, gap):
    found = missed_in_sentences(prose(passage, *texts))
    assert [one.working for one in found] == ([f"{gap[0]} is less than the target of {gap[1]}"] if gap else [])


def test_a_gap_is_said_in_few_words_with_its_target(passage):
    long = (
        "There is a savings target of £11.2m (without changes in grants and what was left undone in the years before)."
    )
    (found,) = missed_in_sentences(prose(passage, long, "So far £8.3m of savings are forecast."))
    assert found.said["told"] == "says “So far £8.3m of savings are forecast”, and the target is £11.2m"
    assert len(found.proofs) == 2


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
    assert (found.sort, found.said["first"], found.said["second"]) == ("twins", "Paragraph 1", "paragraph 2")
    assert defects(prose(passage, first, "That 66.5% (470 readers) had a check of their card is new.")) == []
    assert defects(prose(passage, first, second.replace("470", "471"))) == []


@pytest.mark.parametrize(
    ("text", "sum"),
    [
        ("Of the vans 37 of 45 (81.7%) are new.", "82.2%"),
        ("New are 81.7% (37 of 45) of the vans.", "82.2%"),
        ("Of the vans 37 of 45 (82.2%) are new.", None),
        ("Of the vans 37 of 45 (82%) are new.", None),
        ("Of the vans 37 of 45 are new, and 60% (27) are blue.", None),
    ],
)
def test_a_share_beside_counts_that_give_another(passage, text, sum):
    assert [one.said["sum"] for one in defects(prose(passage, text))] == ([sum] if sum else [])
