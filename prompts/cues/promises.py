"""The words by which minutes show what was resolved, undertaken, asked, advised or noted, as data (`promises.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def phrases(name: str) -> tuple[str, ...]:
    """A list of words or phrases, in lower case. Raises KeyError for a list that is not there."""
    return tuple(_data()[name])


@cache
def words(name: str) -> frozenset[str]:
    """A list of single words, in lower case."""
    return frozenset(str(_data()[name]).split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("prompts.cues").joinpath("promises.toml").read_text(encoding="utf-8"))
