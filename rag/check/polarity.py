"""What a sentence turns: a negation lost or gained, a fall called a rise, a wish a promise.

None of it reads meaning: order, nearness and the closed classes of English are all it has.
"""

from collections.abc import Iterable, Sequence

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
_PARTLY = frozenset({"all", "every", "always", "only"})  # what "not" before them leaves standing
_CLAUSE = frozenset(".;:!?,")


def turned(sentence: str, quotes: Iterable[str], passages: Iterable[str] = ()) -> list[str]:
    """Problems of polarity in the folded `sentence` (its verbatim quotes out) against the folded quotes; what it denies
    is looked for in the whole folded `passages` too.
    """
    ground = " . ".join(quotes)
    return (
        _negations(sentence, ground, " . ".join(passages) or ground)
        + _directions(sentence, ground)
        + _bindings(sentence, ground)
    )


def _clauses(text: str) -> list[list[Word]]:
    clauses: list[list[Word]] = [[]]
    for word in cut(text):
        if word.text in _CLAUSE:
            clauses.append([])
        elif word.is_word:
            clauses[-1].append(word)
    return clauses


def _families(text: str) -> list[str]:
    """The families of its words; "over" and "under" are of one only before a figure."""
    words = cut(text)
    return [
        _FAMILY_OF[word.stem]
        for word, after in zip(words, [*words[1:], None], strict=True)
        if word.stem in _FAMILY_OF
        and (word.lower not in ("over", "under") or (after is not None and not after.is_word))
    ]


def _denials(clause: Sequence[Word]) -> list[int]:
    """Where a clause denies ("not", "yet to", not "not all"); [] where two denials cancel each other."""
    lower = [*(w.lower for w in clause), ""]
    found = [
        i
        for i, word in enumerate(lower[:-1])
        if (is_negator(word) and lower[i + 1] not in _PARTLY) or (word == "yet" and lower[i + 1] == "to")
    ]
    return found if len(found) != 2 else []


def _negated(text: str, reach: int) -> set[str]:
    """Stems of the first `reach` content words after a negator, in its own clause."""
    found: set[str] = set()
    for clause in _clauses(text):
        for i in _denials(clause):
            found.update([w.stem for w in clause[i + 1 : i + 8] if w.is_content][:reach])
    return found


def _plain(text: str) -> set[str]:
    found: set[str] = set()
    for clause in _clauses(text):
        at = next(iter(_denials(clause)), len(clause))
        under = {w.stem for w in clause[at + 1 : at + 8]}
        found.update(w.stem for w in clause if w.is_content and w.stem not in under)
    return found


def _negations(sentence: str, ground: str, wider: str) -> list[str]:
    """What it denies must not be what the quote affirms, by two of three of the denied words, nor the other way."""
    if any(_denials(clause) for clause in _clauses(sentence)):
        if _reckons(sentence, ground) or any(f.value == 0 for f in figures(ground)):
            return []  # what is left over was not done, and nothing is nought
        denied = _negated(sentence, 3)
        mine = denied & (_plain(wider) - _negated(wider, 3))
        copied = mine and 3 * len(mine) >= 2 * len(denied)
        return [f"denies what the quote affirms: {', '.join(sorted(mine))}"] if copied else []
    if {stem(w) for w in _NEGATIVE} & set(content_stems(sentence)):
        return []
    lost = (_negated(ground, 1) & _plain(sentence)) - _plain(ground)
    lost = {one for one in lost if not _said_apart(one, sentence, ground)}
    return [f"affirms what the quote denies: {', '.join(sorted(lost))}"] if lost else []


def _said_apart(said: str, sentence: str, ground: str) -> bool:
    """True when the ground says the stem again beyond its denial, among more of the sentence's words than there."""
    mine, shared = set(content_stems(sentence)), {True: 0, False: 0}
    clauses = _clauses(ground)
    for clause, after in zip(clauses, [*clauses[1:], []], strict=True):
        at = next(iter(_denials(clause)), len(clause))
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
        for family in sorted(mine)
        if (moved := _moves(sentence, family)) is False
        or (moved is None and family not in theirs and _OPPOSITE[family] in theirs)
    ]


def _moves(sentence: str, family: str) -> bool | None:
    """Whether the sentence's first two figures, one of them after "from", rise or fall as it says: None where it gives
    no such two, or another verb moves them. The figures themselves are checked apart.
    """
    values = [f.value for f in figures(sentence) if f.unit != "ordinal"]
    if family not in ("rise", "fall", "more", "less") or len(values) < 2 or " from " not in sentence:
        return None
    first, last = values[0], values[1]
    if " to " not in sentence[sentence.index(" from ") :]:
        first, last = last, first  # "3.2, down from 3.4"
    if last > first if family in ("rise", "more") else last < first:
        return True
    before, _, told = sentence.partition(" from ")
    verb = before.split()[-1:]
    straight = any(told.startswith(f"{f.printed} to ") for f in figures(told)[:1])
    return False if straight and verb and _families(verb[0]) == [family] else None


def _bindings(sentence: str, ground: str) -> list[str]:
    said = {w.lower for w in cut(ground) if w.is_word}
    problems = []
    for word in sorted({w.lower for w in cut(sentence)} & (_DECISIONS | _UNDERTAKINGS)):
        near = {word} if word in _DECISIONS else _UNDERTAKINGS
        if not any(alike(other, one) for other in said for one in near):
            problems.append(f"says “{word}”, which no cited quote says")
    return problems
