"""What goes on in the background when its page is reloaded or left, for any page to follow: papers that were uploaded
are read, replies are made, and a language model is sent on errands.
"""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.saved.records import AnswerRecord, Message, QuestionRecord
from index.faults import Fault, IndexBusy

log = logging.getLogger(__name__)
KEPT = "You stopped this answer before it was finished. What is here was checked."
NOTHING_KEPT = "You stopped this before anything was ready."
MOST_WAITING = 200  # files

_ERRANDS = 100  # that are over and kept
Files = Sequence[tuple[str, bytes]]


@dataclass(eq=False)
class Background:
    """Something that goes on in a thread of its own."""

    fault: str = field(default="", init=False)  # why it ended before its end
    _over: threading.Event = field(default_factory=threading.Event, init=False, repr=False)
    _stopped: threading.Event = field(default_factory=threading.Event, init=False, repr=False)

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self._over.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until it has ended, at most so long; whether it has."""
        return self._over.wait(seconds)

    def stop(self) -> None:
        """Ask whoever does it to leave off; what is checked by now is kept."""
        self._stopped.set()

    def stopped(self) -> bool:
        """Whether it was asked to be left off."""
        return self._stopped.is_set()

    def begin(self, work: Callable[[], None]) -> None:
        """Do it in a thread of its own; what ends it early is told."""

        def do() -> None:
            try:
                work()
            except Fault as fault:
                self.fault = str(fault)
            except Exception:
                log.exception("work in the background failed")
                self.fault = "Something went wrong here. Try again."
            finally:
                self._over.set()

        threading.Thread(target=do, name="background", daemon=True).start()


@dataclass(eq=False)
class Reading(Background):
    """One lot of files: whether its turn has come, and the line of each document done."""

    names: tuple[str, ...] = ()
    begun: bool = False
    lines: list[dict[str, Any]] = field(default_factory=list)

    def of(self, name: str) -> list[dict[str, Any]]:
        """The lines of a file: of a ZIP file, one for each of its members."""
        return [line for line in self.lines if line["document"] == name or line["document"].startswith(f"{name}/")]


class ReadingRoom:
    """The lots of files that wait to be read on a server, read one after another in the order in which they came; and
    what became of those that are over, until they are put away. Safe to use from many threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.lots: tuple[Reading, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing waits or is being read."""
        return all(lot.over for lot in self.lots)

    def start(self, files: Files, read: Callable[[Files], Iterator[dict[str, Any]]]) -> Reading:
        """Have files read in the background, once those before them are: `read` yields a line a document. Raises
        IndexBusy while more wait than a server should hold.
        """
        with self._lock:
            waiting = [lot for lot in self.lots if not lot.over]
            if sum(len(lot.names) for lot in waiting) + len(files) > MOST_WAITING:
                raise IndexBusy("Too many papers wait to be read just now.", "Add these when some of them are done.")
            reading = Reading(tuple(name for name, _ in files))
            self.lots = (*waiting, reading)  # what became of those before has been seen
        lines = read(files)

        def work() -> None:
            for lot in waiting:
                lot._over.wait()
            reading.begun = True
            for line in lines:
                reading.lines.append(line)

        reading.begin(work)
        return reading

    def put_away(self) -> None:
        """Forget the lots that are over."""
        with self._lock:
            self.lots = tuple(lot for lot in self.lots if not lot.over)


FETCHES = ReadingRoom()  # the fetches from the agenda system on this server, each a lot of one file: the site


@dataclass(eq=False)
class Making(Background):
    """A reply being made: to which question, what is being done, and the sentences of it that are checked by now.
    `waits_for_llm` tells that it may take long, since an LLM is asked; the papers' own words are shown `meanwhile`.
    """

    question: QuestionRecord
    doing: str
    waits_for_llm: bool = False
    clock: Callable[[], float] = time.monotonic
    said: list[str] = field(default_factory=list)
    meanwhile: AnswerRecord | None = None
    reply: Message | None = None  # once it is over
    _stopped_at: float | None = None

    def stop(self) -> None:
        """As of anything, and note when."""
        if not self.stopped():
            self._stopped_at = self.clock()
        super().stop()

    def stopped_for_s(self) -> float:
        """Seconds since then; 0 before."""
        return 0.0 if self._stopped_at is None else self.clock() - self._stopped_at


@dataclass(eq=False)
class Errand(Background):
    """Something asked of the language model for a page: what is being done, then what came of it, or the fault."""

    doing: str = ""
    result: Any = None


class Errands:
    """The errands of a server by what they are on, each done once whoever looks. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[Hashable, Errand] = {}
        self.done = 0  # how many are over

    def of(self, key: Hashable) -> Errand | None:
        """The errand of that key, under way or over."""
        return self._known.get(key)

    def start(self, key: Hashable, doing: str, work: Callable[[Errand], Any]) -> Errand:
        """Begin one in the background; the one that is there, where there is one."""
        with self._lock:
            if key in self._known:
                return self._known[key]
            for old in [one for one, errand in self._known.items() if errand.over][:-_ERRANDS]:
                del self._known[old]
            errand = self._known[key] = Errand(doing)

        def do() -> None:
            try:
                errand.result = work(errand)
            finally:
                self.done += 1

        errand.begin(do)
        return errand

    def forget(self, key: Hashable) -> None:
        """Forget one, so that it is asked for again."""
        with self._lock:
            self._known.pop(key, None)


class UnderWay:
    """The replies being made on a server, at most one for each chat. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._making: dict[str, Making] = {}

    def of(self, chat_id: str | None) -> Making | None:
        """The reply being made in a chat. One that is not there any longer has been kept before."""
        making = self._making.get(chat_id or "")
        return None if making is None or making.over else making

    def start(
        self, chat_id: str, making: Making, make: Callable[[Making], Message], keep: Callable[[Message], None]
    ) -> None:
        """Begin to `make` a reply in the background and `keep` it when it is there."""
        with self._lock:
            self._making[chat_id] = making
        making.begin(lambda: self._end(chat_id, making, make(making), keep))

    def leave(self, chat_id: str, making: Making, patience_s: float, keep: Callable[[Message], None]) -> None:
        """Stop one; when it has not come to its end by then, keep that it was stopped and forget what comes of it."""
        making.stop()
        if not making.wait(patience_s):
            stopped = AnswerRecord(question=making.question.text, status="stopped", text="", notice=NOTHING_KEPT)
            self._end(chat_id, making, stopped, keep)

    def _end(self, chat_id: str, making: Making, reply: Message, keep: Callable[[Message], None]) -> None:
        with self._lock:
            if self._making.get(chat_id) is not making:
                return
            try:
                keep(reply)
            except Exception:
                log.exception("a reply could not be saved")
            making.reply = reply
            del self._making[chat_id]
            making._over.set()
