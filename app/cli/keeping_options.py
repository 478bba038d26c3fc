"""The commands that take papers out, `scrutiny withdraw` and `scrutiny restore`, with their options.

Nothing heavy is imported here, as in `app.cli.main`, which has the others.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app.cli.options import Data, Json, settings_of


def withdraw(
    document: Annotated[
        str | None,
        typer.Argument(
            help="The document, as `scrutiny reports` names it, or its sha256.",
            show_default="those whose days to undo are over",
        ),
    ] = None,
    undo_days: Annotated[
        int, typer.Option("--undo-days", min=0, max=3660, help="Hide it now, and remove it only after so many days.")
    ] = 0,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """Take a document out for good: text, vectors, file, and its quotes in saved chats."""
    from app.cli.commands.keeping import remove_what_is_due, withdraw_document

    settings = settings_of(data)
    if document is None:
        remove_what_is_due(settings, json)
        return
    if not yes and not undo_days and not json and sys.stdin.isatty():
        typer.confirm(f"Take {document} out of the index and out of every saved chat, for good?", abort=True)
    withdraw_document(settings, document, undo_days, json)


def restore(
    document: Annotated[str, typer.Argument(help="A document withdrawn with days to undo: its path or sha256.")],
    data: Data = None,
    json: Json = False,
) -> None:
    """Bring back a document that was withdrawn with days to undo, with nothing lost."""
    from app.cli.commands.keeping import restore_document

    restore_document(settings_of(data), document, json)
