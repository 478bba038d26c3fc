"""The gold cases of answers: questions with their evidence, and conversations.

Their shapes are those of `eval/cases/*.jsonl`.
"""

from pathlib import Path

from eval.measures.gold import GoldShape, read
from eval.measures.text import SEVERAL
from index.faults import Unreadable


class Gold(GoldShape):
    """Evidence. `file` is the pack's file, `page` its PDF page; `seed` what the file's name begins with."""

    quote: str
    report: str = ""
    doc_kind: str = "report"
    meeting_date: str | None = None
    file: str | None = None
    page: int | None = None
    seed: str | None = None


class Case(GoldShape):
    """A question and its evidence. No gold means that the papers do not answer it and the assistant should say so;
    `near` are quotes of them that look like an answer and are none. `file` is the file of the one paper the case is
    about, where each paper is a file.
    """

    id: str
    question: str
    kind: str
    gold: tuple[Gold, ...] = ()
    asker: str = ""
    answer: str = ""
    must_contain: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    file: str | None = None
    seed: str | None = None

    @property
    def needs_all(self) -> bool:
        """Whether every piece of evidence is wanted; otherwise any one of them answers the question."""
        return self.kind in ("multi", "list") or self.seed == SEVERAL


class Turn(GoldShape):
    """One question of a conversation, asked with the turns before it."""

    question: str
    gold: tuple[Gold, ...] = ()
    must_contain: tuple[str, ...] = ()
    kind: str | None = None


class Conversation(GoldShape):
    """A chat of several turns."""

    id: str
    turns: tuple[Turn, ...]

    def cases(self) -> tuple[Case, ...]:
        """Each turn as a case of its own, `<id>/<n>`; of kind `opening` or `follow-up` where the turn names none."""
        return tuple(
            Case(
                id=f"{self.id}/{n}",
                question=turn.question,
                gold=turn.gold,
                must_contain=turn.must_contain,
                kind=turn.kind or ("opening" if n == 1 else "follow-up"),
            )
            for n, turn in enumerate(self.turns, 1)
        )


def questions(path: Path) -> tuple[Case, ...]:
    """The question cases of a file; ids must be unique, since scores are joined on them."""
    found = read(path, Case)
    seen: set[str] = set()
    for case in found:
        if case.id in seen:
            raise Unreadable(f"{path}: the id {case.id} stands twice.", "Give each case an id of its own.")
        seen.add(case.id)
    return found
