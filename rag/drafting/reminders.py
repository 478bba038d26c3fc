"""The reminders printed with the agreed prompts, and when one of them applies to a question or a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from index.store.library import Library
from index.values import Contact, StoredItem
from prompts.agreed import Reminder, choose, lists
from prompts.cues import cue_list
from rag.drafting.cues import any_found, read
from rag.drafting.papers import guidance_of, report_of


def reminders_for(library: Library, item: StoredItem) -> tuple[Reminder, ...]:
    """The reminders that apply to the report's meeting, word for word: those printed by then, the latest list's."""
    agreed = choose(guidance_of(library, item), item.meeting_date)
    found = agreed.reminders or next((known.reminders for known in reversed(lists()) if known.reminders), ())
    return tuple(r for r in found if _printed_by(r, item.meeting_date))


def contacts_for(library: Library, item_id: str) -> tuple[Contact, ...]:
    """The officers whom the report gives for contact, as printed; those of its pack's other papers never."""
    return report_of(library, item_id).contacts


def for_the_officer(question: str) -> bool:
    """True for a matter of clarification or of the member's own patch, which is not one for the meeting."""
    return any_found(cue_list("clarification"), read(question)) or any_found(cue_list("patch"), read(question))


def touches_other_councils(texts: Iterable[str]) -> bool:
    """True when a matter also affects district or parish councils, where a member must mind in which role to speak."""
    return any(any_found(cue_list("other_councils"), read(text)) for text in texts)


def _printed_by(reminder: Reminder, meeting: date | None) -> bool:
    printed = reminder.printed.meeting_date
    return meeting is None or printed is None or printed <= meeting
