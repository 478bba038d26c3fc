"""Kill whatever writes a data folder with SIGKILL at random moments, and see that the next start mends it.

    python -m tests.bench.kill [--times 25] [--seed 1] [--seconds 480] [--keep DIR] [--works NAME …]

Each work (index, replace, withdraw, set aside, bring back, remove what is due, correct, restrict, repair, and make
again, which is the repair of a damaged catalogue) is done on made-up papers and killed `times` times, each at another
of its steps (`tests.ingesting.killed_at`), so that no moment is more likely than another because it takes longer. At
the next start all that can be shown must be what was shown before the work, or what is shown after it (while a
catalogue is made again: nothing, and what to run); nothing is left that belongs to no paper; and the work, done again,
comes to what it comes to undisturbed. Prints a line a work; exits with 1 where that does not hold. `--seconds` bounds
the whole.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction
from index.faults import IndexDamaged, IndexMismatch, NotFound
from index.ingest.ingest import resume
from index.ingest.reread import is_outdated, reread
from index.store.aside import bring_back, remove_due, set_aside
from index.store.corrections import Correction, correct
from index.store.library import Library
from index.store.remake import make_again
from index.store.verify import verify
from tests.fakes import HashEmbedding, parse_blocks
from tests.ingesting import counted, finish, killed_at, processes, run_ingest, run_withdraw
from tests.unit.index.conftest import write_packs

PAPER = "1 transport.txt"
LATER = datetime(2099, 1, 1, tzinfo=UTC)


def put_aside(data: Path) -> None:
    """Withdraw a paper so that it can be brought back."""
    with Library.open(data, HashEmbedding()) as library, suppress(NotFound):  # it is aside already
        set_aside(library, PAPER, LATER)


def put_back(data: Path) -> None:
    """Bring it back."""
    with Library.open(data, HashEmbedding()) as library, suppress(NotFound):
        bring_back(library, PAPER)


def purge(data: Path) -> None:
    """Remove for good what was withdrawn and is due."""
    with Library.open(data, HashEmbedding()) as library:
        remove_due(library, LATER + timedelta(days=1))


def set_right(data: Path) -> None:
    """Correct a title."""
    with Library.open(data, HashEmbedding()) as library:
        correct(library, library.items()[0].id, Correction(title="Another title"))


def hide(data: Path) -> None:
    """Restrict a paper to officers."""
    with Library.open(data, HashEmbedding()) as library:
        document = library.document(PAPER)
        AccessStore(data).restrict(Restriction(document.id, document.path, ("officer",)))


def hide_other(data: Path) -> None:
    """Restrict another to nobody but administrators."""
    with Library.open(data, HashEmbedding()) as library:
        document = library.document("2 early help.txt")
        AccessStore(data).restrict(Restriction(document.id, document.path))


def mend(data: Path) -> None:
    """Build the vectors anew, which are gone."""
    with Library.open(data, HashEmbedding()) as library:
        verify(library, repair=True)


def make_over(data: Path) -> None:
    """Make a damaged catalogue again, as `scrutiny verify --repair` does."""
    make_again(data)
    if is_outdated(data):
        list(reread(data, HashEmbedding(), parse_blocks))
    mend(data)


@dataclass(frozen=True)
class Work:
    """Something that writes: what it does to a data folder that was made ready for it."""

    name: str
    ready: Callable[[Path, Path], None]
    do: Callable[..., None]
    gone: str = ""  # a word of which no byte is left once it is done


def _held(data: Path, packs: Path) -> None:
    run_ingest(data, packs)


def _changed(data: Path, packs: Path) -> None:
    run_ingest(data, write_packs(packs))
    write_packs(packs, passages=3)


def _aside(data: Path, packs: Path) -> None:
    run_ingest(data, packs)
    put_aside(data)


def _damaged(data: Path, packs: Path) -> None:
    """A paper was set right, one set aside, and a byte of a passage changed on the disk."""
    run_ingest(data, packs)
    set_right(data)
    put_aside(data)
    hide_other(data)
    with closing(sqlite3.connect(data / "catalogue.sqlite3")) as connection, connection:
        connection.create_function("checksum", -1, lambda *_: 0)
        connection.execute("UPDATE passages SET text = 'The moon is of cheese.' WHERE key = 1")


def _vectorless(data: Path, packs: Path) -> None:
    run_ingest(data, packs)
    shutil.rmtree(data / "vectors")


WORKS = (
    Work("index", lambda data, packs: None, run_ingest),
    Work("replace", _changed, run_ingest),
    Work("withdraw", _held, lambda data, packs: run_withdraw(data, PAPER), "transport"),
    Work("set aside", _held, lambda data, packs: put_aside(data)),
    Work("bring back", _aside, lambda data, packs: put_back(data)),
    Work("remove what is due", _aside, lambda data, packs: purge(data), "transport"),
    Work("correct", _held, lambda data, packs: set_right(data)),
    Work("restrict", _held, lambda data, packs: hide(data)),
    Work("repair", _vectorless, lambda data, packs: mend(data)),
    Work("make again", _damaged, lambda data, packs: make_over(data)),
)


def run(number: int, data: Path, packs: Path) -> None:
    """Do the work of that number: a function that another process can be told to call."""
    WORKS[number].do(data, packs)


def shown(data: Path) -> object:
    """All that the next start shows, once it has mended what there was to mend; "closed" where nothing is shown but
    what to run, "not sound" where what is shown cannot be trusted.
    """
    with suppress(IndexDamaged, IndexMismatch), Library.open(data, HashEmbedding()) as library:
        list(resume(library, parse_blocks))
        left = any(library.stores.strays())
        report = verify(library)
        aside = sorted(one.document.path for one in library.stores.catalogue.aside())
        seen = tuple(library.items()), library.stores.catalogue.passages(), aside, AccessStore(data).all()
        return seen if report.sound and not left else "not sound"
    return "closed"


def trial(number: int, step: int, folder: Path, packs: Path, before: object, after: object) -> str:
    """Kill the work at a step in a folder of its own; what does not hold then, "" for nothing."""
    work, data = WORKS[number], folder / f"{number}-{step}"
    shutil.copytree(folder / f"{number}-ready", data)
    ended = finish(processes().Process(target=killed_at, args=(step, run, number, data, packs)))
    found = shown(data)
    if ended not in (0, -signal.SIGKILL):
        return f"it ended with {ended}"
    if found not in (before, after) and not (work.name == "make again" and found == "closed"):
        return found if isinstance(found, str) else "neither what was shown before nor what is after"
    with suppress(NotFound):  # it was withdrawn
        run(number, data, packs)
    if shown(data) != after:
        return "done again, it is not what it is undisturbed"
    if work.gone and any(work.gone in path.read_bytes().decode("latin-1").lower() for path in _files(data)):
        return f"a byte of {work.gone} is left"
    shutil.rmtree(data)
    return ""


def _files(data: Path) -> list[Path]:
    return [path for path in data.rglob("*") if path.is_file()]


def failing(work: str, needs: int, trials: Iterable[tuple[str, Callable[[], str]]], until: float) -> int:
    """How many of the trials, each with what it is called, do not hold; those begun before `until`. Prints a line of
    them, and one before it for each that says what is wrong.
    """
    tried = held = 0
    for name, trial in trials:
        if time.monotonic() > until:
            break
        problem = trial()
        tried, held = tried + 1, held + (not problem)
        if problem:
            print(f"  {work}, {name}: {problem}")
    print(f"{work:<20} {needs:>9} {tried:>6} {held:>5}", flush=True)
    return tried - held


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=480)
    parser.add_argument("--works", nargs="+", choices=[work.name for work in WORKS], default=[w.name for w in WORKS])
    parser.add_argument("--keep", type=Path, help="where the folders of what did not hold stay")
    given = parser.parse_args()
    moments, until, wrong = random.Random(given.seed), time.monotonic() + given.seconds, 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{'work':<20} {'steps':>9} {'killed':>6} {'held':>5}")
        for number, work in enumerate(WORKS):
            if work.name not in given.works:
                continue
            packs, ready, whole = (
                write_packs(folder / f"{number}-packs"),
                *(folder / f"{number}-{which}" for which in ("ready", "whole")),
            )
            ready.mkdir()
            work.ready(ready, packs)
            shutil.copytree(ready, whole)
            count = folder / f"{number}-steps"
            assert finish(processes().Process(target=counted, args=(count, run, number, whole, packs))) == 0
            steps, after = int(count.read_text()), shown(whole)
            shutil.copytree(ready, folder / f"{number}-before")
            before = shown(folder / f"{number}-before") if work.name not in ("repair", "make again") else after
            chosen = sorted(moments.sample(range(1, steps), min(given.times, steps - 1)))
            trials = ((f"step {step}", partial(trial, number, step, folder, packs, before, after)) for step in chosen)
            wrong += failing(work.name, steps, trials, until)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
