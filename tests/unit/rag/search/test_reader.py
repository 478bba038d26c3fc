"""Passages read for a question: sentences cut so that each stands in the source as it is, each measured on its own."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.tokens import tokens
from index.store.library import Library
from rag.search.corpus import words_of
from rag.search.matching import Weighed, coverage
from rag.search.reading import Reader, Said, spans
from rag.search.retriever import HybridRetriever
from tests.unit.rag.council import quick, stored


def quotes(text, joints=()):
    passage = stored(text, joints=joints)
    return [passage.text[start:end] for start, end in spans(passage)]


def test_sentences_are_cut_at_their_ends_and_at_joints():
    assert quotes("The puppets toured. They were late.") == ["The puppets toured.", "They were late."]
    assert quotes("The puppets  toured.", (11,)) == ["The puppets", "toured."]
    assert quotes("The puppets toured. They were late.", (20,)) == ["The puppets toured.", "They were late."]
    assert quotes("The puppets toured.", (0, 19)) == ["The puppets toured."]
    assert quotes("") == quotes(" \n ") == []


TEXTS = st.text(max_size=200) | st.lists(
    st.sampled_from(["The boat sank.", "No.", "3", "\n", " ", "Cllr. Moss", "fell by 4.2%", "(a)", "…", "!", "\x00"])
).map(" ".join)


@quick
@given(TEXTS, st.sets(st.integers(0, 200)))
def test_spans_are_in_order_apart_whole_and_across_no_joint(text, joints):
    passage = stored(text, id=f"{text}{sorted(joints)}", joints=tuple(sorted(joints)))
    found = spans(passage)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    for start, end in found:
        assert passage.text[start:end] == passage.text[start:end].strip() != ""
        assert not any(start < joint < end for joint in joints)
    covered = "".join("".join(text[start:end].split()) for start, end in found)
    assert covered == "".join(text.split())


@pytest.fixture(scope="module")
def read(library: Library):
    """The sentences of what is found for a question, by their words."""

    def sentences(question: str) -> dict[str, Said]:
        found = HybridRetriever(library).find(question)
        passages = [r.passage for r in found.retrieved]
        readings = found.reader.read(passages)
        return {p.text[s.start : s.end]: s for p, one in zip(passages, readings, strict=True) for s in one.sentences}

    return sentences


def test_what_a_sentence_has_of_the_concepts_is_as_reckoned_one_by_one(library):
    found = HybridRetriever(library).find("How many home-educated children and crossing patrols had Northmere?")
    passages = [r.passage for r in found.retrieved]
    longest = max(passages, key=lambda p: len(spans(p)))
    first, *_, last = (tokens(longest.text[start:end]) for start, end in spans(longest))
    one, other = sorted(set(last) - set(first))[:2]
    both = Weighed(found.concepts[0].concept, 1.0, ((((one, 0.5), (other, 0.5)), 1.0),))  # as of an abbreviation
    concepts, places = (*found.concepts, both), library.question_spans(found.query.text)
    reader = Reader(library, found.corpus, found.query, concepts, found.reader.question, places)
    for passage, reading in zip(passages, reader.read(passages), strict=True):
        words = words_of(passage)
        for said in reading.sentences:
            own = Counter(tokens(passage.text[said.start : said.end]))
            around = {
                s: own[s] or 0.5 * (s in words.text or s in words.context) for s in (*found.query.stems, one, other)
            }
            assert said.covered == pytest.approx(coverage(concepts, own.__getitem__))
            assert said.near == pytest.approx(coverage(concepts, around.__getitem__))
            assert said.covered - 1e-9 <= said.near <= 1 + 1e-9
            assert 0 <= said.together <= 1 + 1e-6


def of(sentences, words):
    return next(said for text, said in sentences.items() if words in text)


def test_every_measure_has_its_bounds(read):
    for said in read("How many children were home educated in Northmere?").values():
        assert 0 <= said.covered <= said.near <= 1 + 1e-6
        assert -1 <= said.late <= 1 + 1e-6
        assert 0 <= said.sure <= said.together <= 1 + 1e-6


def test_words_around_a_sentence_count_in_part(read):
    refused = of(read("How many families refused the adviser?"), "Eleven families refused a visit.")
    assert 0 < refused.covered < refused.near < 1  # the adviser stands in the sentence before it


def test_a_sentence_has_a_value_where_it_holds_what_is_asked_for(read):
    said = read("How many children were home educated?")
    assert of(said, "312").value == 1.0
    assert of(said, "anxious child").value == 0.0
    assert {one.value for one in read("Why home education?").values()} == {0.0}


def test_a_value_counts_beside_what_it_is_asked_for_where_the_question_is_plain(read):
    said = read("How many children were home educated?")
    assert of(said, "312").sure > 0.5
    assert {one.sure for one in said.values() if not one.value} == {0.0}
    assert {one.sure for one in read("home education rate").values()} == {0.0}


def test_a_passage_is_read_once(library, monkeypatch):
    found = HybridRetriever(library).find("crossing patrols")
    passages = [r.passage for r in found.retrieved]
    readings = found.reader.read(passages)
    monkeypatch.setattr(library, "token_vectors", lambda ids: pytest.fail("read again"))
    assert found.reader.read(passages) == readings
    assert all(0 <= one.rarest <= 1 and one.weakest <= 1 + 1e-6 for one in readings)


def test_the_tokens_of_a_sentence_are_its_own_and_match_with_the_headings_above(library):
    found = HybridRetriever(library).find("How many children were home educated in Northmere?")
    for one in found.retrieved[:5]:
        (reading,) = found.reader.read([one.passage])
        own, tokens = reading.alignment, len(found.reader.question)
        assert own.best.shape == (len(reading.sentences), tokens)
        assert own.best.mean(axis=1).tolist() == pytest.approx([said.late for said in reading.sentences], abs=1e-5)
        matrix = library.token_vectors([one.passage.id])[one.passage.id]
        text = library.token_spans(one.passage)
        offset = len(one.passage.context) + 1
        for said, mean in zip(reading.sentences, own.mean, strict=True):
            within = [n for n, (at, _) in enumerate(text) if offset + said.start <= at < offset + said.end]
            assert mean.tolist() == pytest.approx(matrix[within].mean(axis=0).tolist(), abs=1e-4)
