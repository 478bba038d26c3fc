"""How statements are said aloud: where one stands, and as many of its words as can be taken in by ear."""

from collections.abc import Sequence

from index.read.layout.lines import STRUCK, plain
from rag.draft.material.report import Statement

_WHOLE, _PART, _FEWEST = 22, 17, 7  # words of a statement that is said whole, of a clause of one, at least
_MARKS = ",;–—)"
_APART = ";–—"  # what stands after these can be said alone; after a comma it leans on what was before
_EDGES = {"the", "end", "start", "of", "mid", "early", "late"}  # between a preposition and a day


def place(statement: Statement) -> str:
    """Where it stands, as a person says it: "Paragraph 21", "The appendix". The number is that printed before its own
    line: what stands unnumbered below may be of something else, and a plain one in an appendix is most often a list's.
    """
    number, appendix = (statement.said.paragraph or "").rstrip("."), not statement.cover
    line = statement.passage.text[statement.passage.text.rfind("\n", 0, statement.start) + 1 :]
    own = line.split()[0].rstrip(".") == number and number[:1].isdigit()
    if own and (not appendix or "." in number):
        return f"The appendix, paragraph {number}," if appendix else f"Paragraph {number}"
    return "The appendix" if appendix else "The report"


def preposition(before: str) -> str:
    """The word that ties a day to a sentence: the last of those before it, but for "the end of" and the like."""
    words = before.lower().split()
    while words and words[-1] in _EDGES:
        words.pop()
    return words[-1] if words else ""


def sayable(text: str, keys: Sequence[str] = ()) -> str | None:
    """A statement whole where it is short, else few words of it that hold `keys`: clauses, or its beginning where there
    are any keys; without the source's mark-up. None where they cannot be held, or some of them are struck out.
    """
    if STRUCK in text:
        return None
    words = plain(text).split()
    if len(words) <= _WHOLE:
        return " ".join(words).rstrip(".;:,–— ")
    ends = [n for n in range(1, len(words)) if words[n - 1][-1] in _MARKS or words[n][0] == "("]
    starts = [0, *(n for n in ends if words[n - 1][-1] in _APART)]
    runs = [(i, j) for i in starts for j in (*ends, len(words)) if _FEWEST <= j - i <= _PART]
    held = [(i, j) for i, j in runs if all(key in " ".join(words[i:j]) for key in keys)]
    if held:
        i, j = min(held, key=lambda run: (run[0] > 0, run[1] - run[0]))  # from the beginning first, then the shortest
        return ("… " if i else "") + " ".join(words[i:j]).rstrip(".;:,–— ")
    cut = " ".join(words[:_PART])
    return f"{cut} …" if keys and all(key in cut for key in keys) else None
