"""The general route: any sentence-transformers model, through torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.encoder.pieces import PieceReader
from index.encoder.tokenvectors import none, project, unit
from index.faults import BadSetting

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32
_LENGTH = 512  # where a model does not say how much it reads


@dataclass(frozen=True)
class Prompts:
    """What a model wants to stand before a question, and before what is searched."""

    query: str
    document: str


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


def prompts(model: SentenceTransformer) -> Prompts:
    """The prompts of a model, empty where it wants none."""
    known = {name: prompt or "" for name, prompt in (model.prompts or {}).items()}
    default = known.get(model.default_prompt_name or "", "")
    document = next((known[name] for name in ("document", "passage", "corpus") if known.get(name)), default)
    return Prompts(known.get("query") or default, document)


def max_length(model: SentenceTransformer) -> int:
    """How many pieces a model reads."""
    return int(model.max_seq_length or _LENGTH)


class TorchRoute:
    """Encodes with sentence-transformers, which sorts by length."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model
        self._prompts = prompts(model)
        backend: Tokenizer | None = getattr(model.tokenizer, "backend_tokenizer", None)
        # A copy: the model changes its own tokenizer's truncation and padding as it goes.
        self._pieces = PieceReader(Tokenizer.from_str(backend.to_str()), max_length(model)) if backend else None

    def encode(
        self, texts: Sequence[str], query: bool = False
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """A unit vector for each text, a row each, and its token matrix, from one forward pass."""
        if not texts:
            return np.zeros((0, 0), np.float32), []
        prompt = self._prompts.query if query else self._prompts.document
        run = self._model.encode_query if query else self._model.encode_document
        outputs: Any = run(list(texts), prompt=prompt, batch_size=_BATCH, output_value=None, show_progress_bar=False)
        vectors = unit(np.stack([output["sentence_embedding"].float().numpy() for output in outputs]))
        pieces = self._pieces.read(texts, prompt) if self._pieces else []
        if not pieces:
            return vectors, [none() for _ in texts]
        return vectors, [_tokens(output, own.ids, own.rows) for output, own in zip(outputs, pieces, strict=True)]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The character offsets of the pieces of a passage's text that its token matrix has rows for."""
        return self._pieces.read([text], self._prompts.document)[0].spans if self._pieces else []

    def count(self, text: str) -> int:
        """The word pieces of a text, marks of begin and end included."""
        return len(self._model.tokenizer(text, truncation=False)["input_ids"])


def _tokens(output: dict[str, Any], ids: list[int], rows: list[int]) -> NDArray[np.float32]:
    """The token matrix of one text; none for a model that has no states, or read other pieces than its tokenizer."""
    states, mask = output.get("token_embeddings"), output.get("attention_mask")
    if states is None or mask is None:
        return none()
    read = states[mask.bool()].float().numpy()
    return project(read[rows]) if len(read) == len(ids) else none()
