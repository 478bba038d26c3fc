"""Untrusted files are only ever read in a process of their own, bounded in time and memory and without a network.

`parse` takes the place of `index.ingest.parse.parse` for every file that comes from outside. The process is kept for
many files; one that ends it, or takes too long, is refused (`Overran`), and the next has a new one. Nothing but values
of `index.values` is taken from it. What the embedding model counts is asked back of the one that started it."""

import atexit
import ctypes
import io
import multiprocessing
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from index import faults, values
from index.faults import Fault, Overran, Unreadable
from index.values import ParsedDocument

SECONDS = 120  # of computing that one file may take
CLOCK = 3600.0  # seconds that it may take by the clock: a scanned pack waits for the recognition of its pages
MEMORY = 2 << 30  # bytes beyond those of the process before its first file
_HOME = str(Path(values.__file__).parents[1])  # so that it is this code that is started, wherever one stands
_START = f"import sys; sys.path.insert(0, sys.argv[1]); from {__name__} import main; main()"
_KEPT = 2  # processes kept for the next file, where several were read at once
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # of unshare(2)
_FAULTS = {"Unreadable": Unreadable, "NotFound": faults.NotFound}


class _Values(pickle.Unpickler):
    """Takes values of `index.values`, and dates."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return date
        found = getattr(values, name, None) if module == values.__name__ else None
        if not (isinstance(found, type) and is_dataclass(found)):
            raise pickle.UnpicklingError(f"{module}.{name} is no value of a paper")
        return found


class _Reader:
    """A process that reads, one file at a time."""

    def __init__(self) -> None:
        self._connection, theirs = multiprocessing.Pipe()
        self._limits = SECONDS, MEMORY
        command = [sys.executable, "-P", "-c", _START, _HOME, *map(str, (theirs.fileno(), *self._limits))]
        self._process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        theirs.close()

    @property
    def usable(self) -> bool:
        """Whether the process lives, within the limits of today."""
        return self._process.poll() is None and self._limits == (SECONDS, MEMORY)

    def end(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def ask(self, path: Path, wanted: int | str, name: str, count: Callable[[str], int], given: str) -> Any:
        """What `parse` (with the most pieces) or `attached` (with a folder) is asked for."""
        until = time.monotonic() + CLOCK
        try:
            self._connection.send((str(path.absolute()), wanted, name, given))  # its working folder is another
            while self._connection.poll(max(0.0, until - time.monotonic())):
                kind, *said = _Values(io.BytesIO(self._connection.recv_bytes())).load()
                if kind == "count":
                    self._connection.send(count(*said))
                elif kind == "parsed":
                    return said[0]
                elif kind in _FAULTS:
                    raise _FAULTS[kind](*said)
                else:
                    again = "Save it again from the program that made it."
                    raise Unreadable(f"It could not be read: {kind}: {said[0]}.", again)
            why = "takes too long to read"
        except (EOFError, OSError, pickle.UnpicklingError):
            why = self._ended()
        raise Overran(f"{name} {why}.", "Save it anew, or as PDF, and add that.")

    def _ended(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            if self._process.wait(5) == -signal.SIGXCPU:
                return f"takes longer than {self._limits[0]} seconds to read"
        return "ended its reader: it is damaged, or too large"


_idle: list[_Reader] = []
_lock = threading.Lock()


def parse(
    path: Path, count: Callable[[str], int], max_pieces: int = 256, name: str | None = None, given: str = ""
) -> ParsedDocument:
    """Parse one file in a process of its own; threads may. Raises Unreadable, Overran beyond its bounds."""
    parsed: ParsedDocument = _asked(path, max_pieces, name or path.name, count, given)
    return parsed


def attached(path: Path, folder: Path, name: str) -> list[str]:
    """Take out of a mail what is attached: the names it gives; numbered files in `folder`. As `parse`."""
    found: list[str] = _asked(path, str(folder.absolute()), name)
    return found


def _asked(path: Path, wanted: int | str, name: str, count: Callable[[str], int] = len, given: str = "") -> Any:
    with _lock:
        reader = _idle.pop() if _idle else None
    if reader and not reader.usable:
        reader.end()
        reader = None
    reader = reader or _Reader()
    try:
        return reader.ask(path, wanted, name, count, given)
    except BaseException as error:
        if not isinstance(error, Fault) or isinstance(error, Overran):  # else it waits for the next file
            reader.end()
        raise
    finally:
        with _lock:
            keep = reader.usable and len(_idle) < _KEPT
            if keep:
                _idle.append(reader)
        if not keep:
            reader.end()


@atexit.register
def end() -> None:
    """End the processes that wait for a file."""
    with _lock:
        while _idle:
            _idle.pop().end()


def main() -> None:
    """Read the files that are asked for, until nobody is left who asks."""
    number, seconds, memory = map(int, sys.argv[2:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from index.ingest.parse import parse
    from index.read.mail import take_out

    _enclose(memory)
    with Connection(number) as asked, suppress(EOFError, OSError):

        def count(text: str) -> int:
            asked.send(("count", text))
            return int(asked.recv())

        while True:
            path, wanted, name, given = asked.recv()
            used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
            resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds + 1, resource.RLIM_INFINITY))
            try:
                taken_out = isinstance(wanted, str)
                said = (
                    take_out(Path(path), Path(wanted)) if taken_out else parse(Path(path), count, wanted, name, given)
                )
                answer: tuple[Any, ...] = "parsed", said
            except Fault as fault:
                answer = type(fault).__name__, fault.message, fault.hint
            except MemoryError:
                return
            except Exception as error:  # whatever a file does to a reader is said of the file
                answer = type(error).__name__, str(error)
            asked.send(answer)


def _enclose(memory: int) -> None:
    """Bound this process's memory and shut it off from the network, as far as the system lets it."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if os.name == "posix" else 0
    for limit, most in ((resource.RLIMIT_AS, size + memory), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(_NEW_NETWORK if os.geteuid() == 0 else _NEW_NETWORK | _NEW_USER)
