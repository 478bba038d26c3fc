"""Whether a sentence turns what its quotes say: a negation lost or gained, a fall called a rise, a wish a
promise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

from rag.check.folding import is_negator, word_list, word_set

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_stem = lru_cache(maxsize=50_000)(snowballstemmer.stemmer("english").stemWord)
# Function words carry no claim of their own.
_FUNCTION = word_set("""a about after all also although an and any are as at be because been before being both
but by can could did do
    does during each for from further had has have he her his how however if in into is it its itself made
    make may might more most must of on only or other our out over own shall she should so some such than that
    the their them then there these they this those through to too up upon very was we were what when where
    which while who whom whose why will with within would yet you your""")
# A negative said without "not" may answer a negation in the quote, and the other way about.
_NEGATIVE = frozenset(
    _stem(w)
    for w in word_list(
        "failed lack lacking absent absence missing refused rejected declined excluded omitted unable"
    )
)
_FAMILIES = {
    "rise": word_list("increase rise rose risen grow grew growth grown climb"),
    "fall": word_list("decrease fall fell fallen decline drop reduce reduction shrink shrank"),
    "more": word_list("more higher above exceed over greater"),
    "less": word_list("less fewer lower below under"),
    "better": word_list("better improve improvement best"),
    "worse": word_list("worse worsen deteriorate deterioration worst"),
}
_OPPOSITE = {
    "rise": "fall",
    "fall": "rise",
    "more": "less",
    "less": "more",
    "better": "worse",
    "worse": "better",
}
_FAMILY_OF = {_stem(word): name for name, words in _FAMILIES.items() for word in words}
# Share of the content words of both that makes one sentence a copy of another.
_COPY = 0.8
_STRONG = frozenset({"rise", "fall", "worse"})
# What a person is bound by: these must be the paper's own words.
_BINDING = re.compile(
    r"\b(resolved|agreed|approved|rejected|refused|promised|pledged|guaranteed|committed|undertook|confirmed|endorsed)\b"
)


def words(text: str) -> list[str]:
    """Lower-case words of the folded text."""
    return _WORD.findall(text.lower())


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry a claim, in order."""
    return [_stem(w) for w in words(text) if w not in _FUNCTION and not is_negator(w) and len(w) > 1]


def turned(sentence: str, quotes: Iterable[str]) -> list[str]:
    """Problems of polarity in the folded `sentence` (its verbatim quotes out) against the folded quotes."""
    ground = " . ".join(quotes)
    problems = _negations(sentence, ground) + _directions(sentence, ground) + _bindings(sentence, ground)
    twin = _twin(sentence, ground)
    return problems or (_unlike(sentence, twin) if twin else [])


def _twin(sentence: str, ground: str) -> str | None:
    """The sentence of the ground that `sentence` all but copies, if there is one."""
    mine = set(content_stems(sentence))
    for candidate in re.split(r"(?<=[.;!?])\s+", ground):
        theirs = set(content_stems(candidate))
        if theirs and len(mine & theirs) >= _COPY * max(len(mine), len(theirs)):
            return candidate
    return None


def _unlike(sentence: str, twin: str) -> list[str]:
    """A copy must have as many negations as what it copies, and no more rises or falls."""
    problems = []
    if sum(map(is_negator, words(sentence))) != sum(map(is_negator, words(twin))):
        problems.append("has another number of negations than the quote that it copies")
    mine, theirs = (Counter(_FAMILY_OF.get(_stem(w)) for w in words(text)) for text in (sentence, twin))
    problems += [
        f"says “{family}” more often than the quote that it copies" for family in mine - theirs if family
    ]
    return problems


def _negated(text: str) -> set[str]:
    """Stems within the three content words after a negator, in its own clause."""
    found: set[str] = set()
    for clause in re.split(r"[.;:!?,]", text.lower()):
        tokens = _WORD.findall(clause)
        for i, token in enumerate(tokens):
            if is_negator(token):
                found.update(content_stems(" ".join(tokens[i + 1 : i + 8]))[:3])
    return found


def _plain(text: str) -> set[str]:
    """Stems that stand in some clause of `text` outside the reach of a negator."""
    found: set[str] = set()
    for clause in re.split(r"[.;:!?,]", text.lower()):
        under = _negated(clause)
        found.update(stem for stem in content_stems(clause) if stem not in under)
    return found


def _negations(sentence: str, ground: str) -> list[str]:
    if any(is_negator(w) for w in words(sentence)):
        if any(is_negator(w) for w in words(ground)) or _NEGATIVE & set(content_stems(ground)):
            mine = _negated(sentence) & _plain(ground) - _negated(ground)
            return [f"denies what the quote affirms: {', '.join(sorted(mine))}"] if len(mine) > 1 else []
        return ["has a negation that no cited quote has"]
    if _NEGATIVE & set(content_stems(sentence)):
        return []
    lost = (_negated(ground) & _plain(sentence)) - _plain(ground)
    return [f"affirms what the quote denies: {', '.join(sorted(lost))}"] if lost else []


def _directions(sentence: str, ground: str) -> list[str]:
    mine = {_FAMILY_OF[s] for s in map(_stem, words(sentence)) if s in _FAMILY_OF}
    theirs = {_FAMILY_OF[s] for s in map(_stem, words(ground)) if s in _FAMILY_OF}
    problems = []
    for family in sorted(mine - theirs):
        if _OPPOSITE[family] in theirs or (family in _STRONG and not _reckoned(sentence, family)):
            problems.append(f"says “{family}”, which no cited quote says")
    return problems


def _reckoned(sentence: str, family: str) -> bool:
    """True when a rise or fall is what the sentence's own "from … to …" comes to; the figures are checked
    apart.
    """
    found = re.search(r"\bfrom\s[£<]?(\d[\d,]*\.?\d*).*?\bto\s[£<]?(\d[\d,]*\.?\d*)", sentence)
    if not found:
        return False
    first, last = (float(n.replace(",", "").rstrip(".")) for n in found.groups())
    return last > first if family == "rise" else last < first


def _bindings(sentence: str, ground: str) -> list[str]:
    said = {_stem(w) for w in words(ground)}
    mine = {m[1] for m in _BINDING.finditer(sentence.lower())}
    return [f"says “{word}”, which no cited quote says" for word in sorted(mine) if _stem(word) not in said]
