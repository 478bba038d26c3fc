"""`scrutiny withdraw` and `scrutiny verify`: taking a document out for good, and checking the index."""

from __future__ import annotations

from app.build import open_library
from app.printing import json_line, say
from app.settings import Settings
from index.verify import verify


def withdraw_document(settings: Settings, document: str, json: bool) -> None:
    """Withdraw a document, named by its path or sha256, with its quotes in saved chats.

    Raises:
        NotFound: when there is no such document, or two of that name.
    """
    gone = open_library(settings, make=False).withdraw(document)
    line = {
        "document": gone.document,
        "status": "withdrawn",
        "items": len(gone.item_ids),
        "passages": len(gone.passage_ids),
    }
    if json:
        json_line(line)
    else:
        say(f"withdrawn: {gone.document} ({line['items']} papers, {line['passages']} passages)")


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
