"""Every figure that one document prints, row by row and sentence by sentence, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.language.amounts import amounts
from index.language.periods import Span, own_period
from index.values import StoredItem, StoredPassage
from rag.figures.columns import Columns
from rag.figures.forms import CONTINUES
from rag.figures.rows import Heads, heads_of, read_row
from rag.figures.sentences import Before, Said, read_sentence
from rag.figures.values import Mention
from rag.paragraphs import paragraph_at
from rag.search.evidence import spans

KINDS = frozenset({"report", "appendix", "supplement", "decision", "other"})
"""Papers whose figures are kept. Minutes tell of figures in other papers, agendas and guidance have none."""
EVERY_KIND = KINDS | {"minutes", "agenda", "guidance", "questions"}
_DIGIT = re.compile(r"\d")
_OPENING = 900  # characters in which a paper says which period it is for


def mentions_of(
    items: Sequence[StoredItem], passages: Sequence[StoredPassage], kinds: frozenset[str] = KINDS
) -> list[Mention]:
    """The figures of one document's papers of these kinds."""
    by_item: dict[str, list[StoredPassage]] = {}
    for passage in passages:
        by_item.setdefault(passage.item.id, []).append(passage)
    periods: dict[str, Span | None] = {}
    found: list[Mention] = []
    for item in items:
        own = by_item.get(item.id, [])
        opening = " ".join(p.text for p in own[:4])[:_OPENING]
        period = own_period([item.title, item.parent], opening) or periods.get(item.parent_id or "")
        periods[item.id] = period
        if item.kind in kinds:
            heads = heads_of([line for p in own for line in p.text.split("\n")])
            columns = Columns()
            for passage in own:
                _read(passage, period, heads, columns, found)
            found += _of_columns(columns, {p.id: p for p in own})
    return found


def _read(passage: StoredPassage, own: Span | None, heads: Heads, columns: Columns, found: list[Mention]) -> None:
    """Add the figures of one passage to `found`."""
    words, before = "", Before()
    places: list[int] = []  # in `found`, of the values that `before` holds
    paragraph = None
    for start, end in spans(passage):
        text = passage.text[start:end]
        if not _DIGIT.search(text):
            words = text
            continue
        rows = _rows(passage, start, end, own, heads)
        if rows or columns.read(text, (passage.id, start)):
            found += rows
            words, before, places = "", Before(), []
            continue
        now = paragraph_at(passage, start)
        if now != paragraph:
            words, before, places, paragraph = "", Before(), [], now
        said, after = read_sentence(text, own, before)
        fresh = after is not before
        held = [] if fresh else places
        for one in said:
            if one.follows is None:
                held.append(len(found))
            place = held[one.follows] if one.follows is not None else None
            found.append(_mention(passage, start, text, one, f"{words} {text}", place))
        before, places = after, held
        words = f"{words} {text}" if CONTINUES.match(text) else text


def _rows(passage: StoredPassage, start: int, end: int, own: Span | None, heads: Heads) -> list[Mention]:
    found = []
    text = passage.text[start:end]
    for read in read_row(text, own, heads):
        amount = next(iter(amounts(read.printed)), None)
        value = amount.value if amount else _plain(read.printed)
        if value is None:
            continue
        unit = amount.unit if amount else "%" if "%" in read.printed else ""
        found.append(
            Mention(
                passage.id,
                passage.item.id,
                text,
                start,
                "row",
                read.label,
                read.label,
                read.label,
                value,
                unit,
                read.printed,
                read.period,
                True,
                read.count,
                read.base,
                read.target,
                read.quartile,
                read.neighbours,
            )
        )
    return found


def _of_columns(columns: Columns, passages: dict[str, StoredPassage]) -> list[Mention]:
    found = []
    for cell in columns.cells():
        passage = passages[cell.place[0]]
        meeting, value = passage.item.meeting_date, _plain(cell.printed)
        if value is None or (meeting and cell.period.start > meeting):
            continue
        unit = "%" if "%" in cell.printed else "£" if "£" in cell.printed else ""
        found.append(
            Mention(
                passage.id,
                passage.item.id,
                cell.quote,
                cell.place[1],
                "column",
                cell.label,
                cell.label,
                cell.label,
                value,
                unit,
                cell.printed,
                cell.period,
                True,
            )
        )
    return found


def _mention(passage: StoredPassage, start: int, text: str, said: Said, around: str, after: int | None) -> Mention:
    figure, period, meeting = said.figure, said.period, passage.item.meeting_date
    if period and meeting and period.start > meeting:
        period = None  # "By March 2027: 65% (57.9% now)": what is still to come is no value yet
    return Mention(
        passage.id,
        passage.item.id,
        text,
        start,
        "named" if said.name else "clause",
        said.name,
        said.own,
        around,
        figure.amount.value,
        figure.amount.unit,
        figure.amount.printed,
        period,
        said.dated,
        figure.count,
        figure.base,
        figure.target,
        after=after,
    )


def _plain(printed: str) -> float | None:
    """A number that could be taken for a year or a label in a sentence, as the cell of a row."""
    try:
        return float(printed.replace(",", "").replace("£", "").replace("%", "").strip())
    except ValueError:
        return None
