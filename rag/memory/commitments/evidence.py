"""What later papers say of a commitment, and the status that this gives it.

Later papers are those of meetings after the one minuted. A report that was asked for is there when a later report's
title is about its subject; anything else is judged by sentences that are about its subject and say, by their words,
that it was done, done in part, or not. What nothing bears on has "no evidence in the papers held": never "not done".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from index.language.periods import find_dates, find_periods, without_periods
from index.store.library import Library
from index.values import StoredItem
from rag.memory.commitments.bearing import Trace, traces_in
from rag.memory.commitments.noting import is_noting
from rag.memory.commitments.subject import Subject, counted, subject_of
from rag.memory.commitments.values import Commitment, FollowUp
from rag.search.corpus import Corpus
from rag.search.evidence import sentences
from rag.values import Citation

_CANDIDATES = 24
_KEPT, _SHOWN = 8, 3  # traces of one commitment that are kept, and follow-ups shown
_AS_WELL = 0.03  # how much less a promise may fit what looks back, and still be the same promise
_OPENING = 6  # passages of a report in which its purpose is told
_SHORTEST, _PURPOSE = 5, 0.5  # words of a sentence that tells it; what one counts that speaks of the report itself
_TITLE = 0.6  # of the subject, that a report's title must have to be the report that was asked for
_REPORT = re.compile(
    r"\b(?:report|update|paper|review|presentation|strategy|plan)s?\b[^.;]*\b(?:presented|submitted|brought|provided|come|"
    r"receive|received|considered|bring|present|update)\b"
    r"|\b(?:bring|present|submit|provide|receive)\b[^.;]*\b(?:report|update|paper)\b"
    r"|\b(?:it|this|one|that)\b[^.;]{0,40}\b(?:come|brought|presented|submitted)\b[^.;]{0,20}\b(?:meeting|committee)\b",
    re.I,
)
_IN_REPORTS = re.compile(
    r"\b(?:reported|shown|show|included|include|given)\b[^.;]*\b(?:with|in|within|as part of|against)\b[^.;]*"
    r"\b(?:performance|dashboard|future reports|each measure)\b",
    re.I,
)
_NOTHING = "Nothing in the papers of later meetings held here was found to bear on it."
_NOTING = "Nothing has to be done after it."
_UNKEPT = "The latest paper that speaks of it says that it had not been done."
_MENTIONED = "Later papers speak of the subject; none says that it was done."
_LACKING = "The report came, and says itself that something of it did not."
_DONE = "A later paper has it, or says that it was done."
_LATE = "It came, after the date it was due."


@dataclass(frozen=True)
class Later:
    """The papers of meetings after a day."""

    items: tuple[StoredItem, ...]
    last: date | None  # the latest meeting of which papers are held


@dataclass(frozen=True)
class Looked:
    """What was found on one commitment; `settled` when its status is known already; `last` the last meeting held."""

    commitment: Commitment
    traces: tuple[Trace, ...] = ()
    report: FollowUp | None = None
    last: date | None = None
    settled: bool = False


class Evidence:
    """Looks for what became of commitments in one state of a library. `new` are the ids of papers not read before."""

    def __init__(self, library: Library, corpus: Corpus, new: Collection[str] = ()) -> None:
        self._library = library
        self._corpus = corpus
        self._new = frozenset(new)
        self._beside: dict[str, set[str | None]] = {}
        for item in corpus.items:
            self._beside.setdefault(_folder(item), set()).add(item.committee)
        self._later: dict[tuple[date | None, str | None], Later] = {}

    def look(self, commitment: Commitment, lead: str = "", known: Looked | None = None) -> Looked:
        """What is found in later papers on a commitment, before it is settled which promise each sentence speaks of.

        Where it is `known` already what the papers that are not `new` say, only the new ones are read.
        """
        if commitment.kind == "resolution" and is_noting(commitment.text, lead):
            return Looked(replace(commitment, status="for noting", why=_NOTING), settled=True)
        later = self._after(commitment.meeting_date, commitment.committee)
        if known is not None:
            later = Later(tuple(i for i in later.items if i.id in self._new), later.last)
            if not later.items:
                return replace(known, commitment=commitment, last=later.last)
        subject = subject_of(commitment, self._corpus)
        if not later.items or not subject.all or (commitment.kind == "resolution" and not subject.own):
            return Looked(commitment, last=later.last)
        report = known.report if known else None
        if report is None and _REPORT.search(commitment.text):
            report = self._report(subject, later)
        traces = [*(known.traces if known else ()), *self._sentences(commitment, subject, later)]
        return Looked(commitment, tuple(sorted(traces, key=_worth)[:_KEPT]), report, later.last)

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
            usable = [i for i in items if i.kind not in ("agenda", "guidance") and i.copy_of is None]
            usable.sort(key=lambda i: i.meeting_date or date.min)
            self._later[key] = Later(
                tuple(usable), max((i.meeting_date for i in usable if i.meeting_date), default=None)
            )
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
                    (subject.share(own) + _PURPOSE * ("report" in own), -order, passage, passage.text[start:end])
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
        ids += [id for id, _ in self._library.search_vectors(vector, _CANDIDATES // 3, pool)]
        traces = []
        for passage in self._library.passages_by_id(dict.fromkeys(ids)):
            traces += traces_in(passage, subject, commitment)
        best: dict[str, Trace] = {}
        for trace in sorted(traces, key=_worth):
            best.setdefault(trace.follow_up.citation.passage.id, trace)
        return list(best.values())[:_KEPT]


def _folder(item: StoredItem) -> str:
    """The folder of a paper, or the file itself when it lies in none: what is in there is one meeting's."""
    parent = str(PurePosixPath(item.document).parent)
    return item.document if parent == "." else parent


def _worth(trace: Trace) -> tuple[float, str]:
    return -trace.score, trace.follow_up.citation.passage.id


def _concluded(looked: Looked, best: dict[tuple[str, str], float]) -> Commitment:
    commitment, report = looked.commitment, looked.report
    own = [t for t in looked.traces if not t.back or t.fit >= best[t.key()] - _AS_WELL]
    if report:  # what the report itself says of when it was asked for is no lack of it
        own = [t for t in own if not (t.back and _same_paper(t.follow_up, report))]
    found = [t.follow_up for t in own][:_SHOWN]
    if _IN_REPORTS.search(commitment.text):
        found = [_as_asked(f) for f in found]
    if report:
        found = [report, *(f for f in found if f.bearing in ("part", "unkept") or not _same_paper(f, report))]
    found = sorted(found[:_SHOWN], key=lambda f: f.citation.passage.item.meeting_date or date.min)
    numbered = tuple(replace(f, citation=replace(f.citation, n=n)) for n, f in enumerate(found, 2))
    return _weighed(replace(commitment, follow_ups=numbered), looked.last, report)


def _weighed(commitment: Commitment, held: date | None, report: FollowUp | None) -> Commitment:
    """The status that the follow-ups give: what the latest of them says, and whether any was in part."""
    telling = [f for f in commitment.follow_ups if f.bearing != "mention"]
    if not telling:
        return _open(commitment, held)
    last = telling[-1]
    papers = [f for f in telling if _same_paper(f, last) or (report and _same_paper(f, report))]
    if {"kept"} < {f.bearing for f in papers} and last.citation.passage.item.kind != "minutes":
        return replace(commitment, status="partly", why=_LACKING)
    if last.bearing == "unkept" and _ahead(commitment, held):
        return replace(commitment, status="not yet due", why="The papers held end before it is due.")
    if last.bearing == "unkept":
        return replace(commitment, status="no evidence in the papers held", why=_UNKEPT)
    if any(f.bearing == "part" for f in telling):
        return replace(commitment, status="partly", why="A later paper speaks of it as done in part.")
    day = last.citation.passage.item.meeting_date
    late = report is not None and commitment.due is not None and day is not None and day > commitment.due
    return replace(commitment, status="kept", why=_LATE if late else _DONE)


def _same_paper(one: FollowUp, other: FollowUp) -> bool:
    return one.citation.passage.item.id == other.citation.passage.item.id


def _ahead(commitment: Commitment, held: date | None) -> bool:
    """Whether it is due after the last meeting whose papers are held."""
    return bool(commitment.due and held and commitment.due > held and not _this_month(commitment, held))


def _open(commitment: Commitment, held: date | None) -> Commitment:
    if held is None or _ahead(commitment, held):
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
