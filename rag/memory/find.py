"""Every commitment of one paper: the parts of its resolutions and the sentences that promise something."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date

from index.encoder.embedding import Embedding
from index.language.periods import find_dates
from index.values import StoredItem, StoredPassage
from rag.memory.commitment import Commitment, Kind
from rag.memory.minutes import Said, is_formal, kinds_of, read_said
from rag.memory.particulars import NOTHING, due_of, is_noting, of_next_meeting, owner_of
from rag.search.reading import spans
from rag.values import Citation, paragraph_at

_TO_MEMBERS = re.compile(
    r"\b(?:will|shall) (?:\w+ ){0,4}?(?:be )?(?:brought|presented|submitted|reported|provided|circulated|report|"
    r"present|provide|bring|submit|update)\b[^.;]{0,60}\b(?:to|for|at|with) (?:\w+ ){0,4}"
    r"(?:committee|members|cabinet|scrutiny|commission|council|board|meeting)\b",
    re.I,
)
_FIRM: dict[str, Kind] = {"resolved": "resolution", "undertaken": "undertaking", "soft": "soft"}
_ABOUT = 2  # sentences before it that say what an "it" stands for
_LONGEST = 120  # words: a longer "sentence" of a report is a table or a list


def in_minutes(
    item: StoredItem, passages: Sequence[StoredPassage], held: Sequence[date], embedding: Embedding | None = None
) -> Iterator[tuple[Commitment, str]]:
    """The commitments of a set of minutes, each with what opens all parts of its resolution ("" for others). `held` are
    the days the committee is known to have met; `embedding` judges sentences (by their form without one).
    """
    said = read_said(passages)
    following = _next_meeting(item.meeting_date, said, held)
    before: list[Said] = []
    for sentence, kind in zip(said, kinds_of(said, is_formal(said), embedding), strict=True):
        if sentence.part:
            yield _commitment(item, sentence, "resolution", "", [], following), sentence.part.lead
            continue
        if before and (before[-1].minute != sentence.minute or before[-1].point != sentence.point):
            before = []
        if kind in _FIRM:
            told = [s.text for s in before]
            yield _commitment(item, sentence, _FIRM[kind], " ".join(told[-_ABOUT:]), told, following), ""
        before.append(sentence)


def _commitment(
    item: StoredItem, said: Said, kind: Kind, about: str, before: Sequence[str], following: date | None
) -> Commitment:
    text = said.text
    lead = said.part.lead if said.part else ""
    nothing = kind == "resolution" and is_noting(text, lead)
    due = NOTHING if nothing else due_of(text, item.meeting_date, following)
    return Commitment(
        id=_id(item, said.number, text),
        text=text,
        kind=kind,
        owner=owner_of(text, before, lead),
        due=due.day,
        due_words=due.words,
        minute=said.number or None,
        heading=said.minute.title if said.minute else "",
        about=about,
        committee=item.committee,
        meeting_date=item.meeting_date,
        citation=Citation(1, said.passage, said.quote),
    )


def in_report(item: StoredItem, passages: Sequence[StoredPassage]) -> Iterator[Commitment]:
    """What a report says will be given to members, or will be published by a date: only the plainest of it."""
    for passage in passages:
        if " will " not in passage.text and " shall " not in passage.text:
            continue
        before = ""
        for start, end in spans(passage):
            above, text = before, " ".join(passage.text[start:end].split())
            before = text
            if not 6 <= len(text.split()) <= _LONGEST or text.endswith("?"):
                continue
            if not _TO_MEMBERS.search(text):
                continue
            due = due_of(text, item.meeting_date, None)
            yield Commitment(
                id=_id(item, passage.id, text),
                text=text,
                kind="undertaking",
                owner=owner_of(text),
                due=due.day,
                due_words=due.words,
                minute=paragraph_at(passage, start),
                heading=item.title,
                about=above,
                committee=item.committee,
                meeting_date=item.meeting_date,
                citation=Citation(1, passage, passage.text[start:end]),
            )


def _id(item: StoredItem, place: str, text: str) -> str:
    """The same for the same words in the same place of the same minutes, whatever file they came in."""
    key = f"{item.meeting_date}|{item.named_by}|{place}|{' '.join(text.lower().split())}"
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]


def _next_meeting(meeting: date | None, said: Sequence[Said], held: Sequence[date]) -> date | None:
    """The next meeting as these minutes print it, else the next the committee is known to have held."""
    if meeting is None:
        return None
    near = False
    for sentence in said:
        near = (near and sentence.part is None) or of_next_meeting(sentence.text)
        days = [day for _, _, day in find_dates(sentence.text) if day > meeting]
        titled = sentence.minute is not None and of_next_meeting(sentence.minute.title)
        if days and (titled or near):
            return days[0]
    return min((day for day in held if day > meeting), default=None)
