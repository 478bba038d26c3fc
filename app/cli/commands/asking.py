"""`scrutiny ask`: one question, or a file of them, an answer a line and in order."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TextIO

from app.build import build_assistant, open_whole_library
from app.exports.printing import json_line, note, say
from app.saved.records import AnswerRecord, CitationRecord
from app.settings import Settings
from app.wording import bare, paper_words, place_words, quoted
from index.faults import Fault, NotFound
from rag.values import Answer


class BadLine(Exception):
    """A line of a batch that is not a question; the message says why."""

    def __init__(self, reason: str, id: str | None = None) -> None:
        super().__init__(reason)
        self.id = id


def ask_one(settings: Settings, question: str, json: bool) -> None:
    """Answer one question."""
    assistant = build_assistant(settings, open_whole_library(settings))
    _print(assistant.ask(question), json)


def ask_batch(settings: Settings, batch: Path, json: bool) -> None:
    """Answer a file of questions; a bad line is reported, answered with status `error`, and the rest go
    on."""
    with _opened(batch) as lines:
        assistant = build_assistant(settings, open_whole_library(settings))
        bad = 0
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                id, question = read_line(line)
                answer = assistant.ask(question, id=id)
            except BadLine as error:
                bad += 1
                note(f"line {number}: {error}")
                answer = Answer(id=error.id, question="", status="error", text=f"Line {number}: {error}")
            except Fault as fault:
                bad += 1
                note(f"line {number}: {fault}")
                answer = Answer(id=id, question=question, status="error", text=str(fault))
            _print(answer, json)
    if bad:
        note(f"{bad} line(s) could not be answered; all the others were.")


def read_line(line: str) -> tuple[str | None, str]:
    """The id and question of a batch line.

    Raises:
        BadLine: when it is not a JSON object with a question.
    """
    try:
        value = json_module.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine("this is not JSON.") from error
    if not isinstance(value, dict):
        raise BadLine('this is not a {"id", "question"} object.')
    id = str(value["id"]) if value.get("id") is not None else None
    question = value.get("question")
    if not isinstance(question, str):
        raise BadLine("there is no question in it.", id)
    return id, question


def _opened(batch: Path) -> nullcontext[Iterator[str]] | TextIO:
    if str(batch) == "-":
        return nullcontext(iter(sys.stdin))
    try:
        return batch.open(encoding="utf-8", errors="replace")
    except OSError as error:
        raise NotFound(
            f"{batch} cannot be read.", 'Give a file of {"id", "question"} lines, or - for standard input.'
        ) from error


def _print(answer: Answer, json: bool) -> None:
    if json:
        json_line(answer.as_json())
        return
    record = AnswerRecord.of(answer)
    unsaid = {citation.n: citation for citation in record.citations}
    for sentence in record.sentences:
        cited = [citation for citation in record.citations if citation.n in sentence.cites]
        if quoted(sentence.text, cited):
            _print_citation(cited[0])
            unsaid.pop(cited[0].n, None)
        else:
            say(bare(sentence.text) + "".join(f" [{n}]" for n in sentence.cites))
    if not record.sentences:
        say(record.text)
    if record.notice:
        say(f"Note: {record.notice}", "italic")
    for citation in unsaid.values():
        _print_citation(citation)


def _print_citation(citation: CitationRecord) -> None:
    say(f"[{citation.n}] {paper_words(citation)}: {place_words(citation)}", "bold")
    say(f"    “{citation.quote}”")
