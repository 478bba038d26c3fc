"""What many tests stand on and takes long to make: the exported model, and the sample council's index. Each is made
once, without a network, and kept in `build/` for as long as what makes it is the same. Nobody may change it.

`python -m tests.made FOLDER` copies the index into a folder that is not there yet.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from tests.places import OFFLINE, ROOT, SAMPLE

MADE = ROOT / "build" / "made"
EXPORT = """
import sys
from pathlib import Path
from index.encoder import SentenceTransformerEmbedding
SentenceTransformerEmbedding(cache_dir=Path(sys.argv[1])).encode_question("Is there an export?")
"""


def offline(arguments: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python in `folder` without a network; what it tried to reach is written into `log` there."""
    path = os.pathsep.join([str(OFFLINE), str(ROOT)])
    given = os.environ | {"PYTHONPATH": path, "OFFLINE_LOG": str(folder / "log")} | more
    return subprocess.run([sys.executable, *arguments], cwd=folder, env=given, capture_output=True, text=True)


def models() -> Path:
    """The folder of exported models, with the packaged one's in it."""
    return _made("models", ("index/encoder",), lambda begun: ["-c", EXPORT, str(begun)])


def sample() -> Path:
    """A data folder with the sample council's index."""

    def make(begun: Path) -> list[str]:
        shutil.copytree(models(), begun / "models")
        return ["-m", "app.cli", "index", "--data", str(begun), str(SAMPLE)]

    return _made("sample", ("app", "index", "prompts", "rag", "eval/council/packs"), make)


def _made(name: str, of: tuple[str, ...], make: Callable[[Path], list[str]]) -> Path:
    total = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted(path for one in of for path in (ROOT / one).rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            total.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    folder = MADE / name / total.hexdigest()[:16]
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(MADE / f"{name}.lock"):
        if not folder.exists():
            shutil.rmtree(folder.parent)
            folder.parent.mkdir()
            begun = folder.with_name("begun")
            begun.mkdir()
            ran = offline(make(begun), folder.parent)
            assert ran.returncode == 0, ran.stdout + ran.stderr
            assert not (folder.parent / "log").exists(), (folder.parent / "log").read_text(encoding="utf-8")
            begun.rename(folder)
    return folder


if __name__ == "__main__":
    shutil.copytree(sample(), sys.argv[1])
