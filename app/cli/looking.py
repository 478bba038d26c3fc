"""`scrutiny history`, `commitments` and `figures`: what was said, promised and counted, as the papers print it."""

from __future__ import annotations

import sys
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import Data, Json, settings_of
from app.exports.texts import csv_text, json_line, note, say, write_file
from app.saved.records import CitationRecord
from app.wording import date_words, paper_words, place_words
from index.faults import BadSetting, NotFound

if TYPE_CHECKING:
    from rag.memory.history import Entry
    from rag.memory.minutes import Kind


def history(
    topic: Annotated[str, typer.Argument(help="What to look back on, in your own words.")],
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="resolved, undertaken, soft, asked, advised, noted, question, reply or reported."),
    ] = None,
    committee: Annotated[str, typer.Option("--committee", help="A committee, or a part of its name.")] = "",
    since: Annotated[str | None, typer.Option("--since", help="From this day, month or year on (2021-09).")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Up to this day, month or year.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Tell what was said on a topic at every meeting, oldest first, in exact words."""
    from app.build import open_library
    from rag.memory.history import Filters
    from rag.memory.history import history as history_of
    from rag.search.retriever import HybridRetriever

    if not topic.strip():
        raise typer.BadParameter("give a TOPIC in words.")
    filters = Filters(_kinds(kind or []), committee, _day(since, False), _day(until, True))
    with open_library(settings_of(data), make=False) as library:
        entries = history_of(library, HybridRetriever(library), topic, filters)
        for entry in entries:
            if json:
                json_line(entry.as_json())
            else:
                say(_said(entry))
        if not entries and not json:
            say("The papers held do not speak of it, or not in those words.")


def commitments(
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet.")] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """List what was resolved and undertaken, by when, and what later papers say of it."""
    from app.build import open_library
    from app.exports.lookexports import facts_of, follow_up_lines, title_of
    from rag.memory.commitment import COLUMNS, rows
    from rag.memory.register import Register

    if as_csv and json:
        raise typer.BadParameter("give either --csv or --json.")
    with open_library(settings_of(data), make=False) as library:
        found = Register(library).all()
        if as_csv:
            sys.stdout.write(csv_text(COLUMNS, rows(found), "\n"))
            return
        for commitment in found:
            if json:
                json_line(commitment.as_json())
            else:
                say(f"{title_of(commitment)}, {commitment.kind}: “{commitment.text}”")
                for line in (*facts_of(commitment), *follow_up_lines(commitment)):
                    say(f"    {line}")


def figures(
    indicator: Annotated[
        str | None, typer.Argument(help="An indicator, in your own words.", show_default="all of them")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the values to this CSV file.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """List what an indicator was, period by period, with values that conflict side by side."""
    from app.build import open_whole_library
    from app.exports.lookexports import figures_csv, value_lines
    from rag.figures import open_ledger
    from rag.figures.ledger import find

    library = open_whole_library(settings_of(data))
    ledger = open_ledger(library)
    chosen = ledger.indicators if indicator is None else find(ledger, indicator)
    if not chosen and indicator is not None:
        raise NotFound(
            f"No indicator is called {indicator!r} in these papers.",
            "`scrutiny figures` lists every value that is there.",
        )
    lines = value_lines(library, chosen)
    if csv is not None:
        write_file(csv, figures_csv(lines).encode("utf-8-sig"))
        note(f"Wrote {csv}: {len(lines)} values.")
    elif json:
        for line in lines:
            json_line(line)
    else:
        _print_figures(lines)


def _kinds(names: list[str]) -> tuple[Kind, ...]:
    from rag.memory.minutes import KINDS

    if unknown := [n for n in names if n not in KINDS]:
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


def _print_figures(lines: Sequence[dict[str, Any]]) -> None:
    if not lines:
        note("There are no figures in these papers yet.")
    shown = ""
    for line in lines:
        if line["indicator"] != shown:
            shown = line["indicator"]
            say(shown, "bold")
        target = f", target {line['target']}" if line["target"] else ""
        citation = line["citation"]
        where = f"{citation['report']}, {date_words(citation['meeting_date'])}"
        say(f"    {line['period'] or 'period not printed'}: {line['printed']}{target} ({where})")
        for other in line["conflicts_with"]:
            say(f"        differs in {other['report']}, {date_words(other['meeting_date'])}: “{other['quote']}”")
