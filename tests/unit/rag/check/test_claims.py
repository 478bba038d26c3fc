"""What the check of a sentence keeps, proves false and doubts, by kind.

The table `claims.txt` beside this has invented passages ("= …", "\\n" for a line's end), each with sentences about it:
"+" is proved, "- … | reason" is proved wrong, "~ … | reason" is neither, and "? … | reason" is proved and doubted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.check import check_sentence, doubts, refuted
from rag.llm.sources import Source
from rag.values import Retrieved
from tests.unit.rag.council import paper, stored

ITEM = paper("i1", "Quarter 2 2031/32 Performance Report")


def told() -> list[tuple[str, str, str, str]]:
    """(passage, mark, sentence, reason) of each line of the table."""
    found, passage = [], ""
    for line in Path(__file__).with_name("claims.txt").read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "=":
            passage = rest.replace("\\n", "\n")
        elif mark:
            sentence, _, reason = rest.partition(" | ")
            found.append((passage, mark, sentence, reason))
    return found


@pytest.mark.parametrize(("passage", "mark", "sentence", "reason"), told())
def test_a_sentence_is_proved_proved_wrong_or_doubted(passage: str, mark: str, sentence: str, reason: str) -> None:
    assert bool(reason) is (mark != "+"), "a line that is caught or doubted says why"
    cited = Source("K", Retrieved(stored(passage, ITEM, "p1"), 1, 1.0), "").cites(sentence)
    unproved, wrong = check_sentence(sentence, cited), refuted(sentence, cited)
    assert (bool(unproved), bool(wrong)) == (mark in "-~", mark == "-"), (unproved, wrong)
    assert reason in "; ".join(doubts(sentence, cited) if mark == "?" else unproved)
