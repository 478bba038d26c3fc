"""What each process of ours begins with: files for its owner alone, notes in which nothing steers or begins a line."""

import logging
import os

from app.wording import visible

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
