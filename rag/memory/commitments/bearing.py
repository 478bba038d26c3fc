"""Whether a sentence of a later paper is about a commitment, and what it says became of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.language.periods import MONTHS, Period, find_periods
from index.values import StoredPassage
from rag.memory.commitments.subject import Subject
from rag.memory.commitments.values import Bearing, Commitment, FollowUp
from rag.search.corpus import words_of
from rag.search.evidence import sentences
from rag.values import Citation

_CONTEXT = 0.4  # what a word counts that stands only in the title and headings over a sentence
_SHORTEST = 5  # words: what is shorter is a heading
_MEANT = re.compile(
    r"\b(?:was|were|is|are|ought|due) to have been \w+"
)  # what should have been done says nothing of what was
_ASKS = re.compile(r"(?<!been )\b(?:asked (?:whether|if|when|why|for|after|about)|queried|questioned)\b", re.I)
_GIVEN = r"(?:provided|circulated|sent|published|completed|carried out|shown|given)"
_KEPT = re.compile(
    rf"\b(?:(?:(?:had|has|have)(?: now| since)? been|was|were|is now|are now) {_GIVEN}|had (?:written|gone)|wrote to"
    r"|in response to the request|following a request|this report responds|as (?:agreed|resolved|requested|members)"
    r"|as the committee asked|at the request of|in line with the committee|at the committee’s request)\b"
)
_ASKED_FOR = r"(?:asked|called) for|promised|undertaken|requested|agreed|resolved"
_BACK_AT = re.compile(
    rf"\b(?:as|been|had|was) (?:{_ASKED_FOR}|recalled)\b|\b(?:{_ASKED_FOR}) (?:in|at|on|by|that)\b|\bwere recalled\b"
    r"|\bat the request of\b|\bin line with the committee\b|\bas (?:members|the committee asked)\b"
    r"|\b(?:was|were) (?:due (?:at|in)|to have)\b"
)
_PARTLY = re.compile(
    r"\b(?:in part|part(?:ly|ial(?:ly)?)|some of the|not all|held back|withheld|so far|the remainder|were not available"
    r"|interim|incomplete|no survey)\b"
)
_SORRY = re.compile(r"\b(?:apologised|regretted|asked why)\b")
_UNKEPT = re.compile(
    r"\b(?:(?:had|has|have|was|is) not (?:yet|been|ready)|put (?:back|off)|w(?:ould|ill) now be|was no report"
    r"|awaited|outstanding|deferred|postponed|not been (?:brought|received)|(?:remains|still) (?:a|in) draft"
    r"|had only just begun)\b"
)
_TO_MEMBERS = re.compile(r"\b(?:members?|committee|councillors?|cabinet|scrutiny|panel|board|meeting|commission)\b")
_BACK_MONTH = re.compile(
    rf"\b(?:for|promised|undertaken|requested|agreed|resolved|asked) (?:in|on|at|last) (?:\d+ )?({'|'.join(MONTHS)})\b"
)


@dataclass(frozen=True)
class Need:
    """What a sentence must have of a subject: its `share` with what is around it, `alone`, and how `telling` it is."""

    share: float
    alone: float
    telling: float


_MENTION = Need(0.55, 0.3, 0.9)
_SAID = Need(0.4, 0.2, 0.7)  # for what says what became of it
_BACK = Need(0.3, 0.15, 0.7)  # … and looks back at the promise: this share of all, or the next of its own words, and so
_BACK_OWN, _BACK_SURE = 0.4, 0.45  # telling, unless it has so much of all
Rows = Sequence[tuple[int, int, Counter[str]]]


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


def traces_in(passage: StoredPassage, subject: Subject, commitment: Commitment) -> list[Trace]:
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
        whole_share, own_share = subject.share(near), subject.share_of_own(near)
        back = looks_back(text, commitment)
        if back is None:
            continue
        bearing, last = _said_of(passage, rows, n, commitment)
        telling, share = subject.telling(near), min(whole_share, own_share)
        if back and bearing != "mention":
            if max(whole_share - _BACK.share, own_share - _BACK_OWN) < 0:
                continue
            if telling < _BACK.telling and whole_share < _BACK_SURE:
                continue
        else:
            need = _MENTION if bearing == "mention" else _SAID
            if share < need.share or alone < need.alone or telling < need.telling:
                continue
        quote = passage.text[start : rows[last][1]]
        score = (
            0.5 * max(share, whole_share if back else 0.0)
            + 0.3 * alone
            + (0.35 if bearing != "mention" else 0.0)
            + 0.3 * back
        )
        fit = max(own_share, whole_share)
        found.append(Trace(FollowUp(Citation(0, passage, quote), bearing), score, fit, back))
    return found


def _said_of(passage: StoredPassage, rows: Rows, n: int, commitment: Commitment) -> tuple[Bearing, int]:
    """What sentence `n` says of a commitment, and the last sentence that is needed to know it.

    What looks back at the promise, or asks after it, is answered by the one or two sentences after it.
    """
    text = passage.text[rows[n][0] : rows[n][1]]
    asks = bool(_ASKS.search(text))
    own = bearing_of(text, commitment, passage.item.kind != "minutes")
    settled = own in ("unkept", "part") or (own == "kept" and not asks)
    if settled or not (asks or looks_back(text, commitment) is True):
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
    if not _BACK_AT.search(low):
        return False
    day = commitment.meeting_date
    named = [p for p in find_periods(text) if p.precision in ("day", "month")]
    if day and named:
        return True if any(p.start <= day <= p.end or _repeats(commitment, p) for p in named) else None
    months = set(_BACK_MONTH.findall(low))
    repeated = any(re.search(rf"\b{m}\b", commitment.about.lower()) for m in months)
    if months and day and _month(day) not in months and not repeated:
        return None
    return True


def _repeats(commitment: Commitment, period: Period) -> bool:
    """Whether a commitment repeats one of that time, as the sentences before it tell."""
    return period.precision in ("day", "month") and _month(period.start) in commitment.about.lower()


def _month(day: date) -> str:
    return next(name for name, number in MONTHS.items() if number == day.month and len(name) > 2)


def bearing_of(text: str, commitment: Commitment, report: bool) -> Bearing:
    """What a sentence about the subject says of it: done, done in part, not done, or only a mention.

    In a `report`, what looks back at a promise is there to keep it.
    """
    low = " ".join(text.lower().split())
    low = _MEANT.sub(" ", low)
    if _UNKEPT.search(low) or (not report and _SORRY.search(low)):
        return "unkept"
    part = bool(_PARTLY.search(low))
    day = commitment.meeting_date
    dated = bool(day and re.search(rf"\b{day.day}(?:st|nd|rd|th)? {_month(day)}\b(?! (?!{day.year})\d{{4}})", low))
    kept = dated or bool(_KEPT.search(low))
    to_members = report and bool(_TO_MEMBERS.search(low))
    if kept or part or (to_members and looks_back(text, commitment) is True):
        return "part" if part else "kept"
    return "mention"
