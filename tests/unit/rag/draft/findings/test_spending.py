"""Budgets that tables show to be missed: what is asked of a row, by what the report says of it."""

import pytest

from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from rag.draft.findings.spending import missed_budgets, pounds
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
    ("reasons", "way", "end"),
    [
        ("Village libraries are over because two roofs fell in.", "explained", "What is being done about that?"),
        (
            "Village libraries paid for two roofs that fell in. Three boilers failed in May. No books came in since.",
            "unsummed",
            "The report says why but gives no sums. How is the £0.5m made up?",
        ),
        (
            "Village libraries are over because two roofs fell in. One of them cost £120,000.",
            "partly",
            "The sums given as reasons account for £0.1m of that. What makes up the rest?",
        ),
    ],
)
def test_what_the_report_says_of_the_row_is_quoted_and_never_asked_for(asked, reasons, way, end):
    found = asked(REVENUE + f"2. {reasons}\n")
    (text, proofs) = next((text, proofs) for one, text, proofs in found if one == way)
    assert text.startswith("“Village libraries” is forecast at £2.3m, £0.5m over budget")
    assert text.endswith(end)
    assert len(proofs) > 1
    assert "What lies behind that?" not in text


def test_a_row_whose_reasons_come_with_their_sums_is_left_alone(asked):
    reasons = "Village libraries are over because two roofs fell in at £280,000. Boilers cost £230,000 more."
    assert not any("Village" in text for _, text, _ in asked(REVENUE + f"2. {reasons}\n"))


def test_a_row_that_a_part_of_the_report_is_headed_by_is_left_alone(asked):
    section = "Village libraries\n\n2. Two roofs fell in.\n\n3. Three boilers failed too.\n"
    assert not any("Village" in text for _, text, _ in asked(REVENUE + section))


def test_where_a_table_explains_rows_those_that_it_does_not_are_sums_of_others(asked):
    noted = REVENUE + (
        "2. The largest are these.\n\n"
        "Branch £000\tBudget\tForecast\tVariance\tReason\n"
        "Upper Marsh\t400\t610\t210\tA roof fell in\n"
        "Nether Marsh\t380\t520\t140\tA boiler failed\n"
        "Long Marsh\t310\t300\t(10)\tA post is vacant\n"
    )
    found = [(way, text) for way, text, _ in asked(noted)]
    assert "spent" not in dict(found)
    assert found[0] == (
        "explained",
        "“Upper Marsh” is forecast at £610,000, £210,000 over budget: “A roof fell in”. What is being done about that?",
    )


def test_reasons_that_are_told_at_length_beside_a_row_are_left_alone(asked):
    """They may give other reasons than the first of them, or answer."""
    heads = "Branch £000\tBudget\tForecast\tVariance\tReason\tDetail\n"
    rows = "Upper Marsh\t400\t610\t210\tA roof fell in\tThe roof is £90,000 of it and a boiler the rest\n"
    rows += "Nether Marsh\t380\t520\t140\tA boiler failed\t\nLong Marsh\t310\t300\t(10)\tA post is vacant\t\n"
    (found,) = asked(f"Branches\n\n1. The largest are these.\n\n{heads}{rows}\n2. They are to be noted.\n")
    assert found[1].startswith("“Nether Marsh”")


def test_a_row_that_holds_a_total_down_is_asked_after(asked):
    table = (
        "Service £m\tBudget\tForecast\tVariance\nBranches\t40.0\t49.0\t+9.0\nStock held back\t9.0\t2.0\t-7.0\n"
        "Vans\t3.0\t3.1\t+0.1\nTotal\t52.0\t54.1\t+2.1\n"
    )
    told = "2. Branches are over by £5m for fuel and by £4m for rent.\n"
    ((way, text, _),) = asked(f"Revenue\n\n1. All is told below.\n\n{table}\n{told}")
    assert way == "offset"
    assert "is £7m under budget; without it the total would be £9.1m over, not £2.1m." in text
    above = "Directorate £m\tBudget\tForecast\tVariance\nLibraries\t52.0\t54.1\t+2.1\nArchives\t8.0\t7.2\t-0.8\n"
    both = asked(
        f"Revenue\n\n1. All is told below.\n\n{above}\n2. It is parted so.\n\n{table}\n{told.replace('2.', '3.')}"
    )
    assert "without it “Libraries” would be £9.1m over, not £2.1m." in next(
        text for way, text, _ in both if way == "offset"
    )


def test_savings_are_asked_after_in_all(asked):
    ((way, text, _),) = asked(
        "Savings\n\n1. The table shows how far savings are made.\n\n"
        "Saving £000\tTarget\tForecast\tVariance\nRent\t(400)\t(150)\t250\nFuel\t(90)\t(60)\t30\n"
        "Total\t(490)\t(210)\t280\n"
    )
    assert (way, text) == (
        "saved",
        "Of £490,000 of savings planned, £210,000 is forecast. What will make up the £280,000?",
    )


def test_income_and_rows_near_their_budget_are_left_alone(asked):
    assert asked(REVENUE.replace("Revenue\n", "Income\n").replace("forecast", "income")) == []
    assert asked(REVENUE.replace("2,310\t510", "1,840\t40").replace("640\t(310)", "940\t(10)")) == []


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (12_090_000, 0, "£12.1m"),
        (573_000, 0, "£573,000"),
        (573_000, 2e6, "£0.6m"),
        (-7_000_000, 0, "£7m"),
        (8_420, 0, "£8,400"),
    ],
)
def test_a_sum_is_said_as_people_say_it(value, unit, said):
    assert pounds(value, unit) == said
