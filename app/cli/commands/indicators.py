"""`scrutiny figures` and `scrutiny check`: what indicators were, and what a draft says against earlier papers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.build import open_whole_library
from app.exports.figurelines import figures_csv, value_lines
from app.exports.printing import json_line, note, say
from app.settings import Settings
from app.wording import date_words
from index.faults import NotFound
from rag.figures import open_ledger
from rag.figures.find import find
from rag.figures.values import Indicator


def print_figures(settings: Settings, words: str | None, csv: Path | None, json: bool) -> None:
    """Print the values of the indicators meant by `words`, or of all: JSON lines, a CSV file, or words.

    Raises:
        NotFound: when no indicator is meant by the words, or there are none at all.
    """
    library = open_whole_library(settings)
    ledger = open_ledger(library)
    chosen: Sequence[Indicator] = ledger.indicators if words is None else find(ledger, words)
    if not chosen and words is not None:
        raise NotFound(
            f"No indicator is called {words!r} in these papers.", "`scrutiny figures` lists every value that is there."
        )
    lines = value_lines(library, chosen)
    if csv is not None:
        _write(csv, figures_csv(lines))
        note(f"Wrote {csv}: {len(lines)} values.")
    elif json:
        for line in lines:
            json_line(line)
    else:
        _say(chosen, lines)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        raise NotFound(
            f"{path} cannot be written: {error.strerror}.", "Give a file in a folder that exists."
        ) from error


def _say(chosen: Sequence[Indicator], lines: Sequence[dict[str, Any]]) -> None:
    if not lines:
        note("There are no figures in these papers yet.")
    names = {i.name: i for i in chosen}
    shown = ""
    for line in lines:
        if line["indicator"] != shown:
            shown = line["indicator"]
            say(shown, "bold")
            for change in names[shown].changes:
                say(f"    Counted another way: {change}", "italic")
        target = f", target {line['target']}" if line["target"] else ""
        citation = line["citation"]
        where = f"{citation['report']}, {date_words(citation['meeting_date'])}"
        say(f"    {line['period'] or 'period not printed'}: {line['printed']}{target} ({where})")
        for other in line["conflicts_with"]:
            say(f"        differs in {other['report']}, {date_words(other['meeting_date'])}: “{other['quote']}”")
