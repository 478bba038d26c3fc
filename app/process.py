"""What each process of ours begins with: files for its owner alone, notes in which nothing steers or begins a line, and
modules that are loaded by one thread at a time."""

import logging
import os
import threading
from importlib import import_module
from types import ModuleType

from app.wording import visible

_loading = threading.Lock()
_given = [-1]  # the umask that this process was started with, once that is another


class Plain(logging.Formatter):
    """A note on one line; what led to it stands under it, further in."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The note itself."""
        return visible(super().formatMessage(record), "")

    def formatException(self, ei: "logging._SysExcInfoType") -> str:
        """What led to it."""
        return "  " + visible(super().formatException(ei)).replace("\n", "\n  ")


def begin() -> None:
    """Have files be for their owner alone, and notes be plain."""
    before = os.umask(0o077)
    if _given == [-1]:
        _given[0] = before
    if logging.lastResort:
        logging.lastResort.setFormatter(Plain())


def given_umask() -> int:
    """The umask before `begin`, -1 where that was not called: for what others may read, and other processes."""
    return _given[0]


def load_page(name: str) -> ModuleType:
    """A page's module, once all that answers is loaded, by one thread at a time: of two that enter packages whose
    modules need one another by different doors one fails, for good."""
    with _loading:
        import_module("rag.assistant")
        return import_module(f"app.pages.{name}")
