"""Budgets that tables show to be missed: what is asked of a row, by what the report says of it."""

import pytest

from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from rag.draft.findings.spending import missed_budgets, told
from rag.draft.material.report import statements_of
from rag.draft.questions import Writer
from tests.fakes import HashEmbedding

HEAD = "LIBRARIES OVERVIEW COMMITTEE\n\n2 SEPTEMBER 2031\n\nBUDGET MONITORING\n\nREPORT OF THE DIRECTOR OF LEARNING\n\n"
REVENUE = """Revenue

1. The table shows the forecast for the year, in thousands of pounds.

Service £000\tBudget\tForecast\tVariance
Town libraries\t4,000\t4,060\t60
Village libraries\t1,800\t2,310\t510
Mobile libraries\t950\t640\t(310)
Total\t6,750\t7,010\t260

"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with Library.open(tmp_path_factory.mktemp("spending"), HashEmbedding()) as opened:
        yield opened


@pytest.fixture
def asked(tmp_path, library):
    """The questions on the money of a report, each with the words it rests on."""

    def of(text):
        path = tmp_path / f"{len(library.items())}.txt"
        path.write_text(HEAD + text, encoding="utf-8")
        (line,) = ingest([path], library, parse)
        papers = [item for item in library.items() if item.document == line.document and item.kind == "report"]
        found = missed_budgets(library, papers, statements_of(library, papers))
        return [(one.way, Writer(None).of_finding(one).text, [p.text for p in one.proofs]) for one in found]

    return of


def test_the_worst_row_of_a_table_is_asked_after_with_its_budget_and_the_difference(asked):
    ((way, text, proofs),) = asked(REVENUE + "2. Members are asked to note the report.\n")
    assert way == "spent"
    assert text == (
        "“Village libraries” is forecast at £2.3m against a budget of £1.8m, £0.5m more. What lies behind that?"
    )
    assert proofs == ["Village libraries 1,800 2,310 510"]
    assert len(text.split()) <= 30


@pytest.mark.parametrize(
    "said",
    [
        "Village libraries are £510,000 over because two roofs fell in.",
        "Village libraries are open on three days a week.",
        "Village libraries are over because two roofs fell in. A saving of £120,000 on books was made.",
        "The board will hear in May how the village libraries are to be paid for.",
    ],
)
def test_a_row_that_a_sentence_names_is_left_alone(asked, said):
    """Whether it tells why, or answers, no arithmetic tells."""
    assert not any("Village" in text for _, text, _ in asked(REVENUE + f"2. {said}\n"))


@pytest.mark.parametrize(
    "note", ["Red", "Ann Lee", "A roof fell in", "The roof is £90,000 of it and a boiler the rest"]
)
def test_nothing_is_asked_of_rows_where_cells_beside_them_say_more(asked, note):
    heads = "Branch £000\tBudget\tForecast\tVariance\tNote\n"
    rows = f"Upper Marsh\t400\t610\t210\t{note}\nNether Marsh\t380\t520\t140\t\n"
    assert asked(f"Branches\n\n1. These are the branches.\n\n{heads}{rows}\n2. They are to be noted.\n") == []


def test_money_for_projects_is_called_capital(asked):
    ((_, text, _),) = asked(REVENUE.replace("Revenue\n", "Capital\n").replace("2,310\t510", "1,290\t(510)"))
    assert "against a capital budget of £1.8m, £0.5m less" in text


def test_a_row_that_a_part_of_the_report_is_headed_by_is_left_alone(asked):
    section = "Village libraries\n\n2. Two roofs fell in.\n\n3. Three boilers failed too.\n"
    assert not any("Village" in text for _, text, _ in asked(REVENUE + section))


BRANCHES = """Service £m\tBudget\tForecast\tVariance
Branches\t40.0\t49.0\t+9.0
Stock held back\t9.0\t2.0\t-7.0
Vans\t3.0\t3.1\t+0.1
Total\t52.0\t54.1\t+2.1
"""


def test_a_row_that_holds_a_total_down_is_asked_after(asked):
    ((way, text, proofs),) = asked(
        f"Revenue\n\n1. All is told below.\n\n{BRANCHES}\n2. Branches are over by £5m for fuel and by £4m for rent.\n"
    )
    assert way == "offset"
    assert "is £7m under budget; without it the total would be £9.1m over, not £2.1m." in text
    assert [proof.split()[0] for proof in proofs] == ["Stock", "Total"]


def test_a_row_below_the_line_holds_no_total_down(asked):
    table = BRANCHES.replace("Stock held back\t9.0\t2.0\t-7.0\n", "").replace("52.0\t54.1\t+2.1", "43.0\t52.1\t+9.1")
    found = asked(f"Revenue\n\n1. All is told below.\n\n{table}Interest\t9.0\t2.0\t-7.0\n\n2. Members note it.\n")
    assert "offset" not in [way for way, *_ in found]


def test_savings_are_asked_after_in_all(asked):
    ((way, text, _),) = asked(
        "Savings\n\n1. The table shows how far savings are made.\n\n"
        "Saving £000\tTarget\tForecast\tVariance\nRent\t(400)\t(150)\t250\nFuel\t(90)\t(60)\t30\n"
        "Total\t(490)\t(210)\t280\n"
    )
    assert (way, text) == (
        "saved",
        "Of £490,000 of savings planned in all, £210,000 is forecast. What will make up the £280,000?",
    )


def test_a_subtotal_of_savings_is_not_the_whole(asked):
    found = asked(
        "Savings\n\n1. The table shows how far savings are made.\n\n"
        "Saving £000\tTarget\tForecast\tVariance\nRent\t(400)\t(150)\t250\nFuel\t(90)\t(60)\t30\n"
        "Total buildings\t(490)\t(210)\t280\nFees\t(300)\t(400)\t100\nFines\t(260)\t(360)\t100\n"
        "Total charges\t(560)\t(760)\t200\nTotal\t(1,050)\t(970)\t80\n"
    )
    assert [text for _, text, _ in found] == [
        "“Rent” was to save £400,000, and £150,000 is forecast. What will make up the £250,000?"
    ]


def test_income_and_rows_near_their_budget_are_left_alone(asked):
    assert asked(REVENUE.replace("Revenue\n", "Income\n").replace("forecast", "income")) == []
    assert asked(REVENUE.replace("2,310\t510", "1,840\t40").replace("640\t(310)", "940\t(10)")) == []


@pytest.mark.parametrize(
    ("sums", "scale", "said"),
    [
        ((12_400_000, 9_300_000, 3_100_000), 1e6, ("£12.4m", "£9.3m", "£3.1m")),
        ((573_000, 493_000, 80_000), 1e3, ("£573,000", "£493,000", "£80,000")),
        ((600_000, 500_000, 100_000), 1e6, ("£0.6m", "£0.5m", "£0.1m")),
        ((204_400, 149_500, 54_900), 1, ("£204,400", "£149,500", "£54,900")),
        ((1_051_000, 1_000_000, 51_000), 1e3, ("£1.05m", "£1m", "£0.05m")),
        ((-150_000, -400_000, 250_000), 1e3, ("£150,000", "£400,000", "£250,000")),
        ((4_149, 3_649, 400), 1, ()),
    ],
)
def test_sums_agree_as_they_are_said(sums, scale, said):
    assert told(sums, scale) == said
