"""`scrutiny withdraw`, `scrutiny restore` and `scrutiny verify`: taking documents out, and checking the index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.build import open_library
from app.exports.printing import json_line, say
from app.settings import Settings
from app.wording import counted, date_words
from index.store.aside import bring_back, remove_due, set_aside
from index.store.catalogue.rows import StoredDocument
from index.store.verify import verify


def withdraw_document(settings: Settings, document: str, undo_days: int, json: bool) -> None:
    """Withdraw a document, named by its path or sha256, with its quotes in saved chats.

    With days to undo it is only hidden until they are over.

    Raises:
        NotFound: when there is no such document, or two of that name.
    """
    library = open_library(settings, make=False)
    if not undo_days:
        gone = library.withdraw(document)
        _print("withdrawn", gone.document, len(gone.item_ids), len(gone.passage_ids), None, json)
        return
    due = datetime.now(UTC).replace(microsecond=0) + timedelta(days=undo_days)
    hidden = set_aside(library, document, due)
    _print("withdrawn", hidden.path, hidden.items, hidden.passages, due, json)


def restore_document(settings: Settings, document: str, json: bool) -> None:
    """Bring back a document that was withdrawn with days to undo.

    Raises:
        NotFound: when it is not there, or gone for good.
    """
    found = bring_back(open_library(settings, make=False), document)
    _print("restored", found.path, found.items, found.passages, None, json)


def remove_what_is_due(settings: Settings, json: bool) -> None:
    """Remove for good what was withdrawn and whose days to undo are over.

    Raises:
        NotFound: when there is no index.
    """
    removed: list[StoredDocument] = remove_due(open_library(settings, make=False))
    for document in removed:
        _print("withdrawn", document.path, document.items, document.passages, None, json)
    if not removed and not json:
        say("nothing is due to be removed")


def _print(status: str, document: str, items: int, passages: int, due: datetime | None, json: bool) -> None:
    if json:
        line = {"document": document, "status": status, "items": items, "passages": passages}
        json_line(line | ({"undo_until": due.isoformat()} if due else {}))
        return
    until = f"; `scrutiny restore` brings it back until {date_words(due.date())}" if due else ""
    say(f"{status}: {document} ({counted(items, 'paper')}, {counted(passages, 'passage')}){until}")


def verify_index(settings: Settings, repair: bool, json: bool) -> bool:
    """Check the index, mend it if asked to, print what was found; whether all is sound.

    Raises:
        NotFound: when there is no index.
    """
    report = verify(open_library(settings, make=False), repair)
    if json:
        json_line(report.as_json())
        return report.sound
    say(
        f"{report.documents} documents, {report.items} papers, {report.passages} passages on {report.pages} "
        f"pages: {report.found_by_words} find themselves by their words, {report.found_by_vector} by their vector."
    )
    for document, pages in report.bare_pages.items():
        say(f"No passage on page {', '.join(map(str, pages))} of {document} (blank pages, pictures, notices).")
    for done in report.repaired:
        say(f"Mended: {done}")
    for problem in report.problems:
        say(f"Wrong: {problem}", "bold")
    say("All is sound." if report.sound else "Run `scrutiny verify --repair`.")
    return report.sound
