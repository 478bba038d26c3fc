"""The stores of one index, as the steps that change them need them."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from index.digest import digest
from index.store.catalogue import Catalogue
from index.store.vectors import VectorStore


@dataclass(frozen=True)
class Stores:
    """The data folder, the catalogue for reading, and the vector store."""

    data_dir: Path
    catalogue: Catalogue
    vectors: VectorStore

    @property
    def build_key(self) -> str:
        """Under which the catalogue notes the build in use of this vector store."""
        return f"vectors:{self.vectors.key}"

    @property
    def build(self) -> str | None:
        """The build in use."""
        return self.catalogue.meta(self.build_key)

    def file_path(self, sha256: str) -> Path:
        """Where the index keeps its copy of a document."""
        return self.data_dir / "files" / sha256

    def keep(self, source: Path) -> str:
        """Copy a file into the index; its sha256, computed from the bytes copied. Complete or not there at
        all.
        """
        folder = self.data_dir / "files"
        folder.mkdir(exist_ok=True)
        copy = folder / f".{os.getpid()}.tmp"
        with source.open("rb") as original, copy.open("wb") as out:
            shutil.copyfileobj(original, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
        copy.chmod(0o600)
        sha256 = digest(copy)
        copy.replace(self.file_path(sha256))
        return sha256

    def strays(self) -> tuple[list[Path], set[str]]:
        """The files that belong to no document, and the builds that are not in use."""
        known = {
            document.id
            for status in ("ready", "staged", "withdrawn")
            for document in self.catalogue.documents(status)
        }
        folder = self.data_dir / "files"
        files = [path for path in folder.iterdir() if path.name not in known] if folder.is_dir() else []
        return files, self.vectors.builds() - {self.build}

    def drop_strays(self) -> None:
        """Remove the files that belong to no document, and the builds that are not in use."""
        files, builds = self.strays()
        for path in files:
            path.unlink()
        for build in builds:
            self.vectors.discard(build)
