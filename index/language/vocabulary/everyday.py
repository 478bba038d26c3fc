"""The curated groups of everyday words and the words the papers use (`everyday.toml`)."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True)
class Group:
    """Ways to say one thing. `weak` groups are near in meaning, not the same."""

    phrases: tuple[str, ...]
    weak: bool


@functools.cache
def groups() -> tuple[Group, ...]:
    """All groups of the data file, read once."""
    data = tomllib.loads(resources.files(__package__).joinpath("everyday.toml").read_text("utf-8"))
    return tuple(
        Group(tuple(phrases), weak) for key, weak in (("same", False), ("weak", True)) for phrases in data[key]
    )


@functools.cache
def asking_words() -> tuple[str, ...]:
    """Words that shape a question but name nothing in a paper (`asking.txt`), read once."""
    return tuple(resources.files(__package__).joinpath("asking.txt").read_text("utf-8").split())
