"""Every figure that one document prints, row by row and sentence by sentence, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from index.language.amounts import Amount
from index.language.periods import Span, own_period
from index.language.statements import Statement
from index.values import StoredItem
from rag.figures.forms import CONTINUES
from rag.figures.prose import Before, Said, read_sentence
from rag.figures.tables import Columns, promises_values, read_row
from rag.figures.values import Mention, Source

KINDS = frozenset({"report", "appendix", "supplement", "decision", "other"})
"""Papers whose figures are kept. Minutes tell of figures in other papers, agendas and guidance have none."""
EVERY_KIND = KINDS | {"minutes", "agenda", "guidance", "questions"}
_OPENING = 900  # characters in which a paper says which period it is for
_FIRST = 40  # statements that hold them


def mentions_of(
    items: Sequence[StoredItem], statements: Mapping[str, Sequence[Statement]], kinds: frozenset[str] = KINDS
) -> list[Mention]:
    """The figures of one document's papers of these kinds; `statements` are those of each item, by its id."""
    periods: dict[str, Span | None] = {}
    found: list[Mention] = []
    for item in items:
        own = statements.get(item.id, ())
        opening = " ".join(s.text for s in own[:_FIRST])[:_OPENING]
        period = own_period([item.title, item.parent], opening) or periods.get(item.parent_id or "")
        periods[item.id] = period
        if item.kind in kinds:
            found += _Reader(item, period, promises_values(s.text for s in own)).read(own, len(found))
    return found


class _Reader:
    """Reads the statements of one paper in order. `own` is the period that it reports on."""

    def __init__(self, item: StoredItem, own: Span | None, promised: bool) -> None:
        self._item = item
        self._own = own
        self._promised = promised
        self._columns = Columns()
        self._found: list[Mention] = []

    def read(self, statements: Sequence[Statement], behind: int) -> list[Mention]:
        """The figures, `behind` of the document's having been read before."""
        words, before = "", Before()
        places: list[int] = []  # among the document's, of the values that `before` holds
        paragraph = None
        for s in statements:
            if not any(map(str.isdigit, s.text)):
                words = s.text
                continue
            rows = self._rows(s)
            if rows or self._columns.read(s):
                self._found += rows
                words, before, places = "", Before(), []
                continue
            if s.paragraph != paragraph:
                words, before, places, paragraph = "", Before(), [], s.paragraph
            said, after = read_sentence(s.text, self._own, before)
            held = [] if after is not before else places
            for one in said:
                if one.follows is None:
                    held.append(behind + len(self._found))
                place = held[one.follows] if one.follows is not None else None
                self._found.append(self._sentence(s, one, f"{words} {s.text}", place))
            before, places = after, held
            words = f"{words} {s.text}" if s.text.startswith(CONTINUES) else s.text
        return [*self._found, *self._under_heads()]

    def _rows(self, s: Statement) -> list[Mention]:
        return [
            self._made(
                s, "row", one.label, one.amount, one.period, True, count=one.count, base=one.base, target=one.target
            )
            for one in read_row(s, self._own, self._promised)
        ]

    def _under_heads(self) -> list[Mention]:
        cells = [c for c in self._columns.cells() if not self._to_come(c.period)]
        return [self._made(c.row, "column", c.label, c.amount, c.period, True) for c in cells]

    def _sentence(self, s: Statement, said: Said, around: str, after: int | None) -> Mention:
        figure = said.figure
        period = None if said.period and self._to_come(said.period) else said.period
        made = self._made(
            s, "named" if said.name else "clause", said.name, figure.amount, period, said.dated, count=figure.count,
            base=figure.base,
        )  # fmt: skip
        return replace(made, own=said.own, around=around, after=after)

    def _to_come(self, period: Span) -> bool:
        """True for what is still to come ("By March 2027: 65% (57.9% now)"): no value yet."""
        return self._item.meeting_date is not None and period.start > self._item.meeting_date

    def _made(
        self, s: Statement, source: Source, name: str, amount: Amount, period: Span | None, dated: bool, **more: Any
    ) -> Mention:
        return Mention(
            s.passage_id, self._item.id, s.text, s.start, source, name, name, name, amount.value, amount.unit,
            amount.printed, period, dated, **more,
        )  # fmt: skip
