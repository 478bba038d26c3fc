"""The scorer of histories: what is held, what is missed, and the order."""

from __future__ import annotations

from datetime import date

from eval.measures.gold import read
from eval.registers.history import CASES, HistoryCase, score
from rag.memory.history import Entry
from rag.values import Citation
from tests.unit.rag.council import stored


def entry(text: str, day: date, reply: str = "") -> Entry:
    answered = Citation(0, stored(reply), reply) if reply else None
    return Entry(day, "1", "noted", text, "", "", None, Citation(1, stored(text), text), 1.0, answered)


def test_quotes_are_held_by_an_entry_or_its_reply():
    case = HistoryCase(id="h", topic="bells", quotes=("the bell rang", "it was mended", "it sank"))
    told = score(
        case, [entry("In May the bell rang.", date(2030, 5, 1), "It was mended!"), entry("x", date(2031, 1, 1))]
    )
    assert told.missed == ("it sank",)
    assert round(told.recall, 2) == 0.67
    assert (told.entries, told.in_order) == (2, True)


def test_a_history_out_of_order_is_told_of():
    case = HistoryCase(id="h", topic="bells", quotes=("x",))
    assert not score(case, [entry("x", date(2031, 1, 1)), entry("y", date(2030, 1, 1))]).in_order


def test_the_gold_stands_in_the_sample_papers():
    sources = CASES.parents[1] / "council" / "sources"
    texts = [" ".join(p.read_text("utf-8").split()) for p in sorted(sources.glob("*/*.txt"))]
    for case in read(CASES, HistoryCase):
        for quote in case.quotes:
            assert any(quote in text for text in texts), quote
