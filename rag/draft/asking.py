"""What a statement lets one ask, told by its figures and structure alone: a day ahead, a sum, two columns of a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from index.language.amounts import Amount
from index.read.layout.lines import STRUCK, plain
from rag.draft.report import Statement

_WHOLE, _PART, _FEWEST = 22, 17, 7  # words of a statement that is said whole, of a clause of one, at least
_READ = 45  # words of a statement that is shown whole, to be read and not said
_MARKS = ",;–—)"
_APART = ";–—"  # what stands after these can be said alone; after a comma it leans on what was before
_LABEL = 9  # words of a row's label or a column's head that can be said
_SHORT = {"day", "month", "quarter", "season", "half"}  # a day ahead; a year is most often a budget's name
_POINTING = {"this", "these", "that", "those", "it", "they", "he", "she", "such"}  # begins what cannot be said alone
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


def opening(n: int, statements: Sequence[Statement], day: date | None) -> Opening | None:
    """What statement `n` lets one ask; None where it cannot be said. `day` is the day of the
    meeting.
    """
    one = statements[n]
    if one.row:
        return _of_row(one)
    if _points(one) or not one.whole:
        return None
    for sort, words, keys, why in _sorts(one, day):
        said = sayable(one.text, keys)
        if said:
            return Opening(sort, f"{place(one)} says “{said}”", words, why)
    spoken = plain(one.text).split()
    if len(spoken) < _CLAIM or STRUCK in one.text or any(word[-1] == ":" for word in spoken[:_LABELLED]):
        return None
    read = " ".join(spoken).rstrip(".;:,–— ") if len(spoken) <= _READ else f"{' '.join(spoken[:_PART])} …"
    return Opening("plain", f"{place(one)} says “{read}”", {}, "")


Sort = tuple[str, dict[str, str], Sequence[str], str]


def _points(one: Statement) -> bool:
    """True for a statement that says more of what stood before it."""
    return one.text.split()[0].lower() in _POINTING


def _sorts(one: Statement, day: date | None) -> Iterator[Sort]:
    """What the statement may be asked, what tells most first: the sort, its words, what must be said, and why."""
    money = [a.printed for a in one.amounts if a.unit == "£" and a.value >= _LEAST]
    for period in one.said.periods if day and not any(a.unit == "£" for a in one.amounts) else ():
        if day and period.precision in _SHORT and period.start > day:
            printed = one.said.text[slice(*period.span)]
            yield "ahead", {"when": printed}, (printed,), f"{_weeks(period.end, day)} after the meeting."
    if money:
        yield "sum", {"figure": money[0]}, money[:1], "Money is at stake."


def _of_row(row: Statement) -> Opening | None:
    """Of a row with a label and two figures of a kind under heads of their own: what lies between them."""
    cells = row.said.cells
    label = cells[0].text.strip() if cells else ""
    if not any(map(str.isalpha, label)) or len(label.split()) > _LABEL:
        return None
    found = [
        (cell, amounts[0])
        for cell in cells[1:]
        if cell.head and len(cell.head.split()) <= _LABEL
        if len(amounts := [a for a in row.amounts if cell.start <= row.said.start + a.start < cell.end]) == 1
    ]
    pairs = [
        (one, other)
        for one, other in pairwise(found)
        if one[1].unit == other[1].unit and one[1].value != other[1].value and one[0].head != other[0].head
    ]
    if not pairs:
        return None
    (one, first), (other, second) = max(pairs, key=lambda p: abs(_change(p[0][1], p[1][1])))
    heads = [" ".join(cell.head.split()) for cell in (one, other)]
    said = f"“{label}” is {first.printed} under “{heads[0]}” and {second.printed} under “{heads[1]}”"
    return Opening("moved", said, {"first": first.printed, "second": second.printed}, apart(first, second))


def apart(first: Amount, second: Amount) -> str:
    """How far two figures are apart, as a sentence."""
    if first.unit == "%":
        return f"They are {abs(second.value - first.value):,.1f} points apart.".replace(".0 points", " points")
    if min(first.value, second.value) <= 0:
        return f"{first.printed} stands against {second.printed}."
    share = abs(_change(first, second))
    much = f"{share:.0%}" if share < 2 else f"{second.value / first.value:,.1f} times"
    return f"The second is {much} {'more' if second.value > first.value else 'less'} than the first."


def _change(first: Amount, second: Amount) -> float:
    return (second.value - first.value) / max(abs(first.value), 1e-9)


def _weeks(later: date, earlier: date) -> str:
    weeks = (later - earlier).days // 7
    return f"That is {weeks} week{'s' if weeks != 1 else ''}" if weeks else "That is days"


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
