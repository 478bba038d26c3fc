"""How the assistant is used: how much is asked, how it ends, and what people look for in vain.

Counted from the chats that are kept; no sentence and no person is told, only words asked for in vain in two chats.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from string import punctuation

from app.saved.chats import ChatStore
from app.saved.records import AnswerRecord
from index.language.tokens import tokens
from index.store.library import Library

DAYS = timedelta(days=30)
_COMMON = 0.02  # share of passages from which on a word tells nothing of what was looked for
_CHATS, _LONGEST = 2, 30  # chats that a word must be asked for in; letters of a word


@dataclass(frozen=True)
class Usage:
    """Of late chats: how many, how many answers of each status, and words asked for in vain with their chats."""

    chats: int
    answers: Mapping[str, int]
    in_vain: Sequence[tuple[str, int]]

    @classmethod
    def of(cls, chats: ChatStore, library: Library, most: int = 20) -> "Usage":
        """The use that the chats of the last 30 days show."""
        statuses, sought, late = Counter[str](), Counter[str](), chats.changed_within(DAYS)
        for told in late:
            answers = [message for message in told if isinstance(message, AnswerRecord)]
            statuses.update(answer.status for answer in answers)
            missed = " ".join(answer.question for answer in answers if answer.status in ("nearest", "not_found"))
            words = {word.strip(punctuation).casefold() for word in missed.split()}
            sought.update(word for word in words if word.isalpha() and len(word) <= _LONGEST)
        often = {word: n for word, n in sought.items() if n >= _CHATS}
        held = library.document_frequency(stem for word in often for stem in tokens(word))
        bound = _COMMON * max(1, sum(document.passages for document in library.documents()))
        rare = [(word, n) for word, n in often.items() if all(held.get(stem, 0) <= bound for stem in tokens(word))]
        return cls(len(late), statuses, sorted(rare, key=lambda one: (-one[1], one[0]))[:most])
