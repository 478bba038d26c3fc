"""Drafts against labels and challenges, on cases small enough to work out by hand."""

import pytest

from eval.drafts.cases import ChallengeCase, PromptCase
from eval.drafts.score import challenges, draft_for, labels, summary
from eval.measures.printed import Asked, Cited, Covered, Drafted

QUOTE = "attendance at the clinic fell from 91 to 64 per cent"
PROOF = Cited(quote=QUOTE)


def draft(report: str, document: str = "june.pdf", prompts=(), questions=()) -> Drafted:
    return Drafted(report=report, document=document, prompts=prompts, questions=questions)


def test_the_draft_with_the_nearest_title_is_judged():
    second, third = draft("Quarter 2 2024/25 Performance"), draft("Quarter 3 2024/25 Performance")
    case = PromptCase(report="QUARTER 3 2024/25 PERFORMANCE REPORT", prompt="voices", label="silent")
    assert draft_for([second, third], case) is third
    assert draft_for([draft("Road works")], case) is None
    assert draft_for([draft("Road works")], case.model_copy(update={"file": "a/june.pdf"})) is not None
    assert (
        draft_for([draft("Quarter 3 2024/25 Performance", "may.pdf")], case.model_copy(update={"file": "june.pdf"}))
        is None
    )


def test_labels_and_their_figures():
    cases = [
        PromptCase(report="Clinic report", prompt=prompt, label=label, quotes=quotes)
        for prompt, label, quotes in (
            ("consultation", "answered", (QUOTE,)),
            ("voices", "partly", (QUOTE,)),
            ("success", "silent", ()),
            ("history", "silent", ()),
        )
    ]
    drafted = draft(
        "The clinic",
        prompts=(
            Covered(id="consultation", coverage="silent"),
            Covered(id="voices", coverage="partly", citations=(PROOF,)),
            Covered(id="success", coverage="silent"),
        ),
    )
    found = labels(cases, [drafted])
    assert [(one.got, one.evidence) for one in found] == [
        ("silent", False),
        ("partly", True),
        ("silent", None),
        (None, None),
    ]
    got = summary(found, ())
    assert got["labels judged"] == 0.75
    assert got["label accuracy"] == 2 / 3
    assert got["label macro-F1"] == pytest.approx((1 + 2 / 3) / 3)
    assert got["answered called silent, or the reverse"] == 1 / 3
    assert got["prompt evidence cited"] == 0.5
    assert got["best three challenges found"] is None


def test_a_challenge_is_found_by_its_proof_among_the_first_twelve():
    fillers = tuple(
        Asked(rank=n, citations=(Cited(quote="some quite different words stand here"),)) for n in range(1, 12)
    )
    cases = [
        ChallengeCase(id=f"h{n}", report="Clinic report", quotes=(quote,))
        for n, quote in enumerate(
            (
                QUOTE,
                f"In the year {QUOTE} without any reason given",
                "never drafted by anybody at all",
                "nor was this one, ever",
            )
        )
    ]
    twelfth = draft("The clinic", questions=(*fillers, Asked(rank=12, citations=(PROOF,))))
    assert [one.rank for one in challenges(cases, [twelfth])] == [12, 12, None, None]
    thirteenth = draft("The clinic", questions=(Asked(rank=0), *fillers, Asked(rank=12, citations=(PROOF,))))
    assert [one.rank for one in challenges(cases, [thirteenth])] == [None] * 4
    got = summary((), challenges(cases, [twelfth]))
    assert got["challenges found in the first 12"] == 0.5
    assert got["best three challenges found"] == 2 / 3
    assert got["label accuracy"] is None
