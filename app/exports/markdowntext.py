"""Words of papers and people as Markdown in which none of their signs is one."""

from __future__ import annotations

import re

from app.wording import readable

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|!~$])")


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def markdown(text: str) -> str:
    """A text on one line that shows as it is read: of its own signs none is one."""
    return _SIGNS.sub(r"\\\1", flat(readable(text)))
