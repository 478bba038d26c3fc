"""`scrutiny draft`: drafted questions for one report or all, as words, JSON lines or a Word briefing."""

from __future__ import annotations

from pathlib import Path

from app.build import build_assistant, open_whole_library
from app.exports.printing import json_line, note, say
from app.findpaper import find_paper
from app.saved.records import CitationRecord, DraftRecord
from app.settings import Settings
from app.wording import HOW, coverage_words, date_words, paper_words, place_words
from index.faults import NotFound
from rag.drafted import Draft


def draft_reports(settings: Settings, report: str | None, docx: Path | None, json: bool) -> None:
    """Draft for the report meant by `report`, or for every report when it is None."""
    library = open_whole_library(settings)
    assistant = build_assistant(settings, library)
    chosen = assistant.reports() if report is None else [find_paper(report, library.items())]
    if not chosen:
        raise NotFound("There are no reports in the index.", "Add some with: scrutiny index FOLDER")
    records = []
    for item in chosen:
        draft = assistant.draft(item.id)
        record = DraftRecord.of(draft, item.document_id)
        if docx is not None:
            records.append(record)
        elif json:
            json_line(draft.as_json())
        else:
            _print(draft, record)
    if docx is not None:
        from app.exports.briefing import write_briefing

        write_briefing(records, docx)
        note(f"Wrote {docx}.")


def _print(draft: Draft, record: DraftRecord) -> None:
    say(f"{draft.report} ({date_words(draft.meeting_date)})", "bold underline")
    if draft.notice:
        say(f"Note: {draft.notice}", "italic")
    say()
    say("The agreed prompts", "bold")
    for prompt in record.prompts:
        extra = " (an extra, not agreed)" if prompt.extra else ""
        say(f"- {prompt.question}{extra} {coverage_words(prompt.coverage, prompt.applies)}. {prompt.why}")
        _print_citations(prompt.citations)
        if not prompt.citations:
            say(f"    Searched: {prompt.searched}")
    say()
    say("Drafted questions", "bold")
    for question in record.questions:
        say(f"{question.rank}. {question.text}")
        if question.drafted:
            say(f"    As drafted from the quotes: {question.drafted}")
        if question.to:
            say(f"    To: {question.to} ({HOW[question.delivery]})")
        say(f"    Why: {question.why}")
        if question.supplementary:
            say(f"    Supplementary: {question.supplementary}")
        _print_citations(question.citations)
    for dropped in record.dropped:
        say(f"Dropped: {dropped.text} ({dropped.reason})", "dim")
    say()


def _print_citations(citations: tuple[CitationRecord, ...]) -> None:
    for citation in citations:
        say(f"    [{citation.n}] {paper_words(citation)}: {place_words(citation)}")
        say(f"        “{citation.quote}”")
