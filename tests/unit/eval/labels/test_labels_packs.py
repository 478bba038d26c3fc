"""Our readers' quotes are found in the real papers as the product reads them."""

import pytest

from eval.labels.resolve import READERS, kept, resolve
from tests.places import SHARED

pytestmark = [
    pytest.mark.packs,
    pytest.mark.skipif(not (SHARED / "packs-other").is_dir(), reason="no ../shared/packs-other beside the checkout"),
]


def test_ninety_nine_in_a_hundred_quotes_are_found():
    """Of each sixteenth file: to read them all takes two minutes, and is what `python -m eval labels` does."""
    rows = [row for kind in READERS for row in kept(kind)]
    files = set(sorted({row.file for row in rows})[::16])
    said: list[str] = []
    found = resolve(SHARED, [row for row in rows if row.file in files], said.append)
    assert found.sought > 300
    assert said == []
    assert len(found.lost) <= 0.01 * found.sought
