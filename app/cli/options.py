"""Options that many commands take, and the settings made of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.settings import Settings

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of the index and the chats.", show_default="SCRUTINY_DATA or ./data"),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]


def settings_of(data: Path | None, port: int | None = None, watch: Path | None = None) -> Settings:
    """The settings, with what a command was given in place of theirs."""
    from app.settings import load

    return load(data=data, port=port, watch=watch)


def day_of(words: str | None) -> date | None:
    """The date that a person gives: 2021-11-02, 2/11/2021, or 2 November 2021. Raises BadSetting for none."""
    from index.faults import BadSetting
    from index.language.periods import first_date

    if words is None:
        return None
    found = first_date(words)
    if found is None:
        raise BadSetting(f"{words!r} is not a date.", "Write it as 2021-11-02 or 2 November 2021.")
    return found
