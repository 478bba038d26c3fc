"""What a statement lets one ask, told by its arithmetic and structure alone: what moved, a day ahead, a lone figure.

Nothing is asked that the statement, or one beside it in its passage, answers: of a figure beside another of its kind
no comparison is asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from index.language.amounts import Amount
from index.read.layout.lines import STRUCK, plain
from rag.draft.report import Statement

_WHOLE, _PART, _FEWEST = 22, 17, 7  # words of a statement that is said whole, of a clause of one, at least
_READ = 45  # words of a statement that is shown whole, to be read and not said
_MARKS = ",;–—)"
_APART = ";–—"  # what stands after these can be said alone; after a comma it leans on what was before
_NEAR = 2  # statements before and after in a passage in which an answer may stand
_LABEL = 9  # words of a row's label or a column's head that can be said
_SHORT = {"day", "month", "quarter", "season", "half"}  # a day ahead; a year is most often a budget's name
_POINTING = {"this", "these", "that", "those", "it", "they", "he", "she", "such"}  # begins what cannot be said alone
_LEAST = {"£": 10_000, "": 20}  # pounds, and a count, that are worth a question
_JOINED = ("-", "–")  # before the second half of a range or a year
_CLAIM = 9  # words of a claim: what is shorter is most often a heading or a label
_LABELLED = 5  # words within which a colon ends a label: what follows is a form's and not a claim
_OF = {("of",), ("of", "the"), ("of", "all"), ("of", "these"), ("out", "of"), ("out", "of", "the")}


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
    """What statement `n` lets one ask; None where it cannot be said, or what could be asked is answered beside it.
    `day` is the day of the meeting.
    """
    one = statements[n]
    if one.row:
        return _of_row(one)
    if _points(one) or not one.whole:
        return None
    near = [s for s in statements[max(0, n - _NEAR) : n + _NEAR + 1] if s is not one and s.passage.id == one.passage.id]
    more = any(_points(s) for s in statements[n + 1 : n + 2] if s in near)
    for sort, words, keys, why in _sorts(one, near, day, more):
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


def _sorts(one: Statement, near: Sequence[Statement], day: date | None, more: bool) -> Iterator[Sort]:
    """What the statement may be asked, what tells most first: the sort, its words, what must be said, and why. Where
    the next statement says `more` of it, that is most likely why, how or by whom: none of these is asked.
    """
    moved = _moved(one)
    if moved:
        first, second = moved
        words = {"first": first.printed, "second": second.printed}
        yield "moved", words, (first.printed, second.printed), apart(first, second)
    for period in one.said.periods if day else ():
        if day and period.precision in _SHORT and period.start > day and not any(a.unit == "£" for a in one.amounts):
            printed = one.said.text[slice(*period.span)]
            yield "ahead", {"when": printed}, (printed,), f"{_weeks(period.start, day)} after the meeting."
    if not more:
        yield from _of_figure(one, near)


def _of_figure(one: Statement, near: Sequence[Statement]) -> Iterator[Sort]:
    """What a figure may be asked: money first, then a share, then a count; no comparison where one is given."""
    for unit, sort in (("£", "sum"), ("%", "share"), ("", "count")):
        told = [a for a in one.amounts if one.said.text[: a.start].rstrip()[-1:] not in _JOINED]
        found = [a.printed for a in told if a.unit == unit and a.value >= _LEAST.get(unit, 0)]
        if not found:
            continue
        beside = len(found) > 1 or any(a.unit == unit for s in near for a in s.amounts)
        if unit != "£" and (beside or len(one.said.periods) > 1):
            yield "figure", {"figure": found[0]}, found[:1], ""
        else:
            why = "Money is at stake." if unit == "£" else "No figure of another time stands beside it."
            yield sort, {"figure": found[0]}, found[:1], why
        return


def _moved(one: Statement) -> tuple[Amount, Amount] | None:
    """Two figures of a kind at two times, or the one to which another came; None for none, or for more."""
    for first, second in pairwise(one.amounts):
        between = one.said.text[first.end : second.start].lower().split()
        before = one.said.text[: first.start].lower().split()
        if first.unit == second.unit and between == ["to"] and before[-1:] == ["from"]:
            return first, second
    alike = [pair for pair in combinations(one.amounts, 2) if pair[0].unit == pair[1].unit]
    times = {(p.start, p.end): p.precision for p in one.said.periods}
    if len(alike) == 1 and len(times) == 2 and len({*times.values()}) == 1 and not part_of(one.said.text, *alike[0]):
        return alike[0] if alike[0][0].value != alike[0][1].value else None
    return None


def part_of(text: str, first: Amount, second: Amount) -> bool:
    """True where the first figure is printed as a part of the second: "899 of 1,034"."""
    return tuple(text[first.end : second.start].lower().split()) in _OF


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
