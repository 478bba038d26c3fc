"""Whether a sentence turns round what a paper says in the same words: a denial lost or gained, a rise told as a fall.

Order and the closed classes of English are all it has. It proves nothing: it is a reason to look.
"""

from dataclasses import dataclass

from index.language.tokens import stem
from rag.check.quotes import is_negator, word_set
from rag.check.words import Word, cut

_PAIRS = tuple(
    tuple(frozenset(map(stem, word_set(words))) for words in pair)
    for pair in (
        ("increase rise rose risen grow grew growth", "decrease fall fell fallen decline drop reduce reduction"),
        ("more higher above exceed greater", "less fewer lower below under"),
        ("better improve improvement best", "worse worsen deteriorate deterioration worst"),
    )
)
_ENDS = frozenset(".;:!?,")


@dataclass(frozen=True)
class _Clause:
    stems: frozenset[str]
    denies: bool


def turned(sentence: str, ground: str, share: float = 1.0) -> bool:
    """True where the folded `sentence` denies what the clauses of the folded `ground` that have this `share` of its
    clause's words affirm, or the reverse; or says one of two opposite ways where the ground says the other only.
    """
    theirs, said = _clauses(ground), {w.stem for w in cut(ground)}
    for mine in _clauses(sentence):
        same = [c.denies for c in theirs if len(mine.stems & c.stems) >= share * len(mine.stems)]
        if same and mine.denies not in same:
            return True
    told = {w.stem for w in cut(sentence)}
    ways = [way for one, other in _PAIRS for way in ((one, other), (other, one))]
    return any(told & one and said & other and not said & one for one, other in ways)


def _clauses(text: str) -> list[_Clause]:
    """What stands between two marks, where it claims anything; two denials cancel each other."""
    clauses: list[list[Word]] = [[]]
    for word in cut(text):
        if word.text in _ENDS:
            clauses.append([])
        elif word.is_word:
            clauses[-1].append(word)
    made = [
        (frozenset(w.stem for w in c if w.is_content), sum(is_negator(w.lower) for w in c) % 2 == 1) for c in clauses
    ]
    return [_Clause(stems, denies) for stems, denies in made if stems]
