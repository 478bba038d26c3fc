"""Fakes that several tests share. Each depends on its input, so that a mix-up shows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder.embedding import DIMENSIONS
from index.values import Item, Page, ParsedDocument, Passage, Reading


@lru_cache(maxsize=100_000)
def _direction(word: str, dimensions: int) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode("utf-8", "replace")).digest()[:8], "big")
    return np.random.default_rng(seed).normal(size=dimensions)


class HashEmbedding:
    """Each word is a random direction made from its own letters; a text is the direction of their sum."""

    model_name = "hash"

    def __init__(self, dimensions: int = 64) -> None:
        self.dimensions = dimensions

    @property
    def identity(self) -> str:
        return f"hash-{self.dimensions}"

    def count(self, text: str) -> int:
        return 2 + len(text.split())

    def encode_passages(self, texts: list[str]) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        vectors = [self._get_text_embedding(text) for text in texts]
        return np.array(vectors, np.float32), [self._token_matrix(text) for text in texts]

    def encode_question(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return np.array(self.get_query_embedding(text), np.float32), self._token_matrix(text)

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        return [match.span() for match in re.finditer(r"\w+", text)]

    @staticmethod
    def _token_matrix(text: str) -> NDArray[np.float32]:
        rows = [_direction(word.casefold(), DIMENSIONS) for word in re.findall(r"\w+", text)]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32).reshape(-1, DIMENSIONS)

    def _get_text_embedding(self, text: str) -> list[float]:
        vector = np.full(self.dimensions, 1e-6)
        for word in re.findall(r"\w+", text.casefold()):
            vector += _direction(word, self.dimensions)
        return (vector / np.linalg.norm(vector)).tolist()

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        return [self._get_text_embedding(text) for text in texts]

    def get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def parse_blocks(
    path: Path, count: Callable[[str], int], max_pieces: int = 256, name: str | None = None
) -> ParsedDocument:
    """A parser for tests of the stores: `# title` begins an item, a blank line ends a passage. Text files
    only.
    """
    text = path.read_text(encoding="utf-8")
    if not text.strip():
        from index.faults import Unreadable

        raise Unreadable("The file is empty.", "Save it again.")
    items: list[Item] = []
    passages: list[Passage] = []
    for match in re.finditer(r"\S.*?(?=\n\s*\n|\s*\Z)", text, re.DOTALL):
        block = match.group()
        if block.startswith("# ") or not items:
            items.append(Item(len(items), block.lstrip("# ").splitlines()[0], "report", match.start(), match.end()))
        if not block.startswith("# "):
            passages.append(
                Passage(
                    len(items) - 1,
                    len(passages),
                    "prose",
                    block,
                    items[-1].title,
                    None,
                    None,
                    match.start(),
                    match.end(),
                )
            )
    return ParsedDocument(Reading((Page(None, text),)), tuple(items), tuple(passages))
