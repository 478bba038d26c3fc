"""`scrutiny check`: a draft report against what earlier papers say."""

from __future__ import annotations

from pathlib import Path

from app.build import open_whole_library
from app.exports.printing import json_line, note, say
from app.saved.records import CitationRecord
from app.settings import Settings
from app.wording import RELATIONS, paper_words, place_words
from index.faults import NotFound
from rag.compare import check_draft
from rag.compare.draft import read_draft
from rag.compare.values import RELATIONS as ORDER
from rag.compare.values import Finding


def check_file(settings: Settings, path: Path, json: bool) -> None:
    """Check a draft and print what was found: a JSON line a finding, or words. The draft is not indexed.

    Raises:
        NotFound: when there is no such file.
        Unreadable: when it cannot be read.
    """
    if not path.is_file():
        raise NotFound(f"There is no file {path}.", "Give a PDF, a Word file or a text file.")
    checked = check_draft(read_draft(path), open_whole_library(settings))
    for warning in checked.warnings:
        note(f"{checked.name}: {warning}")
    if json:
        for finding in checked.findings:
            json_line(finding.as_json())
        return
    for relation in ORDER:
        found = checked.of(relation)
        if found:
            say(f"{RELATIONS[relation]} ({len(found)})", "bold underline")
            for finding in found:
                _say(finding)
            say()
    note(f"{checked.sentences} sentences and {checked.figures} figures of {checked.name} were compared.")


def _say(finding: Finding) -> None:
    say(finding.subject, "bold")
    say(f"    {finding.why}")
    if finding.draft:
        say(f"    The draft: “{finding.draft.quote}”")
    for citation in finding.earlier:
        record = CitationRecord.of(citation)
        say(f"    {paper_words(record)}, {place_words(record)}: “{citation.quote}”")
