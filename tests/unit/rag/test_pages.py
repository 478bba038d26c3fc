"""The page of a citation is the one its quote begins on."""

from index.values import Turn
from rag.values import Citation
from tests.unit.rag.council import stored


def test_a_quote_is_cited_by_the_page_it_begins_on():
    passage = stored("One line. Another line.", page=4, pack_page="9", turns=(Turn(10, 5, "10", "1"),))
    first, second = (Citation(1, passage, quote).as_json() for quote in ("One line.", "Another line."))
    assert (first["page"], first["pack_page"], first["printed_page"]) == (4, "9", None)
    assert (second["page"], second["pack_page"], second["printed_page"]) == (5, "10", "1")
