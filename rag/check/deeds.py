"""What a sentence does with a paper's words: what it turns, and what it moves.

A negation lost or gained, a fall called a rise, a wish a promise; one party put in another's place, a plan told as
done, a cause that the paper does not give. None of it reads meaning: order, nearness and the closed classes of English
are all it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.language.tokens import stem
from rag.check.company import MONTHS, swapped
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
    """The words of each clause."""
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
    mine, theirs = ([_FAMILY_OF.get(w.stem) for w in cut(text)] for text in (sentence, twin))
    problems += [
        f"says “{family}” more often than the quote that it copies"
        for family in _FAMILIES
        if mine.count(family) > theirs.count(family)
    ]
    return problems


def _negated(text: str, reach: int) -> set[str]:
    """Stems of the first `reach` content words after a negator, in its own clause."""
    found: set[str] = set()
    for clause in _clauses(text):
        for i, word in enumerate(clause):
            if is_negator(word.lower):
                found.update([w.stem for w in clause[i + 1 : i + 8] if w.is_content][:reach])
    return found


def _plain(text: str) -> set[str]:
    """Stems that stand in some clause of `text` outside the reach of a negator."""
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
    mine, theirs = ({_FAMILY_OF[w.stem] for w in cut(text) if w.stem in _FAMILY_OF} for text in (sentence, ground))
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


_ROLES = word_set("to from by for")
_OTHER_WAY = {"to": "from", "from": "to"}
_CAUSES = word_set("because owing cause caused causes resulted")
_BEEN = word_set("been was were has had have is are")
_UNDONE = word_set("be to will would shall should may might must can could being")
_GOING_ON = word_set("continue continues continued remain remains remained")  # what goes on has begun
_NOT_YET = word_set("until unless if once when")
_STOPS = frozenset(".;:?!")
_ENDS = _STOPS | {",", ")"}
_GOVERNED = 9  # words after a preposition among which a party may stand
_BESIDE = 3
_REACH = 10  # words of a clause that are looked back over
_NEAR = 8  # and those among which a participle's auxiliary may stand


def misplaced(sentence: str, ground: str, figures_only: bool = False) -> list[str]:
    """Problems of claims in the folded `sentence` against the folded passages that its quotes stand in.

    `figures_only` looks at figures and at what is told as done, and leaves parties and causes to the reader.
    """
    mine, theirs = cut(sentence), cut(ground)
    moved = [*swapped(mine, theirs), *_realised(mine, theirs)]
    return moved if figures_only else [*moved, *_roles(mine, theirs), *_causes(mine, theirs)]


# --- parties ---


def _roles(mine: Sequence[Word], theirs: Sequence[Word]) -> list[str]:
    """Parties under the opposite preposition, or under the same one where the paper has another party."""
    problems = []
    known = {w.lower.rstrip("s") for w in theirs}
    for i, word in enumerate(mine):
        party = next((w for w in mine[i + 1 : i + 4] if w.is_content and w.lower[:3] not in MONTHS), None)
        if word.lower not in _ROLES or i == 0 or not mine[i - 1].is_content or party is None:
            continue
        head, name = mine[i - 1].stem, party.lower.rstrip("s")
        same = _governors(theirs, word.lower, name, _GOVERNED)
        other = _governors(theirs, _OTHER_WAY.get(word.lower, ""), name, _BESIDE)
        if other and not same:
            problems.append(f"says “{word.lower} {party.text}” where the paper says “{_OTHER_WAY[word.lower]}”")
        elif not same and party.text[0].isupper() and name in known and _heads(theirs, head, word.lower):
            problems.append(f"says “{mine[i - 1].text} {word.lower} {party.text}”, which the paper says of another")
    return problems


def _governors(words: Sequence[Word], preposition: str, party: str, reach: int) -> bool:
    """True when the party stands soon after that preposition somewhere, before a comma or a stop."""
    for i, word in enumerate(words):
        if word.lower != preposition:
            continue
        for after in words[i + 1 : i + 1 + reach]:
            if after.text in _ENDS:
                break
            if after.lower.rstrip("s") == party:
                return True
    return False


def _heads(words: Sequence[Word], head: str, preposition: str) -> bool:
    """True when the word stands right before that preposition, and a party (a name) after it."""
    return any(
        a.stem == head and b.lower == preposition and any(w.is_content and w.text[0].isupper() for w in (c, d))
        for a, b, c, d in zip(words, words[1:], words[2:], words[3:], strict=False)
    )


# --- done, and not yet done ---


def _realised(mine: Sequence[Word], theirs: Sequence[Word]) -> list[str]:
    """Deeds that the sentence tells as done and the paper only as wanted, planned or possible."""
    problems = []
    for i, word in enumerate(mine):
        if not word.is_content or not _is_told_done(mine, i):
            continue
        moods = [_mood(theirs, j) for j, w in enumerate(theirs) if w.is_word and w.stem == word.stem]
        if moods and all(mood == "undone" for mood in moods):
            problems.append(f"tells “{word.text}” as done, which the paper does not")
    return problems


def _is_told_done(words: Sequence[Word], i: int) -> bool:
    """True for a participle after "was", "has been" …, and for a past tense right after its subject."""
    before = [w for w in words[max(0, i - 2) : i] if not w.lower.endswith("ly")]
    if not before or words[i].lower.endswith(("ing", "ly")):
        return False
    if before[-1].lower in _BEEN:
        return _mood(words, i) == "done"
    return words[i].lower.endswith("ed") and before[-1].is_content and _mood(words, i) != "undone"


def _mood(words: Sequence[Word], i: int) -> str:
    """"done" or "undone", by the auxiliaries before it in its clause; a bare verb that opens one is a plan."""
    clause: list[str] = []
    for word in reversed(words[max(0, i - _REACH) : i]):
        if word.text in _STOPS:
            break
        clause.append(word.lower)
    form = words[i].lower
    if not any(c[0].isalpha() for c in clause):
        return "done" if form.endswith(("ed", "ing", "s", "ion", "ment")) else "undone"
    if _NOT_YET & set(clause):
        return "undone"
    if "to" in clause[:1] or form.endswith(("ion", "ment", "al")):
        return "done" if "to" not in clause[:1] else "undone"
    verbs = [c for c in clause[:_NEAR] if c != "to"] if form.endswith(("ed", "en", "t")) else clause[:3]
    if _GOING_ON & set(verbs):
        return "done"
    nearest = next((c for c in verbs if c in _UNDONE or c in _BEEN), "")
    if nearest in _UNDONE:
        return "undone"
    wider = verbs[verbs.index(nearest) + 1 :][:3] if nearest else []
    return "undone" if set(wider) & (_UNDONE - {"be", "to", "being"}) else "done"


def _causes(mine: Sequence[Word], theirs: Sequence[Word]) -> list[str]:
    """A cause given where the paper gives none."""
    said = next((w.lower for w in mine if w.lower in _CAUSES), "")
    three = ([w.lower for w in some] for some in zip(mine, mine[1:], mine[2:], strict=False))
    said = said or ("due to" if any(a == "due" and b == "to" and c != "be" for a, b, c in three) else "")
    given = _CAUSES | {"due", "reason", "reasons", "result", "therefore"}
    theirs_give = any(w.lower in given for w in theirs)
    return [f"gives a cause (“{said}”), which the paper does not"] if said and not theirs_give else []

