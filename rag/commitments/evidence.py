"""What later papers say of a commitment, and the status that this gives it.

Later papers are those of meetings after the one minuted. A report that was asked for is there when a later report's
title is about its subject; anything else is judged by sentences that are about its subject and say, by their words,
that it was done, done in part, or not. What nothing bears on has "no evidence in the papers held": never "not done".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from index.items.dates import find_dates
from index.library import Library
from index.values import StoredItem, StoredPassage
from prompts.cues.promises import phrases, words
from rag.commitments.asks import with_figures
from rag.commitments.noting import is_noting
from rag.commitments.subject import Subject, counted, subject_of
from rag.commitments.values import Bearing, Commitment, FollowUp
from rag.corpus import Corpus, words_of
from rag.evidence import sentences
from rag.periods import MONTHS, find_periods, without_periods
from rag.values import Citation

_CANDIDATES = 40
_TITLE = 0.6  # of the subject, that a report's title must have to be the report that was asked for
_CONTEXT = 0.4  # what a word counts that stands only in the title and headings over a sentence
_SHORTEST = 5  # words: what is shorter is a heading
_KEPT, _SHOWN = 8, 3  # traces of one commitment that are kept, and follow-ups shown
_AS_WELL = 0.03  # how much less a promise may fit what looks back, and still be the same promise
_OPENING = 6  # passages of a report in which its purpose is told
_REPORT = re.compile(
    r"\b(?:report|update|paper|review|presentation|strategy|plan)s?\b[^.;]*\b(?:presented|submitted|brought|provided|come|receive|"
    r"received|considered|bring|present|update)\b|\b(?:bring|present|submit|provide|receive)\b[^.;]*\b(?:report|update|paper)\b",
    re.I,
)
_ASKS = re.compile(r"\b(?:asked (?:whether|if|when|why|for|after|about)|queried|questioned)\b", re.I)
_IN_REPORTS = re.compile(
    r"\b(?:reported|shown|show|included|include|given)\b[^.;]*\b(?:with|in|within|as part of|against)\b[^.;]*"
    r"\b(?:performance|dashboard|future reports|each measure)\b",
    re.I,
)
_BACK_MONTH = re.compile(
    rf"\b(?:for|promised|undertaken|requested|agreed|resolved|asked) (?:in|on|at|last) (?:\d+ )?({'|'.join(MONTHS)})\b"
)
_NOTHING = "Nothing in the papers of later meetings held here was found to bear on it."
_NOTING = "Nothing has to be done after it."
_UNKEPT = "The latest paper that speaks of it says that it had not been done."
_MENTIONED = "Later papers speak of the subject; none says that it was done."
_DONE = "A later paper has it, or says that it was done."
_LATE = "It came, after the date it was due."


@dataclass(frozen=True)
class Need:
    """What a sentence must have of a subject: its `share` with what is around it, `alone`, and how `telling` it is."""

    share: float
    alone: float
    telling: float


_MENTION = Need(0.55, 0.3, 0.9)
_SAID = Need(0.4, 0.2, 0.7)  # for what says what became of it
_BACK = Need(0.3, 0.2, 0.35)  # … and looks back at the promise
Rows = Sequence[tuple[int, int, Counter[str]]]


@dataclass(frozen=True)
class Later:
    """The papers of meetings after a day."""

    items: tuple[StoredItem, ...]

    @property
    def last(self) -> date | None:
        """The latest meeting among them."""
        return max((i.meeting_date for i in self.items if i.meeting_date), default=None)


@dataclass(frozen=True)
class Trace:
    """A follow-up, its `score`, how well the commitment fits it, and whether it looks `back` at a promise."""

    follow_up: FollowUp
    score: float
    fit: float
    back: bool

    def key(self) -> tuple[str, str]:
        """One sentence."""
        citation = self.follow_up.citation
        return citation.passage.id, citation.quote[:80]


@dataclass(frozen=True)
class Looked:
    """What was found on one commitment; `settled` when its status is known already; `last` the last meeting held."""

    commitment: Commitment
    traces: tuple[Trace, ...] = ()
    report: FollowUp | None = None
    last: date | None = None
    settled: bool = False


class Evidence:
    """Looks for what became of commitments in one state of a library."""

    def __init__(self, library: Library, corpus: Corpus) -> None:
        self._library = library
        self._corpus = corpus
        self._beside: dict[str, set[str | None]] = {}
        for item in corpus.items:
            self._beside.setdefault(_folder(item), set()).add(item.committee)
        self._later: dict[tuple[date | None, str | None], Later] = {}

    def look(self, commitment: Commitment, lead: str = "") -> Looked:
        """What is found in later papers on a commitment, before it is settled which promise each sentence speaks of."""
        if commitment.kind == "resolution" and is_noting(commitment.text, lead):
            return Looked(replace(commitment, status="for noting", why=_NOTING), settled=True)
        later = self._after(commitment.meeting_date, commitment.committee)
        if later.items and (shown := with_figures(commitment, later.items, self._library)) is not None:
            counted = replace(commitment, status=shown.status, why=shown.why, follow_ups=shown.follow_ups)
            return Looked(counted, settled=True)
        subject = subject_of(commitment, self._corpus)
        if not later.items or not subject.all or (commitment.kind == "resolution" and not subject.own):
            return Looked(commitment, last=later.last)
        report = self._report(subject, later) if _REPORT.search(commitment.text) else None
        return Looked(commitment, tuple(self._sentences(commitment, subject, later)), report, later.last)

    def settle(self, looked: Sequence[Looked]) -> list[Commitment]:
        """The commitments with status, reason and follow-up quotes in date order.

        A sentence that looks back at a promise speaks of one: of the commitment it is most about.
        """
        best: dict[tuple[str, str], float] = {}
        for found in looked:
            for trace in found.traces:
                if trace.back:
                    key = trace.key()
                    best[key] = max(best.get(key, 0.0), trace.fit)
        return [f.commitment if f.settled else _concluded(f, best) for f in looked]

    def _after(self, day: date | None, committee: str | None) -> Later:
        key = (day, committee)
        if key not in self._later:
            items = [i for i in self._corpus.items if day and i.meeting_date and i.meeting_date > day]
            items = [i for i in items if not committee or committee in self._bodies(i)]
            usable = [i for i in items if i.kind not in ("agenda", "guidance")]
            self._later[key] = Later(tuple(sorted(usable, key=lambda i: i.meeting_date or date.min)))
        return self._later[key]

    def _bodies(self, item: StoredItem) -> set[str | None]:
        """The committees a paper is for; for one that names none, those of the papers in its document or folder."""
        return {item.committee} if item.committee else self._beside.get(_folder(item), set())

    def _report(self, subject: Subject, later: Later) -> FollowUp | None:
        """The first later report whose title is about the subject."""
        for item in later.items:
            if item.kind not in ("report", "supplement") or not subject.own:
                continue
            if subject.share_of_own(counted(item.title)) < _TITLE:
                continue
            passages = self._library.passages(item.id)
            if passages:
                told = [
                    (subject.share(own), -order, passage, passage.text[start:end])
                    for order, passage in enumerate(passages[:_OPENING])
                    for start, end, own in sentences(passage.id, passage.text, passage.joints)
                    if len(own) > _SHORTEST and passage.kind != "heading"
                ]
                if told:
                    _, _, passage, quote = max(told, key=lambda t: t[:2])
                    return FollowUp(Citation(0, passage, quote), "kept")
        return None

    def _sentences(self, commitment: Commitment, subject: Subject, later: Later) -> list[Trace]:
        """The sentences of later papers that are about the subject, those that say what became of it first."""
        pool = {i.id for i in later.items}
        ids = [id for id, _ in self._library.search_words(subject.stems, _CANDIDATES, pool)]
        vector = self._library.passage_vectors([commitment.citation.passage.id])[0]
        ids += [id for id, _ in self._library.search_vectors(vector, _CANDIDATES // 2, pool)]
        traces = []
        for passage in self._library.passages_by_id(dict.fromkeys(ids)):
            traces += _bearing_in(passage, subject, commitment)
        best: dict[str, Trace] = {}
        for trace in sorted(traces, key=lambda t: (-t.score, t.follow_up.citation.passage.id)):
            best.setdefault(trace.follow_up.citation.passage.id, trace)
        return list(best.values())[:_KEPT]


def _folder(item: StoredItem) -> str:
    """The folder of a paper, or the file itself when it lies in none: what is in there is one meeting's."""
    parent = str(PurePosixPath(item.document).parent)
    return item.document if parent == "." else parent


def _concluded(looked: Looked, best: dict[tuple[str, str], float]) -> Commitment:
    commitment, report = looked.commitment, looked.report
    own = [t for t in looked.traces if not t.back or t.fit >= best[t.key()] - _AS_WELL]
    found = [t.follow_up for t in own][:_SHOWN]
    if _IN_REPORTS.search(commitment.text):
        found = [_as_asked(f) for f in found]
    if report:
        found = [report, *(f for f in found if f.citation.passage.item.id != report.citation.passage.item.id)]
    found = sorted(found[:_SHOWN], key=lambda f: f.citation.passage.item.meeting_date or date.min)
    numbered = tuple(replace(f, citation=replace(f.citation, n=n)) for n, f in enumerate(found, 2))
    return _weighed(replace(commitment, follow_ups=numbered), looked.last, report)


def _weighed(commitment: Commitment, held: date | None, report: FollowUp | None) -> Commitment:
    """The status that the follow-ups give: what the latest of them says, and whether any was in part."""
    telling = [f for f in commitment.follow_ups if f.bearing != "mention"]
    if not telling:
        return _open(commitment, held)
    last = telling[-1]
    if last.bearing == "unkept":
        return replace(commitment, status="no evidence in the papers held", why=_UNKEPT)
    if any(f.bearing == "part" for f in telling):
        return replace(commitment, status="partly", why="A later paper speaks of it as done in part.")
    day = last.citation.passage.item.meeting_date
    late = report is not None and commitment.due is not None and day is not None and day > commitment.due
    return replace(commitment, status="kept", why=_LATE if late else _DONE)


def _open(commitment: Commitment, held: date | None) -> Commitment:
    if held is None or (commitment.due and commitment.due > held and not _this_month(commitment, held)):
        why = "No papers of a meeting after it are held." if held is None else "The papers held end before it is due."
        return replace(commitment, status="not yet due", why=why)
    why = _MENTIONED if commitment.follow_ups else _NOTHING
    return replace(commitment, status="no evidence in the papers held", why=why)


def _as_asked(follow_up: FollowUp) -> FollowUp:
    """For what was to be given in later reports: a mention there with a figure is what was asked for."""
    item, quote = follow_up.citation.passage.item, follow_up.citation.quote
    figure = any(c.isdigit() for c in without_periods(quote, find_periods(quote))[4:])
    there = follow_up.bearing == "mention" and item.kind in ("report", "appendix", "supplement") and figure
    return replace(follow_up, bearing="kept") if there else follow_up


def _this_month(commitment: Commitment, held: date) -> bool:
    """Whether it is due in the month, no day named, of the last meeting held: "to the Committee in September"."""
    due = commitment.due
    named = due is not None and bool(find_dates(commitment.due_words))
    return due is not None and not named and (due.year, due.month) == (held.year, held.month)


def _bearing_in(passage: StoredPassage, subject: Subject, commitment: Commitment) -> list[Trace]:
    """What a passage says of the subject, each with how strongly it bears on it."""
    found: list[Trace] = []
    whole = words_of(passage)
    if passage.kind == "heading" or subject.share(dict.fromkeys(whole.context, _CONTEXT) | whole.text) < _BACK.share:
        return found  # no sentence of it can have what the passage has not
    rows = sentences(passage.id, passage.text, passage.joints)
    for n, (start, end, own) in enumerate(rows):
        text = passage.text[start:end]
        alone = subject.share(own) if len(own) >= _SHORTEST and not text.isupper() else 0.0
        if alone < _BACK.alone:
            continue
        near: dict[str, float] = dict.fromkeys(whole.context, _CONTEXT)
        for other in (n - 1, n + 1):
            if 0 <= other < len(rows):
                near |= dict.fromkeys(rows[other][2], 0.6)
        near |= own
        share = min(subject.share(near), subject.share_of_own(near))
        back = looks_back(text, commitment)
        if back is None:
            continue
        bearing, last = _said_of(passage, rows, n, commitment)
        need = _MENTION if bearing == "mention" else _BACK if back else _SAID
        if share < need.share or alone < need.alone or subject.telling(near) < need.telling:
            continue
        quote = passage.text[start : rows[last][1]]
        score = 0.5 * share + 0.3 * alone + (0.35 if bearing != "mention" else 0.0) + 0.3 * back
        fit = max(subject.share_of_own(near), subject.share(near))
        found.append(Trace(FollowUp(Citation(0, passage, quote), bearing), score, fit, back))
    return found


def _said_of(passage: StoredPassage, rows: Rows, n: int, commitment: Commitment) -> tuple[Bearing, int]:
    """What sentence `n` says of a commitment, and the last sentence that is needed to know it.

    What looks back at the promise, or asks after it, is answered by the one or two sentences after it.
    """
    text = passage.text[rows[n][0] : rows[n][1]]
    asks = bool(_ASKS.search(text))
    own: Bearing = "mention" if asks else bearing_of(text, commitment, passage.item.kind != "minutes")
    if own != "mention" or not (asks or looks_back(text, commitment) is True):
        return own, n
    last = n
    bearing: Bearing = "mention"
    for following in range(n + 1, min(n + 3, len(rows))):
        start, end, _ = rows[following]
        if any(rows[n][0] < j < end for j in passage.joints) or "\n" in passage.text[rows[n][0] : start]:
            break
        said = bearing_of(passage.text[start:end], commitment, False)
        if said == "part" or (said != "mention" and bearing == "mention"):
            last, bearing = following, said
    return bearing, last


def looks_back(text: str, commitment: Commitment) -> bool | None:
    """Whether a sentence speaks of something that was promised or asked for; None when it was at another meeting."""
    low = " ".join(text.lower().split())
    if not _back().search(low):
        return False
    day = commitment.meeting_date
    named = [p for p in find_periods(text) if p.precision in ("day", "month")]
    if day and named:
        return True if any(p.start <= day <= p.end for p in named) else None
    months = set(_BACK_MONTH.findall(low))
    if months and commitment.meeting_date and _month(commitment.meeting_date) not in months:
        return None
    return True


@cache
def _back() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases('back')))})\b")


def _month(day: date) -> str:
    return next(name for name, number in MONTHS.items() if number == day.month and len(name) > 2)


def bearing_of(text: str, commitment: Commitment, report: bool) -> Bearing:
    """What a sentence about the subject says of it: done, done in part, not done, or only a mention.

    In a `report`, what looks back at a promise is there to keep it.
    """
    low = " ".join(text.lower().split())
    if any(p in low for p in phrases("unkept")):
        return "unkept"
    part = any(re.search(rf"\b{re.escape(p)}\b", low) for p in phrases("part"))
    day = commitment.meeting_date
    dated = bool(day and re.search(rf"\b{day.day}(?:st|nd|rd|th)? {_month(day)}\b(?! (?!{day.year})\d{{4}})", low))
    kept = dated or any(p in low for p in phrases("kept"))
    to_members = report and bool(set(re.findall(r"[a-z]+", low)) & words("receivers"))
    if kept or part or (to_members and looks_back(text, commitment) is True):
        return "part" if part else "kept"
    return "mention"
