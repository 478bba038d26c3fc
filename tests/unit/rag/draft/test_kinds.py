"""Of what kinds a statement is."""

from llama_index.core.embeddings import MockEmbedding

from prompts.fitted import fitted
from rag.draft.kinds import KINDS, kinds


def test_with_another_encoder_nothing_is_known():
    assert kinds(["The vans are old.", "All are well."], MockEmbedding(embed_dim=4)) == [frozenset(), frozenset()]
    assert kinds([], MockEmbedding(embed_dim=4)) == []


def test_every_kind_has_a_head_as_wide_as_the_encoder():
    heads = fitted("kinds")["heads"]
    assert set(heads) == set(KINDS)
    assert {len(head["weights"]) for head in heads.values()} == {384}
