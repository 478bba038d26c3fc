"""The shapes of the files in this folder: a label, a challenge or a question of a reader, its quotes kept as locators.

`file` is a path in the folder of real papers, `sha256` the file that the reader read. Prompts are named by id,
questions are in the reader's own words; nothing here is a paper's. `kept_row` makes a row of what a reader wrote with
the papers' words in it: a JSON object of its shape with the words of `quotes`, or of `gold`, `value` and `near`. What
was written of a challenge is left out: it paraphrases.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from eval.labels.locators import Locator
from index.digest import digest

HERE = Path(__file__).resolve().parent
READERS = {"prompts": ("a", "b", "c"), "challenges": ("a",), "questions": ("p", "q")}
"""Which readers' files there are: `prompts-a.jsonl`, …"""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeptPrompt(_Shape):
    """How far a paper answers a prompt. `report` is the locator of the paper's title, of which of several in the file
    it is. `applies` is false where the reader thought that the prompt cannot be asked of such a paper.
    """

    file: str
    sha256: str
    report: str | None = None
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


Kept = KeptPrompt | KeptChallenge | KeptQuestion
SHAPES: dict[str, type[Kept]] = {"prompts": KeptPrompt, "challenges": KeptChallenge, "questions": KeptQuestion}


def path_of(kind: str, reader: str) -> Path:
    """The file of one reader's rows of a kind."""
    return HERE / f"{kind}-{reader}.jsonl"


def kept_row(kind: str, row: Mapping[str, Any], papers: Path) -> Kept:
    """A row of a kind as it is kept, of what a reader wrote of a file under `papers`; a value of several parts ("1; 2")
    becomes as many values.
    """
    value = row.get("value")
    own = dict(row) | {
        "sha256": digest(papers / row["file"]),
        "quotes": _places(row.get("quotes", ())),
        "gold": tuple(dict(one, quote=str(Locator.of(one["quote"]))) for one in row.get("gold", ())),
        "values": _places(value.split("; ") if value else ()),
        "near": _places(row.get("near", ())),
    }
    if row.get("report"):
        own["report"] = str(Locator.of(row["report"]))
    shape = SHAPES[kind]
    return shape.model_validate({name: own[name] for name in shape.model_fields if name in own})


def _places(quotes: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(Locator.of(quote)) for quote in quotes)
