"""How a question is worded: what the paper says, in few of its own words, then one thing that is asked.

To be said aloud in about thirty words. The citation beneath has the whole quote; the reasons have the working.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rag.draft.challenges import Challenge
from rag.draft.coverage import Judged
from rag.draft.findings import Finding
from rag.draft.heads import Bearing
from rag.draft.papers import Quotable
from rag.draft.reading import Statement
from rag.drafted import Delivery

LEAD_MEMBER = "the Lead Member"
_MARK_UP = re.compile(r"</?\w[^<>]*>")
_CLAUSE, _SPARE = 12, 5  # the fewest words that are quoted up to a mark; by how many a whole sentence may be longer
_SAID = 18  # words of a quote within a question
_FINDINGS: Mapping[str, tuple[str, str]] = {
    # sort: what is said, what is asked
    "remainder": ("The report says {part} of {whole}.", "What of the other {rest}?"),
    "missed": ("“{name}” stands at {value}, and the target is {target}.", "When will the target be met?"),
    "worse": ("“{name}” went from {before} to {value}.", "What lies behind the change?"),
    "double": ("“{name}” is {value} in one place and {other} in another.", "Which is right?"),
    "sum": ("The rows under “{head}” come to {sum}; the total printed is {printed}.", "What makes the difference?"),
    "promise": ("On {when} it was minuted: “{words}”.", "What has come of it?"),
}
_WHY = {
    "remainder": "The report gives the part and the whole and leaves out the rest",
    "missed": "A target is missed",
    "worse": "It moved away from its target",
    "double": "One measure has two values for one time",
    "sum": "A total does not match its rows",
    "promise": "No paper held shows what became of it",
}
_THEMES = {
    "remainder": "What the figures leave out", "missed": "Targets", "worse": "Targets", "double": "Figures that differ",
    "sum": "Figures that differ", "promise": "What was promised",
}  # fmt: skip
_PLAIN = (
    "What does this mean in practice?", "What happens next on this?", "Who will see that this is done?",
    "What would show that this has worked?",
)  # fmt: skip
_FIGURE = (
    "What lies behind this figure?", "Is this figure better or worse than was planned?", "What should this figure be?",
)  # fmt: skip
_MUCH = 2.5  # standard deviations by which a statement must bear on a prompt more than the report's others do


@dataclass(frozen=True)
class Candidate:
    """A question not yet numbered: its words, what it rests on, and how likely it is worth asking (0 to 1)."""

    text: str
    prompt_id: str | None
    theme: str
    kind: str
    why: str
    supplementary: str
    proofs: tuple[Quotable, ...]
    worth: float
    to: str
    delivery: Delivery = "meeting"


class Writer:
    """Words questions, taking what can be asked in turn, so that no draft asks the same thing over and over."""

    def __init__(self, author: str | None, to: str | None = None) -> None:
        """Questions are put to the report's author, or all of them to `to`."""
        self._to = to or ("the Director" if "director" in (author or "").lower() else "the service")
        self._used: Counter[str] = Counter()

    def of_finding(self, found: Finding, worth: float) -> Candidate:
        """The question that a finding deserves."""
        said, asks = _FINDINGS[found.sort]
        slots = {name: short(words) for name, words in found.said.items()}
        why = f"{_WHY[found.sort]}: {found.working}."
        return Candidate(
            f"{said} {asks}".format(**slots), None, _THEMES[found.sort], found.kind, why,
            "When will members have the answer in writing?", found.proofs, worth, self._to,
        )  # fmt: skip

    def of_challenge(self, challenge: Challenge, about: Bearing) -> Candidate:
        """The question that a statement deserves, by the prompt that it clearly bears on, if any."""
        one = challenge.said
        clear = about.much >= _MUCH and about.id in asks()
        first, second = self._in_turn(asks()[about.id] if clear else _FIGURE if one.amounts else _PLAIN)
        theme = about.text if clear else one.heading or one.passage.item.title
        why = f"It bears on “{theme}”" if clear else f"It stands under “{theme}”."
        return Candidate(
            f"{place(one)} {telling(one)} {first}", None, theme, "challenge", why, second, challenge.proofs,
            challenge.odds, self._to,
        )  # fmt: skip

    def of_prompt(self, judged: Judged, searched: str) -> Candidate:
        """The agreed prompt itself, where the report is silent on it, with what was searched."""
        why = f"Nothing that answers this was found in {searched}"
        return Candidate(
            judged.prompt.text, judged.prompt.id, judged.prompt.text, "coverage", why,
            "Which paper tells members that?", judged.quotes[:2], judged.odds[0], self._to,
        )  # fmt: skip

    def _in_turn(self, ways: Sequence[str]) -> tuple[str, str]:
        """What to ask now, that which was asked least, and what to ask next."""
        order = sorted(ways, key=lambda way: self._used[way])
        self._used[order[0]] += 1
        return order[0], order[-1]


@cache
def asks() -> Mapping[str, Sequence[str]]:
    """What can be asked of a statement that bears on a prompt, by the prompt's id."""
    return tomllib.loads(files("prompts").joinpath("asks.toml").read_text(encoding="utf-8"))


def place(statement: Quotable) -> str:
    """Where it stands, as a person says it: "Paragraph 21", "The appendix"."""
    paragraph = statement.said.paragraph if isinstance(statement, Statement) else None
    number, appendix = (paragraph or "").rstrip("."), statement.passage.item.kind == "appendix"
    if number[:1].isdigit():
        return f"The appendix, paragraph {number}," if appendix else f"Paragraph {number}"
    return "The appendix" if appendix else "The report"


def telling(statement: Quotable) -> str:
    """What it says, as a clause and a full stop: "says “…”."; of a row its label and figures."""
    if isinstance(statement, Statement) and statement.row:
        cells = [cell.text.strip() for cell in statement.said.cells if cell.text.strip()]
        label = short(cells[0] if cells else statement.text, 10)
        return f"lists “{label}”."
    return f"says “{short(statement.text)}”."


def short(text: str, most: int = _SAID) -> str:
    """A text of few words whole, else its first words to the last mark of a clause within reach; no stop at its end."""
    words = _MARK_UP.sub("", text).split()
    if len(words) <= most + _SPARE:
        return " ".join(words).rstrip(".;:,–— ")
    ends = [n for n in range(_CLAUSE, most + 1) if words[n - 1][-1:] in ".,;:–—"]
    cut = " ".join(words[: ends[-1] if ends else most - 2]).rstrip(".;:,–— ")
    return cut if ends and words[ends[-1] - 1][-1:] == "." else f"{cut} …"


