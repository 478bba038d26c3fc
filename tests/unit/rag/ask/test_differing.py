"""Two values of one measure for one period stand side by side, newest first; where it may be another thing, nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rag.ask import differing
from rag.ask.differing import _alone, beside, difference
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
    assert answer.lead is None
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
