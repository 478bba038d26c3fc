"""`scrutiny fetch`: a council's papers from its agenda system into a folder, for the watch or `scrutiny index`."""

import os
from collections import Counter
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Data, Json, day_of, settings_of
from app.exports.texts import json_line, note, say
from app.process import given_umask
from app.saved.journals import note_run
from app.wording import visible
from index.faults import BadSetting


def fetch(
    url: Annotated[
        str | None, typer.Argument(help="Address of its ModernGov.", show_default="the setting fetch_site")
    ] = None,
    committee: Annotated[
        list[str] | None, typer.Option("--committee", help="A committee by name or number; may be given again.")
    ] = None,
    since: Annotated[str | None, typer.Option("--from", help="The first meeting's date.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="The last meeting's date.")] = None,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where they go.", show_default="watched folder, or DATA/fetched")
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Fetch new and changed papers of meetings from the council's agenda system; never restricted ones."""
    from index.fetch.harvest import Harvest

    settings = settings_of(data)
    site, place = url or settings.fetch_site, folder or settings.fetched
    if not site:
        raise BadSetting("No agenda system is named.", "Give its address, or set SCRUTINY_FETCH_SITE.")
    harvest = Harvest(site, place, settings.max_file_mb * 1_000_000, settings.fetch_private)
    first = day_of(since) or date.today() - timedelta(days=settings.fetch_days)
    settings.data.mkdir(parents=True, exist_ok=True)
    if given_umask() >= 0 and not place.resolve().is_relative_to(settings.data.resolve()):
        os.umask(given_umask())  # what is published, in a folder that others may share
    counts: Counter[str] = Counter()
    for line in harvest.run(first, day_of(until), committee or settings.committees):
        counts[line.status] += line.status != "meeting"
        if json:
            json_line(asdict(line))
        elif line.status != "unchanged":
            say(visible(": ".join(filter(None, (line.status, line.what, line.why))), ""))
    done = ", ".join(f"{number} {status}" for status, number in counts.items() if number) or "no papers found"
    note_run(settings.data, "fetch", done)
    note(f"{done}, with {harvest.site.requests} requests. Read them with: scrutiny index {place}")
