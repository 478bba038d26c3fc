"""What a report leaves to be filled in: "TBC" in a row or sentence, a share or sum printed as "xx%" or "£x"."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from index.language.amounts import whole
from rag.draft.findings.finding import Finding
from rag.draft.material.report import Statement
from rag.draft.material.saying import place

_OPEN = frozenset(("TBC", "TBA"))  # the abbreviations that stand for what is still to be told, whatever that is
_EDGES = ".,;:()[]*–-"
_SAID, _FEWEST = 20, 3  # words of a sentence that are said, and how many more of them than figures at least


def unfilled(statements: Sequence[Statement]) -> Iterator[Finding]:
    """One finding for each sentence with a blank, and one for a paper's rows with one, named by that of the most."""
    taken = set[str]()
    for one in statements:
        said, name = ("", "") if one.row or not taken.isdisjoint((one.text, one.passage.id)) else _sentence(one)
        if said:
            taken |= {one.text, one.passage.id}
            mark = _blank(one.text)
            words = {"name": name, "mark": mark} if name else {"where": place(one), "words": said}
            way = "blank" if name else "crossed" if _crossed(mark) else ""
            yield Finding("unfilled", "gap", (one,), f"“{mark}” is printed", words, 0, way)
    for _, rows in groupby(statements, key=lambda one: one.passage.item.id):
        table = [row for row in rows if row.row]
        blank = {name: row for row in reversed(table) if (name := _row(row))}
        if blank:
            name, row = max(blank.items(), key=lambda pair: _sum(pair[1]))
            mark = next(" ".join(cell.text.split()) for cell in row.said.cells if _marks(cell.text))
            working = f"{len(blank)} row{'s' * (len(blank) > 1)} with “{mark.split()[0]}” in a cell"
            told = {"name": name, "mark": mark, "count": str(len(blank))}
            way = "blanks" if len(blank) > 1 else "blank"
            yield Finding("unfilled", "gap", (row,), working, told, len(blank), way)


def _marks(text: str) -> bool:
    """Whether a cell begins with an abbreviation of what is still to be told."""
    return text.split()[0].strip(_EDGES).upper() in _OPEN if text.strip() else False


def _blank(text: str) -> str:
    """The first word that stands for what is not filled in; "" where there is none."""
    bare = (word.strip(_EDGES) for word in text.split())
    return next((word for word in bare if word.upper() in _OPEN or _crossed(word)), "")


def _crossed(word: str) -> bool:
    """Whether a share or sum is printed with crosses for its figures."""
    figures = word.strip("%£")
    return figures != word and set(figures.lower()) == {"x"}


def _sentence(one: Statement) -> tuple[str, str]:
    """The words of a sentence with a blank that can be said, or the blank and the words about it where it stands amid
    them, as the cells of a table do when its lines are lost.
    """
    words = one.text.split()
    blank = [n for n, word in enumerate(words) if _blank(word)]
    if not blank or "to be confirmed" in one.text.lower():  # it says what the abbreviation means
        return "", ""
    if len(words) <= _SAID and one.whole:
        return " ".join(words).rstrip("."), ""
    after = words[blank[-1] + 1 : blank[-1] + 2]
    lost = after and after[0].islower() and not any(map(str.isdigit, one.text)) and words[blank[-1]][-1].isalpha()
    if lost and len(words) <= _SAID:
        return words[blank[-1]], " ".join(word for n, word in enumerate(words) if n not in blank)
    said = [
        word for word in words[max(0, blank[0] + 1 - _SAID) : blank[0] + 1] if word[-1].isalnum() or word[-1] in "£%):."
    ]
    told = sum(word[0].isalpha() for word in said) - sum(word[0].isdigit() for word in said)
    if len(said) < _FEWEST or told < _FEWEST:
        return "", ""
    return ("… " if blank[0] >= _SAID else "") + " ".join(said), ""


def _row(row: Statement) -> str:
    """What a row with a blank is of, its cell of the most words; "" for another row, or where none has enough."""
    cells = [cell.text.split() for cell in row.said.cells if not _marks(cell.text)]
    most = max(cells, key=lambda words: sum(word[0].isalpha() for word in words), default=[])
    return " ".join(most) if len(most) >= _FEWEST and len(cells) < len(row.said.cells) else ""


def _sum(row: Statement) -> float:
    return max((abs(figure.value) for cell in row.said.cells if (figure := whole(cell.text))), default=0.0)
