"""How far a text has the concepts of a question."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.search.matching import K1, B, bm25, coverage, strength, weigh
from rag.search.query import SAME, Vocabulary, analyse
from tests.unit.rag.council import quick

WORDS = Vocabulary({"home ed": ("taught at home",)})


class Counted:
    """Word counts as a corpus gives them."""

    def __init__(self, size=99, **counts):
        self.size, self.counts = size, counts

    def frequency(self, stem):
        return self.counts.get(stem, 0)

    def inverse(self, count):
        return log(1 + (self.size - min(count, self.size) + 0.5) / (min(count, self.size) + 0.5))

    def inverse_frequency(self, stems):
        return {s: self.inverse(self.frequency(s)) for s in stems}


def weighed(question, **counts):
    return weigh(analyse(question, WORDS), Counted(**counts))


def has(**frequency):
    return lambda stem: frequency.get(stem, 0)


def test_rare_concepts_weigh_more():
    rare, common = weighed("puppet ferri", puppet=2, ferri=80)
    assert rare.weight > common.weight > 0


def test_a_concept_said_another_way_often_is_less_telling():
    (often,) = weighed("home ed", home=3, ed=3, taught=60)
    (seldom,) = weighed("home ed", home=3, ed=3)
    assert often.weight < seldom.weight


def test_strength_is_that_of_the_best_way():
    (concept,) = weighed("home ed", home=9, ed=9, taught=9)
    assert strength(concept, has()) == 0
    assert strength(concept, has(home=2, ed=3)) == 2  # as often as its rarest word
    assert strength(concept, has(home=1, taught=1)) == pytest.approx(SAME)
    assert strength(concept, has(home=5, ed=5, taught=5)) == 5


def test_a_part_of_a_way_counts_little():
    (concept,) = weighed("home ed", home=9, ed=9, taught=9)
    assert strength(concept, has(ed=7)) == pytest.approx(0.25)
    assert strength(concept, has(taught=7)) == pytest.approx(SAME * 0.25)


def test_coverage_is_a_share_of_the_weight():
    concepts = weighed("puppet ferri", puppet=2, ferri=80)
    assert coverage(concepts, has()) == 0
    assert coverage(concepts, has(puppet=1, ferri=1)) == pytest.approx(1)
    assert coverage(concepts, has(puppet=9)) == pytest.approx(concepts[0].weight / sum(c.weight for c in concepts))
    assert coverage(concepts, has(puppet=0.5)) == pytest.approx(coverage(concepts, has(puppet=1)) / 2)
    assert coverage((), has(puppet=1)) == 0


def test_bm25_of_single_words_is_the_books():
    concepts = weighed("puppet ferri", puppet=2, ferri=80)
    length, average = 30, 20
    norm = K1 * (1 - B + B * length / average)
    expected = sum(c.weight * n * (K1 + 1) / (n + norm) for c, n in zip(concepts, (3, 1), strict=True))
    assert bm25(concepts, {"puppet": 3, "ferri": 1}, length, average) == pytest.approx(expected)
    assert bm25(concepts, {}, length, average) == 0
    assert bm25(concepts, {"puppet": 1}, 0, 1) > bm25(concepts, {"puppet": 1}, 50, 1)


FREQUENCIES = st.dictionaries(st.sampled_from(["home", "ed", "taught", "puppet"]), st.floats(0, 20))


@quick
@given(FREQUENCIES, FREQUENCIES)
def test_more_words_never_count_less(some, more):
    concepts = weighed("home ed puppet", home=9, ed=4, taught=30, puppet=2)
    together = {s: max(some.get(s, 0), more.get(s, 0)) for s in {*some, *more}}
    low, high = (coverage(concepts, lambda s, f=f: f.get(s, 0)) for f in (some, together))
    assert 0 <= low <= 1 + 1e-9
    assert low <= high + 1e-9
