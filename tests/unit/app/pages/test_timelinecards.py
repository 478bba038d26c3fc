"""One card a paragraph and meeting; the order of the meetings; those of no known day last."""

from __future__ import annotations

from datetime import date

from app.pages.timeline import by_meeting, cards_of
from rag.memory.history import Entry
from rag.memory.minutes import Kind
from rag.values import Citation
from tests.unit.rag.council import paper, stored

MARCH, JUNE = date(2031, 3, 4), date(2031, 6, 10)


def entry(text: str, day: date | None, minute: str | None, kind: Kind = "noted", passage: str = "p1") -> Entry:
    item = paper(f"m{day}", "Minutes", kind="minutes", meeting_date=day)
    citation = Citation(0, stored(text, item, passage), text)
    return Entry(day, minute, kind, text, "", "Lamps", None, citation, 1.0, None, f"first printed here: {len(text)}")


def test_what_one_paragraph_says_is_one_card():
    cards = cards_of(
        [
            entry("A lamp failed.", MARCH, "14 i", "asked"),
            entry("It was old.", MARCH, "14 i", passage="p2"),
            entry("It was mended.", MARCH, "14 ii"),
            entry("It shone.", JUNE, "14 ii"),
        ]
    )
    assert [[e.text for e in c.entries] for c in cards] == [
        ["A lamp failed.", "It was old."],
        ["It was mended."],
        ["It shone."],
    ]
    assert cards[0].changed == "first printed here: 14; first printed here: 11"


def test_without_a_number_a_passage_is_a_card():
    assert (
        len(cards_of([entry("A.", MARCH, None), entry("B.", MARCH, None), entry("C.", MARCH, None, passage="p2")])) == 2
    )


def test_meetings_in_both_orders_with_the_undated_last():
    cards = cards_of([entry("A.", MARCH, "1"), entry("B.", JUNE, "1"), entry("C.", None, "1")])
    assert [day for day, _ in by_meeting(cards, newest=False)] == [MARCH, JUNE, None]
    assert [day for day, _ in by_meeting(cards, newest=True)] == [JUNE, MARCH, None]
