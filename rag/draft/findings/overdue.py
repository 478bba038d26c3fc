"""What a report says is still to be done by a day that had gone by when its meeting's papers came out.

Told by dates and grammar alone: "will" before the day, in one clause with it. Asked only where the sentence says of
what it speaks, by a name or a word of its paper's title, and no other sentence may tell what became of it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from index.language.periods import Period, long_date
from index.language.tokens import tokens
from rag.draft.findings.finding import Finding
from rag.draft.material.report import Statement
from rag.draft.material.saying import place, preposition

# The closed classes by which English ties a time to a verb of what is to come; no word here has a subject of its own.
_AHEAD = frozenset(("will", "shall"))
_ON = frozenset(("by", "on", "in", "during"))
_JOINTS = frozenset(("that", "which", "who", "when", "where", "than", "since", "not", "was", "were", "had"))
_MARKS = ",;:()–—"
_SHORT = frozenset(("day", "month", "quarter", "season", "half"))  # what is done in a year has all of it
_PRINTED = timedelta(days=7)  # before a meeting its papers are out: by law, five clear days
_STALE = timedelta(days=731)  # before it, from where on it is an older paper that is appended
_YEAR = timedelta(days=366)  # by which the slip of a pen is out, as all can see,
_NEXT, _SOON = timedelta(days=1), timedelta(days=62)  # where the day meant is the meeting's or soon after
_TOLD = 0.5  # share of its words in another sentence, which may then tell what became of it
_LETTERS = 4  # of a word that tells of what a sentence is, at least
_FEWEST, _MOST = 6, 20  # words that are said


def overdue(statements: Sequence[Statement], day: date | None) -> Iterator[Finding]:
    """The sentences that speak of a day as ahead which lay behind when the papers of a meeting on `day` came out."""
    taken = set[str]()  # a cover and its appendix often say it both
    for one in statements if day else ():
        gone = next(_gone(one, day), None) if day and one.text not in taken and not one.row else None
        if day is None or gone is None or not _names(one) or told(one.text, statements):
            continue
        taken.add(one.text)
        period, said = gone
        late = (day - period.end).days
        working = f"{period.text} had gone by {late} days before the meeting of {long_date(day)}"
        words = {"where": place(one), "words": said, "when": period.text}
        yield Finding("overdue", "delay", (one,), working, words, late)


def told(text: str, statements: Sequence[Statement]) -> bool:
    """Whether one of these statements, but for the sentence itself, may tell what became of what it says."""
    own = _words(text)
    return any(len(own & _words(one.text)) >= _TOLD * len(own) for one in statements if one.text != text)


def _names(one: Statement) -> bool:
    """Whether what a sentence says will be has a name, or a word of its paper's title."""
    words = one.text.split()
    subject = words[: next((n for n, word in enumerate(words) if word in _AHEAD), 0)]
    titles = _words(f"{one.passage.item.title} {one.passage.item.parent}")
    named = any(word[0].isupper() for word in subject[1:]) or not titles.isdisjoint(_words(" ".join(subject)))
    return named and not one.leaning


def _words(text: str) -> set[str]:
    return {word for word in tokens(text) if word.isalpha() and len(word) >= _LETTERS} - _AHEAD


def _gone(one: Statement, day: date) -> Iterator[tuple[Period, str]]:
    """Each day gone by that a sentence speaks of as ahead, with the words up to it that can be said."""
    text, done = one.said.text, one.start - one.said.start
    for period in sorted(one.said.periods, key=lambda p: p.span):
        start, end = period.span
        mark = max(text.rfind(mark, done, start) for mark in _MARKS)
        first, done = max(done, mark + 1), end
        clause = text[first:start].lower().split()
        at = max((n for n, word in enumerate(clause) if word in _AHEAD), default=len(clause))
        slip = period.precision == "day" and -_NEXT <= period.end + _YEAR - day <= _SOON
        dated = period.precision in _SHORT and day - _STALE < period.end < day - _PRINTED and not slip
        if dated and clause[at:] and preposition(text[first:start]) in _ON and _JOINTS.isdisjoint(clause[at:]):
            whole, part = (" ".join(text[begin:end].split()) for begin in (one.start - one.said.start, first))
            said = whole if len(whole.split()) <= _MOST else f"… {part}"
            if _FEWEST <= len(said.split()) <= _MOST:
                yield period, said
