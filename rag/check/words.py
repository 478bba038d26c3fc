"""The words of a folded text with their places, and the names among them that do not stand in a ground.

A word is known by its stem, so that "agreed" and "agreement", "Order" and "Orders" are near; a spelling one letter off
a paper's own is the paper's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from index.language.amounts import WORDS
from index.language.tokens import stem
from rag.check.quotes import is_negator, word_set

_TOKEN = re.compile(r"\d(?:[\d,./]*\d)?|[^\W\d_][\w&]*(?:['-]\w+)*|[^\w\s]")
_LONG = 8  # letters from which a name with capitals inside is no abbreviation
_MISSPELT = 6  # letters from which a word may be one letter off
# Closed classes: words that carry no claim of their own and name nobody.
FUNCTION = word_set("""a about above across after again against all almost already also although am among an and
    another any are around as at away be because been before behind being below beneath between both but by can
    could despite did do does down during each either else elsewhere every few fewer fewest for from further had
    half has have he her here his how however i if in instead into is it its itself just less like made make may
    might more moreover most much must my near nearly neither next nor now of off on once only or other others our
    out outside over own per quite rather same several shall she should since so some still such than that the their
    them then there therefore these they this those though through throughout thus to together too towards twice
    under unless until up upon us very was we were what when where whether which while who whom whose why will with
    within without would yes yet you your""")


@dataclass(frozen=True)
class Word:
    """A word, a number or a mark, where it stands in its text (character offsets), and its stem."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case, without a possessive."""
        return self.text.lower().removesuffix("'s").removesuffix("'")

    @property
    def stem(self) -> str:
        """What its forms share."""
        return stem(self.lower)

    @property
    def is_word(self) -> bool:
        """True for letters, false for numbers and marks."""
        return self.text[0].isalpha()

    @property
    def is_content(self) -> bool:
        """True when the word carries a claim: no function word, no negation."""
        return self.is_word and len(self.text) > 1 and self.lower not in FUNCTION and not is_negator(self.lower)


@lru_cache(maxsize=4_000)
def cut(text: str) -> tuple[Word, ...]:
    """The words, numbers and marks of the folded `text`, in order."""
    return tuple(Word(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text))


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry a claim, in order; a compound gives its parts."""
    return [stem(part) for w in cut(text) if w.is_content for part in w.lower.split("-") if len(part) > 1]


def alike(one: str, other: str) -> bool:
    """True when two lower-case words are forms of one: a shared stem, or one letter apart."""
    if stem(one) == stem(other):
        return True
    if min(len(one), len(other)) < _MISSPELT:
        return False
    return one[0] == other[0] and Levenshtein.distance(one, other) <= 1


# The roles and things that every council's papers have, which name nobody.
_EVERYWHERE = word_set("""agenda answer appendix chair committee council councillor councillors figure figures item
    meeting meetings member members minute minutes officer officers pack packs page pages paper papers paragraph people
    question
    questions report reports resolution section source sources table text""")
_ENDS = frozenset('.!?:;"([')


def unknown_names(sentence: str, grounds: str) -> list[str]:
    """Capitalised words of the folded `sentence` that do not stand in the folded `grounds`, in order, once each.

    Initials stand for the words they abbreviate, and the words for their initials; another form of a word that the
    grounds have, or one a letter off, is that word. The capital of a word that opens a sentence proves no name.
    """
    words, printed = cut(sentence), cut(grounds)
    exact = {w.text for w in printed if w.is_word} | {p for w in printed for p in w.text.split("-")}
    lower = {w.lower for w in printed if w.is_word} | {p.lower() for p in exact}
    initials = _initials(printed)
    unknown: list[str] = []
    for i, word in enumerate(words):
        name = word.text.removesuffix("'s").removesuffix("'")
        if not word.is_word or name == name.lower() or name == "I" or name in unknown:
            continue
        if (i == 0 or words[i - 1].text in _ENDS) and name[1:] == name[1:].lower():
            continue
        capital = "".join(c for c in name if c.isupper()).lower() if len(name) < _LONG else ""
        known = _known(name, lower) or name.rstrip("s").rstrip("0123456789").lower() in initials
        known = known or (len(capital) > 2 and capital in lower)  # "KPIs", where a paper has "KPI's"
        if not (known or _spelt_out(words, i, exact)):
            unknown.append(name)
    return unknown


def _known(name: str, lower: set[str]) -> bool:
    plain = name.lower()
    if plain in lower or any(alike(plain, other) for other in lower):
        return True
    shaped = name.istitle() or len(name) == 1 or "-" in name
    return shaped and (plain in FUNCTION or plain in _EVERYWHERE or plain in WORDS or is_negator(plain))


def _initials(words: Sequence[Word]) -> set[str]:
    """Initials of words in a row, with and without the small ones: of three or more, of two where both are capitals."""
    found: set[str] = set()
    run: list[Word] = []
    for word in [*words, None]:
        if word is not None and (word.is_word or word.text == ","):
            run += [word] if word.is_word else []
            continue
        for kept in (run, [w for w in run if w.lower not in FUNCTION]):
            letters = "".join(p[0].lower() for w in kept for p in w.text.split("-") if p)
            found.update(letters[i : i + n] for n in (3, 4, 5, 6) for i in range(len(letters) - n + 1))
            found.update((a.text[0] + b.text[0]).lower() for a, b in pairwise(kept) if a.text[0].isupper())
        run = []
    return found


def _spelt_out(words: Sequence[Word], at: int, printed: set[str]) -> bool:
    """True when the word at `at` belongs to a run of capitalised words, or a list of them, whose initials the grounds
    print."""

    def goes_on(word: Word) -> bool:
        return word.text[0].isupper() or word.text == "," or word.lower in FUNCTION

    first = last = at
    while first > 0 and goes_on(words[first - 1]):
        first -= 1
    while last + 1 < len(words) and goes_on(words[last + 1]):
        last += 1
    run = [w for w in words[first : last + 1] if w.text[0].isupper() or w.lower in ("and", "of", "for", "in")]
    for kept in (run, [w for w in run if w.text[0].isupper()]):
        for i in range(len(kept)):
            for j in range(i + 2, len(kept) + 1):
                inside = kept[i].start <= words[at].start <= kept[j - 1].start
                if inside and "".join(w.text[0] for w in kept[i:j]).upper() in printed:
                    return True
    return False
