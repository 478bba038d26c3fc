"""The scorer of the figures ledger, and the gold of the sample council."""

from __future__ import annotations

from datetime import date

from eval.measures.gold import read
from eval.registers.figures import CASES, FigureCase, score
from index.language.periods import named_periods
from rag.figures.ledger import Ledger
from rag.figures.values import Indicator, Paper, Value

DAY = date(2030, 12, 11)


def value(id: int, printed: str, period: str, source: str = "row") -> Value:
    span = named_periods(period, None)[0].span
    return Value(
        id, "boats", "Boats on time", float(printed.strip("%")), "%", printed, span, True,
        None, None, None, None, Paper("i", "d", "pack.txt", "Boats", "", DAY), "p", "quote", source,
    )  # fmt: skip


def case(printed: str, period: str, table: bool = True) -> FigureCase:
    return FigureCase(
        id=printed, indicator="Boats on time", meeting_date=DAY, table=table, period=period, printed=printed
    )


def test_found_missed_and_extra():
    values = (
        value(1, "84.1%", "Q1 2030/31"),
        value(2, "82.3%", "Q2 2030/31"),
        value(3, "80.0%", "Q3 2030/31", "named"),
    )
    ledger = Ledger((Indicator("boats", "Boats on time", "%", values),))
    scores = score(
        [case("84.1%", "30 June 2030"), case("99.9%", "Q2 2030/31"), case("80.0%", "Q3 2030/31", False)], ledger
    )
    assert (scores.tables, scores.sentences, scores.values) == (0.5, 1.0, 3)
    assert [c.printed for c in scores.missed] == ["99.9%"]
    assert [v.printed for v in scores.extra] == ["82.3%"]


def test_an_indicator_that_is_not_there_is_missed():
    assert score([case("84.1%", "Q1 2030/31", False)], Ledger(())).sentences == 0.0
    assert score([], Ledger(())).tables is None


def test_our_cases_are_in_shape():
    cases = read(CASES, FigureCase)
    assert len({c.id for c in cases}) == len(cases) > 200
    assert all(named_periods(c.period, None) for c in cases)
