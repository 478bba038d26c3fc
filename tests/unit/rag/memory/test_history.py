"""The history of a topic, in date order and exact words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.store.library import Library
from rag.check import check_quote
from rag.memory.history import Entry, Filters, figures_of, history, with_changes
from rag.memory.topic import Topic, together
from rag.search.corpus import corpus_of
from rag.search.retriever import HybridRetriever


def told(library: Library, topic: str, **filters: object) -> list[Entry]:
    return history(library, HybridRetriever(library), topic, Filters(**filters))  # type: ignore[arg-type]


def test_entries_are_in_date_order_in_exact_words(harbour):
    entries = told(harbour, "dredging of the inner basin")
    assert [e.date for e in entries] == sorted(e.date for e in entries)
    assert entries[0].kind == "resolved"
    assert entries[0].minute == "14"
    assert {e.kind for e in entries} == {"resolved", "reported"}
    assert all(check_quote(e.citation.quote, e.citation.passage) for e in entries)


def test_what_is_new_is_a_decision_or_a_figure_not_seen_before(harbour):
    entries = told(harbour, "ferries left on time")
    assert any("91%" in e.changed for e in entries[1:]) or "91" in entries[0].text
    assert told(harbour, "dredging of the inner basin")[0].changed == "a decision"


def test_a_new_figure_is_told_with_what_it_counts_and_a_bare_number_is_not(harbour):
    first = told(harbour, "ferries left on time")[0]
    later = ["At night 111 broken lamps were seen, 23 of these boats, and 12.", "Within the last 12 months 111 lamps."]
    entries = [first, *(replace(first, kind="reported", text=text) for text in later)]
    assert [e.changed for e in with_changes(entries)[1:]] == ["first printed here: 111 broken lamps", ""]


def test_filters_by_kind_committee_and_period(harbour):
    assert {e.kind for e in told(harbour, "dredging", kinds=("resolved",))} == {"resolved"}
    assert told(harbour, "dredging", committee="parish") == []
    assert {e.date for e in told(harbour, "dredging", since=date(2031, 1, 1))} == {date(2031, 3, 4), date(2031, 6, 10)}
    assert {e.date for e in told(harbour, "dredging", until=date(2030, 12, 31))} == {date(2030, 11, 12)}


@pytest.mark.parametrize("topic", ["", "   ", "quantum chromodynamics", "\x00", "\ud800", "zeppelin " * 2000])
def test_what_the_papers_do_not_speak_of_has_no_history(harbour, topic):
    assert told(harbour, topic) == []


def test_an_empty_library_has_no_history(empty):
    assert told(empty, "dredging") == []


def test_a_phrase_is_named_in_one_piece():
    assert together(("young", "carer"), ["our", "young", "carer"])
    assert not together(("young", "carer"), ["young", "people", "carer"])
    assert together(("a", "b", "c"), ["b", "x", "a", "c"])


@pytest.mark.parametrize(
    ("topic", "text", "named"),
    [
        ("missing children", "Some children in the hostel were often reported missing.", True),
        ("criminal children", "Some children fell among criminal gangs.", True),
        ("missing children", "We looked for any missed opportunities.", False),
        ("kids in care", "The children in care had a boat.", True),
        ("dredging", "The basin was dredged.", True),
    ],
)
def test_a_topic_is_named_by_its_phrases_in_any_way_the_papers_say_it(harbour, topic, text, named):
    assert Topic(topic, corpus_of(harbour)).names(text) is named


def test_figures_without_dates_and_numbering():
    found = figures_of("iv) In Q2 2021/22, on 4 May 2021, 91.5 % (182) at £4,200 and 3 of 7")
    assert list(found) == ["91.5 %", "182", "£4,200", "3", "7"]
