"""Which way a model is run: the fast route where there can be an export, else the general one."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoder import fast, folder, general

_log = logging.getLogger(__name__)


class Route(Protocol):
    """A loaded model."""

    def encode(
        self, texts: Sequence[str], query: bool = False
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """A unit vector for each text, a row each, and the text's token matrix, of one forward pass; `query` for
        models that read questions another way.
        """

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The character offsets of the pieces of a passage's text that its token matrix has rows for."""

    def count(self, text: str) -> int:
        """The word pieces of a text, marks of begin and end included."""


def choose(name: str, cache_dir: Path | None) -> Route:
    """The model called `name`, loaded. BadSetting if it cannot be.

    With a `cache_dir` (and OpenVINO) an export is looked for in it, and made on the first call. Where that
    fails the general route is used, with a warning in the log.
    """
    identity = folder.identity(name)
    target = None if cache_dir is None else cache_dir / hashlib.sha256(identity.encode()).hexdigest()[:16]
    has_openvino = _has_openvino()
    if target is not None and has_openvino:
        exported = _exported(target, identity)
        if exported is not None:
            return exported
    if name == folder.DEFAULT:
        folder.check_packaged()
    model = general.load(str(folder.model_folder(name) or name))
    if target is not None and has_openvino:
        from index.encoder.export import ExportFailed, export

        try:
            export(model, identity, target)
        except ExportFailed as error:
            _log.warning("The model %s starts slowly: it could not be exported (%s).", name, error)
        else:
            return _exported(target, identity) or general.TorchRoute(model)
    elif target is not None:
        _log.warning("The model %s starts slowly: openvino is not installed.", name)
    return general.TorchRoute(model)


def _has_openvino() -> bool:
    return importlib.util.find_spec("openvino") is not None


def _exported(target: Path, identity: str) -> fast.OpenVinoRoute | None:
    manifest = fast.valid(target, identity)
    if manifest is None:
        return None
    try:
        return fast.OpenVinoRoute(target, manifest)
    except Exception as error:  # OpenVINO raises RuntimeError and worse
        _log.warning("The exported model in %s cannot be used: %s", target, error)
        return None
