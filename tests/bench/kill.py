"""Kill an ingest of any folder with SIGKILL at random moments, and see whether the next start mends it.

    python -m tests.bench.kill FOLDER [--times 20] [--seed 1] [--models DIR]

With the real parser and the real model. Prints a table, a line a kill: when it was killed, what stood in the
index then, how long the next start took, and whether items, passages and finds are those of an undisturbed run.
Exits with 1 if any are not.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.encoder import SentenceTransformerEmbedding
from index.ingest.ingest import ingest, resume
from index.ingest.parse import parse
from index.store.library import Library
from index.store.verify import VerifyReport, verify


def start(data: Path, folder: Path, models: Path) -> subprocess.Popen[bytes]:
    """An ingest in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "tests.bench.kill", str(folder), "--models", str(models),
                             "--ingest-into", str(data)], stdout=subprocess.DEVNULL)  # fmt: skip


def state(library: Library) -> tuple[object, VerifyReport]:
    """What the library shows, and whether every passage finds itself."""
    return (tuple(library.items()), library.stores.catalogue.passages()), verify(library)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--ingest-into", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        models = given.models or Path(scratch, "models")
        embedding = SentenceTransformerEmbedding(cache_dir=models)
        if given.ingest_into:
            with Library.open(given.ingest_into, embedding) as library:
                list(ingest([given.folder], library, parse))
            return 0
        return compare(given.folder, Path(scratch), models, embedding, given.times, random.Random(given.seed))


def compare(folder: Path, scratch: Path, models: Path, embedding: SentenceTransformerEmbedding, times: int,
            moments: random.Random) -> int:  # fmt: skip
    """Print the table; how many of the kills were not mended."""
    embedding.get_query_embedding("the model is exported before anything is measured")
    began = time.monotonic()
    assert start(scratch / "whole", folder, models).wait() == 0
    seconds = time.monotonic() - began
    with Library.open(scratch / "whole", embedding) as library:
        expected, report = state(library)
    print(
        f"undisturbed: {seconds:.1f} s, {report.documents} documents, {report.items} items, "
        f"{report.passages} passages, by words {report.found_by_words}, by vector {report.found_by_vector}"
    )
    print(f"{'killed at':>10} {'ready':>6} {'waiting':>8} {'next start':>11}  outcome")
    wrong = 0
    for moment in sorted(moments.uniform(0.5, seconds) for _ in range(times)):
        data = scratch / f"{moment:.3f}"
        process = start(data, folder, models)
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        began = time.monotonic()
        with Library.open(data, embedding) as library:
            ready, waiting = len(library.documents()), len(library.stores.catalogue.waiting())
            list(resume(library, parse))
            if not (ready or waiting):  # killed before it knew what it had to do
                list(ingest([folder], library, parse))
            seconds_after = time.monotonic() - began
            found, report = state(library)
        mended = found == expected and report.sound
        wrong += not mended
        print(f"{moment:>9.2f}s {ready:>6} {waiting:>8} {seconds_after:>10.1f}s  "
              f"{'the same' if mended else f'NOT THE SAME {report.problems}'}", flush=True)  # fmt: skip
    print(f"{times - wrong} of {times} mended")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
