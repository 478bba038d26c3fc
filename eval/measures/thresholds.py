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
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, ValidationError

from index.faults import BadSetting, NotFound

Section = Literal["answers", "conversations", "drafts", "lead"]
Bound = Literal["min", "max"]
SECTIONS = get_args(Section)
_SHAPE = TypeAdapter(dict[Section, dict[Bound, dict[str, Annotated[float, Field(strict=True)]]]])


@dataclass(frozen=True)
class Threshold:
    """One bound: `section` and `name` say of what, `bound` whether it is a floor or a ceiling."""

    section: Section
    name: str
    bound: Bound
    value: float


@dataclass(frozen=True)
class Failure:
    """A threshold that a run does not keep, and the figure it has (None: undefined)."""

    threshold: Threshold
    figure: float | None

    def __str__(self) -> str:
        got = "undefined" if self.figure is None else f"{self.figure:.3f}"
        side = "under" if self.threshold.bound == "min" else "over"
        return f"{self.threshold.section}: {self.threshold.name} is {got}, {side} {self.threshold.value:.3f}"


def read(path: Path) -> tuple[Threshold, ...]:
    """The thresholds of a file. Raises `NotFound`, or `BadSetting` for anything but numbers under min and max."""
    if not path.is_file():
        raise NotFound(f"There are no thresholds at {path}.", "Give --thresholds a TOML file, or leave it out.")
    try:
        bounds = _SHAPE.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadSetting(f"{path}: {error}", "See eval/measures/thresholds.py for its shape.") from error
    return tuple(
        Threshold(section, name, bound, value)
        for section, sides in bounds.items()
        for bound, figures in sides.items()
        for name, value in figures.items()
    )


def failures(
    thresholds: tuple[Threshold, ...], figures: Mapping[str, Mapping[str, float | None]]
) -> tuple[Failure, ...]:
    """The thresholds that the figures of each section do not keep, in the file's order."""
    failed = []
    for threshold in thresholds:
        figure = figures.get(threshold.section, {}).get(threshold.name)
        kept = figure is not None and (
            figure >= threshold.value if threshold.bound == "min" else figure <= threshold.value
        )
        if not kept:
            failed.append(Failure(threshold, figure))
    return tuple(failed)
