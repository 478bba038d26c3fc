"""The words before a commitment are shown where its own point back at them, and only there."""

from __future__ import annotations

import pytest

from rag.memory.commitment import Commitment, Kind, said_before
from rag.values import Citation
from tests.unit.rag.council import paper, stored


def said(text: str, about: str, kind: Kind = "undertaking") -> str:
    citation = Citation(1, stored(text, paper("m", "Minutes", kind="minutes"), "m-0"), text)
    return said_before(Commitment("id", text, kind, None, None, "", "14", "", about, None, None, citation))


@pytest.mark.parametrize(
    ("text", "about", "before"),
    [
        ("It would be mended by May.", "The pier cracked. The lamp failed.", "The lamp failed."),
        ("Officers agreed to consider this.", "The lamp had failed.", "The lamp had failed."),
        ("These findings would be reported to members.", "A survey was made.", "A survey was made."),
        ("The Master said that she would write.", "A skipper asked for a berth.", "A skipper asked for a berth."),
        ("The Master agreed to send a tide table.", "The lamp had failed.", ""),
        ("A note on the lamp that failed at night would be sent, and it would be short.", "The lamp had failed.", ""),
        ("It would be mended by May.", "", ""),
    ],
)
def test_what_points_back_is_shown_with_what_was_said_before(text, about, before):
    assert said(text, about) == before


def test_a_resolution_is_read_alone():
    assert said("That this be referred to Council.", "The lamp had failed.", "resolution") == ""
