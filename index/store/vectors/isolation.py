"""Records added to a build of the embedded Chroma in a process that never held anything but them.

Chroma's index is allocated ahead of the records and written out as it is: whatever the process had in memory may stand
in its files, words of a withdrawn paper among them. This one has nothing else, and ends with the one that started it.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.faults import IndexDamaged, is_full

_log = logging.getLogger(__name__)
_DONE = b"done\n"
_LAST_WORDS = 10.0  # seconds for a process that failed to say why


def add_isolated(folder: Path, build: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Add these records to a build in `folder` that nobody has open. Raises IndexDamaged, which says why, where that
    fails; the log has the whole of it."""
    vectors = np.ascontiguousarray(vectors, "<f4")
    head = {"folder": str(folder), "build": build, "ids": list(ids), "shape": vectors.shape}
    command = [sys.executable, "-c", f"from {__name__} import main; main()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(head).encode() + b"\n")
            process.stdin.write(vectors.tobytes())
            process.stdin.flush()
            done = process.stdout.readline()
        except BrokenPipeError:
            done = b""
        if done != _DONE:
            why, full = _why(process), is_full(folder)
            raise IndexDamaged(
                f"The vector store could not be made anew: {'the disk is full' if full else why}.",
                f"{'Make room on the disk, then start' if full else 'Start'} again: what was begun is finished.",
            )


def _why(process: subprocess.Popen[bytes]) -> str:
    """Why a process failed, in words; all that it said of it is logged."""
    try:
        _, written = process.communicate(timeout=_LAST_WORDS)
    except subprocess.TimeoutExpired:
        process.kill()
        _, written = process.communicate()
    said, code = written.decode(errors="replace").strip(), process.returncode
    _log.error("records could not be added apart, exit code %d: %s", code, said or "nothing was said")
    if code < 0:
        return f"its process was ended by {signal.Signals(-code).name}"
    return said.splitlines()[-1].rstrip(".") if said else f"its process ended with {code}"


def main() -> None:
    """Add what standard input tells of, and print that it is done; else end with 1, the last line of what is said the
    reason."""
    try:
        _add()
    except BaseException as error:  # Chroma's Rust part panics over damaged files: no Exception
        traceback.print_exc()
        print(" ".join(str(getattr(error, "message", error)).split()) or type(error).__name__, file=sys.stderr)
        sys.exit(1)


def _add() -> None:
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
    """The other process keeps the pipe open as long as it lives and waits. Read past Python's buffer, whose lock, held
    while the process ends, would abort it before it has said why."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)
