"""Damaged papers are read, or refused in clear words; the long form is `tests.bench.mutants`."""

import random
from itertools import cycle, islice

from tests.awkward.mutants import damaged, papers
from tests.bench.mutants import outcome


def test_damaged_papers_are_read_or_refused_in_clear_words(tmp_path):
    chance, found = random.Random(7), []
    for number, source in enumerate(islice(cycle(papers(tmp_path / "papers")), 120)):
        path = tmp_path / f"{number}{source.suffix}"
        path.write_bytes(damaged(source.read_bytes(), chance))
        sort, said = outcome(path)
        assert sort in ("read", "refused"), f"{path.name}: {said}"
        assert sort == "read" or said.endswith(".")
        found.append(sort)
    assert set(found) == {"read", "refused"}
