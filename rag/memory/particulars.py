"""Of a promise or resolution: who is to do it, by when, and whether anything is left to do at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile

from index.language.periods import find_periods, first_after, length_after
from index.language.periods.grammar import times_of
from index.language.periods.values import month_end

_NEXT = re.compile(r"\b(?:to|at|for|by|before) (?:the|its|our|this committee’s)? ?next meeting\b", re.I)
_VAGUE = re.compile(
    r"\b(?:(?:to|at) a (?:future|later) (?:meeting|committee)(?: of th\w+ \w+)?|"
    r"(?:in|at) (?:the )?(?:due course|near future)|"
    r"(?:at|in) the next (?:refresh|quarter|report)|in future|before the summer holidays|after the meeting|"
    r"once [^.,;]{3,60}|when (?:available|published)[^.,;]{0,30})",
    re.I,
)
_TO_MONTH = re.compile(r"\b(?:by (?:the )?(?:end|start|middle) of|by|in|until|before) $", re.I)
_LEAD = r"(?:by|before|no later than|not later than|until|on|in|at|from|to|during|for)"
_BY = re.compile(rf"\b{_LEAD}(?:\s+(?!that\b)[\w’'-]+){{0,6}}\s*$", re.I)


@dataclass(frozen=True)
class Due:
    """The date (None where the words give none) and the words."""

    day: date | None
    words: str


NOTHING = Due(None, "")


def due_of(text: str, meeting: date | None, next_meeting: date | None) -> Due:
    """When what `text` promises at `meeting` is due. `next_meeting` is the committee's next, where it is known."""
    text = " ".join(text.split())
    if match := _NEXT.search(text):
        return Due(next_meeting, match.group())
    dated = [
        (p, _BY.search(text[: p.span[0]]))
        for p in find_periods(text)
        if p.precision in ("day", "month", "quarter", "season") and (meeting is None or p.end > meeting)
    ]
    for period, lead in dated:
        if lead:
            return Due(period.end, text[lead.start() : period.span[1]])
    if meeting and (found := _undated(text, meeting) or _length(text, meeting)):
        return found
    if match := _VAGUE.search(text):
        return Due(None, match.group())
    return NOTHING


def _undated(text: str, meeting: date) -> Due | None:
    """The first day that `text` names without its year, else the end of the first month it leads to."""
    times = [time for time in times_of(text) if time.month and not time.dated and time.until is None]
    for time in times:
        if time.month and time.day and (day := first_after(meeting, time.month, time.day)):
            return Due(day, text[time.start : time.end])
    for time in times:
        lead = _TO_MONTH.search(text[: time.start]) if time.day is None else None
        if time.month and lead:
            last = month_end(meeting.replace(day=1, month=time.month, year=meeting.year))
            due = last if last >= meeting else month_end(last.replace(day=1, year=last.year + 1))
            return Due(due, text[lead.start() : time.end])
    return None


def _length(text: str, meeting: date) -> Due | None:
    found = length_after(text, meeting)
    return Due(found[0], text[slice(*found[1:])]) if found else None


_RUN = re.compile(r"(?:[A-Z][\w’'-]*)(?:(?:,? (?:of|for|and|&|in) (?:the )?|, | )(?:[A-Z][\w’'-]*))*")
_PASSIVE = re.compile(
    r"\b(?:T|t)hat (?:the )?(?P<who>[A-Z].{2,90}?) "
    r"(?:be (?:requested|asked|recommended|invited|urged|authorised|instructed)|"
    r"(?:write|writes|agree|agrees|note|notes|considered|consider)\b)"
)
_VERB = re.compile(
    r"\b(?:agreed|undertook|promised|would|will|offered|confirmed|advised|said|stated|reported|replied)\b"
    r"(?!\s+(?:\w+\s+)?be\s+\w+(?:ed|en|wn|ght|lt|de|ut)\b)"
)
_NAMELESS = "Member Members It This These That There He She They Both One In At On As For"
_NOBODY = frozenset(_NAMELESS.split())
_HE = ("he", "she", "they")
_ACTS = """
board cabinet chair chairman chairperson clerk cllr commission commissioner committee council councillor counsel
department director directorate directors executive head icb lead leader manager member officer officers panel partner
partnership schools secretary service team treasurer vice-chairman
"""
OFFICES = frozenset(_ACTS.split())  # words of an office or body: a run of capitalised words with one of these acts
_ARTICLES = ("The", "A", "An", "In", "At", "Member", "Members")
_LONGEST_NAME = 8  # words of a name or office
_BACK = 3  # sentences of the same point that are looked back over


def owner_of(text: str, before: Sequence[str] = (), lead: str = "") -> str | None:
    """Who is to do it: the office or body named before the verb; of "he" the one the sentences `before` begin with.
    `lead` is what opens all the parts of a resolution ("that Cabinet agree to"). None where nobody is printed.
    """
    if lead or text.lower().startswith("that "):
        match = _PASSIVE.search(lead or text)
        return _tidy(match["who"]) if match and _is_office(match["who"]) else None
    if text.split(" ", 1)[0].lower() not in _HE:
        return _named(text) or _opening(text)
    return next(filter(None, map(_opening, reversed(before[-_BACK:]))), None)


def _opening(sentence: str) -> str | None:
    match = _RUN.match(sentence.lstrip("“”\"'‘•*–-\uf0b7 "))
    return _tidy(match.group()) if match and _is_office(match.group()) else None


def _named(text: str) -> str | None:
    """The last office or body printed before a verb that says, agrees or will; else a plain "officers"."""
    for verb in _VERB.finditer(text):
        before = text[: verb.start()]
        runs = [m for m in _RUN.finditer(before) if _is_office(m.group())]
        if runs and len(before) - runs[-1].end() <= 25:
            return _tidy(runs[-1].group())
        direct = re.search(rf"(?:^|[.;,] |\band |\bthat )(?:[Tt]he )?({_RUN.pattern})\s$", before)
        if direct and len(direct[1].split()) <= _LONGEST_NAME and direct[1].split()[0] not in _NOBODY:
            return _tidy(direct[1])
        if before.split()[-1:] == ["officers"]:
            return "officers"
    return None


def _is_office(run: str) -> bool:
    return any(w.strip("’',-").lower() in OFFICES for w in run.split())


def _tidy(who: str) -> str:
    first, *rest = who.split()
    return " ".join(rest if first in _ARTICLES and rest and rest[0][:1].isupper() else [first, *rest]).strip(" ,.;:")


_BE, _BESIDE = frozenset({"be", "is", "are", "was", "were"}), frozenset({"now", "also"})
_NOTED = """
accepted adopted appointed approved commended confirmed congratulated elected endorsed noted received supported thanked
welcomed
"""
_NOTES = """
adopt adopts approve approves delegate delegates endorse endorses expects note notes receive receives support supports
thank thanks welcome welcomes
"""
_DONE, _DOES = frozenset(_NOTED.split()), frozenset(_NOTES.split())
_ASKS = ("request", "ask", "recommend", "agree", "require")


def of_next_meeting(text: str) -> bool:
    """Whether a text speaks of a meeting to come."""
    return "next meeting" in text.lower() or "future meeting" in text.lower()


def is_noting(text: str, lead: str = "") -> bool:
    """Whether a part of a resolution only notes something; `lead` opens all its parts ("that Cabinet agree to")."""
    said, low = text.split(), text.lower()
    ahead = of_next_meeting(low) and (" held" in low or "take place" in low)
    if "correct record" in low or "taken as read" in low or ahead:
        return True
    if any(joins == "and" and does.startswith(_ASKS) for joins, does in pairwise(low.split())):
        return False  # "note the report and request the Director to …"
    if said and said[0].strip(",.;:").lower() in _DOES and (lead or not low.startswith("that")):
        return True
    body = list(takewhile(lambda word: word[:1].isupper() or word == "the", said[1:]))
    if low.startswith("that ") and body and "".join(said[len(body) + 1 : len(body) + 2]) in _DOES | _DONE:
        return True
    bare = [word.strip(".,;:()*“”\"'") for word in low.split() if word not in _BESIDE]
    done = [v for be, v in pairwise(bare) if be in _BE and v.endswith(("ed", "en", "ad", "ght", "nt"))]
    return bool(done) and all(v in _DONE for v in done[-2:]) and done[-1] in _DONE
