"""What a member's list keeps: questions as drafted, edited or the member's own, and what was answered to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.saved.records import CitationRecord, DraftQuestionRecord, Record


class ListedQuestion(Record):
    """A question on a list. `drafted` is its text as drafted, "" for the member's own; `asker` who will ask it; `reply`
    and `after` what was answered and what was asked then, noted after the meeting.
    """

    text: str
    drafted: str = ""
    to: str = ""
    delivery: str = "meeting"
    asker: str = ""
    theme: str = ""
    kind: str = ""
    prompt_id: str | None = None
    why: str = ""
    supplementary: str = ""
    citations: tuple[CitationRecord, ...] = ()
    reply: str = ""
    after: str = ""

    @classmethod
    def of(cls, question: DraftQuestionRecord) -> ListedQuestion:
        """A drafted question as it goes on a list."""
        return cls(
            text=question.text,
            drafted=question.text,
            to=question.to,
            delivery=question.delivery,
            theme=question.theme,
            kind=question.kind,
            prompt_id=question.prompt_id,
            why=question.why,
            supplementary=question.supplementary,
            citations=question.citations,
        )

    @property
    def edited(self) -> bool:
        """True when the text is no longer as drafted."""
        return bool(self.drafted) and self.text != self.drafted


@dataclass(frozen=True)
class Kept:
    """A question with its id and its place on its list, from 1."""

    id: str
    place: int
    question: ListedQuestion


@dataclass(frozen=True)
class MemberList:
    """A list for one report: its id (the one in the address), its title, and its questions in order."""

    id: str
    title: str
    item_id: str
    document_id: str
    report: str
    meeting_date: str | None
    updated_at: datetime
    questions: tuple[Kept, ...] = ()


@dataclass(frozen=True)
class NotedReply:
    """A reply noted after a meeting, for searches of what was said: whose words these are is the member's note, never
    the papers' own.
    """

    list_id: str
    report: str
    item_id: str
    meeting_date: str | None
    asker: str
    question: str
    reply: str
    after: str
    noted_at: datetime
    citations: tuple[CitationRecord, ...]
