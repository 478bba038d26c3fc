"""What a system answered and drafted, as read back from JSONL: the shapes `scrutiny ask` and `draft` print.

A null is read as unknown (""), so that one missing field never loses a run. `sentences` is what our own
runner adds to an answer's printed shape; without it the share of sentences with a citation is undefined.
"""

import logging
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from eval.measures.gold import GoldShape

_log = logging.getLogger(__name__)

Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


class Cited(GoldShape):
    """A citation: the document and paper it names, the PDF page, and the quote."""

    quote: Text = ""
    document: Text = ""
    report: Text = ""
    parent: Text = ""
    kind: Text = ""
    meeting_date: str | None = None
    page: int | None = None


class Found(GoldShape):
    """A retrieved passage; only its words are scored."""

    text: Text = ""


class Said(GoldShape):
    """A sentence of an answer and the numbers of its citations."""

    text: Text = ""
    cites: tuple[int, ...] = ()


class Answered(GoldShape):
    """One answer. Passages are best first; a status of `answered` or `partial` is an answer, any other is none."""

    id: Text = ""
    status: Text = "error"
    text: Text = ""
    citations: tuple[Cited, ...] = ()
    passages: tuple[Found, ...] = ()
    sentences: tuple[Said, ...] | None = None
    timings_ms: dict[str, float] = Field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether the system claims to have answered, wholly or in part."""
        return self.status in ("answered", "partial")


class Covered(GoldShape):
    """The coverage a draft gives one agreed prompt."""

    id: Text = ""
    coverage: Text = ""
    citations: tuple[Cited, ...] = ()


class Asked(GoldShape):
    """A drafted question and its proof."""

    rank: int = 0
    text: Text = ""
    citations: tuple[Cited, ...] = ()


class Drafted(GoldShape):
    """One report's draft."""

    report: Text = ""
    document: Text = ""
    prompts: tuple[Covered, ...] = ()
    questions: tuple[Asked, ...] = ()


def unbroken(id: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `make` makes; where it breaks, which it never should, an error that is logged, counted and scored as 0."""
    try:
        return make()
    except Exception as error:
        _log.exception("%s broke", id)
        return {"id": id, "status": "error", "text": f"{type(error).__name__}: {error}"}
