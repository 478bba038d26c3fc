"""`scrutiny history` and `scrutiny commitments`: what was said, and what was promised, as the papers print it."""

from __future__ import annotations

import sys
from calendar import monthrange
from datetime import date

from app.build import open_library
from app.exports.csvtext import csv_text
from app.exports.printing import json_line, say
from app.saved.records import CitationRecord
from app.settings import Settings
from app.wording import date_words, paper_words, place_words
from index.faults import BadSetting
from rag.memory.commitments.register import Register
from rag.memory.commitments.table import COLUMNS, rows
from rag.memory.commitments.values import Commitment
from rag.memory.history.search import history
from rag.memory.history.values import Entry, Filters
from rag.memory.history.weight import KINDS, Kind
from rag.search.retriever import HybridRetriever


def show_history(
    settings: Settings, topic: str, kinds: list[str], committee: str, since: str | None, until: str | None, json: bool
) -> None:
    """Print the history of a topic, an entry a line, oldest first.

    Raises:
        BadSetting: for a kind or a day that is none.
    """
    filters = Filters(_kinds(kinds), committee, _day(since, False), _day(until, True))
    with open_library(settings, make=False) as library:
        entries = history(library, HybridRetriever(library), topic, filters)
        for entry in entries:
            if json:
                json_line(entry.as_json())
            else:
                say(_said(entry))
        if not entries and not json:
            say("The papers held do not speak of it, or not in those words.")


def show_commitments(settings: Settings, json: bool, as_csv: bool) -> None:
    """Print the register of commitments, oldest first: a line each, JSON lines, or CSV with a row of headings."""
    with open_library(settings, make=False) as library:
        commitments = Register(library).all()
        if as_csv:
            sys.stdout.write(csv_text(COLUMNS, rows(commitments), "\n"))
            return
        for commitment in commitments:
            if json:
                json_line(commitment.as_json())
            else:
                say(_promised(commitment))


def _kinds(names: list[str]) -> tuple[Kind, ...]:
    unknown = [n for n in names if n not in KINDS]
    if unknown:
        raise BadSetting(f"There is no kind of entry called {unknown[0]!r}.", f"The kinds are: {', '.join(KINDS)}.")
    return tuple(k for k in KINDS if k in names)


def _day(text: str | None, end: bool) -> date | None:
    """The day that "2021-09-07", or the first or last that "2021-09" or "2021" names."""
    if text is None:
        return None
    filled = {4: text + ("-12-31" if end else "-01-01"), 7: text + "-01"}.get(len(text), text)
    try:
        day = date.fromisoformat(filled)
    except ValueError as error:
        raise BadSetting(f"{text!r} is not a day.", "Write it as 2021, 2021-09 or 2021-09-07.") from error
    return day.replace(day=monthrange(day.year, day.month)[1]) if end and len(text) == 7 else day


def _said(entry: Entry) -> str:
    where = f"minute {entry.minute}" if entry.minute and entry.kind != "reported" else place_words(_record(entry))
    who = f" {entry.who}:" if entry.who else ""
    changed = f"\n    New: {entry.changed}." if entry.changed else ""
    reply = f"\n    Reply: “{' '.join(entry.reply.quote.split())}”" if entry.reply else ""
    paper = paper_words(_record(entry))
    return f"{date_words(entry.date)}, {entry.kind}:{who} “{entry.text}” ({paper}: {where}){reply}{changed}"


def _record(entry: Entry) -> CitationRecord:
    return CitationRecord.of(entry.citation)


def _promised(commitment: Commitment) -> str:
    numbered = commitment.minute and commitment.source == "minutes"
    minute = f"minute {commitment.minute}" if numbered else commitment.heading
    who = f" Who: {commitment.owner}." if commitment.owner else ""
    due = f" Due: {_due(commitment)}." if commitment.due or commitment.due_words else ""
    status = f"{commitment.status[:1].upper()}{commitment.status[1:]}. {commitment.why}"
    first = f"{date_words(commitment.meeting_date)}, {minute}, {commitment.kind}: “{commitment.text}”"
    quotes = [
        f"    {date_words(f.citation.passage.item.meeting_date)}: “{' '.join(f.citation.quote.split())}”"
        for f in commitment.follow_ups
    ]
    return "\n".join([first, f"    {status}{who}{due}", *quotes])


def _due(commitment: Commitment) -> str:
    words = commitment.due_words
    return f"{date_words(commitment.due)} (“{words}”)" if commitment.due else f"“{words}”"
