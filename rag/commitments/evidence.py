"""What later papers say of a commitment, and the status that this gives it.

Later papers are those of meetings after the one minuted. A report that was asked for is there when a later report's
title is about its subject; anything else is judged by sentences that are about its subject and say, by their words,
that it was done, done in part, or not. What nothing bears on has "no evidence in the papers held": never "not done".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.items.dates import find_dates
from index.library import Library
from index.values import StoredItem, StoredPassage
from prompts.cues.promises import phrases
from rag.commitments.asks import with_figures
from rag.commitments.noting import is_noting
from rag.commitments.subject import Subject, counted, subject_of
from rag.commitments.values import Bearing, Commitment, FollowUp, Status
from rag.corpus import Corpus
from rag.evidence import sentences
from rag.values import Citation

_CANDIDATES = 40
_SHARE = 0.55  # of the subject's weight, that a sentence with its neighbours must have
_OWN = 0.3  # … and by itself
_TITLE = 0.6  # … and a report's title, to be the report that was asked for
_SHOWN = 3
_REPORT = re.compile(
    r"\b(?:report|update|paper|review|presentation|strategy|plan)s?\b[^.;]*\b(?:presented|submitted|brought|provided|come|receive|"
    r"received|considered|bring|present|update)\b|\b(?:bring|present|submit|provide|receive)\b[^.;]*\b(?:report|update|paper)\b",
    re.I,
)
_SAYS_NOTHING = "Nothing in the papers of later meetings held here was found to bear on it."


@dataclass(frozen=True)
class Later:
    """The papers of meetings after a day."""

    items: tuple[StoredItem, ...]

    @property
    def last(self) -> date | None:
        """The latest meeting among them."""
        return max((i.meeting_date for i in self.items if i.meeting_date), default=None)


class Evidence:
    """Looks for what became of commitments in one state of a library."""

    def __init__(self, library: Library, corpus: Corpus) -> None:
        self._library = library
        self._corpus = corpus
        self._later: dict[date | None, Later] = {}

    def judge(self, commitment: Commitment, lead: str = "") -> Commitment:
        """The commitment with its status, the reason, and the follow-up quotes, in date order."""
        if commitment.kind == "resolution" and is_noting(commitment.text, lead):
            return replace(commitment, status="for noting", why="Nothing has to be done after it.")
        later = self._after(commitment.meeting_date)
        if not later.items:
            return self._open(commitment, later, ())
        if (shown := with_figures(commitment, later.items, self._library)) is not None:
            return replace(commitment, status=shown.status, why=shown.why, follow_ups=shown.follow_ups)
        subject = subject_of(commitment, self._corpus)
        if not subject.all:
            return self._open(commitment, later, ())
        found = self._sentences(commitment, subject, later)
        report = self._report(commitment, subject, later) if _REPORT.search(commitment.text) else None
        if report:
            found = [report, *(f for f in found if f.citation.passage.item.id != report.citation.passage.item.id)]
        found = sorted(found[:_SHOWN], key=lambda f: (f.citation.passage.item.meeting_date or date.min))
        numbered = tuple(replace(f, citation=replace(f.citation, n=n)) for n, f in enumerate(found, 2))
        return self._weighed(commitment, later, numbered, report)

    def _after(self, day: date | None) -> Later:
        if day not in self._later:
            items = [i for i in self._corpus.items if day and i.meeting_date and i.meeting_date > day]
            usable = [i for i in items if i.kind not in ("agenda", "guidance")]
            self._later[day] = Later(tuple(sorted(usable, key=lambda i: i.meeting_date or date.min)))
        return self._later[day]

    def _report(self, commitment: Commitment, subject: Subject, later: Later) -> FollowUp | None:
        """The first later report whose title is about the subject."""
        for item in later.items:
            if item.kind not in ("report", "supplement") or subject.share(counted(item.title)) < _TITLE:
                continue
            passages = self._library.passages(item.id)
            if passages:
                passage = next((p for p in passages if p.kind != "heading"), passages[0])
                first = next(iter(sentences(passage.id, passage.text, passage.joints)), None)
                if first:
                    return FollowUp(Citation(0, passage, passage.text[first[0] : first[1]]), "kept")
        return None

    def _sentences(self, commitment: Commitment, subject: Subject, later: Later) -> list[FollowUp]:
        """The sentences of later papers that are about the subject, those that say what became of it first."""
        pool = {i.id for i in later.items}
        ids = [id for id, _ in self._library.search_words(subject.stems, _CANDIDATES, pool)]
        vector = self._library.passage_vectors([commitment.citation.passage.id])[0]
        ids += [id for id, _ in self._library.search_vectors(vector, _CANDIDATES // 2, pool)]
        scored = []
        for passage in self._library.passages_by_id(dict.fromkeys(ids)):
            scored += _bearing_in(passage, subject, commitment)
        scored.sort(key=lambda s: -s[0])
        kept: list[FollowUp] = []
        for _, follow_up in scored:
            if all(f.citation.passage.id != follow_up.citation.passage.id for f in kept):
                kept.append(follow_up)
        return kept

    def _weighed(
        self, commitment: Commitment, later: Later, found: tuple[FollowUp, ...], report: FollowUp | None
    ) -> Commitment:
        telling = [f for f in found if f.bearing != "mention"]
        if not telling:
            return self._open(commitment, later, found)
        last = telling[-1]
        status: Status = "no evidence in the papers held"
        if last.bearing == "part" or (last.bearing == "kept" and any(f.bearing == "part" for f in telling)):
            status, why = "partly", "A later paper speaks of it as done in part."
        elif last.bearing == "kept":
            status, why = "kept", "A later paper has it, or says that it was done."
            day = last.citation.passage.item.meeting_date
            if report and commitment.due and day and day > commitment.due:
                why = "It came, after the date it was due."
        else:
            why = "A later paper says that it had not been done."
        return replace(commitment, status=status, why=why, follow_ups=found)

    def _open(self, commitment: Commitment, later: Later, found: tuple[FollowUp, ...]) -> Commitment:
        held = later.last
        if held is None or (commitment.due and commitment.due > held):
            why = "No papers of a meeting after it are held." if held is None else "The papers held end before it is due."
            return replace(commitment, status="not yet due", why=why, follow_ups=found)
        why = "Later papers speak of the subject; none says that it was done." if found else _SAYS_NOTHING
        return replace(commitment, status="no evidence in the papers held", why=why, follow_ups=found)


def _bearing_in(
    passage: StoredPassage, subject: Subject, commitment: Commitment
) -> list[tuple[float, FollowUp]]:
    found = []
    rows = sentences(passage.id, passage.text, passage.joints)
    for n, (start, end, own) in enumerate(rows):
        near = own.copy()
        for other in (n - 1, n + 1):
            if 0 <= other < len(rows):
                near.update({s: 0.6 for s in rows[other][2] if s not in own})  # type: ignore[arg-type]
        share, alone = subject.share(near), subject.share(own)
        if share < _SHARE or alone < _OWN or subject.held(near) < min(2, len(subject.all)):
            continue
        text = passage.text[start:end]
        bearing = bearing_of(text, commitment)
        score = 0.6 * share + 0.4 * alone + (0.35 if bearing != "mention" else 0.0)
        found.append((score, FollowUp(Citation(0, passage, text), bearing)))
    return found


def bearing_of(text: str, commitment: Commitment) -> Bearing:
    """What a sentence about the subject says of it: done, done in part, not done, or only a mention."""
    low = " ".join(text.lower().split())
    if any(p in low for p in phrases("unkept")):
        return "unkept"
    kept = any(p in low for p in phrases("kept")) or any(d == commitment.meeting_date for _, _, d in find_dates(text))
    if kept:
        return "part" if any(re.search(rf"\b{re.escape(p)}\b", low) for p in phrases("part")) else "kept"
    return "mention"


def titles_about(subject: Subject, items: Sequence[StoredItem]) -> list[StoredItem]:
    """The papers whose title is about a subject."""
    return [i for i in items if subject.share(counted(i.title)) >= _TITLE]
