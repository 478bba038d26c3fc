"""Two printed values of one measure for one period: both stand side by side, the newest first, and that is said.

The ledger of figures tells that it is one measure (`rag/figures`). It is said only where nothing else can be meant:
both stand in papers of one committee that were searched, and in none that tells what was said at a meeting; one of the
two is a cell of a table, the other too or in a sentence that names the measure; neither is one of several
figures that stand side by side under one period; and the question asks for the measure more than for others there.
Where it asks for a figure and names no time, the newest value of the measure comes before the one that would have been
first, of a time that had ended at its meeting where one such is held (else a budget or a forecast would).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from index.language.amounts import ORDINALS, amounts
from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredItem
from rag.ask.excerpts import Quote, put_first, quoted
from rag.figures import kept_ledger
from rag.figures.values import TABLES, Value, differ
from rag.search.query import stems
from rag.search.retriever import Found
from rag.values import Citation

_LEAST = 2  # words of the question that the measure has
_FIGURES = frozenset({"money", "share", "count", "number"})  # kinds of thing asked for
_APART = ("est", "worst", "least", "target")  # ends of words that ask for another value than the newest: "the highest"
_NEWEST = frozenset({"latest", "newest"})


def beside(found: Found, quotes: Sequence[Quote], library: Library) -> tuple[list[Quote], tuple[Value, ...]]:
    """The quotes with the two that state different values of the measure asked for first, and those two, newest first;
    where the first states no such value, and (). The first is that of the newest value, as `newest` has it.
    """
    quotes, pairs = newest(found, quotes, library), []
    for value, near in _stated(found, quotes, library):
        others = [v for v in near if v.quote != value.quote and _sure(value, v, near)]
        own = value.period
        if others and own and all(p.start <= own.end and own.start <= p.end for p in found.scoped.periods):
            pairs.append((value, max(others, key=_met)))
    pair = _meant(found, pairs)
    if pair is None or not (made := _quoted(library, pair[1], quotes[0])):
        return quotes, ()
    rest = [q for q in quotes[1:] if not q.meets(pair[1].passage_id, made[0].start, made[0].end)]
    both = sorted(zip((quotes[0], made[0]), pair, strict=True), key=lambda one: _met(one[1]), reverse=True)
    return [*(q for q, _ in both), *rest], tuple(v for _, v in both)


def newest(found: Found, quotes: Sequence[Quote], library: Library) -> list[Quote]:
    """The quotes with the one first that states the newest value of the measure whose value the first states, where the
    question asks for it and names no time.
    """
    asked, pairs = frozenset(stems(found.query.text)), []

    def newness(value: Value) -> tuple[date, date, int, bool]:
        held = len(asked & frozenset(tokens(value.quote)))
        return _end(value), _met(value), held, value.source not in TABLES

    for value, near in () if found.scoped.periods else _stated(found, quotes, library):
        ended = [v for v in near if _end(v) <= _met(v)]
        latest = max((v for v in ended or near if _follows(v, value)), key=newness, default=None)
        if latest and _asks_for(found, value, latest):
            pairs.append((value, latest))
    pair = _meant(found, pairs)
    made = _quoted(library, pair[1], quotes[0]) if pair else []
    return put_first(made[0].clue, quotes) if made else list(quotes)


def _stated(found: Found, quotes: Sequence[Quote], library: Library) -> Iterator[tuple[Value, list[Value]]]:
    """The values of each measure that the first quote states, of several the newest where no time is asked about; with
    all of the measure in papers of its body that were searched.
    """
    body = _body(quotes[0].clue.passage.item) if quotes else ""
    searched = {item.id for item in found.searched if _body(item) == body} if body else set()
    ledger = kept_ledger(library) if searched else None
    for indicator in ledger.indicators if ledger else ():
        near = [v for v in indicator.values if v.paper.item_id in searched]
        own = [v for v in near if _stands(v, quotes[0])]
        yield from ((v, near) for v in own if found.scoped.periods or v is max(own, key=_end))


def _asks_for(found: Found, *values: Value) -> bool:
    """Whether a figure is asked for, and no other than the newest: by a word that is not the measure's own, or as one
    that the question prints itself. Of other questions only "What is …?" with no word but the measure's.
    """
    query = found.query
    names = " ".join(f"{v.name} {v.definition or ''}" for v in values)
    beyond = frozenset(stems(query.text)) - frozenset(tokens(names)) - _NEWEST
    if query.wanted.kind not in _FIGURES:
        return not beyond and query.text.lower().startswith("what")
    printed = frozenset(t for v in values for t in tokens(v.printed))
    ordinals = ORDINALS.keys() & set(query.text.lower().split()) - set(names.lower().split())
    return not ordinals and not any(w.endswith(_APART) or w in printed for w in beyond)


def _meant(found: Found, pairs: Sequence[tuple[Value, Value]]) -> tuple[Value, Value] | None:
    """The pair of the measure that has most words of the question; None where it is none or not one."""
    asked = frozenset(stems(found.query.text))
    told: dict[int, list[tuple[Value, Value]]] = {}
    for pair in pairs:
        told.setdefault(len(asked & frozenset(tokens(pair[0].name))), []).append(pair)
    most = max(told, default=0)
    one = most >= _LEAST and len({value.indicator for value, _ in told[most]}) == 1
    return told[most][0] if one else None


def _quoted(library: Library, value: Value, like: Quote) -> list[Quote]:
    return [q for p in library.passages_by_id([value.passage_id]) for q in quoted(p, value.quote, like.clue)]


def _end(value: Value) -> date:
    return value.period.end if value.period else date.min


def _follows(later: Value, value: Value) -> bool:
    """Whether it is of a later time, begun when its paper was met on; a count is of a day or of no much shorter one."""
    own, other = value.period, later.period
    if own is None or other is None or other.end <= own.end or other.start > _met(later):
        return False
    return value.unit == "%" or other.precision == "day" or own.end - own.start <= 2 * (other.end - other.start)


def difference(values: Sequence[Value], citations: Sequence[Citation]) -> str:
    """The sentence that says of two values that they differ, by the citations that state them; "" where one is gone."""
    cited = {(v.printed, v.passage_id): c.n for c in reversed(citations) for v in values
             if c.passage.id == v.passage_id and v.printed in c.quote}  # fmt: skip
    told = " and ".join(f"{v.printed} [{cited.get((v.printed, v.passage_id))}]" for v in values)
    period = values[0].period if values else None
    return f"These differ for {period.text}: {told}." if period and len(cited) == len(values) else ""


def _body(item: StoredItem) -> str:
    return "" if item.kind in ("minutes", "questions") else item.committee or item.document_id


def _met(value: Value) -> date:
    return value.paper.meeting_date or date.min


def _stands(value: Value, quote: Quote) -> bool:
    return value.passage_id == quote.clue.passage.id and value.printed in quote.focus and quote.focus in value.quote


def _sure(value: Value, other: Value, every: Sequence[Value]) -> bool:
    """Whether the two differ and are surely of one measure and period; what a clause says counts where a table or a
    sentence that names the measure says it too.
    """
    if not differ(value, other):
        return False
    same = [v for v in every if v.period and value.period and v.period.same(value.period) and not differ(v, value)]
    return any(_proved(v, other) for v in same)


def _proved(one: Value, other: Value) -> bool:
    sources = (one.source, other.source)
    return "clause" not in sources and not set(TABLES).isdisjoint(sources) and _alone(one) and _alone(other)


def _alone(value: Value) -> bool:
    """Whether no other figure of its unit follows it with no word between: such a row is of several things."""
    _, _, after = value.quote.partition(value.printed)
    following = next((a for a in amounts(after) if a.unit == value.unit), None)
    return following is None or any(map(str.isalpha, after[: following.start]))
