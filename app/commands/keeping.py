"""`scrutiny withdraw` and `scrutiny verify`: taking a document out for good, and checking the index."""

from __future__ import annotations

from app.build import open_library
from app.printing import json_line, say
from app.settings import Settings


def withdraw_document(settings: Settings, document: str, json: bool) -> None:
    """Withdraw a document, named by its path or sha256, with its quotes in saved chats.

    Raises:
        NotFound: when there is no such document, or two of that name.
    """
    gone = open_library(settings).withdraw(document)
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
