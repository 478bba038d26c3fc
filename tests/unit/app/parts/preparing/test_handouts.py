"""What members are asked to do with a report, told alike on the page and in the Word file."""

from types import SimpleNamespace

import pytest

from app.parts.preparing.handouts import recommended
from tests.unit.rag.council import paper, stored


@pytest.mark.parametrize(
    ("written", "shown", "asked"),
    [
        ("That the Quay Board **agrees** the fares.", "That the Quay Board agrees the fares.", "for decision"),
        ("\uf0b7 Note the tides.", "• Note the tides.", "for noting"),
        ("Members are asked to comment.", "Members are asked to comment.", ""),
    ],
)
def test_what_is_asked_is_read_from_the_words_as_they_are_shown(written, shown, asked):
    library = SimpleNamespace(passages=lambda _: [stored(written, section="Recommendations")])
    assert recommended(library, paper("tides", "Tides")) == ([shown], asked)
