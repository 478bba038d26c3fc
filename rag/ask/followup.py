"""What a question leaves unsaid: whether it stands alone, goes on, replaces a part, or only points back; and the times
that only the conversation fixes ("the year before", "two years later", "the next quarter").
"""

import re
from dataclasses import dataclass
from itertools import dropwhile
from typing import Literal

from index.language.periods import find_periods, shifts_of
from index.language.periods.values import tokens_of
from rag.check.quotes import word_set

ABOUT = " – about "  # between a question that only points back and what it points at
_LEADS = frozenset({"in", "for", "from", "of", "with", "than"})
_TO = frozenset({"to", "than", "after", "before"})


@dataclass(frozen=True)
class Shift:
    """So many years or quarters back (negative) or on, and the words that said so."""

    by: int
    unit: Literal["year", "quarter"]
    text: str

    def remove(self, question: str) -> str:
        """`question` without those words."""
        return " ".join(question.replace(self.text, " ", 1).split())


def find_shift(question: str) -> Shift | None:
    """The first time in `question` that is told from another time, or None."""
    for found in shifts_of(question):
        if found.same or found.word == "last" or found.unit == "term":
            continue
        before = tokens_of(question[: found.start])
        if found.led:
            before.pop()
        elif found.word in ("next", "following"):
            continue
        start = question.lower().rindex("the", 0, found.start) if found.led else found.start
        if before and before[-1].text in _LEADS:
            start = before[-1].start
        end = found.end
        after = tokens_of(question[end : end + 20])
        that = next((n for n, token in enumerate(after[:2]) if token.text == "that"), None)
        if that == 0 or (that == 1 and after[0].text in _TO):
            end += after[that].end
        return Shift(found.by, "quarter" if found.unit == "quarter" else "year", question[start:end])
    return None


def shifted(period: str, shift: Shift) -> str:
    """`period`, as a person wrote it, moved: "Q1 2021/22" a quarter back is "Q4 2020/21"."""
    named = find_periods(period)
    for one in reversed(named):
        moved = one.days.before(**{"quarters" if shift.unit == "quarter" else "years": -shift.by})
        if moved is None:
            return f"{period}, {shift.text}"
        period = period[: one.span[0]] + moved.text + period[one.span[1] :]
    return period if named else f"{period}, {shift.text}"


Form = Literal["whole", "fragment", "continued", "pointing"]

_OPENER = re.compile(
    r"^(?:(?:ok(?:ay)?|right|so|then|but|yes|no|thanks|also|well)[,\s]+)*"
    r"(?P<opener>(?:and|but|or)?\s*(?:what|how) about\b|and(?: then| also)?\b"
    r"|same(?: question)? (?:for|but)\b|but\b|or\b|(?=(?:for|in|about)\b))[\s,:]*",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"\b(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|will|would"
    r"|can|could|should|list|show|tell|give|find|compare|explain)\b",
    re.IGNORECASE,
)
FUNCTION = word_set(
    """a about again all also am an and any anyone anything are as ask asked at be been before being
    but by can could did do does else ever every for from get give given go got had has have he her
    here hers him his how i if in into is it its just know last like list made make many may me
    might more most much must my need no not now of off ok on once one only or other our ours out
    over please really said same say says she should show so some such sure tell than thanks that
    the their theirs them then there these they thing this those through to told too under up us
    very want was we were what when where whether which while who whom whose why will with would yes
    yet you your mean anybody someone somebody nobody happened happen happens exactly actually come
    since still there's"""
)
# Nouns and comparisons that ask of something: alone they do not say of what.
_RELATIONAL = word_set(
    """after answer average before better change changed cost costs date deadline decrease difference down
    drop dropped evidence fall fallen figure figures gone grown high higher improve improved
    improving increase increased less low lower main minute number numbers outcome page paragraph
    percentage previous proportion quarter rate reason reasons result results rise risen risk risks
    section source sources target targets total trend trends true up usual wrong worse year years
    earlier later paper report reports compare compared comparison next detail details plan owner
    responsible met late good bad normal"""
)
_POINTER = word_set("it they them he she him this that these those its their his her theirs")
_AUXILIARY = word_set(
    """is are was were do does did has have had will would can could should be been about of for by at
    on with than in to from and but why how who what when where which"""
)
_GREETINGS = word_set("hi hello hey thanks ok okay yes no please bye cheers")
COMPARES = re.compile(
    r"\b(?:better|worse|higher|lower|more|less|fewer|compared?|comparison|than|up|down|change[ds]?)\b", re.IGNORECASE
)
# The little words that ask; the others may turn the subject round that they lead ("out of county", "over 85s").
_ASKING = (FUNCTION | {""}) - word_set(
    """all at before by every for from in into last more most no not of off on once one only other out over same some
    such through under up very with"""
)
WORD = re.compile(r"[^\W\d_][\w'’&-]*|\d[\d,.]*%?")


@dataclass(frozen=True)
class Reading:
    """How a question stands to the one before, its words without the opener, whether it compares, and whether it names
    a subject of its own.
    """

    form: Form
    rest: str
    compares: bool = False
    names: bool = False


def read(question: str) -> Reading:
    """Read `question` on its own. "whole" stands alone; "fragment" ("and for boys?") replaces a part of the question
    before; "continued" ("and how many foster carers left?") stands alone but for its period; "pointing" ("why?", "is
    that better?") needs a topic.
    """
    opener = _OPENER.match(question)
    rest = question[opener.end() :].strip() if opener else question
    opened = opener is not None
    content = content_words(_timeless(rest))
    asks = bool(_QUESTION_WORD.match(rest))
    compares = bool(COMPARES.search(rest))
    if not rest.strip(" ?.!"):
        return Reading("whole", question)
    if opener and not opener["opener"].strip() and _QUESTION_WORD.search(rest):
        opened, asks, rest = False, True, question  # "In 2021/22 what was …" only puts its period first
    heavy = [w for w in content if is_heavy(w)]
    if opened and not asks and (heavy or not content):
        return Reading("fragment", rest) if len(content) <= 4 and not _points(rest) else Reading("whole", question)
    timed = not content and bool(find_periods(rest) or find_shift(rest))
    if timed and not asks:
        return Reading("fragment", rest)
    if is_greeting(rest):
        return Reading("whole", question)
    if not heavy or (_points(rest) and len(heavy) <= 3):
        return Reading("pointing", rest, compares, bool(heavy))
    if find_shift(rest) and len(heavy) <= 2:
        return Reading("pointing", rest, compares, True)
    if opened:
        return Reading("pointing" if len(heavy) == 1 else "continued", rest, compares, True)
    return Reading("whole", question)


def content_words(text: str) -> list[str]:
    """The words of `text` that say what it is about, lower case, in order."""
    return [w for w in _words(text) if w not in FUNCTION and len(w) > 1]


def is_heavy(word: str) -> bool:
    """Whether a word, in lower case, names a thing by itself."""
    return word not in FUNCTION and word not in _RELATIONAL and len(word) > 1


def topic_of(question: str) -> str:
    """What a standalone question is about: its words without the asking ones at its start."""
    question = question.rstrip(" ?.!")
    _, mark, after = question.rpartition(ABOUT)
    if mark:
        return after
    for verb in ("were", "was", "are", "is"):  # "how many crashes were there" is about crashes
        question = question.replace(f" {verb} there", "")
    if question.lower().startswith(("how often ", "how long ")):
        question = question.split(" ", 2)[2]
    words = dropwhile(lambda word: word.strip(",:–-").lower() in _ASKING, question.split())
    return " ".join(words) or question


def _words(text: str) -> list[str]:
    return [w.lower().replace("’", "'").strip("'") for w in WORD.findall(text)]


def _timeless(text: str) -> str:
    for period in reversed(find_periods(text)):
        begin, end = period.span
        text = f"{text[:begin]} {text[end:]}"
    shift = find_shift(text)
    return shift.remove(text) if shift else text


def _points(text: str) -> bool:
    """True when a pronoun stands where nothing before it in the question could be what it means."""
    words = _words(text)
    for i, word in enumerate(words):
        if word in FUNCTION or word in _RELATIONAL:
            if word in _POINTER and _is_pointer(words, i):
                return True
            continue
        return len(words) > i + 1 and words[-1] in {"it", "that", "this", "them", "those", "these"}
    return False


def _is_pointer(words: list[str], i: int) -> bool:
    word = words[i]
    if word in {"that", "this"}:
        last = i == len(words) - 1
        return last or i == 0 or words[i - 1] in _AUXILIARY
    if word == "it":  # "how long does it take to …", "is it true that …" point forward
        return not any(w in {"to", "that"} for w in words[i + 2 : i + 4])
    return True


def is_greeting(text: str) -> bool:
    """Whether it only greets or thanks."""
    return " ".join(_words(text)) in (*_GREETINGS, "thank you")
