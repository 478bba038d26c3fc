"""Follow-up questions made standalone, by general rules and without an LLM.

A follow-up leaves out what the conversation has just said ("and for care leavers?", "what about the year before?",
"why?", "who said that?"). What it leaves out is carried over from the question before: its topic, the kind of paper and
the period, each unless the follow-up names its own. A question that stands alone is left exactly as it is.
"""

import re
from collections.abc import Sequence

from index.language.periods import Period, find_periods, long_date, shifts_of, without_periods
from index.language.tokens import tokens
from rag.ask.excerpts import Quote, choose
from rag.ask.followup import ABOUT, Reading, Shift, content_words, find_shift, is_greeting, read, shifted, topic_of
from rag.ask.things import PREPOSITIONS, is_subject, place_of
from rag.search.evidence import Clue
from rag.search.near import Near
from rag.search.query import Concept
from rag.search.retriever import Found
from rag.values import Turn

_THAT_PAPER = re.compile(
    r"\b(?:that|the same) (?:report|paper|document|appendix)(?=\s*\?*$|\s+(?:say|says|mention|give|gives)\b)",
    re.IGNORECASE,
)
_STOP = (
    r"(?=\s+(?:in|at|by|since|during|between|from|for|on|to|was|were|is|are|has|have|had|did|will|would)\b"
    r"|[?,;]|\s*$)"
)
_NTH = re.compile(
    r"\b(?:the )?(?P<n>first|second|third|fourth|fifth|last) (?:one|quote|question|point)\b|"
    r"\b(?:question|quote|point|number) (?P<digit>[1-9])\b",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_WORDS = 25  # of what "the second one" stands for
MAX_CHARACTERS = 600


def resolve(question: str, turns: Sequence[Turn]) -> str:
    """`question` as one that can be understood without `turns`, the conversation before it, oldest first."""
    before: str | None = None
    last: Turn | None = None
    moved = False
    for turn in turns:
        _, before = _standalone(turn.question, None if "chat" in turn.scope.ignored else before, last, moved)
        moved = find_shift(turn.question) is not None or (moved and read(turn.question).form == "pointing")
        last = turn
    return _standalone(question, before, last, moved)[0]


def near_of(turns: Sequence[Turn]) -> Near | None:
    """Where the conversation is: what its last answer that quotes anything quotes first; None where none does."""
    last = next((turn for turn in reversed(turns) if turn.document), None)
    return Near(last.document, last.body) if last else None


def _standalone(question: str, before: str | None, last: Turn | None, moved: bool) -> tuple[str, str]:
    """The question as it stands alone, and the one that what comes next is put to: one that only points back ("is that
    better?") leaves the one `before` it in its place. The time of that one is `moved` where it was told from another.
    """
    question = " ".join(question.split())
    if before is None or last is None or len(question) > MAX_CHARACTERS:
        return question, question
    named = _name_nth(question, last)
    if named != question:
        return named, named
    question = _name_paper(question, last)
    reading = read(question)
    if reading.form == "whole":
        return question, before if is_greeting(question) else question
    shift = find_shift(question)
    base = before
    if reading.form == "fragment":
        base = answer = _put_fragment(reading, before, last, shift, moved)
    elif reading.form == "continued":
        base = answer = _with_period(reading.rest, before, last)
    else:
        answer = _with_topic(reading, before, last, shift)
        if reading.names:
            base = answer
        elif not reading.compares:
            base = _put_time(reading.rest, before, last, shift)[0] + "?"
    return (answer, base) if len(answer) <= MAX_CHARACTERS else (question, question)


def _name_paper(question: str, last: Turn) -> str:
    """ "that report" becomes the title that the answer before cited, when it cited one."""
    titles = dict.fromkeys(last.reports)
    if len(titles) != 1:
        return question
    return _THAT_PAPER.sub(lambda _: f"the report “{next(iter(titles))}”", question)


def _name_nth(question: str, last: Turn) -> str:
    """ "the second one" becomes the beginning of the second part of the reply before: what it quotes, or all of it."""
    found = _NTH.search(question)
    parts = last.answer.split("\n\n")
    if found is None or len(parts) < 2:
        return question
    place = int(found["digit"]) - 1 if found["digit"] else _PLACES[found["n"].lower()]
    if not -1 <= place < len(parts):
        return question
    quoted = re.search(r"“(.+)”", parts[place], re.DOTALL)
    words = (quoted[1] if quoted else parts[place]).split()[:_WORDS]
    return f"{question[: found.start()]}{' '.join(words).rstrip(' ,.:;?!')}{question[found.end() :]}"


def _put_fragment(reading: Reading, before: str, last: Turn, shift: Shift | None, moved: bool) -> str:
    """The question before, with the fragment in the place of what it replaces; where no place is sure, a thing stands
    alone in that question's time, and all else after it. A time that was only told from another ("the year before") is
    not sure to be meant of a new subject too, and goes.
    """
    base, rest = _put_time(reading.rest, before, last, shift)
    if moved and base == before.rstrip(" ?.!"):
        base = _cut(base, find_periods(base)).rstrip(" ,")
    words = rest.split()
    while words and words[-1].lower() in PREPOSITIONS | {"and", "the"}:  # what led to the time
        words.pop()
    if not words:
        return f"{base}?"
    rest = " ".join(words)
    put = _put_words(base, rest)
    return f"{put}?" if put else _with_period(rest, base, last)


def _put_time(rest: str, before: str, last: Turn, shift: Shift | None) -> tuple[str, str]:
    """The question before with the time that `rest` names or tells from it, and `rest` without that."""
    base, rest = before.rstrip(" ?.!"), rest.rstrip(" ?.!")
    if shift:
        return _shift(base, last, shift), shift.remove(rest)
    named = find_periods(rest)
    return (_put_period(base, named), _cut(rest, named)) if named else (base, rest)


def _put_words(base: str, rest: str) -> str | None:
    """Put the words of a fragment where the question before has the like: after the same preposition, or at its end
    where it has none, and else for the like thing. Where no place is sure a thing stands alone (None), all else at the
    end.
    """
    blanked = base
    for begin, end in (*(p.span for p in find_periods(base)), *((s.start, s.end) for s in shifts_of(base))):
        blanked = blanked[:begin] + "\x00" * (end - begin) + blanked[end:]  # "in 2021" is no place for words
    preposition, _, words = rest.partition(" ")
    if words and preposition.lower() in PREPOSITIONS:
        place = re.search(rf"\b{preposition}\s+([^\x00?,;]+?){_STOP}", blanked, re.IGNORECASE)
        if place is None:
            return f"{base}, {preposition.lower()} {words}"
        return base[: place.start(1)] + words + base[place.end(1) :]
    like = place_of(rest, blanked)
    if like:  # what was put at its end before goes with what it was put to
        return _articled(base[: like[0]], rest) + base[like[1] :].partition(", for ")[0]
    return None if is_subject(rest, blanked) else f"{base}, for {rest}"


def _articled(head: str, words: str) -> str:
    """The words after the head of a question, whose article goes where they bring their own; "how many" has none."""
    first, _, rest = words.partition(" ")
    if first.lower() not in ("a", "an", "the"):
        return head + words
    *before, last = head.split() or [""]
    if last.lower() in ("many", "much"):
        return head + rest
    return " ".join([*before, ""]) + words if last.lower() in ("a", "an", "the") else head + words


def _with_period(question: str, before: str, last: Turn) -> str:
    """What goes on without more of the question before ("and how many foster carers left?") keeps the period it is
    asked in."""
    question = question[:1].upper() + question[1:]
    if find_periods(question):
        return question
    period = _period_of(before, last)
    return f"{question.rstrip(' ?.!')}, {period}?" if period else f"{question.rstrip(' ?.!')}?"


def _with_topic(reading: Reading, before: str, last: Turn, shift: Shift | None) -> str:
    """A question that only points back: its own words, and what they point to."""
    topic = topic_of(before)
    asked = reading.rest.rstrip(" ?.!")
    if shift:
        moved = _shift(topic, last, shift)
        topic = f"{topic} and {_period_of(moved, last) or shift.text}" if reading.compares else moved
        asked = shift.remove(asked)
    elif not reading.compares and find_periods(asked):
        topic = _cut(topic, find_periods(topic))
    asked = asked.strip(" ,")
    if not asked:
        return f"{topic}?"
    return f"{asked[:1].upper()}{asked[1:]}{ABOUT}{topic.strip(' ,')}?"


def _period_of(before: str, last: Turn) -> str:
    """The period the conversation is in, as a phrase, or ""."""
    named = find_periods(before)
    if named:
        return " and ".join(p.text for p in named)
    if last.scope.periods:
        return last.scope.periods[0]
    if last.scope.meetings:
        return long_date(last.scope.meetings[0])
    return ""


def _put_period(base: str, named: Sequence[Period]) -> str:
    words = " and ".join(p.text for p in named)
    own = find_periods(base)
    if not own:
        return f"{base} in {words}"
    kept = _cut(base, own[1:])
    begin, end = own[0].span
    return kept[:begin] + words + kept[end:]


def _shift(base: str, last: Turn, shift: Shift) -> str:
    own = find_periods(base)
    if own:
        for period in reversed(own):
            begin, end = period.span
            base = base[:begin] + shifted(base[begin:end], shift) + base[end:]
        return base
    known = _period_of(base, last)
    return f"{base}, {shifted(known, shift)}" if known else f"{base}, {shift.text}"


def _cut(text: str, periods: Sequence[Period]) -> str:
    """`text` without the periods and the prepositions that lead to them."""
    for period in reversed(periods):
        begin, end = period.span
        head = re.sub(r"\s*\b(?:in|at|for|on|by|during|of|since|from)\s*$", "", text[:begin].rstrip() + " ")
        text = f"{head.rstrip()} {text[end:].lstrip()}"
    return " ".join(text.split())


MOST = 2  # quotes put before the others


def new_first(
    found: Found, asked: str, before: str, quotes: Sequence[Quote], clues: Sequence[Clue]
) -> tuple[list[Quote], str]:
    """The quotes that have most of what `asked` adds to the question `before` first, and a sentence on what none of
    them has ("" for nothing). Periods are left to the scope. Where no quote has any of it, the best of `clues` that do
    come before them.
    """
    added = _added(found, asked, before)
    if not added or not quotes:
        return list(quotes), ""
    if not any(_has(c, _words(q)) for c in added for q in quotes):
        telling = [c for c in clues if any(_has(one, frozenset(tokens(c.quote))) for one in added)]
        shown = {q.clue.passage.id for q in quotes}
        quotes = [*(q for q in choose(telling, MOST) if q.clue.passage.id not in shown), *quotes]
    held = {id(q): [_has(c, _words(q)) for c in added] for q in quotes}
    ordered = sorted(quotes, key=lambda q: -sum(held[id(q)]))  # stable: as they were among equals
    missing = [c.surface for n, c in enumerate(added) if not any(held[id(q)][n] for q in quotes)]
    said = " or ".join(f"“{surface}”" for surface in missing)
    return ordered, f"None of these quotes speaks of {said}." if missing else ""


def _added(found: Found, asked: str, before: str) -> list[Concept]:
    bare = " ".join(content_words(without_periods(asked, find_periods(asked))))
    known, kept = set(tokens(before)), set(tokens(found.query.text))
    every = found.corpus.read(bare).concepts if bare else ()
    return [c for c in every if kept.issuperset(c.ways[0][0]) and not known.issuperset(c.ways[0][0])]


def _words(quote: Quote) -> frozenset[str]:
    return frozenset(tokens(f"{quote.clue.passage.context} {quote.text}"))


def _has(concept: Concept, words: frozenset[str]) -> bool:
    return any(words.issuperset(way) for way, _ in concept.ways)
