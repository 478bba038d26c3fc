"""The things that a question names, and which of them a follow-up ("And the pavilion?") puts another in the place of.

They are told by the little words that stand around them in an English question, and by number and article.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.papers.contacts import HONOUR
from rag.ask.followup import COMPARES, FUNCTION, WORD, is_heavy
from rag.check.quotes import word_set

Words = list[re.Match[str]]
PREPOSITIONS = word_set("about for on with among of in by from to at since within than over into")
_ARTICLES = word_set("a an the its our their this that these those")
_BE = word_set("is are was were be been has have had will would can could should")
_DO = word_set("do does did")
_HOW = word_set("how when where why")
_VERBS = FUNCTION - PREPOSITIONS - _ARTICLES - {"and", "or"}  # what of the little words may end a subject


@dataclass(frozen=True)
class Thing:
    """What a question names from `start` to `end`: `articled` by "the" or the like, `plural`, and how sure it is what
    is `asked` about: 2 where it is counted ("how many …", "which …", "the share of …"), 1 after "about" or the like, 0.
    """

    start: int
    end: int
    articled: bool
    plural: bool
    asked: int


def place_of(words: str, base: str) -> tuple[int, int] | None:
    """Where the thing of the question `base` stands that the new thing `words` is put for; None where that is not sure.

    Sure is: the one that shares a word with it ("Councillor Farr" for "Councillor Bello", "secondary schools" for
    "primary schools") or is addressed like it ("Mr Jones" for "Mrs Taylor"), a name for the only name, and else one
    that is like it in number and article: of several what is counted, or what stands last after "about" or the like.
    """
    new = [m[0] for m in WORD.finditer(words) if m[0].lower() not in FUNCTION]
    if not new:
        return None
    names = _names(base)
    named = all(map(_is_name, new))
    if named and HONOUR.fullmatch(new[0]):
        addressed = next((run for run in names if HONOUR.fullmatch(run[0][0])), None)
        if addressed:
            return addressed[0].start(), addressed[-1].end()
    shared = _sharing(new, base, names if named else _runs(base, lambda m: is_heavy(m[0].lower())))
    if shared or named:
        return shared or ((names[0][0].start(), names[0][-1].end()) if len(names) == 1 else None)
    articled, plural = words.split()[0].lower() in _ARTICLES, _is_plural(new[-1])
    like = sorted(
        ((t.articled == articled) + (t.plural == plural), t.asked, t.start, t.end)
        for t in _things(base)
        if (t.plural == plural and (plural or t.articled == articled)) or (t.articled == articled and t.asked < 2)
    )
    if not like or (len(like) > 1 and like[-2][:2] == like[-1][:2] and not like[-1][1]):
        return None
    return like[-1][2:]


def is_subject(words: str, base: str) -> bool:
    """Whether the words are a thing and no more (not "the autumn after", "the service since then"), which the question
    `base` is not about: a name ("What about Fernleigh?") narrows a question that has no name.
    """
    new = [m[0] for m in WORD.finditer(words) if m[0].lower() not in _ARTICLES]
    return all(is_heavy(word.lower()) for word in new) and bool(_names(base) or not all(map(_is_name, new)))


def _sharing(new: list[str], base: str, runs: list[Words]) -> tuple[int, int] | None:
    """The words of a run that the words `new`, of which it has one, stand in the place of."""
    lower = [word.lower() for word in new]
    for run in runs:
        at = next((n for n, m in enumerate(run) if m[0].lower() in lower), None)
        if at is None:
            continue
        if run[at][0].lower() == lower[0]:
            return run[at].start(), run[min(at + len(new), len(run)) - 1].end()
        whole = _before(base, run)[-1:] == ["the"]
        return run[0 if whole else max(0, at - len(new) + 1)].start(), run[at].end()
    return None


def _names(base: str) -> list[Words]:
    return _runs(base, lambda m: m.start() > 0 and m[0][0].isupper())


def _things(base: str) -> list[Thing]:
    found: list[Thing] = []
    ends = rf"(?i)how (?:{WORD.pattern})|\d[\d,.]*%?|{COMPARES.pattern}"  # "how often", "ward 7", "better"
    ended = {m.end() for m in re.finditer(ends, base)}
    for n, run in enumerate(_runs(base, lambda m: m[0].lower() not in FUNCTION and m.end() not in ended)):
        before = _before(base, run)
        articled = before[-1] in _ARTICLES
        share = n == 1 and before[-1] == "of" and any(_is_plural(m[0]) for m in run)
        counted = share or before[-1] in ("many", "which")
        after = next((m[0].lower() for m in [WORD.match(base, run[-1].end() + 1)] if m), "")
        kept = _counted(run, after) if counted else _said(run, before, after, articled, first=not n)
        if kept and not (kept[0].start() and all(_is_name(m[0]) for m in kept)):
            asked = 2 if counted else int(before[-2 if articled else -1] in ("about", "for", "of", "on"))
            plural = counted or _is_plural(kept[-1][0])
            found.append(Thing(kept[0].start(), kept[-1].end(), articled, plural, asked))
    return found


def _counted(run: Words, after: str) -> Words:
    """Of the words after "how many" those that are counted: up to the verb, or to a plural where no verb is told."""
    if len(run) == 1 or after in _BE | _DO:
        return run
    return run[: max((n + 1 for n, m in enumerate(run) if _is_plural(m[0])), default=0)]


def _said(run: Words, before: list[str], after: str, articled: bool, *, first: bool) -> Words:
    """The words of a run without the verb that stands among them, none where it is nothing else or cannot be told."""
    lead, asks = before[-2 if articled else -1], [*before[2:], ""][0]
    asked = lead == asks or asks in _HOW
    if lead == "who" or (lead in _BE and not articled and not (first and (asked or _is_plural(run[-1][0])))):
        return []
    inverted = lead in _DO or (lead in _BE and (lead == asks or (asked and run[-1][0].endswith("ed"))))
    if not inverted or len(run) == 1 or after in _VERBS:
        return run
    return [] if len(run) > 2 and _is_plural(run[-1][0]) else run[:-1]


def _before(base: str, run: Words) -> list[str]:
    """The words of `base` before the run, in lower case, after two that are empty."""
    return ["", "", *(m[0].lower() for m in WORD.finditer(base[: run[0].start()]))]


def _runs(base: str, one: Callable[[re.Match[str]], bool]) -> list[Words]:
    """The words of `base` of which `one` is true, those side by side together, and those that "and" joins."""
    runs: list[Words] = []
    for word in WORD.finditer(base):
        if not one(word):
            continue
        if runs and base[runs[-1][-1].end() : word.start()].strip(" ") in ("", "and"):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _is_name(word: str) -> bool:
    return word[0].isupper() and word[1:] != word[1:].upper()


def _is_plural(word: str) -> bool:
    return word.endswith(("s", "s'")) and not word.endswith("ss")
