"""The drafts of reports as one Word briefing."""

from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest

from app.exports.word import Briefing
from app.saved.records import AnswerRecord, DraftQuestionRecord, DraftRecord, PromptRecord
from app.wording import ITS_OWN_WAY, NOTHING_ASKED, coverage_words, date_words, short_prompt
from rag.drafted import usual_ways


def briefing(drafts: Sequence[DraftRecord], summaries: Mapping[str, AnswerRecord] | None = None) -> bytes:
    """The bytes of a Word file with one part a draft; of several, what is most worth asking across them comes first.
    `summaries` are the language model's lines on reports, by the id of the report.
    """
    made = Briefing("Draft questions for scrutiny")
    best = worth_asking(drafts) if len(drafts) > 1 else []
    if best:
        made.heading("Most worth asking", 1)
        for number, (draft, question) in enumerate(best, 1):
            made.about(draft.report, draft.meeting_date)
            made.question(number, question.text, [draft.report], question.citations)
    for number, draft in enumerate(drafts):
        if number or best:
            made.new_page()
        _add_draft(made, draft, (summaries or {}).get(draft.item_id))
    return made.data()


def worth_asking(drafts: Sequence[DraftRecord], most: int = 10) -> list[tuple[DraftRecord, DraftQuestionRecord]]:
    """The questions most worth asking across drafts: each report's best, then each one's second best, and so on,
    without what the agreed prompts ask anyway, what is said twice, and bare passages.
    """
    own = [[q for q in draft.questions if q.kind != "coverage" and q.asks] for draft in drafts]
    rounds = [(draft, q) for nth in zip_longest(*own) for draft, q in zip(drafts, nth, strict=True) if q is not None]
    said: dict[str, tuple[DraftRecord, DraftQuestionRecord]] = {}
    for draft, question in rounds:
        said.setdefault(question.text, (draft, question))
    return list(said.values())[:most]


def add_prompts(made: Briefing, prompts: Sequence[PromptRecord]) -> None:
    """What the report says to each prompt, in a line; those that are not agreed ones are marked."""
    rows = []
    for prompt in prompts:
        name = short_prompt(prompt.question)
        label = f"{name} (not an agreed prompt)" if prompt.extra else name
        rows.append((label, coverage_words(prompt.coverage, prompt.applies), prompt.why))
    made.table(("Agreed prompt", "Coverage", "Why"), rows, (4, 2, 6))


def _add_draft(made: Briefing, draft: DraftRecord, summary: AnswerRecord | None) -> None:
    made.about(draft.report, draft.meeting_date)
    made.heading(draft.report, 1)
    made.paragraph(f"Meeting: {date_words(draft.meeting_date)}. Document: {draft.document}.")
    if summary is not None and summary.sentences:
        made.heading("In five lines", 2)
        for number, line in enumerate(summary.sentences, 1):
            made.question(number, line.text, (), [c for c in summary.citations if c.n in line.cites])
        made.paragraph(summary.notice)
        made.heading("Questions", 2)
    made.paragraph("Draft questions to edit, not a script.")
    if draft.notice:
        made.paragraph(draft.notice)
    asked = [q for q in draft.questions if q.asks]
    made.questions((q.rank, q.text, _lines(q, ()), q.citations) for q in asked)
    if not asked:
        made.paragraph(NOTHING_ASKED)
    if shown := [q for q in draft.questions if not q.asks]:
        usual = usual_ways(shown)
        made.heading("Passages to look at", 2)
        made.paragraph(f"{ITS_OWN_WAY} {' '.join(usual)}")
        made.questions((q.rank, q.text, _lines(q, usual), q.citations) for q in shown)
    made.heading("What the report says to the agreed prompts", 2)
    add_prompts(made, draft.prompts)
    if draft.dropped:
        made.heading("Dropped for want of evidence", 2)
        for dropped in draft.dropped:
            made.paragraph(f"{dropped.text} ({dropped.reason})", "List Bullet")


def _lines(question: DraftQuestionRecord, usual: Collection[str]) -> list[str]:
    to = f"To: {question.to}. " if question.to else ""
    more = [f"Supplementary: {question.supplementary}"] if question.supplementary else []
    ways = [way for way in question.ways if way not in usual]
    why = f"Why it matters: {question.why}" if question.why else ""
    about = [f"{to}{why}".strip()] if to or why else []
    return [*about, *more, *([f"It can be asked: {' '.join(ways)}"] if ways else [])]
