"""What a statement lets one ask, told by its figures and structure alone: a day by which something is due, a sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.read.layout.lines import STRUCK, plain
from rag.draft.material.report import Statement

_WHOLE, _PART, _FEWEST = 22, 17, 7  # words of a statement that is said whole, of a clause of one, at least
_READ = 45  # words of a statement that is shown whole, to be read and not said
_MARKS = ",;–—)"
_APART = ";–—"  # what stands after these can be said alone; after a comma it leans on what was before
_SHORT = {"day", "month", "quarter", "season", "half"}  # a day ahead; a year is most often a budget's name
_POINTING = {"this", "these", "that", "those", "it", "they", "he", "she", "such"}  # begins what cannot be said alone
_EDGES = {"the", "end", "start", "of", "mid", "early", "late"}  # between "by" and a day
_LEAST = 10_000  # pounds that are worth a question
_CLAIM = 9  # words of a claim: what is shorter is most often a heading or a label
_LABELLED = 5  # words within which a colon ends a label: what follows is a form's and not a claim


@dataclass(frozen=True)
class Opening:
    """What can be asked: of a `sort` that has a wording, what is `said` first, the words that the wording takes, and
    why it is worth asking, as a person would reckon it.
    """

    sort: str
    said: str
    words: Mapping[str, str]
    why: str


def opening(one: Statement, day: date | None) -> Opening | None:
    """What a statement lets one ask; None where it cannot be said. `day` is the day of the meeting."""
    if not one.whole or one.text.split()[0].lower() in _POINTING:  # it says more of what stood before it
        return None
    money = [a for a in one.amounts if a.unit == "£"]
    for period in one.said.periods if day and not money else ():
        when = one.said.text[slice(*period.span)]
        ahead = day and period.precision in _SHORT and period.start > day and _due(one.said.text[: period.span[0]])
        said = sayable(one.text, (when,)) if ahead else None
        if said and not said.endswith("…"):
            return Opening("ahead", f"{place(one)} says “{said}”", {"when": when}, "It is still ahead.")
    figures = [a.printed for a in money if a.value >= _LEAST][:1]
    if figures and (said := sayable(one.text, figures)):
        return Opening("sum", f"{place(one)} says “{said}”", {"figure": figures[0]}, "Money is at stake.")
    spoken = plain(one.text).split()
    if len(spoken) < _CLAIM or STRUCK in one.text or any(word[-1] == ":" for word in spoken[:_LABELLED]):
        return None
    read = " ".join(spoken).rstrip(".;:,–— ") if len(spoken) <= _READ else f"{' '.join(spoken[:_PART])} …"
    return Opening("plain", f"{place(one)} says “{read}”", {}, "")


def _due(before: str) -> bool:
    """Whether a day is one by which something is to be done: what data, a law or a grant end on is no plan at risk."""
    words = before.lower().split()
    while words and words[-1] in _EDGES:
        words.pop()
    return words[-1:] in (["by"], ["before"])


def place(statement: Statement) -> str:
    """Where it stands, as a person says it: "Paragraph 21", "The appendix"."""
    number, appendix = (statement.said.paragraph or "").rstrip("."), not statement.cover
    if number[:1].isdigit():
        return f"The appendix, paragraph {number}," if appendix else f"Paragraph {number}"
    return "The appendix" if appendix else "The report"


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
