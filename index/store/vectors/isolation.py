"""Records added to a build of the embedded Chroma in a process that never held anything but them.

Chroma's index is allocated ahead of the records and written out as it is: whatever the process had in memory may stand
in its files, words of a withdrawn paper among them. This one has nothing else, and ends with the one that started it.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.faults import IndexDamaged, is_full

_DONE = b"done\n"


def add_isolated(folder: Path, build: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Add these records to a build in `folder` that nobody has open. Raises IndexDamaged where that fails."""
    vectors = np.ascontiguousarray(vectors, "<f4")
    head = {"folder": str(folder), "build": build, "ids": list(ids), "shape": vectors.shape}
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            process.stdin.write(json.dumps(head).encode() + b"\n")
            process.stdin.write(vectors.tobytes())
            process.stdin.flush()
            done = process.stdout.readline()
        except BrokenPipeError:
            done = b""
        if done != _DONE:
            process.kill()
            said = process.stderr.read().decode(errors="replace").strip().splitlines()
            why = "the disk is full" if is_full(folder) else said[-1] if said else "its process ended"
            raise IndexDamaged(
                f"The vector store could not be made anew: {why}.",
                "Make room on the disk, then start again: what was begun is finished.",
            )


def main() -> None:
    """Add what standard input tells of, and print that it is done."""
    from index.store.vectors.embedded import EmbeddedChroma

    head = json.loads(sys.stdin.buffer.readline())
    rows, width = head["shape"]
    vectors = np.frombuffer(sys.stdin.buffer.read(rows * width * 4), "<f4").reshape(rows, width)
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    store = EmbeddedChroma(Path(head["folder"]))
    store.add(head["build"], head["ids"], vectors)
    store.close()
    sys.stdout.buffer.write(_DONE)
    sys.stdout.buffer.flush()


def _end_with_the_other() -> None:
    """The other process keeps the pipe open as long as it lives and waits."""
    sys.stdin.buffer.read(1)
    os._exit(1)


if __name__ == "__main__":
    main()
