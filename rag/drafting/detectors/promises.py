"""What the minutes of the meeting before promised or worried about on the report's subject."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log

from index.language.tokens import stem
from prompts.cues import cue_list, lexicon
from rag.drafting.challenge import Challenge, Material
from rag.drafting.cues import any_found, read
from rag.drafting.statements import Statement

_RARE = 0.05  # a word in more than this share of sentences says little of what one is about
_SHARED = 0.2  # a word in more than this share of the titles and headings beside the report's tells no subject
_TELLING = 2  # rare words that a minute and the report's nearest sentence must share
_VERY = 0.62  # likeness that makes a minute bear on a report whose title it does not speak of
_ALONE = 0.06  # of which the report has no word
_SAYS, _LEAST = 4, 2  # rare words; a minute of fewer is about anything, and of fewer still says nothing alone
_ALIKE = 3  # rare words that a minute of another subject and the report's nearest sentence must share
_WORRY = 3  # likewise for what was only worried about
_LIMIT = 2
_SHORTEST = 8  # words


def find(material: Material) -> list[Challenge]:
    """The promises and worries of the minutes that bear most on this report, with the report's nearest words."""
    everything = [*material.report, *material.minutes, *material.beside]
    counts = Counter(word for s in everything for word in s.stems)
    rare = {word: log(1 + len(everything) / n) for word, n in counts.items() if n <= max(3, _RARE * len(everything))}
    title = _subject(material)
    index: dict[str, list[Statement]] = defaultdict(list)
    for statement in material.report:
        for word in statement.stems & rare.keys():
            if not statement.row:
                index[word].append(statement)
    found = []
    for before, minute in zip([None, *material.minutes], material.minutes, strict=False):
        sort = _sort(minute)
        if not sort:
            continue
        subject = _speaks_of(title, minute)
        nearest, likeness = _nearest(minute, index, rare)
        if sort == "worry" and nearest and len(minute.stems & nearest.stems & rare.keys()) < _WORRY:
            continue
        if minute.passage.item.document_id != material.item.document_id and not (subject and nearest):
            continue  # of an older meeting: only what the report's subject and words both bear on
        if len(minute.stems & rare.keys()) < (_LEAST if subject else _SAYS):
            continue
        alike = nearest and likeness >= _VERY and len(minute.stems & nearest.stems & rare.keys()) >= _ALIKE
        if alike or (subject and (nearest or sort == "promise")):
            found.append(_challenge(sort, minute, nearest or _told_by(before, minute, rare), likeness, subject))
    return sorted(found, key=lambda c: -c.weight)[:_LIMIT]


def _challenge(sort: str, minute: Statement, beside: Statement | None, likeness: float, subject: bool) -> Challenge:
    weight = (0.72 if sort == "promise" else 0.62) + 0.1 * subject + 0.15 * likeness * (sort == "worry")
    weight -= _ALONE * (beside is None or beside.passage.item.id == minute.passage.item.id)
    kind = "commitment_followup" if sort == "promise" else "contradiction"
    proofs = (minute, beside) if beside else (minute,)
    return Challenge(sort, kind, "The minutes of the last meeting", weight, proofs)


def _told_by(before: Statement | None, minute: Statement, rare: dict[str, float]) -> Statement | None:
    """The sentence before, which tells what "a further update" is of, where the minute itself says too little."""
    if before is None or before.heading != minute.heading or before.passage.item.id != minute.passage.item.id:
        return None
    return before if before.quotable and len(minute.stems & rare.keys()) < _SAYS else None


def _subject(material: Material) -> frozenset[str]:
    """The words of the report's title that tell its subject from that of the papers and minutes beside it.

    A word of the committee's name, of a sort of paper or of many titles (the council's own name) tells none.
    """
    item = material.item
    headings = {s.heading for s in material.minutes} | {s.passage.item.title for s in material.beside}
    others = [read(heading).held for heading in headings if heading and heading != item.title]
    plain = read(" ".join((*lexicon()["of_titles"], item.committee or ""))).held
    words = frozenset(w for w in read(item.title).held if w.isalpha() and len(w) > 2 and w == stem(w)) - plain
    most = max(2, _SHARED * len(others))
    return frozenset(word for word in words if sum(word in other for other in others) <= most)


def _speaks_of(title: frozenset[str], minute: Statement) -> bool:
    """True when the minute's heading tells the subject, or the minute itself has two words of it."""
    wanted = min(2, len(title))
    return 0 < wanted <= len(title & read(minute.heading).held) or len(title & minute.words.held) >= 2


def _sort(minute: Statement) -> str:
    if len(minute.text.split()) < _SHORTEST or any_found(cue_list("hypothetical"), minute.words):
        return ""
    if any_found(cue_list("promised"), minute.words):
        return "promise"
    return "worry" if any_found(cue_list("worried"), minute.words) else ""


def _nearest(
    minute: Statement, index: dict[str, list[Statement]], rare: dict[str, float]
) -> tuple[Statement | None, float]:
    """The sentence of the report that shares most of what the minute is about, and how much that is, in [0, 1]."""
    about = minute.stems & rare.keys()
    total = sum(rare[w] for w in about)
    near = {s.key: s for word in about for s in index[word] if len(about & s.stems) >= _TELLING}.values()
    if not near or not total:
        return None, 0.0
    nearest = max(near, key=lambda s: (sum(rare[w] for w in about & s.stems), -s.order))
    return nearest, sum(rare[w] for w in about & nearest.stems) / total
