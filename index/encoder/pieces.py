"""The word pieces of a text, by a model's own tokenizer: how many, which have token vectors, where they stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from index.faults import BadSetting


def tokenizer(model_folder: Path) -> Tokenizer:
    """The tokenizer in a model's folder, without truncation or padding. BadSetting if it has none."""
    path = Path(model_folder) / "tokenizer.json"
    try:
        made = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises plain Exception
        raise BadSetting(
            f"The embedding model in {model_folder} has no tokenizer that can be read: {error}.",
            "Choose a model with a tokenizer.json.",
        ) from error
    made.no_truncation()
    made.no_padding()
    return made


def counter(model_folder: Path) -> Callable[[str], int]:
    """A function that counts the pieces of a text as the model reads it, its two marks of begin and end included."""
    made = tokenizer(model_folder)
    return lambda text: len(made.encode(text).ids)


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
    every = encoding.offsets  # made anew each time it is asked for
    marks = zip(encoding.special_tokens_mask, every, strict=True)
    rows = [n for n, (special, (_, end)) in enumerate(marks) if not special and end > skipped]
    offsets = [every[n] for n in rows]
    return Pieces(encoding.ids, rows, [(max(0, start - skipped), end - skipped) for start, end in offsets])
