"""Options that many commands take, and the settings made of them."""

from __future__ import annotations

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
