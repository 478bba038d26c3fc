"""What minutes record beside what is quoted of them: who voted how, all that was decided, who moved it, and the reply
to a question put at a meeting, which never stands without it.
"""

from collections.abc import Sequence
from itertools import accumulate, takewhile

from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredPassage
from rag.ask.excerpts import Quote, quote_at, quoted
from rag.check import check_quote
from rag.memory.minutes import Said, place_in, read_said, reply_to
from rag.search.query import ASKING, stems
from rag.search.reading import Reader, spans

RESOLVED = frozenset(tokens("resolved resolution resolutions decided decision decisions agreed"))
MEETING = frozenset(tokens("meeting meetings minutes committee council board last previous latest next held items"))
_VOTING = frozenset(tokens("vote votes voted voting abstain abstained abstention"))
_SIDES = frozenset(tokens("for against abstain abstention ayes nays noes yeas no absent not voting"))
_MOVING = frozenset(tokens("moved mover proposed seconded"))
_BESIDE = 3  # sentences between what was moved and who did
_FIRST = 3  # quotes among which the record of a vote is looked for
_OUTCOME = 20  # words of the line that says what came of a vote
_REPLY = 60  # words of a reply that are shown


def with_votes(question: str, quotes: Sequence[Quote], library: Library) -> list[Quote]:
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
        if place:
            record = [quote_at(passage, *place), *_going_on(passage, place[1], library)]
            if all(check_quote(one.text, one.clue.passage) for one in record):
                return [*record, *_others(quotes, record)]
    return list(quotes)


def _others(quotes: Sequence[Quote], shown: Sequence[Quote]) -> list[Quote]:
    return [q for q in quotes if not any(q.meets(one.clue.passage.id, one.start, one.end) for one in shown)]


def _record(text: str) -> tuple[int, int] | None:
    """Where a text records who voted how: lines that begin with the name of a side, or the rows of a table of the
    sides, and the line after them.
    """
    lines = lines_of(text)
    sides = [n for n, (_, line) in enumerate(lines) if _is_side(line.partition(":")[0])]
    head = next((n for n, (_, line) in enumerate(lines) if sum(map(_is_side, line.split("|"))) > 1), None)
    if head is None:  # all of one side: the head is nothing but its name
        head = next((n for n, (_, line) in enumerate(lines) if "|" in line and _is_side(line.strip(" >|:"))), None)
    if head is not None:
        rows = [n for n in range(head, len(lines)) if all("|" in line for _, line in lines[head : n + 1])]
        first, last = head, rows[-1]
    elif len(sides) > 1:
        first, last = sides[0], max(n for k, n in enumerate(sides) if n - sides[0] <= 2 * k)
    else:
        return None
    return lines[first][0], _outcome(lines, last)


def _outcome(lines: Sequence[tuple[int, str]], last: int) -> int:
    """Where the line ends that says what came of the vote whose record ends with line `last`, or that line."""
    after = lines[last + 1 : last + 2]
    end, line = after[0] if after and len(after[0][1].split()) <= _OUTCOME else lines[last]
    return end + len(line.rstrip())


def _going_on(passage: StoredPassage, end: int, library: Library) -> list[Quote]:
    """The rows of a record that goes on in the next passages of its entry, with what came of it."""
    found: list[Quote] = []
    if passage.text[end:].strip() or "|" not in passage.text[:end].splitlines()[-1]:
        return found
    for later in library.passages(passage.item.id):
        if later.ordinal != passage.ordinal + len(found) + 1 or later.section != passage.section:
            continue
        lines = lines_of(later.text)
        rows = next((n for n, (_, line) in enumerate(lines) if "|" not in line), len(lines))
        if not rows:
            break
        found.append(quote_at(later, lines[0][0], _outcome(lines, rows - 1)))
        if rows < len(lines):
            break
    return found


def lines_of(text: str) -> list[tuple[int, str]]:
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


def with_decision(question: str, quotes: Sequence[Quote], library: Library) -> list[Quote]:
    """The quotes, where it is asked what a body decided and one is of an entry of minutes on it that decides: all that
    it decides first, in its order. It is asked where nothing but the body stands between "what" and that word.
    """
    asked, words = frozenset(stems(question)), question.split()
    at = next((n for n, word in enumerate(words) if not RESOLVED.isdisjoint(tokens(word))), 0)
    before = frozenset(tokens(" ".join(words[:at]))) - ASKING - MEETING
    for n, quote in enumerate(quotes if at and words[0].lower() == "what" else []):
        clue = quote.clue
        if clue.passage.item.kind != "minutes" or not before.issubset(tokens(clue.passage.item.committee or "")):
            continue
        said = read_said(library.passages(clue.passage.item.id), {clue.passage.id})
        place = place_in(said, clue.passage.id, clue.start, clue.end)
        entry = said[place].minute if place is not None else None
        named = len(asked.intersection(stems(entry.title))) if entry else 0
        if entry and named > (n >= _FIRST):  # further down it is named by two words or more
            parts = [q for s in said if s.part and s.minute is entry for q in quoted(s.passage, _whole(s))]
            if parts:
                return [*parts, *_others(quotes, parts)]
    return list(quotes)


def _whole(part: Said) -> str:
    """The words of a part, with what stands after it where it only announces that."""
    return part.passage.text[part.start :].rstrip() if part.quote.endswith(":") else part.quote


def with_replies(quotes: Sequence[Quote], library: Library, reader: Reader) -> list[Quote]:
    """The quotes, with the reply before each that is of a question put at a meeting, where its reply can be told."""
    minuted = [q.clue.passage for q in quotes if q.clue.passage.item.kind in ("minutes", "questions")]
    beside = {p.item.id: {o.id for o in minuted if o.item.id == p.item.id} for p in minuted}
    papers = {id: read_said(library.passages(id), own) for id, own in beside.items()}  # each once
    found: list[Quote] = []
    for quote in quotes:
        for reply in _reply(quote, papers.get(quote.clue.passage.item.id, ()), reader):
            shown = [q for q in quotes if q.meets(reply.clue.passage.id, reply.start, reply.end)]
            found += [q for q in shown or [reply] if q not in found]
        if quote not in found:
            found.append(quote)
    return found


def _reply(quote: Quote, said: Sequence[Said], reader: Reader) -> list[Quote]:
    """The reply to the question that a quote is of, as many words as are shown: from its beginning, or where it is long
    from its sentence that bears most on what is asked.
    """
    clue = quote.clue
    place = place_in(said, clue.passage.id, clue.start, clue.end)
    first = reply_to(said, place) if place is not None and said[place].role == "question" else None
    if first is None:
        return []
    key = (first.minute, first.role, first.point)
    own = list(takewhile(lambda s: (s.minute, s.role, s.point) == key, said[said.index(first) :]))
    if sum(len(s.text.split()) for s in own) > _REPLY:
        own = own[own.index(max(own, key=lambda s: _bearing(s, reader))) :]
    start, end = own[0], own[0].end
    for later in own:
        more = later.passage.id == start.passage.id
        if not more or len(start.passage.text[start.start : later.end].split()) > _REPLY:
            break
        end = later.end
    whole = quote_at(start.passage, start.start, end, clue)
    return [whole] if check_quote(whole.text, whole.clue.passage) else []


def _bearing(one: Said, reader: Reader) -> float:
    """How far a sentence of minutes bears on the question."""
    (reading,) = reader.read([one.passage])
    return max((s.late + s.near for s in reading.sentences if s.start < one.end and one.start < s.end), default=0.0)
