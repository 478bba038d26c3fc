"""Fill the disk under whatever writes a data folder, and see that it says so and that nothing is lost.

    python -m tests.bench.full [--times 10] [--seconds 480] [--works NAME …]

As root, on Linux: each work of `tests.bench.kill` is done on a small disk of its own (tmpfs) with room for 0 to 90 in a
hundred of what it takes undisturbed. It is to end with the fault that says that the disk is full, or to be done; every
paper that can be shown then, once there is room, must be as it was before the work, or as it is after it; and the work,
done again, comes to what it comes to undisturbed. Prints a line a work; exits with 1 where that does not hold.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from index.faults import Fault, NotFound, storage_fault
from tests.bench.kill import WORKS, failing, run, shown
from tests.ingesting import finish, processes
from tests.unit.index.conftest import write_packs

ROOMY = 256 << 20  # bytes of a disk that is large enough
PAGE = 4096


@contextmanager
def disk(place: Path) -> Iterator[Path]:
    """A disk of its own at a place."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOMY}", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def resize(place: Path, size: int) -> None:
    """Make a disk larger or smaller; never smaller than what is on it."""
    subprocess.run(["mount", "-o", f"remount,size={size}", place], check=True)


def used(place: Path) -> int:
    """Bytes in use on a disk."""
    room = os.statvfs(place)
    return (room.f_blocks - room.f_bfree) * room.f_frsize


def told(file: Path, number: int, data: Path, packs: Path) -> None:
    """Do the work of that number, and write down what a person would be told."""
    try:
        run(number, data, packs)
        file.write_text("")
    except Fault as fault:
        file.write_text(str(fault))
    except OSError as error:  # as the command does
        file.write_text(str(storage_fault(error, data)))
    except BaseException as error:
        file.write_text(f"NOT ITS OWN WORDS: {type(error).__name__}: {error}")


def need(place: Path, number: int, data: Path, packs: Path) -> int:
    """Bytes that a work takes at most beyond what is there, measured on a disk that is large enough."""
    before, most, over = used(place), 0, threading.Event()

    def look() -> None:
        nonlocal most
        while not over.wait(0.002):
            most = max(most, used(place))

    thread = threading.Thread(target=look)
    thread.start()
    run(number, data, packs)
    over.set()
    thread.join()
    return max(most, used(place)) - before


def between(found: Any, before: Any, after: Any) -> bool:
    """Whether what is shown is what was before or is after; of the papers, each by itself: those that were read before
    the disk was full are there.
    """
    if found in (before, after):
        return True
    papers = [{passage.item.document: [] for passage in one[1]} for one in (found, before, after)]
    for kept, one in zip(papers, (found, before, after), strict=True):
        for passage in one[1]:
            kept[passage.item.document].append(passage)
    own = papers[0]
    return found[2:] == after[2:] and all(
        text in (papers[1].get(name), papers[2].get(name)) for name, text in own.items()
    )


def trial(number: int, room: int, scratch: Path, packs: Path, ends: tuple[Any, Any]) -> str:
    """Do a work with so many bytes of room; what does not hold then, "" for nothing."""
    said = scratch / "said"
    with disk(scratch / f"{number}-{room}") as place:
        data = place / "data"
        shutil.copytree(scratch / f"{number}-ready", data)
        resize(place, (used(place) + room) // PAGE * PAGE + PAGE)
        said.unlink(missing_ok=True)
        ended = finish(processes().Process(target=told, args=(said, number, data, packs)))
        resize(place, ROOMY)
        words = said.read_text() if said.exists() else f"it ended with {ended}"
        if words and "is full" not in words:
            return words
        found = shown(data)
        unread = WORKS[number].name == "make again" and isinstance(found, str)  # until it is gone on with
        if not unread and not between(found, *ends):
            return "neither what was shown before nor what is after"
        with suppress(NotFound):  # it was withdrawn
            run(number, data, packs)
        return "" if shown(data) == ends[1] else "done again, it is not what it is undisturbed"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=480)
    parser.add_argument("--works", nargs="+", choices=[work.name for work in WORKS], default=[w.name for w in WORKS])
    given = parser.parse_args()
    until, wrong = time.monotonic() + given.seconds, 0
    print(f"{'work':<20} {'needs':>9} {'tried':>6} {'held':>5}")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for number, work in enumerate(WORKS):
            if work.name not in given.works:
                continue
            packs, ready = write_packs(scratch / f"{number}-packs"), scratch / f"{number}-ready"
            ready.mkdir()
            work.ready(ready, packs)
            shutil.copytree(ready, scratch / f"{number}-before")
            with disk(scratch / f"{number}-whole") as place:
                shutil.copytree(ready, place / "data")
                takes, after = need(place, number, place / "data", packs), shown(place / "data")
            before = shown(scratch / f"{number}-before") if work.name not in ("repair", "make again") else after
            trials = (
                (
                    f"room for {100 * step // given.times} in a hundred",
                    partial(trial, number, step * takes // given.times, scratch, packs, (before, after)),
                )
                for step in range(given.times)
            )
            wrong += failing(work.name, takes, trials, until)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
