"""What a question names: meetings, periods and titles; and how well each paper in the index fits it.

A period may name the meeting ("the November 2021 report") or what the paper is about ("2020/21 figures"), and a
question seldom says which. So each paper gets a fit in [0, 1] for either reading and the better one counts: papers of a
meeting inside the period, papers whose title names the period, and papers of the meetings soon after it ended.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from math import log

from index.language.periods import Period, find_periods, without_periods
from index.values import StoredItem
from rag.search.query import stems
from rag.values import Scope

SHORTLY = timedelta(days=275)  # an annual report reaches the committee within nine months of its year's end
NEUTRAL = 0.4
SURE = 0.95  # fit of a period from which a paper is surely of the one named


@dataclass(frozen=True)
class Fit:
    """How well a paper fits what a question names, each in [0, 1]; `title` is the share of its words named."""

    period: float
    title: float


@dataclass(frozen=True)
class Scoped:
    """A question's scope, and each paper's fit by item id."""

    scope: Scope
    periods: tuple[Period, ...]
    fits: dict[str, Fit] = field(default_factory=dict)

    @property
    def relative(self) -> bool:
        """Whether a period is named only as seen from some day: "last year", "last March"."""
        return any(not any(c.isdigit() for c in p.text) for p in self.periods)

    def sure(self, item_id: str) -> bool:
        """Whether the question names one meeting or period and this paper is of it, past doubt."""
        if len(self.periods) != 1 or self.scope.wide:
            return False
        fit = self.fits.get(item_id)
        return fit is not None and fit.period >= SURE


@dataclass(frozen=True)
class _Paper:
    item: StoredItem
    periods: tuple[Period, ...]
    words: frozenset[str]


class ScopeFinder:
    """Finds scopes against the papers of one state of the index."""

    def __init__(self, items: Sequence[StoredItem]) -> None:
        self._papers = [_Paper(i, *_said(i.title, i.parent)) for i in items]
        seen = Counter(word for p in self._papers for word in p.words)
        self._weight = {word: log(1 + len(self._papers) / n) for word, n in seen.items()}
        self._meetings = sorted({i.meeting_date for i in items if i.meeting_date})

    @property
    def latest(self) -> date | None:
        """The latest meeting in the index: what "last March" and "last year" are reckoned from."""
        return self._meetings[-1] if self._meetings else None

    def find(self, question: str, ignored: Collection[str] = ()) -> Scoped:
        """The scope that `question` names and the fit of every paper; `ignored` is as in `Scope`."""
        periods = () if "periods" in ignored else find_periods(question, self.latest)
        asked = frozenset() if "items" in ignored else frozenset(stems(without_periods(question, periods)))
        wide = len(periods) > 1 or any(_since(question, period) for period in periods)
        fits = {}
        for paper in self._papers:
            fits[paper.item.id] = Fit(self._period_fit(paper, periods), self._title_fit(paper, asked))
        named = [
            m for m in self._meetings if any(p.precision in ("day", "month") and p.start <= m <= p.end for p in periods)
        ]
        titled = [p.item for p in self._papers if fits[p.item.id].title >= 0.75 and len(p.words & asked) > 1]
        scope = Scope(
            meetings=tuple(named),
            years=tuple(sorted({y for p in periods for y in range(p.start.year, p.end.year + 1)})),
            periods=tuple(p.text for p in periods),
            items=tuple(i.id for i in titled),
            wide=wide,
            ignored=tuple(ignored),
        )
        return Scoped(scope, periods, fits)

    def _title_fit(self, paper: _Paper, asked: frozenset[str]) -> float:
        total = sum(self._weight[w] for w in paper.words)
        return sum(self._weight[w] for w in paper.words & asked) / total if total else 0.0

    def _period_fit(self, paper: _Paper, periods: Iterable[Period]) -> float:
        fits = [_fit(paper, p) for p in periods]
        return max(fits, default=NEUTRAL)


@lru_cache(maxsize=50_000)
def _said(title: str, parent: str) -> tuple[tuple[Period, ...], frozenset[str]]:
    """The periods and the stems of a paper's title and its parent's, remembered: one more paper is one more to read."""
    return find_periods(f"{title} ; {parent}"), frozenset(stems(f"{title} {parent}"))


def _since(question: str, period: Period) -> bool:
    """Whether the period is named as the beginning of a longer one."""
    return question[: period.span[0]].lower().split()[-1:] == ["since"]


def _fit(paper: _Paper, named: Period) -> float:
    meeting = paper.item.meeting_date
    best = NEUTRAL if meeting is None and not paper.periods else 0.0
    for own in paper.periods:
        if own.same(named):
            return 1.0
        if own.overlaps(named):
            inside = named.start <= own.start and own.end <= named.end
            best = max(best, 0.8 if inside else 0.7)
    if meeting is None:
        return best
    if named.start <= meeting <= named.end:
        sure = {"day": 1.0, "month": 1.0, "season": 0.9, "quarter": 0.6, "year": 0.9}
        return max(best, sure.get(named.precision, 0.6))
    if named.end < meeting <= named.end + SHORTLY:
        late = (meeting - named.end) / SHORTLY
        return max(
            best,
            (0.75 if named.precision in ("financial_year", "academic_year", "quarter", "range") else 0.5) - 0.2 * late,
        )
    return best
