"""Which way a model is run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embed import folder, general


class Route(Protocol):
    """A loaded model."""

    def encode(self, texts: Sequence[str], query: bool = False) -> NDArray[np.float32]:
        """A unit vector for each text, a row each; `query` for models that read questions another way."""

    def count(self, text: str) -> int:
        """The word pieces of a text, marks of begin and end included."""


def choose(name: str, cache_dir: Path | None) -> Route:
    """The model called `name`, loaded. BadSetting if it cannot be."""
    if name == folder.DEFAULT:
        folder.check_packaged()
    return general.TorchRoute(general.load(str(folder.model_folder(name) or name)))
