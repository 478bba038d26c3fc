"""What a sentence moves: one party put in another's place, a plan told as done, a cause that the paper does not give.

None of it reads meaning: order, nearness and the closed classes of English are all it has.
"""

from collections.abc import Sequence

from rag.check.company import MONTHS, swapped
from rag.check.quotes import is_negator, word_set
from rag.check.words import Word, cut

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
    """Problems of claims in the folded `sentence` against the folded passages that its quotes stand in. `figures_only`
    looks at figures and at what is told as done, and leaves parties and causes to the reader.
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
        if mine[i - 1].lower.endswith("ing"):
            continue  # "according to": two words of one preposition
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
    if any(is_negator(w.lower) for w in words[max(0, i - 3) : i]):
        return False
    if before[-1].lower in _BEEN:
        return _mood(words, i) == "done"
    return words[i].lower.endswith("ed") and before[-1].is_content and _mood(words, i) != "undone"


def _mood(words: Sequence[Word], i: int) -> str:
    """ "done" or "undone", by the auxiliaries before it in its clause; a bare verb that opens one is a plan."""
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
    said = next((w.lower for w in mine if w.lower in _CAUSES), "")
    three = ([w.lower for w in some] for some in zip(mine, mine[1:], mine[2:], strict=False))
    said = said or ("due to" if any(a == "due" and b == "to" and c != "be" for a, b, c in three) else "")
    given = _CAUSES | {"due", "reason", "reasons", "result", "therefore"}
    theirs_give = any(w.lower in given for w in theirs)
    return [f"gives a cause (“{said}”), which the paper does not"] if said and not theirs_give else []
