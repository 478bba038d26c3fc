"""Two values of one measure for one period stand side by side, newest first; where it may be another thing, nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.language.periods import Span
from rag.ask import differing
from rag.ask.differing import _alone, beside, difference, newest
from rag.ask.excerpts import Quote
from rag.assistant import Assistant
from rag.figures import open_ledger
from rag.search.evidence import gather
from rag.search.retriever import HybridRetriever
from rag.values import Citation

LATER = date(2031, 3, 4)


ASKED = "What share of crossings were made on time in Q2 2030/31?"


def told(library, question: str, says: str, narrow=lambda found: found) -> tuple[list[str], str]:
    open_ledger(library)
    found = HybridRetriever(library).find(question)
    first = next(c for c in gather(found, 20) if says in c.quote)
    quotes, values = beside(narrow(found), [Quote(first, first.start, first.end)], library)
    cited = [Citation(n, q.clue.passage, q.text) for n, q in enumerate(quotes, 1)]
    return [" ".join(q.text.split()) for q in quotes], difference(values, cited)


def test_what_was_not_searched_or_is_of_another_committee_is_left_alone(ferries):
    values = "was 83.2%"
    assert told(ferries, ASKED, values)[1]
    assert told(ferries, ASKED, values, lambda found: replace(found, searched=()))[1] == ""
    other = [lambda i: replace(i, committee="Pier Board"), lambda i: replace(i, kind="minutes")]
    for changed in other:
        said = told(ferries, ASKED, values, lambda f, to=changed: replace(f, searched=tuple(map(to, f.searched))))
        assert said[1] == ""


def test_it_is_said_by_the_citations_that_state_the_values_or_not_at_all(ferries):
    assert difference((), ()) == ""
    open_ledger(ferries)
    answer = Assistant(ferries).ask(ASKED)
    assert answer.as_json()["lead"] is None
    assert "These differ for Q2 2030/31: 83.2% [1] and 82.3% [2]." in answer.notice
    value = next(v for i in open_ledger(ferries).indicators for v in i.values if v.printed == "83.2%")
    second = replace(answer.citations[0], n=3)
    assert difference((value,), (second,)).endswith("83.2% [3].")
    assert difference((value,), answer.citations[1:]) == ""


def test_a_table_and_a_sentence_of_one_paper_differ(ferries):
    quotes, said = told(ferries, "What share of crossings were made on time in Q2 2030/31?", "was 83.2%")
    assert said == "These differ for Q2 2030/31: 83.2% [1] and 82.3% [2]."
    assert ["83.2%" in quotes[0], "Q2 2030/31 82.3%" in quotes[1]] == [True, True]


def test_what_a_later_paper_says_comes_first(ferries, monkeypatch):
    ledger = open_ledger(ferries)
    later = [
        replace(
            i,
            values=tuple(replace(v, paper=replace(v.paper, meeting_date=LATER)) for v in i.values if v.source == "row"),
        )
        for i in ledger.indicators
    ]
    both = [replace(i, values=(*i.values, *one.values)) for i, one in zip(ledger.indicators, later, strict=True)]
    monkeypatch.setattr(differing, "kept_ledger", lambda _: replace(ledger, indicators=tuple(both)))
    quotes, said = told(ferries, "What share of crossings were made on time in Q2 2030/31?", "was 83.2%")
    assert said == "These differ for Q2 2030/31: 82.3% [1] and 83.2% [2]."
    assert "was 83.2%" in quotes[1]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What share of crossings were made on time in Q3 2030/31?", "was 83.2%"),  # of another time
        ("crossings made on time in Q1 2030/31", "was 84.1%"),  # another is told by a clause alone
        ("How many lifebelts were checked in Q2 2030/31?", "was 83.2%"),  # another measure is asked for
        ("What share of complaints were answered in Q2 2030/31?", "73.9% of complaints"),  # they agree
        ("What share of crossings were made on time, Q1 2030/31 and Q2 2030/31?", "was 83.2%"),  # of several times
    ],
)
def test_where_it_is_not_sure_nothing_is_said(ferries, question, says):
    quotes, said = told(ferries, question, says)
    assert (len(quotes), said) == (1, "")


LIFEBELTS = "How many lifebelts were checked, in per cent?"


@pytest.mark.parametrize(
    ("question", "says", "first"),
    [
        (LIFEBELTS, "Q1 2030/31 66.5% Increase", "Q2 2030/31 70.0%"),
        ("What share of crossings were made on time?", "was 84.1%", "was 83.2%"),  # a sentence before a row
        ("How many lifebelts were checked in Q1 2030/31?", "Q1 2030/31 66.5% Increase", "66.5% Increase"),
        ("What share of lifejackets were checked in 2 years?", "96.5%", "96.5%"),  # the later is of three years
        ("How many boats are there?", "was 84.1%", "was 84.1%"),  # another measure is asked for
        ("What share of crossings were made on time?", "was 83.2%", "was 83.2%"),  # the newest already
        ("What share of latest crossings were made on time?", "was 84.1%", "was 83.2%"),
        *(
            (question, "was 84.1%", "was 84.1%")  # no figure is asked for, or another than the newest
            for question in (
                "Why did crossings made on time fall?",
                "Who is leading on crossings made on time?",
                "What is the target for crossings made on time?",
                "What share of crossings were made on time at the highest?",
                "What share of crossings were made on time in the first quarter?",
                "What share of crossings were made on time, 84.1% or more?",
            )
        ),
    ],
)
def test_the_newest_value_of_the_measure_is_first_where_no_time_is_asked_about(ferries, question, says, first):
    open_ledger(ferries)
    found = HybridRetriever(ferries).find(question)
    told = next(c for c in gather(found, 20) if says in c.quote)
    quotes = newest(found, [Quote(told, told.start, told.end)], ferries)
    assert first in " ".join(quotes[0].text.split())
    assert (len(quotes) == 1) is (first in says)


def test_what_is_yet_to_come_and_a_count_of_a_shorter_time_follow_nothing(ferries, monkeypatch):
    ledger = open_ledger(ferries)
    found = HybridRetriever(ferries).find(LIFEBELTS)
    told = next(c for c in gather(found, 20) if "Q1 2030/31 66.5% Increase" in c.quote)
    quote = Quote(told, told.start, told.end)
    year = Span(date(2029, 10, 1), date(2030, 9, 29), "range")

    def changed(value, **with_):
        return replace(value, period=replace(value.period, **with_)) if value.printed == "70.0%" else value

    def of_a_year(value):
        return replace(value, unit="", period=value.period if value.printed == "70.0%" else year)

    ahead = {"start": date(2031, 1, 1), "end": date(2031, 3, 31)}
    under_way = {"end": date(2035, 3, 31)}  # a budget or a forecast of a time that had begun
    for change in (lambda v: changed(v, **ahead), lambda v: changed(v, **under_way), of_a_year):
        made = [replace(i, values=tuple(map(change, i.values))) for i in ledger.indicators]
        monkeypatch.setattr(differing, "kept_ledger", lambda _, made=made: replace(ledger, indicators=tuple(made)))
        assert newest(found, [quote], ferries) == [quote]


@pytest.mark.parametrize(
    ("row", "alone"),
    [
        ("Base 2030/31 | £620m | £564m", False),
        ("Ferries Q2 2030/31 £620m Q3 2030/31 £564m", True),
        ("Base £620m (12 boats)", True),
    ],
)
def test_figures_side_by_side_under_one_period_are_of_several_things(ferries, row, alone):
    value = open_ledger(ferries).indicators[0].values[0]
    assert _alone(replace(value, quote=row, printed="£620m", unit="£")) is alone
