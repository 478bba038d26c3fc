"""An answer in short: the first quote whole, few words around what bears on the question of those that bear nearly as
much.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.brief import BRIEF, FIRST, SHOWN, WHOLE, around, part, short
from rag.values import Citation, Sentence
from tests.unit.rag.council import quick, stored

FAR, NEAR = "This says little of it and is long. " * 6, "It was 12 in May. "


def cited(quote, focus="", n=1):
    return Citation(n, stored(quote), quote, focus)


@pytest.mark.parametrize("focus", [NEAR.strip(), "not in it"])
def test_a_long_quote_is_cut_at_sentences(focus):
    quote = f"{FAR}{NEAR}{FAR}".strip()
    start, end = around(cited(quote, focus, 2))
    assert quote[start:end].startswith(NEAR.strip() if focus == NEAR.strip() else "This says")
    assert BRIEF - 10 < len(quote[start:end].split()) <= BRIEF
    assert quote[:end].endswith(".")


@pytest.mark.parametrize(("focus", "n", "most"), [(NEAR.strip(), 1, FIRST), ("", 2, WHOLE)])
def test_of_the_first_quote_and_of_a_list_more_is_shown(focus, n, most):
    quote = f"{NEAR}{FAR * 3}".strip()
    assert around(cited(FAR.strip()[:200], focus, n)) == (0, 200)
    start, end = around(cited(quote, focus, n))
    assert BRIEF < len(quote[start:end].split()) <= most


def test_a_short_quote_is_whole_and_a_long_sentence_ends_where_its_words_do():
    assert around(cited(FAR[:100], "This", 2)) == (0, 100)
    row = "| ".join(f"cell {n}\t" for n in range(200))
    for n, most in ((1, FIRST), (2, BRIEF)):
        start, end = around(cited(row, row.strip(), n))
        assert (start, len(row[start:end].split())) == (0, most)
    assert part(cited(row, row.strip())).endswith(" …")
    assert part(cited("It  sank\nin <b>May</b>.")) == "It sank in May."
    assert part(cited("The &amp; boat\nsank > rose.")) == "The & boat sank > rose."
    assert part(cited("It ~~sank~~ rose.")) == "It ~~sank~~ rose."
    assert part(cited("4.1 [(2.1)](</2031-04/The 7th Meeting (in part)#42-the-pier>) It sank.")) == "4.1 (2.1) It sank."


def test_a_paragraphs_number_goes_with_what_it_numbers():
    quote = f"3. {NEAR}It had doubled.\n4. {'Much is said of it here and ' * 12}there."
    assert part(cited(quote, NEAR.strip(), 2)) == f"3. {NEAR}It had doubled. …"


@pytest.mark.parametrize(
    ("before", "asked", "announced", "said"),
    [
        ("1. Question Time.", f"Mr Reed asked what the boats cost, {'and why so, ' * 6}too?", "The Chair replied:",
         f"They cost £12 each. {'That was in May of the year before this one. ' * 6}"),
        (f"{FAR}", "The panel was told of the ferry.", "It resolved as follows:",
         f"a) that the ferry be sold to the town; {'and that its crew be thanked once more, ' * 8}"),
        (f"{FAR}{FAR}", "Two parts of the pier are closed.", "The reasons are:",
         f"- wood that has rotted in the two summers since; {'and so on at a length that is wearisome, ' * 6}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("n", [1, 2])
def test_what_is_announced_is_shown_and_not_its_announcement_alone(before, asked, announced, said, n):
    quote = f"{before}\n{asked}\n{announced}\n{said}".strip()
    shown = part(cited(quote, asked.strip(), n))
    assert f"{announced} {' '.join(said.split()[:4])}" in shown


def said_of(citations, near=9):
    return [Sentence(f"Boats: “{c.quote}” [{c.n}]", (c.n,), more=c.n > near) for c in citations]


@pytest.mark.parametrize(("near", "shown"), [(9, SHOWN), (2, 2), (1, 1)])
def test_those_that_bear_nearly_as_much_are_said_and_how_many_more_there_are(near, shown):
    citations = [cited(f"{FAR}{NEAR}".strip(), NEAR.strip(), n) for n in range(1, 7)]
    said = short([Sentence("They do not say.", ()), *said_of(citations, near)], citations).split("\n\n")
    assert said[0] == "They do not say."
    assert said[1] == f"Boats: “{citations[0].quote}” [1]"
    for n, other in enumerate(said[2:-1], 2):
        assert other.startswith("Boats: “… This says")
        assert other.endswith(f"It was 12 in May.” [{n}]")
    assert said[-1] == f"{6 - shown} more quotes."
    assert len(said) == shown + 2


def test_all_of_a_list_is_said():
    citations = [cited(f"{FAR}{NEAR}".strip(), "", n) for n in range(1, 9)]
    assert "More from" not in short(said_of(citations), citations)
    assert short(said_of(citations), citations).count("Boats:") == 8


def test_what_is_worded_is_whole():
    sentences = [Sentence(f"It sank {n} times [1].", (1,)) for n in range(6)]
    assert short(sentences, [cited("It sank.")]) == "\n\n".join(s.text for s in sentences)
    assert short([], []) == ""


@quick
@given(st.text() | st.lists(st.sampled_from(["It", "sank.", "\n", " ", "(ii)", "x" * 9])).map(" ".join), st.text())
def test_any_quote_has_a_part(quote, focus):
    for one in (focus, quote, quote[3:40]):
        for n, most in ((1, WHOLE), (2, BRIEF if one else WHOLE)):
            start, end = around(cited(quote, one, n))
            assert 0 <= start <= end <= len(quote)
            assert len(quote[start:end].split()) <= most
