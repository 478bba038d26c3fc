"""The floors and ceilings a run must keep, from a committed TOML file.

    [answers.min]            a floor for each named figure of the questions
    "success@5" = 0.65
    [answers.max]            a ceiling
    [conversations.min], [drafts.min], … likewise
    [lead.min]               by how much the assistant must be above the baseline

A figure that a run leaves undefined, or that has no such name, does not pass: a threshold nobody measures
guards nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.faults import BadSetting, NotFound

SECTIONS = ("answers", "conversations", "drafts", "lead")


@dataclass(frozen=True)
class Threshold:
    """One bound: `section` and `name` say of what, `bound` whether it is a floor or a ceiling."""

    section: str
    name: str
    bound: Literal["min", "max"]
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
    """The thresholds of a file.

    Raises `NotFound`, or `BadSetting` where it has anything but numbers under min and max.
    """
    if not path.is_file():
        raise NotFound(f"There are no thresholds at {path}.", "Give --thresholds a TOML file, or leave it out.")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{path} is not TOML: {error}.", "See eval/measures/thresholds.py for its shape.") from error
    found = []
    for section, bounds in data.items():
        if section not in SECTIONS or not isinstance(bounds, dict):
            raise BadSetting(f"{path}: unknown section [{section}].", f"Sections are {', '.join(SECTIONS)}.")
        for bound, figures in bounds.items():
            if bound not in ("min", "max") or not isinstance(figures, dict):
                raise BadSetting(f"{path}: [{section}.{bound}] is neither min nor max.", "Write [answers.min].")
            for name, value in figures.items():
                if isinstance(value, bool) or not isinstance(value, int | float):
                    raise BadSetting(f"{path}: {name} is not a number.", "Write a share between 0 and 1.")
                found.append(Threshold(section, name, bound, float(value)))
    return tuple(found)


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
