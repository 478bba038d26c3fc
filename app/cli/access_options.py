"""The commands about people, `scrutiny restrict` and `scrutiny feedback`, with their options.

Nothing heavy is imported here, as in `app.cli.main`, which has the others.
"""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import Data, settings_of


def restrict(
    document: Annotated[str, typer.Argument(help="A document of the index, or a file not yet in it.")],
    role: Annotated[list[str] | None, typer.Option("--role", help="A role that may see it: member, officer.")] = None,
    committee: Annotated[list[str] | None, typer.Option("--committee", help="Only those of this committee.")] = None,
    person: Annotated[list[str] | None, typer.Option("--person", help="A person's e-mail address.")] = None,
    paragraph: Annotated[str, typer.Option("--paragraph", help="Paragraph of Schedule 12A, for the record.")] = "",
    lift: Annotated[bool, typer.Option("--lift", help="Let everybody see it again.")] = False,
    data: Data = None,
) -> None:
    """Say who may see a paper on the page; administrators always may."""
    from app.cli.commands.restricting import restrict_document

    restrict_document(settings_of(data), document, role or [], committee or [], person or [], paragraph, lift)


def feedback(data: Data = None) -> None:
    """Print what people thought of answers as cases for the evaluation, one JSON object a line."""
    from app.cli.commands.restricting import print_feedback

    print_feedback(settings_of(data))
