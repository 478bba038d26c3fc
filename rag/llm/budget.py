"""Counting tokens without a network, and keeping what is sent to the LLM within its budget.

tiktoken downloads its encodings; LlamaIndex ships two of them, so tiktoken is pointed there while it loads
one. The count is cl100k's: other models' own tokenizers differ by a few per cent, which a caller's margin
covers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import tiktoken

T = TypeVar("T")
ENCODING = "cl100k_base"
_CACHE = "TIKTOKEN_CACHE_DIR"


def count_tokens(text: str) -> int:
    """Tokens of `text`. Special tokens in it ("<|endoftext|>") count as the plain text that they are."""
    return len(_encoding().encode_ordinary(text))


def fit(pieces: Sequence[T], budget_tokens: int, text_of: Callable[[T], str]) -> list[T]:
    """The first pieces, in order, whose texts fit the budget together. A piece that does not fit ends the
    list.
    """
    kept: list[T] = []
    left = budget_tokens
    for piece in pieces:
        left -= count_tokens(text_of(piece))
        if left < 0:
            break
        kept.append(piece)
    return kept


def shorten(text: str, budget_tokens: int) -> str:
    """The start of `text` that fits the budget, ended by "…" where it was cut."""
    tokens = _encoding().encode_ordinary(text)
    if len(tokens) <= budget_tokens:
        return text
    return _encoding().decode(tokens[: max(0, budget_tokens - 1)], errors="ignore").rstrip() + "…"


@cache
def _encoding() -> tiktoken.Encoding:
    import tiktoken

    with _bundled_encodings():
        return tiktoken.get_encoding(ENCODING)


@contextmanager
def _bundled_encodings() -> Iterator[None]:
    """Point tiktoken at the encodings that LlamaIndex ships, in this process and only while it loads one."""
    spec = find_spec("llama_index.core")
    if spec is None or spec.origin is None:
        raise RuntimeError("llama-index-core is not installed; its encodings are needed to count tokens.")
    before = os.environ.get(_CACHE)
    os.environ[_CACHE] = str(Path(spec.origin).parent / "_static" / "tiktoken_cache")
    try:
        yield
    finally:
        if before is None:
            del os.environ[_CACHE]
        else:
            os.environ[_CACHE] = before
