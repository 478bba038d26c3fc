"""The proper names in a sentence that do not stand in the text it rests on."""

from __future__ import annotations

import re

from rag.check.folding import word_set

# Words that open a sentence and name nobody, and the roles that every council's papers have.
_PLAIN = word_set("""a about above across after again against all almost already also although among an and
another any are around
    as asked at away based be because been before behind being below between both but by can compared could
    despite did do does during each earlier either elsewhere every few finally following for from further
    given had has have he her here his how however i if in instead into is it its just last later less like
    many may might more moreover most much must my nearly neither next no none nor not nothing now of on once
    one only or other others our out over overall own per rather recently regarding same several she should
    similarly since so some still such than that the their them then there therefore these they this those
    though three through throughout thus to together too two under unless until up upon very was we were what
    when where whether which while who whose why will with within without would yes yet you your
    agenda answer appendix chair committee council councillor councillors figure figures item meeting meetings
    member members minute minutes officer officers pack packs page pages paper papers paragraph people
    question questions report reports resolution section source sources table text""")
_WORD = re.compile(r"[^\W\d_][\w&]*(?:['-][^\W\d_]\w*)*")
_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Cllr|Councillor|Professor|Prof|Rev)\.?$"
)
# Endings of common nouns, participles and adverbs, which open sentences; surnames and place names rarely have
# them.
_COMMON_SHAPE = re.compile(r"(?:tion|sion|ment|ness|ance|ence|ity|ities|tions|ments|ly|ing|ings|ship|ies)$")
_SMALL = word_set("and of in the for to on a with")
_CAPITALISED_RUN = re.compile(r"[A-Z][a-z]+(?:[ -](?:(?:and|of|in|the|for) )?[A-Z][a-z]+)+")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;]|[.!?]\")\s*[\"'(\[]*\s*$")


def unknown_names(sentence: str, grounds: str) -> list[str]:
    """Capitalised words of the folded `sentence` that do not stand in the folded `grounds`, in order, once
    each.

    Initials stand for the words they abbreviate, and the words for their initials. A word that only opens a
    sentence is a name when it is written like one (initials, a title before it, another name after it) or is
    not known as an ordinary word in the grounds or among the plain ones.
    """
    printed = set(_words(grounds))
    lower = {word.lower() for word in printed}
    initials = _initials(grounds)
    unknown: list[str] = []
    for match in _WORD.finditer(sentence):
        word = _bare(match[0])
        if word == word.lower() or word == "I":
            continue
        opens = bool(_SENTENCE_END.search(sentence[: match.start()]))
        titled = bool(_HONORIFIC.search(sentence[: match.start()].rstrip()))
        known = word in printed or (not titled and word.lower() in lower)
        if known or (not titled and _ordinary(word, opens)):
            continue
        if word.isupper() and word.lower() in initials:
            continue
        if _expands(sentence, match.start(), printed):
            continue
        if word not in unknown:
            unknown.append(word)
    return unknown


def _words(text: str) -> list[str]:
    found: list[str] = []
    for match in _WORD.finditer(text):
        bare = _bare(match[0])
        found += [bare, *re.split(r"[-']", bare)] if "-" in bare or "'" in bare else [bare]
    return found


def _bare(word: str) -> str:
    """The word without a possessive."""
    return re.sub(r"'s$|'$", "", word)


def _ordinary(word: str, opens: bool) -> bool:
    """True for a capital that names nobody: a plain word anywhere, or a common noun's shape at a sentence's
    start.
    """
    if not (word.istitle() or len(word) == 1):
        return False
    return word.lower() in _PLAIN or (opens and bool(_COMMON_SHAPE.search(word)))


def _initials(text: str) -> set[str]:
    """Initials of three or more words in a row, with and without the small words ("special needs and …" →
    sn…).
    """
    found: set[str] = set()
    for run in re.split(r"[.;:!?()\n]", text):
        words = [w.lower() for w in re.findall(r"[^\W\d_]+", run)]
        for kept in (words, [w for w in words if w not in _SMALL]):
            letters = "".join(w[0] for w in kept)
            found.update(letters[i : i + n] for n in (3, 4, 5, 6) for i in range(len(letters) - n + 1))
    return found


def _expands(sentence: str, at: int, printed: set[str]) -> bool:
    """True when the word at `at` belongs to a run of capitalised words whose initials are printed in the
    grounds.
    """
    for run in _CAPITALISED_RUN.finditer(sentence):
        if not run.start() <= at < run.end():
            continue
        words = list(re.finditer(r"[A-Za-z]+", run[0]))
        for kept in (words, [m for m in words if m[0][0].isupper()]):
            for i in range(len(kept)):
                for j in range(i + 3, len(kept) + 1):
                    inside = kept[i].start() <= at - run.start() < kept[j - 1].end()
                    if inside and "".join(m[0][0] for m in kept[i:j]).upper() in printed:
                        return True
    return False
