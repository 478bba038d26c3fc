"""Figures from sentences: whose measure they are as far as the sentence says, and the period it gives them.

Precision comes first. A change, a target and another area's value are told apart from a value (`roles`). A value is
`named` where the sentence calls its measure by name ("the percentage of … was 28.4%"), else a `clause` that counts only
when its words turn out to be those of a measure known from elsewhere. What is compared with a value ("from 63.9% at
Q1") is of the same measure, and counts only with a period printed beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from index.language.periods import Named, Span, named_periods
from rag.figures import forms
from rag.figures.forms import Figure, figures_of

_LEADING = frozenset({"at", "in", "for", "during", "by", "to", "on", "within", "the", "end", "of"})
_SUBJECT = 5  # words of a sentence's subject that is the name of its measure


@dataclass(frozen=True)
class Said:
    """A value that a sentence gives. `name` is "" for a clause, whose `own` words are to be matched to a measure.
    `follows` is the place, among the values that stand on their own, of the one that this is compared with: it is of
    the same measure. `dated` tells whether its period is printed with it.
    """

    figure: Figure
    name: str
    own: str
    period: Span | None
    dated: bool
    follows: int | None = None


@dataclass(frozen=True)
class Before:
    """What the sentences before leave to the next: the values of the last that had some, and the period they are in."""

    said: tuple[Said, ...] = ()
    period: Span | None = None


def read_sentence(text: str, own: Span | None, before: Before) -> tuple[list[Said], Before]:
    """The values of one sentence in order, and what it leaves to the next. `own` is the paper's period."""
    marker = forms.MARKER.match(text)
    body = text[marker.end() :] if marker else text
    if len(body.split()) < 4 or body.rstrip().endswith("?"):
        return [], Before(period=before.period)
    periods = named_periods(body, own, before.period)
    figures = figures_of(body, periods)
    continued = bool(before.said) and body.startswith(forms.CONTINUES)
    mains = list(before.said) if continued else []
    led = _led(body, periods)
    found: list[Said] = []
    for i, figure in enumerate(figures):
        if figure.role != "value":
            continue
        start = max((f.amount.end for f in figures[:i] if f.role != "count"), default=0)
        end = min((f.amount.start for f in figures[i + 1 :]), default=len(body))
        beside = _beside(body, figure, periods, start, end)
        if mains and (continued or _compared(body, figure, start)):
            main = len(mains) - 1 if not continued else 0
            known = mains[main].period
            unit, printed = figure.amount.unit, figure.amount.printed
            one_unit = unit == mains[main].figure.amount.unit or (not unit and "." in printed)
            if beside and one_unit and (beside.told or not known or not beside.span.same(known)):
                found.append(Said(figure, "", "", beside.span, mains[main].dated or not beside.told, main))
            continue
        name, words = _measure(body, figure, start, end, periods, beside is not None)
        if not words:
            continue
        leading = next((p for p in periods if p.end <= figure.amount.start and not p.relative), None)
        named = beside or (leading if not mains else None)
        if not named and not figure.amount.unit and forms.THERE.search(body[: figure.amount.start]):
            name = ""  # a count of things is kept as a measure only with the time it is of
        period: Span | None
        if named:
            period, dated = named.span, True
        elif mains and mains[0].dated:
            period, dated = mains[0].period, True
        elif leading is None and before.period:
            period, dated = before.period, True
        else:
            period, dated = own, False
        mains.append(Said(figure, name, words, period, dated))
        found.append(mains[-1])
    if continued:
        return found, before
    return found, Before(tuple(mains), led or before.period)


def _led(text: str, periods: Sequence[Named]) -> Span | None:
    """The period that a sentence begins with ("In the Summer Term 2021, …"): the next ones speak of it too."""
    lead = forms.ADVERBIAL.match(text)
    return next((p.span for p in periods if lead and p.end <= lead.end()), None)


def _compared(text: str, figure: Figure, start: int) -> bool:
    """True when the words since the value before set this one against it."""
    between = forms.CLAUSE.split(text[start : figure.amount.start])[-1]
    return not forms.COMPARES.isdisjoint(word.strip("(,") for word in between.lower().split())


def _beside(text: str, figure: Figure, periods: Sequence[Named], start: int, end: int) -> Named | None:
    """The period printed right after a figure, or right before it."""
    amount = figure.amount
    for p in periods:
        if p.start >= amount.end and p.start < end + 60 and forms.PERIOD_AFTER.match(text[amount.end : p.start]):
            return p
    for p in reversed(periods):
        if start <= p.start and p.end <= amount.start and forms.PERIOD_BEFORE.match(text[p.end : amount.start]):
            return p
    return None


def _measure(
    text: str, figure: Figure, start: int, end: int, periods: Sequence[Named], beside: bool
) -> tuple[str, str]:
    """(name, words): the measure's name where the sentence gives one, and the words nearest to the figure. The short
    subject of a figure with its period `beside` it is a name too ("Attendance was 93.4% in 2023/24").
    """
    amount = figure.amount
    left, right = _blank(text, periods, start, amount.start), _blank(text, periods, amount.end, end)
    if forms.AFTER.match(right):
        return "", forms.AFTER.sub("", right)
    things = forms.THINGS.match(right) if not amount.unit and forms.THERE.search(text[: amount.start]) else None
    if things and not right[things.end() :].lstrip()[:1].isdigit():
        return things["name"].strip(), things["name"]
    subject = left.lstrip(" ,;")
    verb = forms.VERB.search(subject)
    if verb:
        phrase = subject[: verb.start()]
        if not beside and "from" in verb.group().lower().split():
            return "", ""  # what was, of a time that is not told
        measured = forms.MEASURED.match(phrase) if start == 0 else None
        brief = start == 0 and beside and len(phrase.split()) <= _SUBJECT
        plain = forms.ADVERBIAL.sub("", phrase).strip() if brief else ""
        return measured["name"].strip() if measured else plain, phrase
    if forms.PREDICATE.match(right) or (amount.unit == "%" and not text[: amount.start].strip()):
        return "", right
    if not amount.unit:
        noun = forms.NOUN.match(right)
        return "", (noun["noun"] if noun else "")
    return "", left


def _blank(text: str, periods: Sequence[Named], start: int, end: int) -> str:
    """A stretch of text with its periods, and what leads to them, left out."""
    part = text[start:end]
    for p in reversed(periods):
        if start <= p.start and p.end <= end:
            before = part[: p.start - start].rstrip()  # its beginning stays: earlier periods have their places in it
            while before.rpartition(" ")[2].lower() in _LEADING:
                before = before.rpartition(" ")[0].rstrip()
            part = f"{before} {part[p.end - start :]}"
    return part
