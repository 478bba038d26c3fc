"""What kinds a statement is of, by heads fitted on a reader's sorting: one that admits a problem, or plans something.

With another encoder than they were fitted on, nothing is known of any.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from index.encoder.embedding import embed_texts, identity
from prompts.fitted import fitted

KINDS = ("problem", "plan")


def kinds(texts: Sequence[str], embedding: BaseEmbedding) -> list[frozenset[str]]:
    """Of which of `KINDS` each statement is."""
    data = fitted("kinds")
    if not texts or identity(embedding) != data["encoder"]:
        return [frozenset()] * len(texts)
    heads = [data["heads"][name] for name in KINDS]
    weights = np.array([head["weights"] for head in heads], float)
    over = embed_texts(embedding, list(texts)) @ weights.T - [head["bar"] for head in heads]
    return [frozenset(np.array(KINDS)[row >= 0].tolist()) for row in over]
