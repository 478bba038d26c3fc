"""What leaves the app is proved first: a citation counts only when its quote still stands in the paper held."""

from __future__ import annotations

from dataclasses import dataclass

from app.listrecords import Kept, ListedQuestion, MemberList
from app.records import CitationRecord
from index.store.library import Library
from rag.check import check_quote


@dataclass(frozen=True)
class Proved:
    """A question with the citations that stand, numbered from 1, and what is to be said of it."""

    kept: Kept
    citations: tuple[CitationRecord, ...]
    remarks: tuple[str, ...]

    @property
    def question(self) -> ListedQuestion:
        """The question itself."""
        return self.kept.question


def proved(member_list: MemberList, library: Library) -> list[Proved]:
    """The questions of a list with only the citations whose quotes stand word for word in the papers held."""
    ids = {c.passage_id for kept in member_list.questions for c in kept.question.citations}
    held = {passage.id: passage for passage in library.passages_by_id(ids)}
    found = []
    for kept in member_list.questions:
        standing = [
            citation
            for citation in kept.question.citations
            if citation.passage_id in held and check_quote(citation.quote, held[citation.passage_id])
        ]
        numbered = tuple(citation.model_copy(update={"n": n}) for n, citation in enumerate(standing, 1))
        found.append(Proved(kept, numbered, _remarks(kept.question, len(standing))))
    return found


def _remarks(question: ListedQuestion, standing: int) -> tuple[str, ...]:
    remarks = []
    if not question.drafted and not question.citations:
        remarks.append("The member’s own question; it rests on no quote.")
    elif standing < len(question.citations):
        remarks.append("A quote that this rested on is no longer in the papers held and is left out.")
    if question.unproved:
        remarks.append(f"Not in the quotes: {'; '.join(question.unproved)}.")
    return tuple(remarks)
