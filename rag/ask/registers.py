"""Questions that a register answers: what a meeting resolved, who was there, what its agenda lists, which papers
mention something.

Only the form decides: a question is a register's where it has no subject but the register's own words, the meeting and
the body (`_OWN`: the names of these things, not ways to say them). All else is searched for.
"""

from collections.abc import Sequence
from datetime import date
from itertools import islice

from index.language.periods import find_periods, without_periods
from index.language.tokens import tokens
from index.papers.entries import entries
from index.read.layout.lines import plain
from index.store.library import Library
from index.values import StoredItem, StoredPassage
from rag.ask.excerpts import Quote, quoted
from rag.ask.recorded import MEETING, RESOLVED, lines_of
from rag.memory.minutes import read_said
from rag.memory.register import kept_register
from rag.memory.topic import NAMED, Topic
from rag.search.query import stems
from rag.search.reading import spans
from rag.search.retriever import Found

MOST = 40  # quotes of one list
_LABEL = 6  # words before a colon that name those who follow
_LOOKED = 400  # passages that are looked at for a mention
_LEAST = 3  # words of a resolution: fewer are the rest of a broken line
_OWN = {
    "resolved": RESOLVED,
    "agenda": frozenset(tokens("agenda")),
    "present": frozenset(tokens("present attended attend chair chaired chairman sat sits sit members councillors")),
    "mention": frozenset(tokens("mention mentions mentioned mentioning")),
}
_LAST = frozenset(tokens("last latest previous"))
_CHAIR = frozenset(tokens("chair chaired chairs chairman chairperson"))
_PRESENT = frozenset(tokens("present attendees attendance apologies absent invited members chair chairman"))
_WHICH = ("which", "what", "how", "list")
_PAPERS = frozenset(tokens("papers paper reports report documents document minutes appendices appendix"))


def listed(found: Found, library: Library) -> tuple[list[Quote], str]:
    """The quotes that a register gives for a question of its form, in its order, and a sentence on them; none where it
    is of another form, or the register is empty.
    """
    question = found.query.text
    asked = frozenset(stems(without_periods(question, find_periods(question))))
    opening = question.lower().split()[:3]
    if asked & _OWN["mention"] and opening[0] in _WHICH and not _PAPERS.isdisjoint(tokens(" ".join(opening[1:]))):
        return _mentions(question, found, library)
    bodies = {t for body in {item.committee or "" for item in found.searched} for t in tokens(body)}
    there = _chair if asked & _CHAIR else _present
    for form, read in (("resolved", _resolved), ("agenda", _agenda), ("present", there)):
        own = opening[0] in ("who", "which", "list") if form == "present" else asked & _OWN[form]
        if own and asked <= _OWN[form] | MEETING | bodies:
            papers = (quotes for item in _of_meeting(found, form, asked) if (quotes := read(item, library)))
            newest = islice(papers, 1) if form == "present" and not found.scoped.scope.meetings else papers
            shown = [q for quotes in newest for q in quotes][:MOST]
            return shown, _heads_told(shown) if form == "present" else ""
    return [], ""


def _of_meeting(found: Found, form: str, asked: frozenset[str]) -> list[StoredItem]:
    """The agendas or minutes of the meeting that is named, or the only one held; for the last one, or an agenda of no
    day, those of the newest meeting, for who is there all of one body, newest first; of the body named, where one is.
    """
    kind = "agenda" if form == "agenda" else "minutes"
    held = [i for i in found.searched if i.kind == kind and i.copy_of is None]
    words = [len((asked - MEETING) & frozenset(tokens(i.committee or ""))) for i in held]
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
    """What minutes print as resolved, in words or blocks that say so; else what the register holds of their sentences
    ("The clerk's fee was agreed"), where it is worked out.
    """
    parts = [s for s in read_said(library.passages(item.id)) if s.part and len(s.text.split()) >= _LEAST]
    found = [q for s in parts for q in quoted(s.passage, s.quote)]
    if found:
        return found
    kept = kept_register(library) or ()
    told = (c.citation for c in kept if c.kind == "resolution" and c.citation.passage.item.id == item.id)
    return [q for one in told for q in quoted(one.passage, one.quote)]


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
        start = 0 if headed else next((at for at, line in lines_of(passage.text) if _heads_names(line)), None)
        if start is None:
            continue
        words = passage.text[start:].split()
        if 2 * sum(word[0].islower() for word in words) > len(words):
            break
        quotes += quoted(passage, passage.text[start:].strip())
    return quotes


def _heads_told(quotes: Sequence[Quote]) -> str:
    """A sentence on which heads the quotes of names stand under that have none of their own."""
    under: dict[tuple[str, ...], list[str]] = {}
    heads: tuple[str, ...] = ()
    for n, quote in enumerate(quotes, 1):
        own = [plain(part) for _, line in lines_of(quote.text) for part in line.split(":") if _heads_names(part)]
        section = (quote.clue.passage.section or "").split(" › ")[-1]
        if heads and not own and not _heads_names(section):
            under.setdefault(heads, []).append(f"[{n}]")
        heads = tuple(own) or heads
    told = [
        f"{', '.join(numbers)} stand{'s' * (len(numbers) == 1)} under “{'”, “'.join(names)}”"
        + (" (who is under which the page shows)" if len(names) > 1 else "")
        for names, numbers in under.items()
    ]
    return f"{'; '.join(told)}." if told else ""


def _heads_names(line: str) -> bool:
    label = line.replace("|", ":").partition(":")[0]
    return len(label.split()) <= _LABEL and not _PRESENT.isdisjoint(tokens(label)[:2])


def _chair(item: StoredItem, library: Library) -> list[Quote]:
    """Who chairs, as minutes say it of one of those present: the first such line before their first entry."""
    lines = ((p, line.strip()) for p in _before_entries(library.passages(item.id)) for _, line in lines_of(p.text))
    return next((q for p, line in lines if not _CHAIR.isdisjoint(tokens(line)) and (q := quoted(p, line))), [])


def _before_entries(passages: Sequence[StoredPassage]) -> list[StoredPassage]:
    """The passages of minutes before the first that is, or has a line numbered like, an entry."""
    numbered = {p.id for entry in entries(passages) for p in entry.passages}
    for n, passage in enumerate(passages):
        begins = any(line.lstrip(" |*#>_")[:1].isdigit() for _, line in lines_of(passage.text))
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
