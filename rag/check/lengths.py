"""The lengths of time that a text tells, and whether they lie between the times of its papers."""

from collections.abc import Sequence

from rag.check.figures import Figure
from rag.check.times import TIME_UNITS, Time, spans
from rag.check.words import cut


def time_unit(figure: Figure, text: str) -> str:
    """The unit of time that a figure of the `text` is told of, such as "year"; "" for none."""
    return _told_of(figure, text)[0]


def lasts(figure: Figure, text: str, dated: Sequence[Time]) -> bool:
    """True for a count of days, weeks, months or years that lie between two of the times `dated`. A two-year lease and
    two-year-olds are told of a thing, and of no dates.
    """
    unit, rest = _told_of(figure, text) if figure.unit == "" else ("", "")
    after = cut(rest.removeprefix("s"))[:1]
    if not unit or (figure.value > 1 and rest[:1] != "s") or (after and after[0].lower == "old"):
        return False
    return figure.value in spans(unit, dated)


def _told_of(figure: Figure, text: str) -> tuple[str, str]:
    """The unit of time after the figure, and the text after that."""
    after = text.partition(figure.printed)[2].lower().lstrip(" -")
    unit = next((unit for unit in TIME_UNITS if after.startswith(unit)), "")
    return unit, after[len(unit) :]
