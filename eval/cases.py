"""The gold cases: questions, conversations, prompt labels and challenges, read from JSONL and checked line
by line.

Their shapes are those of `eval/cases/*.jsonl`. Every value is frozen; a line that is
not in shape is a fault that names the file and the line, never a case silently left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from index.faults import NotFound, Unreadable

SEVERAL = "cross"
"""The `seed` of a case that needs evidence from several packs."""


class _Shape(BaseModel):
    """Frozen; fields of other readers are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Gold(_Shape):
    """One piece of evidence.

    `file` is the pack's file, `page` its PDF page; `seed` what the file's name begins with.
    """

    quote: str
    report: str = ""
    doc_kind: str = "report"
    meeting_date: str | None = None
    file: str | None = None
    page: int | None = None
    seed: str | None = None


class Case(_Shape):
    """A question and its evidence.

    No gold means that the papers do not answer it and the assistant should say so; `near` are quotes of them that look
    like an answer and are none. `file` is the file of the one paper the case is about, where each paper is a file.
    """

    id: str
    question: str
    kind: str
    gold: tuple[Gold, ...] = ()
    asker: str = ""
    answer: str = ""
    must_contain: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    file: str | None = None
    seed: str | None = None

    @property
    def needs_all(self) -> bool:
        """Whether every piece of evidence is wanted; otherwise any one of them answers the question."""
        return self.kind in ("multi", "list") or self.seed == SEVERAL


class Turn(_Shape):
    """One question of a conversation, asked with the turns before it."""

    question: str
    gold: tuple[Gold, ...] = ()
    must_contain: tuple[str, ...] = ()
    kind: str | None = None


class Conversation(_Shape):
    """A chat of several turns."""

    id: str
    turns: tuple[Turn, ...]

    def cases(self) -> tuple[Case, ...]:
        """Each turn as a case of its own, `<id>/<n>`; of kind `opening` or `follow-up` where the turn names
        none.
        """
        return tuple(
            Case(
                id=f"{self.id}/{n}",
                question=turn.question,
                gold=turn.gold,
                must_contain=turn.must_contain,
                kind=turn.kind or ("opening" if n == 1 else "follow-up"),
            )
            for n, turn in enumerate(self.turns, 1)
        )


class PromptCase(_Shape):
    """How far one report answers one agreed prompt, by a reader's judgement, with the quotes that decided it.

    `applies` is false where the reader thought that the prompt cannot be asked of such a paper.
    """

    report: str
    prompt: str
    label: Literal["answered", "partly", "silent"]
    quotes: tuple[str, ...] = ()
    why: str = ""
    file: str | None = None
    seed: str | None = None
    applies: bool = True


class ChallengeCase(_Shape):
    """A fact in a report that a reader thought worth a challenge, with the quotes that prove it.

    Best first per report.
    """

    id: str
    report: str
    quotes: tuple[str, ...]
    kind: str = ""
    hook: str = ""
    file: str | None = None
    seed: str | None = None


Shape = TypeVar("Shape", bound=BaseModel)


def read(path: Path, shape: type[Shape]) -> tuple[Shape, ...]:
    """The lines of a JSONL file as values of `shape`, in order.

    Raises `NotFound` where there is no such file, `Unreadable` where a line is not in shape (file and line
    are named).
    """
    if not path.is_file():
        raise NotFound(f"There is no file {path}.", "Check the path, or leave the option out to use our own cases.")
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                found.append(shape.model_validate_json(line))
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(str(part) for part in first["loc"])
                raise Unreadable(
                    f"{path}, line {number}: {where}: {first['msg']}.".replace(" : ", " "),
                    "Each line is one JSON object in the shape that eval/cases.py describes.",
                ) from error
    return tuple(found)


def questions(path: Path) -> tuple[Case, ...]:
    """The question cases of a file; ids must be unique, since scores are joined on them."""
    found = read(path, Case)
    seen: set[str] = set()
    for case in found:
        if case.id in seen:
            raise Unreadable(f"{path}: the id {case.id} stands twice.", "Give each case an id of its own.")
        seen.add(case.id)
    return found
