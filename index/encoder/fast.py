"""The fast route: a model exported once to OpenVINO, with pooling and normalising inside.

It starts in about a second, for torch is never imported; vectors agree with the general route's to a cosine
of 0.9999 or the export is not used.
"""

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

from index.digest import digest
from index.encoder.embedding import project
from index.encoder.pieces import PieceReader, Pieces, tokenizer

_log = logging.getLogger(__name__)
_BATCH = 16  # measured: 8 to 64 differ by less than 5 %, and small ones pad less
MODEL, WEIGHTS, TOKENS = "model.xml", "model.bin", "tokenizer.json"
MANIFEST = "export-2.json"  # another number when the exported graph changes: then older exports are made again


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
        self._pieces = PieceReader(tokenizer(folder), manifest.max_length)
        self._lock = threading.Lock()

    def encode(
        self, texts: Sequence[str], query: bool = False
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """A unit vector for each text, a row each, and its token matrix; run in batches of about the same length."""
        if not texts:
            return np.zeros((0, 0), np.float32), []
        prompt = self._manifest.query_prompt if query else self._manifest.document_prompt
        pieces = self._pieces.read(texts, prompt)
        order = sorted(range(len(pieces)), key=lambda n: len(pieces[n].ids))
        found: dict[int, tuple[NDArray[np.float32], NDArray[np.float32]]] = {}
        with self._lock:
            for start in range(0, len(order), _BATCH):
                batch = order[start : start + _BATCH]
                found.update(zip(batch, self._forward([pieces[n] for n in batch]), strict=True))
        return np.stack([found[n][0] for n in range(len(pieces))]), [found[n][1] for n in range(len(pieces))]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The character offsets of the pieces of a passage's text that its token matrix has rows for."""
        return self._pieces.read([text], self._manifest.document_prompt)[0].spans

    def count(self, text: str) -> int:
        """The word pieces of a text, marks of begin and end included."""
        return len(self._count.encode(text).ids)

    def _forward(self, batch: list[Pieces]) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        ids = np.full((len(batch), max(len(own.ids) for own in batch)), self._manifest.pad, np.int64)
        mask = np.zeros_like(ids)
        for n, own in enumerate(batch):
            ids[n, : len(own.ids)] = own.ids
            mask[n, : len(own.ids)] = 1
        result = self._run([ids, mask])
        states = result[1]
        ends = np.cumsum([len(own.rows) for own in batch])
        matrices = np.split(project(np.concatenate([states[n, own.rows] for n, own in enumerate(batch)])), ends[:-1])
        return zip(np.array(result[0], np.float32), matrices, strict=True)
