"""A quote ends with what it announces, and not in the middle of a sentence where it can be helped."""

from rag.ask.excerpts import FOLLOWS, WORDS, _settled
from rag.search.reading import spans
from tests.unit.rag.council import clue, stored

TALE = "The boat sank. The vote was as follows:\nFor 13.\nAgainst 45. Nobody drowned."


def shown(text, first, own, last, joints=(), taken=()):
    passage = stored(text, joints=joints)
    places = spans(passage)
    scores = {(passage.id, start): 2.0 for start, _ in places[first : last + 1]}
    place = _settled(clue(passage, places[own]), scores, taken, WORDS)
    return place and text[slice(*place)]


def test_what_a_colon_announces_is_taken_with_it():
    assert shown(TALE, 0, 0, 1) == TALE
    assert shown(TALE, 1, 1, 1) == TALE[15:]


def test_what_is_announced_and_not_there_is_left_out():
    cut = TALE[: TALE.index(":") + 1]
    assert shown(cut, 0, 0, 1) == "The boat sank."
    assert shown(cut, 0, 1, 1) is None
    assert shown(TALE, 0, 0, 1, joints=(len(cut) + 1,)) == "The boat sank."
    follows = TALE.index("For")
    assert shown(TALE, 0, 0, 1, taken=[(follows, follows + 7)]) == "The boat sank."


def test_no_more_is_taken_than_is_readable():
    long = "Here is why: " + " ".join(f"Reason {n} is a good one." for n in range(99))
    assert len(shown(long.replace(": ", ":\n"), 0, 0, 0).split()) <= FOLLOWS + 3
