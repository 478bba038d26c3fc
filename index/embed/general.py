"""The general route: any sentence-transformers model, through torch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.faults import BadSetting

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32


def load(location: str) -> SentenceTransformer:
    """The model in a folder, or of a name known to the hub. BadSetting if it cannot be loaded."""
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    try:
        return SentenceTransformer(location, device="cpu", trust_remote_code=False)
    except Exception as error:  # many kinds, from the hub, torch and json
        raise BadSetting(
            f"The embedding model {location!r} cannot be loaded: {type(error).__name__}.",
            "Name a sentence-transformers model that is in a folder here.",
        ) from error


class TorchRoute:
    """Encodes with sentence-transformers, which sorts by length and applies the model's own prompts."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model

    def encode(self, texts: Sequence[str], query: bool = False) -> NDArray[np.float32]:
        """A unit vector for each text, a row each."""
        encode = self._model.encode_query if query else self._model.encode_document
        return np.asarray(
            encode(
                list(texts),
                batch_size=_BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            ),
            np.float32,
        )

    def count(self, text: str) -> int:
        """The word pieces of a text, marks of begin and end included."""
        return len(self._model.tokenizer(text, truncation=False)["input_ids"])
