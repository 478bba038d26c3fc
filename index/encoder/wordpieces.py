"""Counting a text's word pieces with an embedding model's own tokenizer, without loading the model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tokenizers import Tokenizer

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
