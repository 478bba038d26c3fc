"""The fast route: a model exported once to OpenVINO, with pooling and normalising inside.

It starts in about a second, for torch is never imported; vectors agree with the general route's to a cosine
of 0.9999 or the export is not used.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from index.stores import digest
from index.wordpieces import tokenizer

_log = logging.getLogger(__name__)
_BATCH = 16  # measured: 8 to 64 differ by less than 5 %, and small ones pad less
MODEL, WEIGHTS, TOKENS, MANIFEST = "model.xml", "model.bin", "tokenizer.json", "export.json"


@dataclass(frozen=True)
class Manifest:
    """What an export holds: how to prepare texts for it, and the digests of its files."""

    identity: str
    max_length: int
    pad: int
    query_prompt: str
    document_prompt: str
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        """Store it beside the files it describes."""
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")


@contextmanager
def openvino() -> Iterator[ModuleType]:
    """OpenVINO, imported without the telemetry package it would otherwise call home with."""
    held = sys.modules.get("openvino_telemetry")
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # documented: makes the import fail
    try:
        import openvino as module

        yield module
    finally:
        if held is None:
            del sys.modules["openvino_telemetry"]
        else:
            sys.modules["openvino_telemetry"] = held


def valid(folder: Path, identity: str) -> Manifest | None:
    """The manifest of the export in `folder` if it is whole and of this model, else None."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        whole = manifest.identity == identity and all(
            digest(folder / name) == sha256 for name, sha256 in manifest.files.items()
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return manifest if whole else None


class OpenVinoRoute:
    """An exported model, loaded. Used by one thread at a time."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        with openvino() as ov:
            # fp32 is asked for so that every machine gives the same vectors.
            self._run = ov.Core().compile_model(
                folder / MODEL, "CPU", {"INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY"}
            )
        self._manifest = manifest
        self._count = tokenizer(folder)
        self._tokens = tokenizer(folder)
        self._tokens.enable_truncation(manifest.max_length)
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str], query: bool = False) -> NDArray[np.float32]:
        """A unit vector for each text, a row each; run in batches of about the same length."""
        prompt = self._manifest.query_prompt if query else self._manifest.document_prompt
        rows = [encoding.ids for encoding in self._tokens.encode_batch([prompt + text for text in texts])]
        order = sorted(range(len(rows)), key=lambda n: len(rows[n]))
        found: dict[int, NDArray[np.float32]] = {}
        with self._lock:
            for start in range(0, len(order), _BATCH):
                batch = order[start : start + _BATCH]
                for n, vector in zip(batch, self._forward([rows[n] for n in batch]), strict=True):
                    found[n] = vector
        return np.stack([found[n] for n in range(len(rows))]) if rows else np.zeros((0, 0), np.float32)

    def count(self, text: str) -> int:
        """The word pieces of a text, marks of begin and end included."""
        return len(self._count.encode(text).ids)

    def _forward(self, rows: list[list[int]]) -> NDArray[np.float32]:
        ids = np.full((len(rows), max(map(len, rows))), self._manifest.pad, np.int64)
        mask = np.zeros_like(ids)
        for n, row in enumerate(rows):
            ids[n, : len(row)] = row
            mask[n, : len(row)] = 1
        return np.array(self._run([ids, mask])[0], np.float32)
