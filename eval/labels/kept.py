"""The shapes of the files in this folder: a label, a challenge or a question of a reader, its quotes kept as locators.

`file` is a path in the folder of real papers, `sha256` the file that the reader read. Prompts are named by id,
questions are in the reader's own words; nothing here is a paper's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

HERE = Path(__file__).resolve().parent
READERS = {"prompts": ("a", "b"), "challenges": ("a",), "questions": ("p", "q")}
"""Which readers' files there are: `prompts-a.jsonl`, …"""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeptPrompt(_Shape):
    """How far a paper answers a prompt.

    `applies` is false where the reader thought that the prompt cannot be asked of such a paper.
    """

    file: str
    sha256: str
    prompt: str
    label: Literal["answered", "partly", "silent"]
    applies: bool = True
    quotes: tuple[str, ...] = ()


class KeptChallenge(_Shape):
    """The proofs of what a reader would challenge; best first within a file."""

    id: str
    file: str
    sha256: str
    kind: str
    quotes: tuple[str, ...]


class KeptGold(_Shape):
    """One piece of evidence and its PDF page (None for a file without pages)."""

    quote: str
    page: int | None = None


class KeptQuestion(_Shape):
    """A question; `values` any right answer shows, `near` are quotes that look like an answer and are none."""

    id: str
    question: str
    kind: str
    file: str
    sha256: str
    gold: tuple[KeptGold, ...] = ()
    values: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


SHAPES: dict[str, type[KeptPrompt | KeptChallenge | KeptQuestion]] = {
    "prompts": KeptPrompt,
    "challenges": KeptChallenge,
    "questions": KeptQuestion,
}


def path_of(kind: str, reader: str) -> Path:
    """The file of one reader's rows of a kind."""
    return HERE / f"{kind}-{reader}.jsonl"
