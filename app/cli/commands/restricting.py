"""`scrutiny restrict` and `scrutiny feedback`: who may see a paper, and what people thought of answers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from getpass import getuser
from pathlib import Path

from app.build import open_library
from app.exports.printing import json_line, say
from app.saved.chats import ChatStore
from app.saved.feedback import FeedbackStore, as_cases
from app.saved.restrictions import ROLES, AccessStore, Restriction
from app.settings import Settings
from index.digest import digest
from index.faults import BadSetting, NotFound
from index.store.aside import documents_aside


def restrict_document(
    settings: Settings,
    document: str,
    roles: Sequence[str],
    committees: Sequence[str],
    people: Sequence[str],
    paragraph: str,
    lift: bool,
) -> None:
    """Restrict a document of the index, or a file before it is indexed, or `lift` its restriction.

    Raises:
        NotFound: when there is neither such a document nor such a file.
        BadSetting: for a role that is not one of ours.
    """
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise BadSetting(f"{sorted(unknown)[0]} is not a role.", f"The roles are {', '.join(ROLES)}.")
    store = AccessStore(settings.data)
    if lift:
        store.lift(open_library(settings, make=False).document(document))
        say(f"everybody may see it: {document}")
        return
    id, path = _identity(settings, document)
    allowed = tuple(role for role in ROLES if role in roles)
    store.restrict(Restriction(id, path, allowed, tuple(committees), tuple(people), paragraph, getuser()))
    say(f"restricted: {path}")


def _identity(settings: Settings, document: str) -> tuple[str, str]:
    """The sha256 and path of a document in the index, or else of a file that may be indexed later."""
    try:
        found = open_library(settings, make=False).document(document)
    except NotFound:
        if not Path(document).is_file():
            raise
        return digest(Path(document)), Path(document).name
    return found.id, found.path


def print_feedback(settings: Settings) -> None:
    """Print what people thought of answers, a case of the evaluation a line."""
    hidden: list[str] = []
    with suppress(NotFound):  # there may be chats where no index is (any more)
        hidden = [one.document.id for one in documents_aside(open_library(settings, make=False))]
    for case in as_cases(FeedbackStore(settings.data), ChatStore(settings.data), hidden):
        json_line(case)
