"""The retriever: full text and vectors give candidates, which are ranked; LlamaIndex may use it as its own."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.faults import NotFound
from index.store.library import Library
from rag.search.nodes import NodeRetriever, as_node
from rag.search.ranking import FIRST, SECOND, heads
from rag.search.retriever import HybridRetriever, _own
from rag.values import place
from tests.unit.rag import council
from tests.unit.rag.council import paper, stored


@pytest.fixture(scope="module")
def retriever(library: Library) -> HybridRetriever:
    return HybridRetriever(library)


def texts(found):
    return [r.passage.text for r in found.retrieved]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many children were home educated in Northmere?", "312 children were home educated"),
        ("How many kids are home ed?", "home educated"),
        ("What did the puppet theatre do?", "puppet theatre toured"),
        ("teeth of kids in care", "Dental checks reached 74 %"),
        ("How many crossing patrols were there in 2031/32?", "39 crossing patrols in 2031/32"),
        ("How many crossing patrols were there in 2030/31?", "46 crossing patrols in 2030/31"),
        ("What did the Lead Member agree to at the last meeting?", "agreed to write to the Bishop"),
    ],
)
def test_the_passage_that_answers_is_among_the_first(retriever, question, answer):
    assert any(answer in text for text in texts(retriever.find(question))[:2])


def test_ranks_scores_and_features(retriever, library):
    found = retriever.find("crossing patrols")
    assert [r.rank for r in found.retrieved] == list(range(1, len(found.retrieved) + 1))
    scores = [r.score for r in found.retrieved]
    assert scores == sorted(scores, reverse=True)
    assert set(found.features) == {r.passage.id for r in found.retrieved}
    assert found.question_tokens.shape == (2, 128)
    assert [i.id for i in found.searched] == [i.id for i in library.items()]


def test_k_is_how_many(library):
    assert len(HybridRetriever(library, k=3).find("crossing patrols").retrieved) == 3
    assert len(HybridRetriever(library).find("crossing patrols", k=2).retrieved) == 2


def test_weights_decide(library):
    one = heads().without([*(name for name in FIRST if name != "title"), *(n for n in SECOND if n != "paper")])
    found = HybridRetriever(library, weights=one).find("notes puppet theatre villages")
    assert found.retrieved[0].passage.item.title == "Notes on the puppet theatre"


def test_items_narrow_everything(retriever, library):
    minutes = {i.id for i in library.items() if i.kind == "minutes"}
    found = retriever.find("How many children were home educated?", items=minutes)
    assert {r.passage.item.id for r in found.retrieved} <= minutes
    assert {i.id for i in found.searched} == minutes
    nothing = retriever.find("How many children were home educated?", items=())
    assert (nothing.retrieved, nothing.searched) == ((), ())
    assert retriever.find("boats", items=["no such paper"]).retrieved == ()


def test_the_same_words_twice_in_one_paper_are_one(own, tmp_path):
    pack = {"twice.txt": "# report | 2031-06-10 | Kites\n\nKites  flew high.\n\nKites flew\nhigh.\n\nKites fell."}
    council.index(own, council.write(tmp_path / "kites", pack))
    found = texts(HybridRetriever(own).find("kites"))
    assert sorted(t for t in found if "Kites" in t) == ["Kites fell.", "Kites flew high."]


def test_no_papers(empty):
    found = HybridRetriever(empty).find("crossing patrols")
    assert (found.retrieved, found.searched) == ((), ())
    assert NodeRetriever(HybridRetriever(empty)).retrieve("crossing patrols") == []


def test_llamaindex_gets_nodes(retriever, library):
    asked = NodeRetriever(retriever)
    assert isinstance(asked, BaseRetriever)
    nodes = asked.retrieve("crossing patrols")
    found = retriever.find("crossing patrols")
    assert [n.node.node_id for n in nodes] == [r.passage.id for r in found.retrieved]
    for node, one in zip(nodes, found.retrieved, strict=True):
        assert isinstance(node, NodeWithScore)
        assert isinstance(node.node, TextNode)
        assert node.score == one.score
        assert node.node.text == library.passage(node.node.node_id).text
        assert node.node.metadata == place(one.passage)
    bundle = QueryBundle("crossing patrols")
    assert [n.node.node_id for n in asked.retrieve(bundle)] == [n.node.node_id for n in nodes]
    assert [n.node.node_id for n in asyncio.run(asked.aretrieve(bundle))] == [n.node.node_id for n in nodes]


def test_a_nodes_metadata_is_the_place_of_a_citation():
    passage = stored("It sank.", paper("i", "Boats"), paragraph="4", page=9, pack_page="7")
    assert as_node(passage).metadata == {
        "document": "pack.txt",
        "report": "Boats",
        "parent": "",
        "kind": "report",
        "committee": None,
        "meeting_date": "2031-06-10",
        "section": None,
        "paragraph": "4",
        "page": 9,
        "pack_page": "7",
        "printed_page": None,
    }


def test_an_embedding_without_token_vectors_works(library, monkeypatch):
    embed = library.embed_question
    monkeypatch.setattr(library, "embed_question", lambda q: (embed(q)[0], np.zeros((0, 128), np.float32)))
    monkeypatch.setattr(library, "token_vectors", lambda ids: {id: np.zeros((0, 128), np.float32) for id in ids})
    found = HybridRetriever(library).find("How many kids are home ed?")
    assert "home educated" in texts(found)[0]
    assert {f["late"] for f in found.features.values()} == {0.0}


def test_a_paper_withdrawn_between_two_steps_is_looked_for_again(own, monkeypatch):
    retriever = HybridRetriever(own)
    by_id = own.passages_by_id

    def withdrawn_just_after(ids):
        passages = by_id(ids)
        monkeypatch.undo()
        own.withdraw("notes.txt")
        return passages

    monkeypatch.setattr(own, "passages_by_id", withdrawn_just_after)
    found = retriever.find("puppet theatre")
    assert found.retrieved
    assert "notes.txt" not in {r.passage.item.document for r in found.retrieved}
    assert "notes.txt" not in {i.document for i in found.searched}


def test_a_passage_that_is_lost_is_a_fault(library, monkeypatch):
    def lost(ids):
        raise NotFound("There is no passage 'x' in the index.", "Its paper was changed or withdrawn.")

    monkeypatch.setattr(library, "passage_vectors", lost)
    with pytest.raises(NotFound):
        HybridRetriever(library).find("puppet theatre")


def test_a_second_ingest_is_seen_at_once(own, tmp_path):
    retriever = HybridRetriever(own)
    assert not any("kites" in t for t in texts(retriever.find("kites")))
    pack = {"kites.txt": "# report | 2033-01-11 | Sky\n\nThe kites flew."}
    council.index(own, council.write(tmp_path / "more", pack))
    assert texts(retriever.find("kites"))[0] == "The kites flew."
    assert retriever.find("What of last January?").scoped.scope.years == (2033,)


@pytest.mark.parametrize(
    "question", ["", "?", "\x00", "\ufffd", "的", '" OR 1; --', "NEAR(a b)*", "x" * 5000, "boat " * 4000]
)
def test_any_question_is_retrieved_for(retriever, question):
    assert len(retriever.find(question).retrieved) <= 20


def test_passages_that_say_the_same_collapse_to_the_best(library, monkeypatch):
    ranked = [r.passage for r in HybridRetriever(library).find("crossing patrols").retrieved]
    first, second = [p for p in ranked if p.item.title == "School Crossing Patrols Review"][:2]
    third = next(p for p in ranked if p.item.id not in (first.item.id, second.item.id))
    same = {first.id: "group", second.id: "group", third.id: "group"}
    by_id = library.passages_by_id
    grouped = lambda ids: [replace(p, same_as=same.get(p.id)) for p in by_id(ids)]  # noqa: E731
    monkeypatch.setattr(library, "passages_by_id", grouped)
    found = {r.passage.id: r for r in HybridRetriever(library).find("crossing patrols").retrieved}
    (kept,) = [id for id in same if id in found]
    best = next(p for p in ranked if p.id == kept)
    assert {p.id for p in found[kept].also} == {p.id for p in (first, second, third) if p.item.id != best.item.id}


def test_a_misspelt_word_finds_what_was_meant(library):
    found = HybridRetriever(library).find("crosing patrolls")
    assert any("crossing patrols" in r.passage.text for r in found.retrieved[:3])
    assert (found.concepts[0].concept.surface, len(found.concepts[0].concept.ways)) == ("crosing", 2)


def test_a_paper_held_as_a_file_of_its_own_stands_before_its_copy_within_the_pack(library):
    best = HybridRetriever(library).find("crossing patrols in 2031/32").retrieved[0].passage

    def copy(document, **item):
        return replace(best, id=document, item=replace(best.item, id=document, document=document, **item))

    passages = (copy("pack.pdf"), copy("own.pdf"), copy("elsewhere.pdf", committee="Another committee"))
    held = {"pack.pdf": 9, "own.pdf": 1, "elsewhere.pdf": 1}
    assert _own([0, 1], passages, held) == (1, (0,))
    assert _own([1, 0], passages, held) == (1, (0,))
    assert _own([0, 2], passages, held) == (0, (2,))
