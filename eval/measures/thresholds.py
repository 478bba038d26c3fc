"""The floors and ceilings a run must keep, from a committed TOML file.

    [answers.min]            a floor for each named figure of the questions
    "success@5" = 0.65
    [answers.max]            a ceiling
    [conversations.min], [drafts.min], … likewise
    [lead.min]               by how much the assistant must be above the baseline

A figure that a run leaves undefined, or that has no such name, does not pass: a threshold nobody measures
guards nothing.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from index.faults import BadSetting, NotFound

Section = Literal["answers", "conversations", "drafts", "lead"]
Bounds = dict[Section, dict[Literal["min", "max"], dict[str, Annotated[float, Field(strict=True)]]]]


def read(path: Path) -> Bounds:
    """The thresholds of a file. Raises `NotFound`, or `BadSetting` for anything but numbers under min and max."""
    if not path.is_file():
        raise NotFound(f"There are no thresholds at {path}.", "Give --thresholds a TOML file, or leave it out.")
    try:
        return TypeAdapter(Bounds).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadSetting(f"{path}: {error}", "See eval/measures/thresholds.py for its shape.") from error


def failures(bounds: Bounds, figures: Mapping[str, Mapping[str, float | None]]) -> list[str]:
    """A line for each threshold that the figures of its section do not keep, in the file's order."""
    failed = []
    for section, sides in bounds.items():
        for side, wanted in sides.items():
            for name, bound in wanted.items():
                got = figures.get(section, {}).get(name)
                if got is None or (got < bound if side == "min" else got > bound):
                    told = "undefined" if got is None else f"{got:.3f}"
                    failed.append(f"{section}: {name} is {told}, {'under' if side == 'min' else 'over'} {bound:.3f}")
    return failed
