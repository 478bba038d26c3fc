"""An answer in short: whole sentences around the one that bears on the question, at most sixty words of a quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.brief import BRIEF, LONGEST, SHOWN, around, part, short
from rag.values import Citation, Sentence
from tests.unit.rag.council import quick, stored

FAR, NEAR = "This says little of it and is long. " * 12, "It was 12 in May. "


def cited(quote, focus="", n=1):
    return Citation(n, stored(quote), quote, focus)


@pytest.mark.parametrize("focus", [NEAR.strip(), "", "not in it"])
def test_a_long_quote_is_cut_at_sentences(focus):
    quote = f"{FAR}{NEAR}{FAR}".strip()
    start, end = around(quote, focus)
    assert quote[start:end].startswith(NEAR.strip() if focus == NEAR.strip() else "This says")
    assert 40 < len(quote[start:end].split()) <= BRIEF
    assert quote[:end].endswith(".")


def test_a_short_quote_is_whole_and_a_long_sentence_ends_where_its_words_do():
    assert around(FAR[:100], "") == (0, 100)
    row = "| ".join(f"cell {n}\t" for n in range(200))
    start, end = around(row, row.strip())
    assert (start, len(row[start:end].split())) == (0, LONGEST)
    assert part(cited(row, row.strip())).endswith(" …")
    assert part(cited("It  sank\nin <b>May</b>.")) == "It sank in May."
    assert part(cited("It ~~sank~~ rose.")) == "It ~~sank~~ rose."


def test_three_quotes_are_said_and_how_many_more_there_are():
    citations = [cited(f"{FAR}{NEAR}".strip(), NEAR.strip(), n) for n in range(1, 6)]
    sentences = [Sentence("They do not say.", ())]
    sentences += [Sentence(f"Boats, page {c.n}: “{c.quote}” [{c.n}]", (c.n,)) for c in citations]
    said = short(sentences, citations).split("\n\n")
    assert said[0] == "They do not say."
    assert said[1].startswith("Boats, page 1: “… This says")
    assert said[1].endswith("It was 12 in May.” [1]")
    assert said[4] == "More from the papers: 2."
    assert len(said) == SHOWN + 2


def test_short_quotes_are_all_said_and_so_is_a_list():
    for quote, focus in (("It sank.", "It sank."), (f"{FAR}{NEAR}".strip(), "")):
        citations = [cited(quote, focus, n) for n in range(1, 9)]
        sentences = [Sentence(f"Boats: “{quote}” [{c.n}]", (c.n,)) for c in citations]
        assert "More from" not in short(sentences, citations)
        assert short(sentences, citations).count("Boats:") == 8


def test_what_is_worded_is_whole():
    sentences = [Sentence(f"It sank {n} times [1].", (1,)) for n in range(6)]
    assert short(sentences, [cited("It sank.")]) == "\n\n".join(s.text for s in sentences)
    assert short([], []) == ""


@quick
@given(st.text() | st.lists(st.sampled_from(["It", "sank.", "\n", " ", "(ii)", "x" * 9])).map(" ".join), st.text())
def test_any_quote_has_a_part(quote, focus):
    for one in (focus, quote, quote[3:40]):
        start, end = around(quote, one)
        assert 0 <= start <= end <= len(quote)
        assert len(quote[start:end].split()) <= LONGEST
