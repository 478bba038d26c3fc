"""The papers that a draft is made from: the report whole, with its pack's guidance page and whom it names."""

from __future__ import annotations

from datetime import date

from index.store.library import Library
from index.values import Contact, StoredItem
from prompts.agreed import AgreedList, Reminder, choose, lists


def report_of(library: Library, item_id: str) -> StoredItem:
    """The item, or the report that it is an appendix of. Raises NotFound when it is not there."""
    item = library.item(item_id)
    return library.item(item.parent_id) if item.parent_id else item


def guidance_of(library: Library, item: StoredItem) -> str | None:
    """The text of the pack's own page of agreed prompts, or None."""
    for other in library.items():
        if other.document_id == item.document_id and other.kind == "guidance":
            return "\n".join(passage.text for passage in library.passages(other.id))
    return None


def agreed_for(library: Library, item: StoredItem) -> AgreedList:
    """The agreed list that applies to the report's meeting."""
    return choose(guidance_of(library, item), item.meeting_date)


def reminders_for(library: Library, item: StoredItem) -> tuple[Reminder, ...]:
    """The reminders that apply to the report's meeting, word for word: those printed by then, the latest list's."""
    agreed = agreed_for(library, item)
    found = agreed.reminders or next((known.reminders for known in reversed(lists()) if known.reminders), ())
    return tuple(r for r in found if _printed_by(r, item.meeting_date))


def contacts_for(library: Library, item_id: str) -> tuple[Contact, ...]:
    """The officers whom the report gives for contact, as printed; those of its pack's other papers never."""
    return report_of(library, item_id).contacts


def _printed_by(reminder: Reminder, meeting: date | None) -> bool:
    printed = reminder.printed.meeting_date
    return meeting is None or printed is None or printed <= meeting
