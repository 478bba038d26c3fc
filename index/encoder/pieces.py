"""The word pieces of a text that have token vectors: which rows of the encoder's output, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer


@dataclass(frozen=True)
class Pieces:
    """A text as the model reads it. `ids` are all its pieces; `rows` the places among them of those that stand for
    the text itself (not for marks of begin and end, nor for the model's prompt), `spans` their character offsets.
    """

    ids: list[int]
    rows: list[int]
    spans: list[tuple[int, int]]


class PieceReader:
    """Cuts texts into pieces with a model's own tokenizer, up to `max_length` pieces. Threads may share it."""

    def __init__(self, tokenizer: Tokenizer, max_length: int) -> None:
        self._tokens = tokenizer
        self._tokens.no_padding()
        self._tokens.enable_truncation(max_length)

    def read(self, texts: Sequence[str], prompt: str = "") -> list[Pieces]:
        """The pieces of each text with the model's `prompt` before it; offsets are into the text alone."""
        return [_pieces(e, len(prompt)) for e in self._tokens.encode_batch([prompt + text for text in texts])]


def _pieces(encoding: Encoding, skipped: int) -> Pieces:
    marks = zip(encoding.special_tokens_mask, encoding.offsets, strict=True)
    rows = [n for n, (special, (_, end)) in enumerate(marks) if not special and end > skipped]
    offsets = [encoding.offsets[n] for n in rows]
    return Pieces(encoding.ids, rows, [(max(0, start - skipped), end - skipped) for start, end in offsets])
