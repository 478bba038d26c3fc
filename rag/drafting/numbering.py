"""Numbers candidates and their citations; what rests on nothing, or says what another says, is dropped and said so."""

from __future__ import annotations

from collections.abc import Sequence

from rag.check import check_quote
from rag.drafting.questions import Candidate
from rag.drafting.statements import Statement
from rag.values import Citation, DraftQuestion, Dropped

Numbers = dict[tuple[str, str], int]  # passage and words → number, through one draft


def number(
    candidates: Sequence[Candidate], numbers: Numbers, spare: Sequence[Candidate] = (), fewest: int = 0
) -> tuple[list[DraftQuestion], list[Dropped]]:
    """The candidates with their citations; one without evidence, or that says what another says, is dropped.

    Where fewer than `fewest` are left, the `spare` ones that stand fill up, in order.
    """
    questions: list[DraftQuestion] = []
    dropped: list[Dropped] = []
    for place, candidate in enumerate((*candidates, *spare)):
        if place >= len(candidates) and len(questions) >= fewest:
            break
        citations = cite(candidate.proofs, numbers)
        if not citations:
            dropped.append(Dropped(candidate.text, "No words of the papers could be found to rest it on."))
        elif any(candidate.text == q.text for q in questions):
            dropped.append(Dropped(candidate.text, "It says the same as another question."))
        elif "“" in candidate.text and any(_rest_alike(citations, q) for q in questions):
            dropped.append(Dropped(candidate.text, "It rests on the same words as another question."))
        else:
            questions.append(
                DraftQuestion(
                    len(questions) + 1,
                    candidate.text,
                    candidate.prompt_id,
                    candidate.theme,
                    candidate.kind,
                    candidate.why,
                    candidate.supplementary,
                    citations,
                    candidate.to,
                    candidate.delivery,
                )
            )
    return questions, [d for d in dropped if d.text not in {candidate.text for candidate in spare}]


def _rest_alike(citations: Sequence[Citation], question: DraftQuestion) -> bool:
    """True when both begin with the same words, or rest on the very same."""
    begins = "“" in question.text and citations[0].n == question.citations[0].n
    return begins or {c.n for c in citations} == {c.n for c in question.citations}


def cite(statements: tuple[Statement, ...], numbers: Numbers) -> tuple[Citation, ...]:
    """Citations of statements whose words stand verbatim in their passage, numbered through the draft."""
    return tuple(
        Citation(numbers.setdefault((s.passage.id, s.text), len(numbers) + 1), s.passage, s.text)
        for s in statements
        if check_quote(s.text, s.passage)
    )
