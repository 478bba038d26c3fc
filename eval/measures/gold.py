"""Gold cases read from JSONL, a case a line, each checked.

Every value is frozen; a line that is not in shape is a fault that names the file and the line, never a case silently
left out.
"""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from index.faults import NotFound, Unreadable


class GoldShape(BaseModel):
    """The base of what is read from JSON: frozen; fields of other readers are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


Shape = TypeVar("Shape", bound=BaseModel)


def read(path: Path, shape: type[Shape]) -> tuple[Shape, ...]:
    """The lines of a JSONL file as values of `shape`, in order. Raises `NotFound` where there is no such file,
    `Unreadable` where a line is not in shape (file and line are named).
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
                    "Each line is one JSON object in the shape that the cases.py of its task describes.",
                ) from error
    return tuple(found)
