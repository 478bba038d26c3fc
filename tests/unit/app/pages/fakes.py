"""A small assistant over a real library, so that the pages can be tested for what they show, not for what
it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from app.saved.viewer import Viewer
from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredItem, StoredPassage
from rag.conversation import Turn, resolve
from rag.drafted import Draft, DraftQuestion, Dropped, PromptCoverage
from rag.llm import never
from rag.values import Answer, Citation, Link, Scope, Sentence

MEMBER = Viewer("m@x", "Mo", "member")
OFFICER = Viewer("o@x", "Olive", "officer")
ADMIN = Viewer("a@x", "Ada", "admin")


def nearest(question: str, text: str) -> str:
    """The sentence of the text that shares most words with the question, the longest of those."""
    wanted = set(tokens(question))
    return max(re.split(r"(?<=\.)\s", text), key=lambda s: (len(wanted & set(tokens(s))), len(s)))


class FakeAssistant:
    """Quotes the first sentence of each of the best two passages by words. `asked` is its history."""

    def __init__(self, library: Library, fault: Exception | None = None) -> None:
        self.library = library
        self.fault = fault
        self.asked: list[tuple[str, tuple[object, ...], Scope | None]] = []
        self.links: tuple[Link, ...] = ()

    def stream(
        self,
        question: str,
        turns: Sequence[object] = (),
        scope: Scope | None = None,
        use_llm: bool = True,
        stop: Callable[[], bool] = never,
    ) -> Iterator[Sentence | Answer]:
        self.asked.append((question, tuple(turns), scope))
        if self.fault:
            raise self.fault
        before = [] if scope and "chat" in scope.ignored else [turn for turn in turns if isinstance(turn, Turn)]
        understood = resolve(question, before)
        items = [i.id for i in self.library.items() if scope.allows(i)] if scope and scope.narrows else None
        found = self.library.search_words(tokens(question), 2, items)
        citations = tuple(
            Citation(n, passage, nearest(question, passage.text))
            for n, passage in enumerate(self.library.passages_by_id([id for id, _ in found]), 1)
        )
        sentences = tuple(Sentence(f"The paper says: {c.quote}", (c.n,)) for c in citations)
        yield from sentences
        yield Answer(
            question,
            "answered" if citations else "not_found",
            " ".join(s.text for s in sentences) or "Nothing was found.",
            sentences,
            citations,
            scope=self._named(question, scope),
            links=self.links,
            understood="" if understood == question else understood,
        )

    def place(self, stop: Callable[[], bool]) -> int:
        return 0

    def _named(self, question: str, scope: Scope | None) -> Scope:
        """Every meeting whose year stands in the question, unless that is to be left out of account."""
        ignored = scope.ignored if scope else ()
        days = {i.meeting_date for i in self.library.items() if i.meeting_date and str(i.meeting_date.year) in question}
        return Scope(meetings=() if "periods" in ignored else tuple(sorted(days)), ignored=ignored)

    def ask(
        self, question: str, turns: Sequence[object] = (), scope: Scope | None = None, id: str | None = None
    ) -> Answer:
        *_, answer = self.stream(question, turns, scope)
        assert isinstance(answer, Answer)
        return Answer(**{**vars(answer), "id": id})

    def reports(self) -> list[StoredItem]:
        return [item for item in self.library.items() if item.kind == "report"]

    def draft(
        self,
        item_id: str,
        use_llm: bool = True,
        stop: Callable[[], bool] = never,
        wish: str = "",
        offered: Sequence[str] = (),
        only_kept: bool = False,
    ) -> Draft:
        item = self.library.item(item_id)
        cite = self._citation(self.library.passages(item_id)[0])
        return Draft(
            item.title,
            item.document,
            item.meeting_date,
            item_id,
            (
                PromptCoverage("voices", "Whose voices are heard?", "partly", "One is named.", (cite,), ""),
                PromptCoverage("success", "What is success?", "silent", "Nothing says it.", (), "all passages"),
            ),
            (DraftQuestion(1, "Why did it fall?", "success", "t", "figure", "It fell.", "By when?", (cite,)),),
            (Dropped("Is it blue?", "no quote carries it"),),
        )

    @staticmethod
    def _citation(passage: StoredPassage) -> Citation:
        return Citation(1, passage, nearest("", passage.text))
