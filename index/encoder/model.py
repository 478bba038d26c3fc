"""The embedding model as LlamaIndex sees it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray
from pydantic import Field, PrivateAttr

from index.encoder import folder
from index.encoder.routes import Route, choose
from index.encoder.wordpieces import counter


class SentenceTransformerEmbedding(BaseEmbedding):
    """Any sentence-transformers model by name or folder; by default the packaged all-MiniLM-L6-v2.

    Nothing is loaded until the first text. With a `cache_dir` the model is exported there once for a fast start.
    """

    model_name: str = Field(default=folder.DEFAULT, description="A model's name, or the folder it lies in.")
    embed_batch_size: int = Field(default=256, description="Texts sorted by length together.", gt=0, le=2048)
    cache_dir: Path | None = Field(default=None, description="Where the exported model is kept.")
    _route: Route | None = PrivateAttr(default=None)
    _count: Callable[[str], int] | None = PrivateAttr(default=None)
    _lock: Any = PrivateAttr(default_factory=threading.Lock)

    @classmethod
    def class_name(cls) -> str:
        """LlamaIndex's name for the class."""
        return "SentenceTransformerEmbedding"

    @property
    def identity(self) -> str:
        """Changes when the vectors would."""
        return folder.identity(self.model_name)

    def count(self, text: str) -> int:
        """The word pieces of a text as the model reads it, marks of begin and end included."""
        if self._count is None:
            where = folder.model_folder(self.model_name)
            if where is not None:
                self._count = counter(where)
            else:
                self._count = self._loaded().count
        return self._count(text)

    def encode_passages(self, texts: list[str]) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """A unit vector for each text, a row each, and its token matrix (unit rows)."""
        return self._loaded().encode(texts)

    def encode_question(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The unit vector of a question, and its token matrix."""
        vectors, tokens = self._loaded().encode([text], query=True)
        return vectors[0], tokens[0]

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """The character offsets of what the rows of a passage's token matrix stand for, in their order."""
        return self._loaded().spans(text)

    def _loaded(self) -> Route:
        with self._lock:
            if self._route is None:
                self._route = choose(self.model_name, self.cache_dir)
            return self._route

    def _get_text_embedding(self, text: str) -> list[float]:
        return self.encode_passages([text])[0][0].tolist()

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self.encode_passages(texts)[0].tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return self.encode_question(query)[0].tolist()

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)
