"""The papers that a draft is made from: the report whole, what lies beside it, and what came before."""

from __future__ import annotations

from index.store.library import Library
from index.values import StoredItem
from prompts.cues import cue_list
from rag.drafting.challenge import Material
from rag.drafting.cues import any_found, read
from rag.drafting.promised import promised_before
from rag.drafting.statements import Statement, appendices_of, statements_of

_SAME_TITLE = 0.6  # share of common words that makes two titles those of one regular paper


def report_of(library: Library, item_id: str) -> StoredItem:
    """The item, or the report that it is an appendix of. Raises NotFound when it is not there."""
    item = library.item(item_id)
    return library.item(item.parent_id) if item.parent_id else item


def gather(library: Library, item: StoredItem) -> Material:
    """Everything that challenges to the report are looked for in."""
    report = statements_of(library, [item, *appendices_of(library, item)])
    same_pack = [other for other in library.items() if other.document_id == item.document_id]
    minutes = [other for other in same_pack if other.kind == "minutes" and other.id != item.id]
    own = {s.passage.item.id for s in report} | {item.id}
    beside = [other for other in same_pack if other.kind in ("report", "appendix") and other.id not in own]
    return Material(
        item,
        report,
        statements_of(library, beside),
        [*statements_of(library, minutes), *promised_before(library, item)],
        _earlier(library, item),
        item.meeting_date,
    )


def guidance_of(library: Library, item: StoredItem) -> str | None:
    """The text of the pack's own page of agreed prompts, or None."""
    for other in library.items():
        if other.document_id == item.document_id and other.kind == "guidance":
            return "\n".join(passage.text for passage in library.passages(other.id))
    return None


def purpose_of(report: list[Statement]) -> list[Statement]:
    """The sentence in which the report states its purpose: under such a heading, else its first."""
    prose = [s for s in report if s.cover and not s.row]
    under = [s for s in prose if any_found(cue_list("purpose"), read(s.heading))]
    return (under or prose)[:1]


def _earlier(library: Library, item: StoredItem) -> list[Statement]:
    """The same regular paper, with its appendices, as it stood at the last meeting before this one that had it."""
    if item.meeting_date is None:
        return []
    mine = _title(item.title)
    found = [
        other
        for other in library.items()
        if other.kind == "report"
        and other.meeting_date
        and other.meeting_date < item.meeting_date
        and len(mine & _title(other.title)) >= _SAME_TITLE * len(mine | _title(other.title))
    ]
    if not found:
        return []
    last = max(found, key=lambda other: (other.meeting_date or item.meeting_date, -other.ordinal))
    return statements_of(library, [last, *appendices_of(library, last)])


def _title(title: str) -> frozenset[str]:
    return frozenset(w for w in read(title).held if w.isalpha() and len(w) > 3) - {"report"}
