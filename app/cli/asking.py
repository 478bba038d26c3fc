"""`scrutiny ask`, `draft` and `check`: what is asked of papers, one by one or many at once."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from app.cli.options import Data, Json, settings_of
from app.exports.texts import json_line, note, say, write_file
from app.saved.records import AnswerRecord, CitationRecord, DraftQuestionRecord, DraftRecord
from app.wording import (
    HOW,
    ITS_OWN_WAY,
    NOTHING_ASKED,
    RELATIONS,
    bare,
    coverage_words,
    date_words,
    paper_words,
    place_words,
    quoted,
)
from index.faults import Fault, LlmFault, NotFound
from rag.brief import in_view, part
from rag.drafted import usual_ways
from rag.values import Answer

if TYPE_CHECKING:
    from rag.assistant import Assistant


def ask(
    question: Annotated[str | None, typer.Argument(help="A question, in your own words.")] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", help='File of {"id","question"} lines, or - for standard input.')
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Answer a question with quotes from the papers and where each stands."""
    if (question is None) == (batch is None) or not (question is None or question.strip()):
        raise typer.BadParameter("give either a QUESTION or --batch FILE.")
    from app.build import clean

    bad = 0
    with _opened(batch) as lines:
        assistant = _assistant(data, cleaned=False)
        if question is not None:
            _print_answer(assistant.ask(question), json)
        for number, line in enumerate(lines, start=1):
            if line.strip():
                answer = _answer_line(assistant, number, line)
                bad += answer.status == "error"
                _print_answer(answer, json)
    if bad:
        note(f"{bad} line(s) could not be answered; all the others were.")
    clean(assistant.library)  # no question waits for that


def _assistant(data: Path | None, cleaned: bool = True) -> Assistant:
    from app.build import build_assistant, open_whole_library

    settings = settings_of(data)
    return build_assistant(settings, open_whole_library(settings, cleaned=cleaned))


def _answer_line(assistant: Assistant, number: int, line: str) -> Answer:
    """The answer to a line of a batch; of one that is no question, or cannot be answered, why."""
    id, question = None, None
    try:
        value = json_module.loads(line)
        said = "there is no question in it." if isinstance(value, dict) else 'this is not a {"id", "question"} object.'
        if isinstance(value, dict):
            id = str(value["id"]) if value.get("id") is not None else None
            question = value["question"] if isinstance(value.get("question"), str) else None
    except (ValueError, RecursionError):
        said = "this is not JSON."
    text = f"Line {number}: {said}"
    if question is not None:
        try:
            return assistant.ask(question, id=id)
        except Fault as fault:
            said = text = str(fault)
    note(f"line {number}: {said}")
    return Answer(id=id, question=question or "", status="error", text=text)


def _opened(batch: Path | None) -> nullcontext[Iterator[str]] | TextIO:
    if batch is None or str(batch) == "-":
        return nullcontext(iter(sys.stdin if batch else ()))
    try:
        return batch.open(encoding="utf-8", errors="replace")
    except OSError as error:
        raise NotFound(
            f"{batch} cannot be read.", 'Give a file of {"id", "question"} lines, or - for standard input.'
        ) from error


def _print_answer(answer: Answer, json: bool) -> None:
    if json:
        json_line(answer.as_json())
        return
    record = AnswerRecord.of(answer)
    unsaid = {citation.n: citation for citation in record.citations}
    more, shown = [], in_view(record.sentences, record.citations)
    for place, sentence in enumerate(record.sentences):
        cited = [citation for citation in record.citations if citation.n in sentence.cites]
        if quoted(sentence.text, cited):
            citation = unsaid.pop(cited[0].n)
            if place >= shown:
                more.append(citation)
            else:
                _print_citation(citation, part(citation))
        else:
            say(bare(sentence.text) + "".join(f" [{n}]" for n in sentence.cites))
    if not record.sentences:
        say(record.text)
    if record.notice:
        say(f"Note: {record.notice}", "italic")
    for citation in unsaid.values():
        _print_citation(citation, citation.quote)
    if more:
        say("More from the papers (--json prints their quotes):")
    for citation in more:
        _print_citation(citation)


def _print_citation(citation: CitationRecord, quote: str = "") -> None:
    say(f"[{citation.n}] {paper_words(citation)}: {place_words(citation)}", "bold")
    if quote:
        say(f"    “{quote}”")


def draft(
    report: Annotated[str | None, typer.Argument(help="A report's title or id.")] = None,
    all_reports: Annotated[bool, typer.Option("--all", help="Every report, one after another.")] = False,
    docx: Annotated[Path | None, typer.Option("--docx", help="Write a Word briefing to this file.")] = None,
    wish: Annotated[
        str, typer.Option("--wish", help='Of a language model: only such questions ("harder", "only about money").')
    ] = "",
    data: Data = None,
    json: Json = False,
) -> None:
    """Draft challenge questions for a report, with what each rests on."""
    from rag.search.titles import find_paper

    if (report is not None) == all_reports or not (report is None or report.strip()):
        raise typer.BadParameter("give either a REPORT or --all.")
    assistant = _assistant(data)
    chosen = assistant.reports() if report is None else [find_paper(report, assistant.library.items())]
    if not chosen:
        raise NotFound("There are no reports in the index.", "Add some with: scrutiny index FOLDER")
    records, summaries = [], {}
    for item in chosen:
        made = assistant.draft(item.id, wish=wish)
        record = DraftRecord.of(made, item.document_id)
        if docx is not None:
            records.append(record)
            if made.by and not wish:
                with suppress(LlmFault):
                    summaries[item.id] = AnswerRecord.of(assistant.summary(item.id))
        elif json:
            json_line(made.as_json())
        else:
            _print_draft(record)
    if docx is not None:
        from app.exports.briefing import briefing

        write_file(docx, briefing(records, summaries))
        note(f"Wrote {docx}.")


def summary(
    report: Annotated[str, typer.Argument(help="A report's title or id.")], data: Data = None, json: Json = False
) -> None:
    """Five plain lines on a report by the language model, each with its quotes."""
    from rag.search.titles import find_paper

    assistant = _assistant(data)
    _print_answer(assistant.summary(find_paper(report, assistant.library.items()).id), json)


def _print_draft(record: DraftRecord) -> None:
    say(f"{record.report} ({date_words(record.meeting_date)})", "bold underline")
    if record.notice:
        say(f"Note: {record.notice}", "italic")
    say()
    say("The agreed prompts", "bold")
    for prompt in record.prompts:
        extra = " (an extra, not agreed)" if prompt.extra else ""
        say(f"- {prompt.question}{extra} {coverage_words(prompt.coverage, prompt.applies)}. {prompt.why}")
        _print_quotes(prompt.citations)
        if not prompt.citations:
            say(f"    Searched: {prompt.searched}")
    say()
    asked = [question for question in record.questions if question.asks]
    say("Drafted questions", "bold")
    _print_questions(asked)
    if not asked:
        say(NOTHING_ASKED)
    if shown := [question for question in record.questions if not question.asks]:
        say()
        usual = usual_ways(shown)
        say("Passages to look at", "bold")
        say(f"{ITS_OWN_WAY} {' '.join(usual)}")
        _print_questions(shown, usual)
    for dropped in record.dropped:
        say(f"Dropped: {dropped.text} ({dropped.reason})", "dim")
    say()


def _print_questions(questions: Sequence[DraftQuestionRecord], usual: Collection[str] = ()) -> None:
    """Questions, or passages with the ways of asking that not all of them have."""
    for question in questions:
        say(f"{question.rank}. {question.text}")
        if question.drafted:
            say(f"    As drafted from the quotes: {question.drafted}")
        if question.to:
            say(f"    To: {question.to} ({HOW[question.delivery]})")
        if question.why:
            say(f"    Why: {question.why}")
        if question.supplementary:
            say(f"    Supplementary: {question.supplementary}")
        if ways := [way for way in question.ways if way not in usual]:
            say(f"    It can be asked: {' '.join(ways)}")
        _print_quotes(question.citations)


def _print_quotes(citations: Sequence[CitationRecord]) -> None:
    for citation in citations:
        say(f"    [{citation.n}] {paper_words(citation)}: {place_words(citation)}")
        say(f"        “{citation.quote}”")


def check(
    file: Annotated[Path, typer.Argument(help="The draft: PDF, Word, text or a web page.")],
    data: Data = None,
    json: Json = False,
) -> None:
    """Check a draft report against earlier papers: conflicts, updates, repeats, open promises."""
    from app.build import open_whole_library
    from rag.compare import check_draft
    from rag.compare.draft import RELATIONS as ORDER
    from rag.compare.draft import read_draft

    if not file.is_file():
        raise NotFound(f"There is no file {file}.", "Give a PDF, a Word file or a text file.")
    checked = check_draft(read_draft(file), open_whole_library(settings_of(data)))
    for warning in checked.warnings:
        note(f"{checked.name}: {warning}")
    if json:
        for finding in checked.findings:
            json_line(finding.as_json())
        return
    for relation in ORDER:
        found = checked.of(relation)
        if not found:
            continue
        say(f"{RELATIONS[relation]} ({len(found)})", "bold underline")
        for finding in found:
            say(finding.subject, "bold")
            say(f"    {finding.why}")
            if finding.draft:
                say(f"    The draft: “{finding.draft.quote}”")
            for citation in map(CitationRecord.of, finding.earlier):
                say(f"    {paper_words(citation)}, {place_words(citation)}: “{citation.quote}”")
        say()
    note(f"{checked.sentences} sentences and {checked.figures} figures of {checked.name} were compared.")
