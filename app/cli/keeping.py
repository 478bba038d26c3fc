"""`scrutiny withdraw`, `backup`, `restore`, `verify`, `restrict` and `feedback`: papers out of the index and back,
whether it is sound, and what people decided and said."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Data, Json, settings_of
from app.exports.texts import json_line, say
from app.wording import counted, date_words, visible
from index.faults import BadSetting, NotFound

if TYPE_CHECKING:
    from app.settings import Settings


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
    from app.build import open_library
    from index.store.aside import remove_due, set_aside

    settings = settings_of(data)
    if document and not yes and not undo_days and not json and sys.stdin.isatty():
        typer.confirm(f"Take {document} out of the index and out of every saved chat, for good?", abort=True)
    library = open_library(settings, make=False, as_it_is=True)
    if document is None:
        removed = remove_due(library)
        for one in removed:
            _print("withdrawn", one.path, one.items, one.passages, None, json)
        if not removed and not json:
            say("nothing is due to be removed")
    elif undo_days:
        due = datetime.now(UTC).replace(microsecond=0) + timedelta(days=undo_days)
        hidden = set_aside(library, document, due)
        _print("withdrawn", hidden.path, hidden.items, hidden.passages, due, json)
    else:
        gone = library.withdraw(document)
        _print("withdrawn", gone.document, len(gone.item_ids), len(gone.passage_ids), None, json)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it holds every paper, restricted ones too.")],
    data: Data = None,
) -> None:
    """Write the whole data folder into one file, while the program runs."""
    from app.saved.backup import back_up

    say(f"{counted(back_up(settings_of(data).data, file), 'paper')} in {file}")


def restore(
    what: Annotated[
        str, typer.Argument(help="A document withdrawn with days to undo (its path or sha256), or a backup's file.")
    ],
    data: Data = None,
    json: Json = False,
) -> None:
    """Bring back a document that was withdrawn with days to undo, or a whole data folder from a backup."""
    from app.build import open_library
    from app.saved.backup import is_backup, put_back
    from index.store.aside import bring_back

    settings = settings_of(data)
    if is_backup(Path(what)):
        put_back(Path(what), settings.data)
        say(f"{counted(len(open_library(settings).documents()), 'document')} restored to {settings.data}")
        return
    found = bring_back(open_library(settings, make=False, as_it_is=True), what)
    _print("restored", found.path, found.items, found.passages, None, json)


def _print(status: str, document: str, items: int, passages: int, due: datetime | None, json: bool) -> None:
    if json:
        line = {"document": document, "status": status, "items": items, "passages": passages}
        json_line(line | ({"undo_until": due.isoformat()} if due else {}))
        return
    until = f"; `scrutiny restore` brings it back until {date_words(due.date())}" if due else ""
    say(f"{status}: {visible(document, '')} ({counted(items, 'paper')}, {counted(passages, 'passage')}){until}")


def verify(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what is wrong.")] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """Check that the stores agree and that every passage finds itself."""
    from app.build import open_library
    from app.saved.journals import note_run
    from index.store.catalogue.manifest import forget_damaged
    from index.store.remake import make_again
    from index.store.verify import verify as verified

    settings = settings_of(data)
    again = make_again(settings.data) if repair else []
    report = verified(open_library(settings, make=False), repair)
    report = replace(report, repaired=(*again, *report.repaired))
    wrong = f"{len(report.problems)} wrong, see scrutiny verify"
    note_run(settings.data, "verify", "all is sound" if report.sound else wrong)
    if repair and report.sound:  # every paper was read again
        forget_damaged(settings.data)
    if json:
        json_line(report.as_json())
    else:
        say(
            f"{report.documents} documents, {report.items} papers, {report.passages} passages on {report.pages} "
            f"pages: {report.found_by_words} find themselves by their words, {report.found_by_vector} by their vector."
        )
        for document, pages in report.bare_pages.items():
            where = f"{', '.join(map(str, pages))} of {visible(document, '')}"
            say(f"No passage on page {where} (blank pages, pictures, notices).")
        for done in report.repaired:
            say(f"Mended: {visible(done, '')}")
        for problem in report.problems:
            say(f"Wrong: {visible(problem, '')}", "bold")
        say("All is as it was written, and found." if report.sound else "Run `scrutiny verify --repair`.")
    if not report.sound:
        raise typer.Exit(1)


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
    from app.build import open_library
    from app.saved.restrictions import AccessStore
    from app.saved.viewer import ROLES, Restriction

    settings = settings_of(data)
    if unknown := set(role or ()) - set(ROLES):
        raise BadSetting(f"{sorted(unknown)[0]} is not a role.", f"The roles are {', '.join(ROLES)}.")
    if lift:
        found = open_library(settings, make=False, as_it_is=True).document(document)
        AccessStore(settings.data).lift(found)
        say(visible(f"everybody may see it: {document}", ""))
        return
    id, path = _identity(settings, document)
    allowed = tuple(one for one in ROLES if one in (role or ()))
    restriction = Restriction(id, path, allowed, tuple(committee or ()), tuple(person or ()), paragraph, getuser())
    AccessStore(settings.data).restrict(restriction)
    say(visible(f"restricted: {path}", ""))


def _identity(settings: Settings, document: str) -> tuple[str, str]:
    """The sha256 and path of a document in the index, or else of a file that may be indexed later."""
    from app.build import open_library
    from index.digest import digest

    try:
        found = open_library(settings, make=False, as_it_is=True).document(document)
    except NotFound:
        if not Path(document).is_file():
            raise
        return digest(Path(document)), Path(document).name
    return found.id, found.path


def feedback(data: Data = None) -> None:
    """Print what people thought of answers and labels as cases for the evaluation, one JSON object a line."""
    from app.build import open_library
    from app.saved.chats import ChatStore, FeedbackStore, as_cases
    from app.saved.rulings import RulingStore

    settings = settings_of(data)
    hidden: list[str] = []
    with suppress(NotFound):  # there may be chats where no index is (any more)
        hidden = [one.document.id for one in open_library(settings, make=False).stores.catalogue.aside()]
    said = as_cases(FeedbackStore(settings.data), ChatStore(settings.data), hidden)
    for case in (*said, *RulingStore(settings.data).cases(hidden)):
        json_line(case)
