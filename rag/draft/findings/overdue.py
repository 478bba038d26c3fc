"""What a report says is still to be done by a day that had gone by when its meeting's papers came out.

Told by dates and grammar alone: "will" before the day, in one clause with it. Whether it was done, or the day is a slip
of the pen, only those who wrote it can say.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from index.language.periods import Period, long_date
from index.language.tokens import tokens
from rag.draft.findings.finding import Finding
from rag.draft.material.report import Statement, joined, together
from rag.draft.material.saying import place, preposition

# The closed classes by which English ties a time to a verb of what is to come; no word here has a subject of its own.
_AHEAD = frozenset(("will", "shall"))
_ON = frozenset(("by", "on", "in", "during"))
_JOINTS = frozenset(("that", "which", "who", "when", "where", "than", "since", "not", "was", "were", "had"))
_MARKS = ",;:()–—"
_SHORT = frozenset(("day", "month", "quarter", "season", "half"))  # what is done in a year has all of it
_PRINTED = timedelta(days=7)  # before a meeting its papers are out: by law, five clear days
_STALE = timedelta(days=731)  # before it, from where on it is an older paper that is appended
_YEAR = timedelta(days=366)  # by which the slip of a pen is out
_SOON = timedelta(days=62)  # after the meeting, within which such a day was meant
_TOLD = 0.75  # share of its words in another sentence, which may then tell what became of it
_FEWEST, _MOST, _HEAD = 6, 20, 7  # words that are said, and of a heading that is


def overdue(statements: Sequence[Statement], day: date | None) -> Iterator[Finding]:
    """The sentences that speak of a day as ahead which lay behind when the papers of a meeting on `day` came out."""
    texts = dict.fromkeys(one.text for one in statements)
    words = {text: {word for word in tokens(text) if word.isalpha()} - _AHEAD for text in texts}
    for n, one in enumerate(statements if day else ()):
        gone = next(_gone(one, day), None) if day and one.text in texts and not one.row else None
        if day is None or gone is None or (one.leaning and not 0 < len(one.heading.split()) <= _HEAD):
            continue
        period, said = gone
        ahead = period.end + _YEAR - day
        if abs(ahead) <= timedelta(days=1):  # the meeting itself, by a slip that nobody need ask after
            continue
        own = words[one.text]
        if any(len(own & other) > _TOLD * len(own) for text, other in words.items() if text != one.text):
            continue
        del texts[one.text]  # a cover and its appendix often say it both
        leans = one.leaning and n and together(statements[n - 1], one)
        where = f"Under “{one.heading}”, {place(one)[0].lower()}{place(one)[1:]}" if one.leaning else place(one)
        late = (day - period.end).days
        working = f"{period.text} had gone by {late} days before the meeting of {long_date(day)}"
        slip = period.precision == "day" and timedelta() <= ahead <= _SOON
        yield Finding(
            "overdue", "delay", (joined(statements[n - 1], one) if leans else one,), working,
            {"where": where, "words": said, "when": period.text}, late, "misdated" if slip else "",
        )  # fmt: skip


def _gone(one: Statement, day: date) -> Iterator[tuple[Period, str]]:
    """Each day gone by that a sentence speaks of as ahead, with the words up to it that can be said."""
    text, done = one.said.text, one.start - one.said.start
    for period in sorted(one.said.periods, key=lambda p: p.span):
        start, end = period.span
        mark = max(text.rfind(mark, done, start) for mark in _MARKS)
        first, done = max(done, mark + 1), end
        clause = text[first:start].lower().split()
        at = max((n for n, word in enumerate(clause) if word in _AHEAD), default=len(clause))
        dated = period.precision in _SHORT and day - _STALE < period.end < day - _PRINTED
        if dated and clause[at:] and preposition(text[first:start]) in _ON and _JOINTS.isdisjoint(clause[at:]):
            whole, part = (" ".join(text[begin:end].split()) for begin in (one.start - one.said.start, first))
            said = whole if len(whole.split()) <= _MOST else f"… {part}"
            if _FEWEST <= len(said.split()) <= _MOST:
                yield period, said
