"""Reading uploaded papers in the background: it goes on when the page is closed, and any page can follow it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.faults import Fault, IndexBusy

Files = Sequence[tuple[str, bytes]]


@dataclass
class Reading:
    """One lot of files being read: the line of each document done so far, and the fault that ended it early."""

    names: tuple[str, ...]
    lines: list[dict[str, Any]] = field(default_factory=list)
    fault: str = ""
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self._over.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until it has ended, at most so long; whether it has."""
        return self._over.wait(seconds)


class ReadingRoom:
    """The one reading that can be under way on a server, and the last one's outcome."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._current: Reading | None = None

    @property
    def current(self) -> Reading | None:
        """What is being read, or was last and has not been put away."""
        return self._current

    def start(self, files: Files, read: Callable[[Files], Iterator[dict[str, Any]]]) -> Reading:
        """Begin reading files in the background with `read`, which yields a line a document.

        Raises:
            IndexBusy: while another lot is being read.
        """
        with self._lock:
            if self._current is not None and not self._current.over:
                raise IndexBusy("Other papers are being read just now.", "Wait until they are done, then try again.")
            reading = self._current = Reading(tuple(name for name, _ in files))
        threading.Thread(target=_work, args=(reading, files, read), name="reading", daemon=True).start()
        return reading

    def put_away(self, reading: Reading) -> None:
        """Forget the outcome of a reading that is over."""
        with self._lock:
            if self._current is reading and reading.over:
                self._current = None


def _work(reading: Reading, files: Files, read: Callable[[Files], Iterator[dict[str, Any]]]) -> None:
    try:
        for line in read(files):
            reading.lines.append(line)
    except Fault as fault:
        reading.fault = str(fault)
    except Exception as error:
        reading.fault = f"Something went wrong while reading ({type(error).__name__}). Try again."
    finally:
        reading._over.set()
