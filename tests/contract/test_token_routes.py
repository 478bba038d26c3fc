"""Both ways of running a model give the same token vectors, of the pieces that stand where they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoder import SentenceTransformerEmbedding
from index.encoder.embedding import embed_texts

TEXTS = [
    "Fostering report › Costs\nIt cost £1.2m – “too much”.",
    "",
    "\n  Two  words ",
    "word " * 900,
    "子ども \U0001f600 x",
]


def test_both_routes_give_the_same_token_vectors(models: Path) -> None:
    torch, fast = SentenceTransformerEmbedding(), SentenceTransformerEmbedding(cache_dir=models)
    vectors, tokens = torch.encode_passages(TEXTS)
    fast_vectors, fast_tokens = fast.encode_passages(TEXTS)
    assert vectors == pytest.approx(embed_texts(torch, TEXTS), abs=1e-5)
    assert np.sum(vectors * fast_vectors, axis=1).min() > 0.9999
    for text, one, other in zip(TEXTS, tokens, fast_tokens, strict=True):
        spans = fast.token_spans(text)
        assert torch.token_spans(text) == spans
        assert one.shape == other.shape == (len(spans), 128)
        assert np.sum(one * other, axis=1).min(initial=1.0) > 0.999
        assert all(text[start:end].strip() for start, end in spans)
    assert [len(matrix) for matrix in tokens[1:4]] == [0, 2, 254]
    assert "".join(TEXTS[0][start:end] for start, end in fast.token_spans(TEXTS[0])) == "".join(TEXTS[0].split())


def test_a_question_is_nearest_to_its_own_words(models: Path) -> None:
    embedding = SentenceTransformerEmbedding(cache_dir=models)
    _, tokens = embedding.encode_question("late buses")
    _, (matrix,) = embedding.encode_passages(["Children waited for late buses in winter."])
    spans = embedding.token_spans("Children waited for late buses in winter.")
    best = [spans[n] for n in np.argmax(tokens @ matrix.T, axis=1)]
    assert ["Children waited for late buses in winter."[start:end] for start, end in best] == ["late", "buses"]
