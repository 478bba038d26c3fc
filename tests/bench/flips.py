"""Change one byte at a time of every file of a data folder, and see that it is named, mended, or makes no difference.

    python -m tests.bench.flips [--times 300] [--seed 1] [--seconds 600] [--keep FILE]

Each change is tried in a process of its own (`tests.flips.trial`), file by file in turn, seven of eight where the file
holds something. `--keep` writes what became of
each down, so that a later run goes on after it. Prints a line a store; exits with 1 where anything wrong is shown, is
not named, or a process ends.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from tests.flips import files, make, place_in, shown, trial
from tests.ingesting import finish, processes

KINDS = ("mended", "named, and says what is needed", "no difference")


def tried(said: Path, data: Path, ready: Path, name: str, share: float, by: int) -> None:
    """Try one change, and write down what became of it."""
    before = shown(Path(shutil.copytree(ready, data.with_name("before"), dirs_exist_ok=True)))
    path = files(data)[name]
    said.write_text(trial(data, before, path, place_in(path, share, by % 8 > 0), by))


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    until, draw = time.monotonic() + given.seconds, random.Random(given.seed)
    lines = given.keep.read_text().splitlines() if given.keep and given.keep.exists() else []
    became: list[list[str]] = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as scratch:
        ready, said = Path(scratch, "ready"), Path(scratch, "said")
        assert finish(processes().Process(target=make, args=(ready,))) == 0
        names = sorted(files(ready))
        for number in range(given.times):
            name, share, by = names[number % len(names)], draw.random(), draw.randint(1, 255)
            if number < len(became) or time.monotonic() > until:
                continue
            data = Path(shutil.copytree(ready, Path(scratch, "data")))
            said.unlink(missing_ok=True)
            ended = finish(processes().Process(target=tried, args=(said, data, ready, name, share, by)))
            became.append([name, said.read_text() if said.exists() else f"ENDED with {ended}"])
            if given.keep:
                given.keep.open("a").write(json.dumps(became[-1]) + "\n")
            if became[-1][1] not in KINDS:
                print(f"  {name} at {share:.6f} by {by}: {became[-1][1]}", flush=True)
            shutil.rmtree(data)
            shutil.rmtree(data.with_name("before"), ignore_errors=True)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, what in became:
        counts[name][what if what in KINDS else "not held"] += 1
    print(f"{'store':<36}{'tried':>6}" + "".join(f"{kind.split(',')[0]:>15}" for kind in (*KINDS, "not held")))
    for name, count in sorted(counts.items()):
        print(f"{name:<36}{count.total():>6}" + "".join(f"{count[kind]:>15}" for kind in (*KINDS, "not held")))
    return int(any(count["not held"] for count in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
