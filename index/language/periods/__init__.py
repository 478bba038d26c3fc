"""Times as people write them, read by one grammar, and the days they come to."""

from index.language.periods.reading import find_dates, find_periods, first_date, without_periods
from index.language.periods.relative import (
    Named,
    Shift,
    first_after,
    length_after,
    named_periods,
    own_period,
    shifts_of,
)
from index.language.periods.values import MONTHS, Period, Precision, Span, long_date, quarter_span

__all__ = [
    "MONTHS",
    "Named",
    "Period",
    "Precision",
    "Shift",
    "Span",
    "find_dates",
    "find_periods",
    "first_after",
    "first_date",
    "length_after",
    "long_date",
    "named_periods",
    "own_period",
    "quarter_span",
    "shifts_of",
    "without_periods",
]
