"""What a statement lets one ask, told by its figures and structure alone: a day by which something is due, a sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index.read.layout.lines import STRUCK, plain
from rag.draft.material.report import Statement
from rag.draft.material.saying import place, preposition, sayable

_PART, _READ = 17, 45  # words of a statement that are shown at most, and of one that is shown whole, to be read
_SHORT = {"day", "month", "quarter", "season", "half"}  # a day ahead; a year is most often a budget's name
_DUE = {"by", "before"}  # a day by which something is to be done: what data, a law or a grant end on is no plan at risk
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
    if not one.whole or one.leaning:  # it says more of what stood before it
        return None
    money = [a for a in one.amounts if a.unit == "£"]
    for period in one.said.periods if day and not money else ():
        when = one.said.text[slice(*period.span)]
        due = preposition(one.said.text[: period.span[0]]) in _DUE
        ahead = due and day and period.precision in _SHORT and period.start > day
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
