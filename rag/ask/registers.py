"""Questions that a register answers: what a meeting resolved, who was there, what its agenda lists, which papers
mention something; and the reply to a question put at a meeting, which never stands without it.

Only the form decides: a question is a register's where it has no subject but the register's own words, the meeting and
the body (`_OWN`: the names of these things, not ways to say them). All else is searched for.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate, islice

from index.language.periods import find_periods, without_periods
from index.language.tokens import tokens
from index.papers.entries import entries
from index.store.library import Library
from index.values import StoredItem, StoredPassage
from rag.ask.excerpts import Quote, quote_at, quoted
from rag.check import check_quote
from rag.memory.minutes import Said, place_in, read_said, reply_to
from rag.memory.topic import NAMED, Topic
from rag.search.query import stems
from rag.search.reading import spans
from rag.search.retriever import Found

MOST = 40  # quotes of one list
_LABEL = 6  # words before a colon that name those who follow
_LOOKED = 400  # passages that are looked at for a mention
_LEAST = 3  # words of a resolution: fewer are the rest of a broken line
_OWN = {
    "resolved": frozenset(tokens("resolved resolution resolutions decided decision decisions agreed")),
    "agenda": frozenset(tokens("agenda")),
    "present": frozenset(tokens("present attended attend chair chaired chairman sat sits sit members councillors")),
    "mention": frozenset(tokens("mention mentions mentioned mentioning")),
}
_MEETING = frozenset(tokens("meeting meetings minutes committee council board last previous latest next held items"))
_LAST = frozenset(tokens("last latest previous"))
_CHAIR = frozenset(tokens("chair chaired chairs chairman chairperson"))
_PRESENT = frozenset(tokens("present attendees attendance apologies absent invited members chair chairman"))
_WHICH = ("which", "what", "how", "list")
_PAPERS = frozenset(tokens("papers paper reports report documents document minutes appendices appendix"))
_VOTING = frozenset(tokens("vote votes voted voting abstain abstained abstention"))
_SIDES = frozenset(tokens("for against abstain abstention ayes nays noes yeas no absent not voting"))
_MOVING = frozenset(tokens("moved mover proposed seconded"))
_BESIDE = 3  # sentences between what was moved and who did
_FIRST = 3  # quotes among which the record of a vote is looked for
_OUTCOME = 20  # words of the line that says what came of a vote
_REPLY = 60  # words of a reply that are shown


def listed(found: Found, library: Library) -> tuple[list[Quote], str]:
    """The quotes that a register gives for a question of its form, in its order, and a sentence on them; none where it
    is of another form, or the register is empty.
    """
    question = found.query.text
    asked = frozenset(stems(without_periods(question, find_periods(question))))
    opening = question.lower().split()[:3]
    if asked & _OWN["mention"] and opening[0] in _WHICH and not _PAPERS.isdisjoint(tokens(" ".join(opening[1:]))):
        return _mentions(question, found, library)
    bodies = {t for item in found.searched for t in tokens(item.committee or "")}
    there = _chair if asked & _CHAIR else _present
    for form, read in (("resolved", _resolved), ("agenda", _agenda), ("present", there)):
        own = opening[0] in ("who", "which", "list") if form == "present" else asked & _OWN[form]
        if own and asked <= _OWN[form] | _MEETING | bodies:
            papers = (quotes for item in _of_meeting(found, form, asked) if (quotes := read(item, library)))
            newest = islice(papers, 1) if form == "present" and not found.scoped.scope.meetings else papers
            return [q for quotes in newest for q in quotes][:MOST], ""
    return [], ""


def _of_meeting(found: Found, form: str, asked: frozenset[str]) -> list[StoredItem]:
    """The agendas or minutes of the meeting that is named, or the only one held; for the last one, or an agenda of no
    day, those of the newest meeting, for who is there all of one body, newest first; of the body named, where one is.
    """
    kind = "agenda" if form == "agenda" else "minutes"
    held = [i for i in found.searched if i.kind == kind and i.copy_of is None]
    words = [len((asked - _MEETING) & frozenset(tokens(i.committee or ""))) for i in held]
    named = [i for i, own in zip(held, words, strict=True) if own == max(words)]
    days = set(found.scoped.scope.meetings)
    if days:
        return [i for i in named if i.meeting_date in days]
    bodies = {frozenset(tokens((i.committee or "").replace("&", "and"))) for i in named}
    one = len(named) == 1 or not asked.isdisjoint(_LAST)
    one = one if form == "resolved" else form == "agenda" or len(bodies) == 1
    if found.scoped.periods or not one:
        return []
    named = sorted(named, key=lambda i: i.meeting_date or date.min, reverse=True)
    return [i for i in named if form == "present" or i.meeting_date == named[0].meeting_date]


def _resolved(item: StoredItem, library: Library) -> list[Quote]:
    """What minutes print as resolved, in words or blocks that say so."""
    parts = [s for s in read_said(library.passages(item.id)) if s.part and len(s.text.split()) >= _LEAST]
    return [q for s in parts for q in quoted(s.passage, s.quote)]


def _agenda(item: StoredItem, library: Library) -> list[Quote]:
    """The titles that an agenda lists, as it prints them; none where fewer than half can be quoted."""
    passages = library.passages(item.id)
    found = [next((q for p in passages for q in quoted(p, one.title)), None) for one in item.lists]
    kept = [q for q in found if q is not None]
    return kept if 2 * len(kept) > len(item.lists) else []


def _present(item: StoredItem, library: Library) -> list[Quote]:
    """Who was there: what stands before the first entry of minutes from the line on that heads the names, as long as
    it is names.
    """
    quotes: list[Quote] = []
    for passage in _before_entries(library.passages(item.id)):
        headed = quotes or _heads_names((passage.section or "").split(" › ")[-1])
        start = 0 if headed else next((at for at, line in _lines(passage.text) if _heads_names(line)), None)
        if start is None:
            continue
        words = passage.text[start:].split()
        if 2 * sum(word[0].islower() for word in words) > len(words):
            break
        quotes += quoted(passage, passage.text[start:].strip())
    return quotes


def _heads_names(line: str) -> bool:
    label = line.replace("|", ":").partition(":")[0]
    return len(label.split()) <= _LABEL and not _PRESENT.isdisjoint(tokens(label)[:2])


def _chair(item: StoredItem, library: Library) -> list[Quote]:
    """Who chairs, as minutes say it of one of those present: the first such line before their first entry."""
    lines = ((p, line.strip()) for p in _before_entries(library.passages(item.id)) for _, line in _lines(p.text))
    return next((q for p, line in lines if not _CHAIR.isdisjoint(tokens(line)) and (q := quoted(p, line))), [])


def _before_entries(passages: Sequence[StoredPassage]) -> list[StoredPassage]:
    """The passages of minutes before the first that is, or has a line numbered like, an entry."""
    numbered = {p.id for entry in entries(passages) for p in entry.passages}
    for n, passage in enumerate(passages):
        begins = any(line.lstrip(" |*#>_")[:1].isdigit() for _, line in _lines(passage.text))
        if passage.id in numbered or (n and begins):
            return list(passages[:n])
    return []


def _mentions(question: str, found: Found, library: Library) -> tuple[list[Quote], str]:
    """The papers that name a thing, newest first, each by the first sentence that does."""
    words = [w for w in question.split() if not (_OWN["mention"] | _PAPERS | {"many", *_WHICH}).issuperset(tokens(w))]
    topic, corpus = Topic(" ".join(words), found.corpus), found.corpus
    sought = corpus.read(" ".join(words)).stems
    held = {i.id for i in found.searched if i.copy_of is None}
    quotes: dict[tuple[str, date | None], Quote] = {}
    for passage in library.passages_by_id([id for id, _ in library.search_words(sought, _LOOKED, held)]):
        paper = passage.item.title, passage.item.meeting_date
        if paper not in quotes:
            said = (passage.text[start:end] for start, end in spans(passage))
            naming = (q for s in said if topic.names(s, least=NAMED) for q in quoted(passage, s))
            first = next(naming, None)
            if first:
                quotes[paper] = first
    order = sorted(quotes.values(), key=lambda q: q.clue.passage.item.meeting_date or date.min, reverse=True)
    shown = f", the {MOST} newest of which are shown" if len(order) > MOST else ""
    told = f"{len(order)} of the {len(held)} papers searched mention it{shown}." if order else ""
    return order[:MOST], told


def with_votes(question: str, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes, where a vote is asked after and the best is of an entry that records one: that record first, all of
    it, with what came of it.
    """
    if not quotes or _VOTING.isdisjoint(tokens(question)):
        return list(quotes)
    best = quotes[0].clue.passage
    for quote in quotes[:_FIRST]:
        passage = quote.clue.passage
        same = passage.item.kind == "minutes" and (passage.item.id, passage.section) == (best.item.id, best.section)
        place = _record(passage.text) if same else None
        if place and check_quote(passage.text[slice(*place)], passage):
            rest = [q for q in quotes if q.clue.passage.id != passage.id or q.start < place[0] or place[1] < q.end]
            return [quote_at(passage, *place), *rest]
    return list(quotes)


def _record(text: str) -> tuple[int, int] | None:
    """Where a text records who voted how: lines that begin with the name of a side, or the rows of a table of the
    sides, and the line after them.
    """
    lines = _lines(text)
    sides = [n for n, (_, line) in enumerate(lines) if _is_side(line.partition(":")[0])]
    head = next((n for n, (_, line) in enumerate(lines) if sum(map(_is_side, line.split("|"))) > 1), None)
    if head is not None:
        rows = [n for n in range(head, len(lines)) if all("|" in line for _, line in lines[head : n + 1])]
        first, last = head, rows[-1]
    elif len(sides) > 1:
        first, last = sides[0], max(n for k, n in enumerate(sides) if n - sides[0] <= 2 * k)
    else:
        return None
    after = lines[last + 1 : last + 2]
    end, line = after[0] if after and len(after[0][1].split()) <= _OUTCOME else lines[last]
    return lines[first][0], end + len(line.rstrip())


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text that are not blank, each with where it begins."""
    lines = text.splitlines(keepends=True)
    starts = accumulate(map(len, lines), initial=0)
    return [(start, line) for start, line in zip(starts, lines, strict=False) if line.strip()]


def _is_side(label: str) -> bool:
    words = {token for token in tokens(label) if not token.isdigit()}  # "For (6)"
    return bool(words) and words <= _SIDES


def with_movers(question: str, quotes: Sequence[Quote], library: Library) -> list[Quote]:
    """The quotes, where it is asked who moved or seconded something and the best says only what: it is taken on to the
    sentences beside it that say who ("Proposed. Cllr Ash, Seconded Cllr Birch"), or followed by them where they stand
    in the next passage of the entry ("Mover: Cllr Ash").
    """
    _, _, asked = f" {question.lower()}".partition(" who ")
    best = quotes[0] if quotes and not _MOVING.isdisjoint(tokens(" ".join(asked.split()[:3]))) else None
    if best is None or not _MOVING.isdisjoint(tokens(best.text)):
        return list(quotes)
    passage = best.clue.passage
    entry = passage.item.kind == "minutes" and (passage.section or "").partition(" › ")[0]
    beside = _moved(passage, best.start, best.end) if entry else None
    told = [quote_at(passage, min(best.start, beside[0]), max(best.end, beside[1]), best.clue)] if beside else []
    for other in library.passages(passage.item.id) if entry and not told else ():
        away = other.ordinal - passage.ordinal
        same = abs(away) == 1 and (other.section or "").partition(" › ")[0] == entry
        place = _moved(other, *([0, 0] if away > 0 else [len(other.text)] * 2)) if same else None
        told = [best, quote_at(other, *place, best.clue)] if place else told
    if not told or not all(check_quote(q.text, q.clue.passage) for q in told):
        return list(quotes)
    return [*told, *(q for q in quotes[1:] if not any(q.meets(t.clue.passage.id, t.start, t.end) for t in told))]


def _moved(passage: StoredPassage, start: int, end: int) -> tuple[int, int] | None:
    """Where those sentences stand, side by side, that say who moved what stands at a place: nearest to it, those after
    it before others.
    """
    places = spans(passage)
    says = [not _MOVING.isdisjoint(tokens(passage.text[a:b])) for a, b in places]
    own = [n for n, (a, b) in enumerate(places) if a < end and start < b] or [len(says) - 1 if start else 0]
    away = {n: max(n - own[-1], own[0] - n) for n, told in enumerate(says) if told}
    near = min(away, key=lambda n: (away[n], n < own[0]), default=None)
    if near is None or away[near] > _BESIDE:
        return None
    last = next((n for n in range(near, len(says)) if not says[n]), len(says)) - 1
    first = next((n for n in range(near, -1, -1) if not says[n]), -1) + 1
    words = tokens(passage.text[places[first][0] : places[last][1]])
    first -= first > 0 and _MOVING.isdisjoint({*words} - {*tokens("second")})  # "Motion: Ash. Second: Birch"
    return places[first][0], places[last][1]


def with_replies(quotes: Sequence[Quote], library: Library) -> list[Quote]:
    """The quotes, with the reply before each that is of a question put at a meeting, where its reply can be told."""
    papers: dict[str, tuple[Said, ...]] = {}
    found: list[Quote] = []
    for quote in quotes:
        item = quote.clue.passage.item
        if item.kind in ("minutes", "questions"):
            if item.id not in papers:
                papers[item.id] = read_said(library.passages(item.id))
            found += _reply(quote, papers[item.id], [*found, *quotes])
        found.append(quote)
    return found


def _reply(quote: Quote, said: Sequence[Said], shown: Iterable[Quote]) -> list[Quote]:
    clue = quote.clue
    place = place_in(said, clue.passage.id, clue.start, clue.end)
    first = reply_to(said, place) if place is not None and said[place].role == "question" else None
    if first is None:
        return []
    if any(q.meets(first.passage.id, first.start, first.end) for q in shown):
        return []
    end = first.end
    for later in said[said.index(first) + 1 :]:
        more = later.passage.id == first.passage.id and (later.role, later.point) == (first.role, first.point)
        if not more or len(first.passage.text[first.start : later.end].split()) > _REPLY:
            break
        end = later.end
    whole = quote_at(first.passage, first.start, end, clue)
    return [whole] if check_quote(whole.text, whole.clue.passage) else []
