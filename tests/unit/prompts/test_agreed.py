from __future__ import annotations

from datetime import date

import pytest

from prompts.agreed import choose, lists, printed_questions
from tests.places import SHARED

SEVEN = ("consultation", "voices", "success", "history", "after_money", "evaluated", "evaluation_plan")
PACKS = SHARED / "packs"


def page(bullet: str, gap: str, questions: tuple[str, ...]) -> str:
    lead = "QUESTIONING BY MEMBERS\n\nMembers may like to start from these:-\n\n"
    return lead + gap.join(f"{bullet}{q}" for q in questions) + "\n\n3\n"


def test_the_seven_stand_in_printed_order_with_their_source() -> None:
    seven = lists()[-1]
    assert tuple(p.id for p in seven.prompts) == SEVEN
    assert seven.since == date(2021, 11, 2)
    assert seven.source.startswith("printed in the pack of the Children and Families Overview and Scrutiny Committee")
    assert [p.meeting_date for p in seven.printed] == [date(2021, 11, 2), date(2022, 3, 8), date(2023, 11, 7)]
    assert [r.printed.meeting_date for r in seven.reminders] == [date(2022, 3, 8)] * 2
    assert seven.prompt("success").text == "What does success look like?"
    with pytest.raises(KeyError):
        seven.prompt("cost")


def test_the_guide_of_2016_has_its_branches() -> None:
    guide = lists()[0]
    assert [p.branch for p in guide.prompts] == [None] * 6 + ["If it is a new service"] * 4 + [
        "If it is a reduction in an existing service"
    ] * 4
    assert guide.since == date(2016, 11, 7)


def test_ids_are_unique_within_a_list() -> None:
    for agreed in lists():
        assert len({p.id for p in agreed.prompts}) == len(agreed.prompts)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (date(2023, 11, 7), "seven-2021"),
        (date(2021, 11, 2), "seven-2021"),
        (date(2021, 11, 1), "guide-2016"),
        (date(2016, 11, 7), "guide-2016"),
        (date(2009, 1, 1), "guide-2016"),
        (None, "seven-2021"),
    ],
)
@pytest.mark.parametrize("guidance", [None, "", "This page is intentionally left blank"])
def test_without_a_guidance_page_the_date_decides(guidance: str | None, when: date | None, expected: str) -> None:
    assert choose(guidance, when).id == expected


@pytest.mark.parametrize("bullet", ["\uf0b7 ", "• ", "- ", "* ", " ", "1. ", "(a) ", ""])
@pytest.mark.parametrize("gap", ["\n", "\n\n", " \n \n"])
@pytest.mark.parametrize("which", [0, 1])
def test_the_page_decides_over_the_date_however_it_is_laid_out(bullet: str, gap: str, which: int) -> None:
    agreed = lists()[which]
    text = page(bullet, gap, tuple(p.text for p in agreed.prompts))
    assert choose(text, date(2030, 1, 1) if which == 0 else date(2016, 11, 7)) is agreed
    assert choose(" ".join(text.split()), None) is agreed


def test_questions_broken_over_lines_and_page_numbers_are_joined() -> None:
    text = (
        "Ask:\n\n\uf0b7 Who gains from\n\n7\n\nthis and\nwho loses? \n\n\uf0b7 What next? (say when)\nOther business:\n"
    )
    found = tuple(question.text for question in printed_questions(text))
    assert found == ("Who gains from this and who loses?", "What next? (say when)")


def test_a_council_that_prints_other_questions_gets_its_own() -> None:
    own = choose(
        page("• ", "\n", ("What does success look like?", "Who pays for the buses?", "Who checks the drains?")),
        date(2024, 2, 1),
    )
    assert own.prompts[0].id == "success"
    assert [p.text for p in own.prompts][1:] == ["Who pays for the buses?", "Who checks the drains?"]
    assert own.since == date(2024, 2, 1)
    assert "own guidance page" in own.source
    assert len({p.id for p in own.prompts}) == 3


def test_a_known_list_with_one_added_keeps_the_known_ids() -> None:
    texts = tuple(p.text for p in lists()[-1].prompts)
    own = choose(page("- ", "\n", (*texts, "How will rural bus users be told?")), None)
    assert tuple(p.id for p in own.prompts[:7]) == SEVEN
    assert own.prompts[7].text == "How will rural bus users be told?"


def test_branches_of_an_own_list_are_kept() -> None:
    text = "Ask these.\n- Who pays for it?\nIf the service is to close:\n- Where will its users go instead?\n"
    assert [(p.branch, p.text) for p in choose(text, None).prompts] == [
        (None, "Who pays for it?"),
        ("If the service is to close", "Where will its users go instead?"),
    ]


def test_prose_that_asks_nothing_gives_nothing() -> None:
    assert printed_questions("Scrutiny matters. Ask good questions.") == ()


@pytest.mark.packs
def test_the_lists_are_word_for_word_what_the_packs_print() -> None:
    if not PACKS.is_dir():
        pytest.skip("the real packs are not beside this checkout")
    texts = [" ".join(p.read_text(encoding="utf-8", errors="replace").split()) for p in PACKS.glob("*.txt")]
    for agreed in lists():
        holders = [t for t in texts if all(p.text in t for p in agreed.prompts)]
        assert len(holders) == len(agreed.printed)
        assert all(any(r.text in t for t in texts) for r in agreed.reminders)
        assert all(any(f"{p.branch}:" in t for t in texts) for p in agreed.prompts if p.branch)
        assert any(agreed.agreed in t for t in texts)
