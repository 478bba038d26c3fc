"""The drafts of reports as one Word briefing."""

from __future__ import annotations

from collections.abc import Sequence

from app.exports.word import Briefing
from app.saved.records import DraftQuestionRecord, DraftRecord, PromptRecord
from app.wording import coverage_words, date_words, short_prompt


def briefing(drafts: Sequence[DraftRecord]) -> bytes:
    """The bytes of a Word file with one part a draft."""
    made = Briefing("Draft questions for scrutiny")
    for number, draft in enumerate(drafts):
        if number:
            made.new_page()
        _add_draft(made, draft)
    return made.data()


def add_prompts(made: Briefing, prompts: Sequence[PromptRecord]) -> None:
    """What the report says to each prompt, in a line; those that are not agreed ones are marked."""
    rows = []
    for prompt in prompts:
        name = short_prompt(prompt.question)
        label = f"{name} (not an agreed prompt)" if prompt.extra else name
        rows.append((label, coverage_words(prompt.coverage, prompt.applies), prompt.why))
    made.table(("Agreed prompt", "Coverage", "Why"), rows, (4, 2, 6))


def _add_draft(made: Briefing, draft: DraftRecord) -> None:
    made.about(draft.report, draft.meeting_date)
    made.heading(draft.report, 1)
    made.paragraph(f"Meeting: {date_words(draft.meeting_date)}. Document: {draft.document}.")
    made.paragraph("Draft questions to edit, not a script.")
    if draft.notice:
        made.paragraph(draft.notice)
    made.questions((q.rank, q.text, _lines(q), q.citations) for q in draft.questions)
    if not draft.questions:
        made.paragraph("No question could be drafted that rests on the papers.")
    made.heading("What the report says to the agreed prompts", 2)
    add_prompts(made, draft.prompts)
    if draft.dropped:
        made.heading("Dropped for want of evidence", 2)
        for dropped in draft.dropped:
            made.paragraph(f"{dropped.text} ({dropped.reason})", "List Bullet")


def _lines(question: DraftQuestionRecord) -> list[str]:
    to = f"To: {question.to}. " if question.to else ""
    more = [f"Supplementary: {question.supplementary}"] if question.supplementary else []
    return [f"{to}Why it matters: {question.why}", *more]
