"""What leaves the app is proved first: a citation counts only when its quote still stands in the paper held."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.saved.listrecords import Kept, ListedQuestion, MemberList
from app.saved.records import CitationRecord
from app.wording import paper_words, place_words
from index.store.library import Library
from rag.check import check_quote

_QUOTED = re.compile(r"“([^”]*)”")
_FIGURE = re.compile(r"£?\d+(?:[,./:–-]\d+)*%?")  # whole: "2021/22", "1,204", "66.5%"


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
    if wrong := unproved(question):
        remarks.append(f"Not in the quotes: {'; '.join(wrong)}.")
    return tuple(remarks)


def unproved(question: ListedQuestion) -> tuple[str, ...]:
    """What a member's new wording quotes, and the figures it gives, that neither its citations nor their places have;
    () when all of it stands. What stands as it was drafted was checked then.
    """
    if not question.edited:
        return ()
    places = (words for c in question.citations for words in (paper_words(c), place_words(c)))
    grounds = [question.drafted, *(citation.quote for citation in question.citations), *places]
    folded = [_folded(ground) for ground in grounds]
    quotes = [part for quote in _QUOTED.findall(question.text) for part in quote.split("…") if part.strip(" .,;:")]
    wrong = [q.strip() for q in quotes if not any(_folded(q).strip(" .,;:") in ground for ground in folded)]
    known = set(_figures(" ".join(grounds)))
    figures = dict.fromkeys(_figures(_QUOTED.sub(" ", question.text)))
    return (*wrong, *(figure for figure in figures if figure not in known))


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").replace("‘", "'").split())


def _figures(text: str) -> list[str]:
    """The figures of a text, whole; the two ways to write a year in two halves are one."""
    return [figure.replace("–", "/").replace("-", "/") for figure in _FIGURE.findall(text)]
