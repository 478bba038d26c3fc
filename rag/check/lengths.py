"""The lengths of time that a text tells, and whether they lie between the times of its papers."""

from collections.abc import Sequence

from rag.check.figures import Figure
from rag.check.times import TIME_UNITS, Time, spans
from rag.check.words import cut

_SINCE = frozenset({"after", "before", "earlier", "later", "since", "ago"})


def time_unit(figure: Figure, text: str) -> str:
    """The unit of time that a figure of the `text` is told of, such as "year"; "" for none."""
    return _told_of(figure, text)[0]


def lasts(figure: Figure, text: str, dated: Sequence[Time], around: Sequence[Time] = ()) -> bool:
    """True for a count of days, weeks, months or years that lie between two of the times `dated`, or, where the text
    tells it as before or after, between one of these and one of those `around`. A two-year lease and two-year-olds are
    told of a thing, and of no dates.
    """
    unit, rest = _told_of(figure, text) if figure.unit == "" else ("", "")
    after = cut(rest.removeprefix("s"))[:1]
    if not unit or (figure.value > 1 and rest[:1] != "s") or (after and after[0].lower == "old"):
        return False
    apart = spans(unit, dated)
    if after and after[0].lower in _SINCE:
        apart |= spans(unit, [*dated, *around]) - spans(unit, around)
    return figure.value in apart


def _told_of(figure: Figure, text: str) -> tuple[str, str]:
    """The unit of time after the figure, and the text after that."""
    after = text.partition(figure.printed)[2].lower().lstrip(" -")
    unit = next((unit for unit in TIME_UNITS if after.startswith(unit)), "")
    return unit, after[len(unit) :]
