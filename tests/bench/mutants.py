"""Read damaged copies of papers of every kind in the bounded reader: each is to be read, or refused in clear words.

    python -m tests.bench.mutants [--times 2000] [--seed 1] [--seconds 480] [--keep DIR] [--kinds .xlsx …] [FILE…]

Besides the small papers of `tests.awkward.mutants` the files given are damaged. Held is what is read, or refused with a
sentence that names no program's part, within the reader's limits (here 10 CPU seconds). Whatever else comes (another
exception, a hang) is printed, kept in DIR, and makes the exit status 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from index.faults import Overran, Unreadable
from index.ingest import bounded
from tests.awkward.mutants import damaged, papers

MAILS = (".eml", ".msg")
LONGEST = 30.0  # seconds by the clock of one file, on a busy machine


def count(text: str) -> int:
    """Word pieces, as many as words."""
    return 2 + len(text.split())


def outcome(path: Path) -> tuple[str, str]:
    """How reading a file ended (read, refused, stopped, or not held), and what was said."""
    began = time.monotonic()
    try:
        bounded.parse(path, count)
        if path.suffix in MAILS:
            with tempfile.TemporaryDirectory() as folder:
                bounded.attached(path, Path(folder), path.name)
        sort, said = "read", ""
    except Overran as fault:
        sort, said = "stopped", str(fault)
    except Unreadable as fault:
        sort, said = "refused", str(fault)
    except Exception as error:
        return "not held", f"{type(error).__name__}: {error}"
    inside = "could not be read: " in said  # an exception that no reader foresaw
    late = time.monotonic() - began > LONGEST and sort != "stopped"
    return ("not held" if inside or late else sort), said


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--times", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=480)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--kinds", nargs="+", help="suffixes of the only kinds to damage")
    given = parser.parse_args()
    bounded.SECONDS = 10
    chance, until, found = random.Random(given.seed), time.monotonic() + given.seconds, Counter[tuple[str, str]]()
    words: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        sources = [*papers(Path(scratch, "papers")), *given.files]
        sources = [source for source in sources if not given.kinds or source.suffix in given.kinds]
        for number in range(given.times):
            source = sources[number % len(sources)]
            if time.monotonic() > until:
                print(f"stopped after {number} for time")
                break
            path = Path(scratch, f"{number}{source.suffix}")
            path.write_bytes(damaged(source.read_bytes(), chance))
            sort, said = outcome(path)
            found[source.suffix, sort] += 1
            words[said.replace(path.name, "…")] += 1
            if sort in ("not held", "stopped"):
                print(f"{path.name} ({path.stat().st_size} bytes): {sort}: {said[:200]}", flush=True)
                if given.keep:
                    given.keep.mkdir(parents=True, exist_ok=True)
                    (given.keep / path.name).write_bytes(path.read_bytes())
            path.unlink()
    for said, times in words.most_common():
        print(f"{times:>5} {said[:150]}")
    sorts = ("read", "refused", "stopped", "not held")
    print(f"{'kind':<8}" + "".join(f"{sort:>10}" for sort in sorts))
    for suffix in sorted({suffix for suffix, _ in found}):
        print(f"{suffix:<8}" + "".join(f"{found[suffix, sort]:>10}" for sort in sorts))
    return int(any(sort == "not held" for _, sort in found))


if __name__ == "__main__":
    sys.exit(main())
