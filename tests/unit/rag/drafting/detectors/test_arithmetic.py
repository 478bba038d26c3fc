"""What drafting reckons: only between the two ends of one change, never with a number that belongs to a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.language.amounts import amounts
from rag.drafting.detectors import changes
from rag.drafting.papers import gather
from tests.unit.rag.drafting.conftest import Papers


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Readers aged 1 to 4 fell from 65 to 52", ["65", "52"]),
        ("Ages 10 to 15 and 16 to 17 rose from 30 to 44", ["30", "44"]),
        ("Stages 1 and 2, with 33 readers", ["33"]),
        ("Within 4 to 6 weeks 30 books came back", ["30"]),
        ("There were 38 in 2021 and 45 in 2022", ["38", "45"]),
    ],
)
def test_a_number_joined_to_a_label_is_part_of_it(text: str, printed: list[str]) -> None:
    assert [a.printed for a in amounts(text)] == printed


def reckoned(papers: Papers) -> list[str]:
    found = changes.find(gather(papers.library, papers.library.item("r")))  # type: ignore[arg-type]
    return [c.reckoned for c in found if c.reckoned]


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("Complaints of readers aged 1 to 4 rose from 52 to 65 (+25%).", "52 to 65 is up 13, or 25%"),
        ("Complaints rose from 40 (2030) to 60 (2031).", "40 to 60 is up 20, or 50%"),
        ("Complaints stood at 60, up from 40 the year before.", "40 to 60 is up 20, or 50%"),
        ("Of 900 readers, complaints rose by 20, from 40 to 60.", "40 to 60 is up 20, or 50%"),
    ],
)
def test_both_ends_come_from_one_change(text: str, working: str, report: Callable[..., Papers]) -> None:
    assert reckoned(report(f"1. {text}")) == [working]


@pytest.mark.parametrize(
    "text",
    [
        "Complaints rose from 40 to 60, an increase of 35 on the branches counted before.",
        "Complaints rose from 40 to 60 (+12%).",
        "Complaints came from 40 branches and the share of those due to lateness went to 60.",
        "Of the books, 31% were lent and 18% lost, compared to 40% and 24% in the country.",
        "Complaints came from 40 readers. To these, 60 are added compared with none.",
    ],
)
def test_nothing_is_reckoned_that_the_sentence_contradicts(text: str, report: Callable[..., Papers]) -> None:
    assert reckoned(report(f"1. {text}")) == []
