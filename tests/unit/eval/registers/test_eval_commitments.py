"""The scorer of the register: recall and precision by kind, and the gold of the sample council."""

from __future__ import annotations

from datetime import date

import pytest

from eval.measures.gold import read
from eval.registers.commitments import CASES, CommitmentCase, score
from rag.memory.commitment import Commitment
from rag.values import Citation
from tests.unit.rag.council import paper, stored

DAY = date(2030, 11, 12)
MINUTES = paper("m", "Minutes of 12 November 2030", kind="minutes", meeting_date=DAY)


def entry(text: str, **more: object) -> Commitment:
    fields: dict[str, object] = {"kind": "undertaking", "owner": None, "due": None, "due_words": "", "minute": "14"}
    return Commitment(
        id=text, text=text, heading="", about="", committee=None, meeting_date=DAY,
        citation=Citation(1, stored(text, MINUTES), text), **(fields | more),
    )  # fmt: skip


def case(quote: str, **more: object) -> CommitmentCase:
    fields = {"id": quote, "meeting_date": DAY, "minute": "14", "kind": "undertaking", "quote": quote} | more
    return CommitmentCase.model_validate(fields)


def test_recall_precision_and_what_went_wrong():
    register = [entry("He agreed to mend the bell."), entry("He hoped for sun."), entry("x", kind="soft")]
    scores = score([case("mend the bell", status="kept"), case("ring it"), case("sing", kind="soft")], register)
    assert scores.found == {"resolution": None, "undertaking": 0.5, "soft": 0.0}
    assert scores.right == {"resolution": None, "undertaking": 0.5, "soft": 0.0}
    assert scores.statuses == 0.0
    assert [c.quote for c in scores.missed] == ["ring it", "sing"]
    assert [c.text for c in scores.extra] == ["He hoped for sun.", "x"]
    assert scores.misjudged[0][1].text == "He agreed to mend the bell."
    assert scores.dues is None


def test_the_same_words_of_another_meeting_are_another_thing():
    later = case("mend the bell", meeting_date=date(2031, 1, 1))
    assert score([later], [entry("mend the bell")]).found["undertaking"] == 0


@pytest.fixture(scope="module")
def gold() -> tuple[CommitmentCase, ...]:
    return read(CASES, CommitmentCase)


def test_the_gold_stands_in_the_minutes_of_its_meeting(gold):
    sources = CASES.parents[1] / "council" / "sources"
    texts = [" ".join(p.read_text("utf-8").split()) for p in sorted(sources.glob("*/02-minutes.txt"))]
    assert len({c.id for c in gold}) == len(gold) > 70
    for c in gold:
        assert sum(c.quote in text for text in texts) >= 1, c.quote
