"""What a sentence turns: a negation lost or gained, a fall called a rise, a wish a promise.

None of it reads meaning: order, nearness and the closed classes of English are all it has.
"""

from collections.abc import Iterable

from index.language.tokens import stem
from rag.check.figures import figures
from rag.check.quotes import is_negator, word_set
from rag.check.words import Word, alike, content_stems, cut

_NEGATIVE = word_set(
    "failed lack lacking absent absence missing refused rejected declined excluded omitted unable disagreed"
)
_FAMILIES = {
    "rise": word_set("increase rise rose risen grow grew growth grown climb"),
    "fall": word_set("decrease fall fell fallen decline drop reduce reduction shrink shrank"),
    "more": word_set("more higher above exceed over greater"),
    "less": word_set("less fewer lower below under"),
    "better": word_set("better improve improvement best"),
    "worse": word_set("worse worsen deteriorate deterioration worst"),
}
_OPPOSITE = {"rise": "fall", "fall": "rise", "more": "less", "less": "more", "better": "worse", "worse": "better"}
_FAMILY_OF = {stem(word): name for name, words in _FAMILIES.items() for word in words}
# What a person is bound by. A decision must be the paper's own word; one undertaking may stand for another.
_DECISIONS = word_set("resolved approved rejected refused endorsed")
_UNDERTAKINGS = word_set("agreed promised pledged guaranteed committed undertook confirmed")
_COPY = 0.8  # share of the content words of both that makes one sentence a copy of another
_CLAUSE = frozenset(".;:!?,")


def turned(sentence: str, quotes: Iterable[str]) -> list[str]:
    """Problems of polarity in the folded `sentence` (its verbatim quotes out) against the folded quotes."""
    ground = " . ".join(quotes)
    problems = _negations(sentence, ground) + _directions(sentence, ground) + _bindings(sentence, ground)
    twin = _twin(sentence, ground)
    return problems or (_unlike(sentence, twin) if twin and not _reckons(sentence, ground) else [])


def _clauses(text: str) -> list[list[Word]]:
    clauses: list[list[Word]] = [[]]
    for word in cut(text):
        if word.text in _CLAUSE:
            clauses.append([])
        elif word.is_word:
            clauses[-1].append(word)
    return clauses


def _denials(text: str) -> int:
    return sum(is_negator(w.lower) for w in cut(text))


def _twin(sentence: str, ground: str) -> str | None:
    """The sentence of the ground that `sentence` all but copies, if there is one."""
    mine = set(content_stems(sentence))
    for candidate in ground.replace(";", ".").replace("!", ".").replace("?", ".").split(". "):
        theirs = set(content_stems(candidate))
        if theirs and len(mine & theirs) >= _COPY * max(len(mine), len(theirs)):
            return candidate
    return None


def _unlike(sentence: str, twin: str) -> list[str]:
    """A copy must have as many negations as what it copies, and no more rises or falls."""
    problems = []
    if _denials(sentence) != _denials(twin):
        problems.append("has another number of negations than the quote that it copies")
    mine, theirs = (_families(text) for text in (sentence, twin))
    problems += [
        f"says “{family}” more often than the quote that it copies"
        for family in _FAMILIES
        if mine.count(family) > theirs.count(family) and not _reckoned(sentence, family)
    ]
    return problems


def _families(text: str) -> list[str]:
    """The families of its words; "over" and "under" are of one only before a figure."""
    words = cut(text)
    return [
        _FAMILY_OF[word.stem]
        for word, after in zip(words, [*words[1:], None], strict=True)
        if word.stem in _FAMILY_OF
        and (word.lower not in ("over", "under") or (after is not None and not after.is_word))
    ]


def _negated(text: str, reach: int) -> set[str]:
    """Stems of the first `reach` content words after a negator, in its own clause."""
    found: set[str] = set()
    for clause in _clauses(text):
        for i, word in enumerate(clause):
            if is_negator(word.lower):
                found.update([w.stem for w in clause[i + 1 : i + 8] if w.is_content][:reach])
    return found


def _plain(text: str) -> set[str]:
    found: set[str] = set()
    for clause in _clauses(text):
        at = next((i for i, w in enumerate(clause) if is_negator(w.lower)), len(clause))
        under = {w.stem for w in clause[at + 1 : at + 8]}
        found.update(w.stem for w in clause if w.is_content and w.stem not in under)
    return found


def _negations(sentence: str, ground: str) -> list[str]:
    said = set(content_stems(ground))
    negative = {stem(w) for w in _NEGATIVE}
    if _denials(sentence):
        if _reckons(sentence, ground):
            return []  # what is left over was not done
        if _denials(ground) or negative & said:
            mine = _negated(sentence, 3) & _plain(ground) - _negated(ground, 3)
            return [f"denies what the quote affirms: {', '.join(sorted(mine))}"] if len(mine) > 1 else []
        if any(f.value == 0 for f in figures(ground)):
            return []  # nothing is nought
        return ["has a negation that no cited quote has"]
    if negative & set(content_stems(sentence)):
        return []
    lost = (_negated(ground, 1) & _plain(sentence)) - _plain(ground)
    lost = {one for one in lost if not _said_apart(one, sentence, ground)}
    return [f"affirms what the quote denies: {', '.join(sorted(lost))}"] if lost else []


def _said_apart(said: str, sentence: str, ground: str) -> bool:
    """True when the ground says the stem again beyond its denial, among more of the sentence's words than there."""
    mine, shared = set(content_stems(sentence)), {True: 0, False: 0}
    clauses = _clauses(ground)
    for clause, after in zip(clauses, [*clauses[1:], []], strict=True):
        at = next((i for i, w in enumerate(clause) if is_negator(w.lower)), len(clause))
        for i in (i for i, word in enumerate(clause) if word.stem == said):
            denied, apart = at < i <= at + 7, [*clause[: min(at, i)], *clause[max(at + 8, i - 4) :], *after]
            near = clause[at + 1 : at + 8] if denied else apart
            shared[denied] = max(shared[denied], len(mine & {w.stem for w in near if w.is_content}))
    return shared[False] > shared[True]


def _reckons(sentence: str, ground: str) -> bool:
    """True when a figure of the sentence is none of the ground's own: a remainder, whose denial is its meaning."""
    printed = {f.key for f in figures(ground)}
    return any(f.key not in printed for f in figures(sentence))


def _directions(sentence: str, ground: str) -> list[str]:
    mine, theirs = (set(_families(text)) for text in (sentence, ground))
    return [
        f"says “{family}”, which no cited quote says"
        for family in sorted(mine - theirs)
        if _OPPOSITE[family] in theirs and not _reckoned(sentence, family)
    ]


def _reckoned(sentence: str, family: str) -> bool:
    """True when the first two figures of the sentence rise or fall as it says; the figures are checked apart."""
    if family not in ("rise", "fall", "more", "less"):
        return False
    values = [f.value for f in figures(sentence) if f.unit != "ordinal"]
    if len(values) < 2 or " from " not in sentence:
        return False
    first, last = values[0], values[1]
    if " to " not in sentence[sentence.index(" from ") :]:
        first, last = last, first  # "3.2, down from 3.4"
    return last > first if family in ("rise", "more") else last < first


def _bindings(sentence: str, ground: str) -> list[str]:
    said = {w.lower for w in cut(ground) if w.is_word}
    problems = []
    for word in sorted({w.lower for w in cut(sentence)} & (_DECISIONS | _UNDERTAKINGS)):
        near = {word} if word in _DECISIONS else _UNDERTAKINGS
        if not any(alike(other, one) for other in said for one in near):
            problems.append(f"says “{word}”, which no cited quote says")
    return problems
