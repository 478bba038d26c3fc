"""Which sentences are shown, and how much around each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.amounts import amounts
from index.language.statements import Statement
from rag.ask.excerpts import LIMIT, WORDS, Quote, choose, without_furniture
from rag.check import check_quote
from rag.search.reading import spans
from tests.unit.rag.council import clue, paper, quick, stored


def clues(text, scores, joints=(), item=None, id="p", bearing=None):
    """A clue for each sentence, best first; `bearing` is how far each bears on the question (1 each)."""
    passage = stored(text, item or paper("i", "Boats"), id=id, joints=joints)
    found = spans(passage)
    bearing = bearing or [1.0] * len(found)
    made = [
        clue(passage, place, score, late=share, near=0.0)
        for place, score, share in zip(found, scores, bearing, strict=True)
    ]
    return sorted(made, key=lambda c: -c.score)


def texts(quotes):
    return [quote.text for quote in quotes]


THREE = "The boat sank. Nobody drowned at all. Nine villages saw puppets."


def test_a_quote_is_widened_by_neighbours_that_bear_on_the_question():
    assert texts(choose(clues(THREE, [3, 1, 1]))) == [THREE]
    assert texts(choose(clues(THREE, [3, 1, 1], bearing=[1, 1, 0.1])))[0] == "The boat sank. Nobody drowned at all."
    assert texts(choose(clues(THREE, [3, 1, 1], bearing=[1, 0.1, 1])))[0] == "The boat sank."


def test_a_quote_is_never_widened_across_a_joint():
    joint = THREE.index("Nobody")
    assert texts(choose(clues(THREE, [3, 2.9, 1], (joint,)))) == [
        "The boat sank.",
        "Nobody drowned at all. Nine villages saw puppets.",
    ]


def test_a_quote_has_a_length():
    long = " ".join(["Word"] * (WORDS - 3)) + "."
    assert texts(choose(clues(f"The boat sank. {long}", [2, 1]))) == [f"The boat sank. {long}"]
    assert texts(choose(clues(f"The old boat sank. {long}", [2, 1])))[0] == "The old boat sank."
    assert texts(choose(clues(f"{long} {long}", [2, 1])))[0] == long


def test_there_is_a_limit():
    many = [c for n in range(12) for c in clues(f"Boat number{n} sank{n} off{n} the{n} rock{n}.", [1], id=f"p{n}")]
    assert len(choose(many)) == LIMIT
    assert texts(choose(many, limit=2)) == texts(choose(many))[:2]
    assert choose([]) == []


def test_one_paper_saying_what_another_says_is_quoted_once():
    says = "The boat sank in the old harbour."
    found = clues(says, [2], id="a") + clues(says, [1.9], id="b")
    assert [q.clue.passage.id for q in choose(found)] == ["a"]


def test_what_a_joint_would_turn_round_is_not_quoted():
    """The page's end parted "did not" from the rest: the rest alone would say the contrary."""
    text = "The service did not improve much. Boats sank."
    found = clues(text, [1, 3, 2.9], (text.index("improve"),), bearing=[0.1, 1, 0.1])
    assert not any("improve" in text for text in texts(choose(found)))


@pytest.mark.parametrize(
    ("lines", "kinds", "scored", "shown", "focus"),
    [
        (["## Ferries", "16. They carried 12 people."], ["heading", "prose"], 0, 2, 1),
        (["Mr A Reed, Chair", "He said it was 9%.", "Lamps"], ["heading", "prose", "heading"], 0, 2, 1),
        (["Boat | 2031", "Red | 4", "Blue | 5"], ["head", "row", "row"], 0, 3, 1),
        (["It sank.", "17. Question Time"], ["prose", "heading"], 1, 1, 0),
        (["It sank.", "Nobody drowned."], ["prose", "prose"], 1, 2, 1),
        (["layout: post", "author: reed"], ["front", "front"], 0, 0, 0),
        (["7. The ferry is to cost £7,032", "8. Boats"], ["heading", "heading"], 0, 1, 0),
        (["It sank.", "38% boys 62% girls"], ["prose", "heading"], 1, 2, 1),
        (["2031 boats", "It sank."], ["heading", "prose"], 0, 2, 1),
        (["Boat | £", "Red | £4"], ["head", "head"], 0, 0, 0),
    ],
)
def test_what_frames_a_papers_text_gives_way_to_what_stands_below_it(lines, kinds, scored, shown, focus):
    text, starts = "\n".join(lines), [sum(len(one) + 1 for one in lines[:n]) for n in range(len(lines))]
    passage = stored(text, paper("i", "Boats"))
    places = [(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    found = clue(passage, places[scored], 3)
    statements = [
        Statement(passage.id, *place, line, kind, amounts=amounts(line))
        for place, line, kind in zip(places, lines, kinds, strict=True)
    ]
    quote = without_furniture(Quote(found, 0, len(text)), statements)
    if not shown:
        assert quote is None
        return
    assert quote is not None
    assert (quote.text, quote.focus, quote.clue.score) == ("\n".join(lines[:shown]), lines[focus], 3)


PIECES = st.sampled_from(
    ["The boat", "sank.", "Nobody", "did not", "drowned", "28.4%", "(47 of 162)", "£1.2m", "No.", "\n", "Mrs Quill"]
) | st.sampled_from(["A&E", "“quoted", "words”", "co-", "…", "!", "[2]", "(iv)", "ﬁnal", "2030/31", "<b>", "\t", "7."])


@st.composite
def found_clues(draw):
    """Clues of some passages with joints between words, best first."""
    made = []
    for n, words in enumerate(draw(st.lists(st.lists(PIECES, min_size=1, max_size=25), min_size=1, max_size=3))):
        text = " ".join(words).strip()
        gaps = [i + 1 for i, c in enumerate(text) if c == " "]
        joints = tuple(sorted(draw(st.sets(st.sampled_from(gaps), max_size=3)))) if gaps else ()
        passage = stored(text, paper(f"i{n}", "Boats"), id=f"{text}{joints}{n}", joints=joints)
        for place in spans(passage):
            share, score = draw(st.floats(0, 1)), draw(st.floats(0.5, 1))
            made.append(clue(passage, place, score, late=share, near=0.5))
    return sorted(made, key=lambda c: -c.score)


@quick
@given(found_clues(), st.integers(1, 6))
def test_quotes_stand_in_their_passages_apart_and_can_be_proved(found, limit):
    quotes = choose(found, limit)
    assert len(quotes) <= limit
    for quote in quotes:
        passage = quote.clue.passage
        assert quote.text == passage.text[quote.start : quote.end] == quote.text.strip() != ""
        assert quote.start <= quote.clue.start < quote.clue.end <= quote.end
        assert not any(quote.start < joint < quote.end for joint in passage.joints)
        assert check_quote(quote.text, passage)
        others = [q for q in quotes if q is not quote and q.clue.passage.id == passage.id]
        assert all(quote.end <= q.start or q.end <= quote.start for q in others)
