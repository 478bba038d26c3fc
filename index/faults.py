"""Every fault the assistant reports to a person, as one small tree.

    Fault                     anything below; has a `hint`: what the person can do
    ├── Unreadable            a file that cannot be read (corrupt, encrypted, empty, huge, image-only …)
    ├── NotFound              a folder, document, report or chat that is not there
    ├── IndexMismatch         the index was built with another model, dimension or chunk settings
    ├── IndexBusy             another process is writing the index
    ├── IndexDamaged          the stores disagree; `scrutiny verify --repair` mends it
    ├── BadSetting            a setting that is unknown or has an impossible value
    └── LlmFault              the LLM is unreachable, slow, or answers something unusable

The command prints one line (`message` and `hint`), the page shows the same words, nobody sees a traceback.
"""

from __future__ import annotations


class Fault(Exception):
    """A fault with a message for a person and a hint of what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Unreadable(Fault):
    """A file that cannot be read."""


class NotFound(Fault):
    """A folder, document, report or chat that is not there."""


class IndexMismatch(Fault):
    """The index was built with another model, dimension or chunk settings."""


class IndexBusy(Fault):
    """Another process is writing the index."""


class IndexDamaged(Fault):
    """The two stores disagree."""


class BadSetting(Fault):
    """A setting that is unknown or has an impossible value."""


class LlmFault(Fault):
    """The LLM is unreachable, slow, or answers something unusable."""
