"""The papers that a draft is made from (the report whole, its pack's guidance page, whom it names) and their quotes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from index.store.library import Library
from index.values import Contact, StoredItem, StoredPassage
from prompts.agreed import Reminder, choose, lists
from rag.check import check_quote
from rag.values import Citation

Numbers = dict[tuple[str, str], int]  # passage and words → number, through one draft


class Quotable(Protocol):
    """Words that stand in a passage."""

    @property
    def passage(self) -> StoredPassage:
        """The passage."""

    @property
    def text(self) -> str:
        """The words, as they stand in it."""


@dataclass(frozen=True)
class Proof:
    """Words of a passage that are no statement of the report: of another paper, or part of a row."""

    passage: StoredPassage
    text: str


def cite(quotes: Iterable[Quotable], numbers: Numbers) -> tuple[Citation, ...]:
    """Citations, numbered through a draft, of the quotes whose words stand verbatim in their passage."""
    return tuple(
        Citation(numbers.setdefault((one.passage.id, one.text), len(numbers) + 1), one.passage, one.text)
        for one in quotes
        if check_quote(one.text, one.passage)
    )


def report_of(library: Library, item_id: str) -> StoredItem:
    """The item, or the report that it is an appendix of, or an appendix of an appendix. Raises NotFound when it is not
    there.
    """
    item, passed = library.item(item_id), {item_id}
    while item.parent_id and item.parent_id not in passed:
        item = library.item(item.parent_id)
        passed.add(item.id)
    return item


def guidance_of(library: Library, item: StoredItem) -> str | None:
    """The text of the pack's own page of agreed prompts, or None."""
    for other in library.items():
        if other.document_id == item.document_id and other.kind == "guidance":
            return "\n".join(passage.text for passage in library.passages(other.id))
    return None


def reminders_for(library: Library, item: StoredItem) -> tuple[Reminder, ...]:
    """The reminders that apply to the report's meeting, word for word: those printed by then, the latest list's."""
    agreed, meeting = choose(guidance_of(library, item), item.meeting_date), item.meeting_date
    found = agreed.reminders or next((known.reminders for known in reversed(lists()) if known.reminders), ())
    printed = ((reminder, reminder.printed.meeting_date) for reminder in found)
    return tuple(reminder for reminder, day in printed if meeting is None or day is None or day <= meeting)


def contacts_for(library: Library, item_id: str) -> tuple[Contact, ...]:
    """The officers whom the report gives for contact, as printed; those of its pack's other papers never."""
    return report_of(library, item_id).contacts
