"""Printing for a terminal: JSON lines or plain words on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from app.wording import readable


def json_line(value: Mapping[str, Any]) -> None:
    """One JSON object on one line of stdout, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def plain(text: str) -> str:
    """A text without control characters: papers and file names must not be able to steer a terminal."""
    return "".join(c for c in readable(text) if c in "\n\t" or unicodedata.category(c) != "Cc")


def say(text: str = "", style: str = "") -> None:
    """Words from anywhere on stdout, wrapped to the terminal; nothing in them is markup."""
    Console(highlight=False, soft_wrap=not sys.stdout.isatty()).print(Text(plain(text), style=style))


def note(text: str) -> None:
    """A line for the person, on stderr."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(plain(text)))
