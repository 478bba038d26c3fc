"""An ingest, a replacement and a withdrawal, killed with SIGKILL at seeded moments and mended at the next start; at
many more, and with all else that writes, in `tests.bench.kill`.
"""

from __future__ import annotations

import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from index.ingest.ingest import ingest, resume
from index.ingest.parse import parse
from index.store.library import Library
from index.store.verify import verify
from tests.fakes import HashEmbedding, parse_blocks
from tests.ingesting import counted, finish, killed_at, processes, run_ingest, run_withdraw
from tests.places import SHARED
from tests.unit.index.conftest import write_packs


def state(library: Library) -> tuple[object, ...]:
    """All that a search can show, once every passage has been found by its words and its vector."""
    report = verify(library)
    assert report.sound, report.problems
    return tuple(library.items()), library.stores.catalogue.passages()


def after_next_start(data: Path) -> tuple[object, ...]:
    with Library.open(data, HashEmbedding()) as library:
        list(resume(library, parse_blocks))
        assert not any(library.stores.strays())
        return state(library)


def moments(number: int, count_file: Path, work: Callable[..., None], *arguments: object) -> list[int]:
    """Seeded moments over the whole of a work, which is done once to measure it."""
    assert finish(processes().Process(target=counted, args=(count_file, work, *arguments))) == 0
    return sorted(random.Random(20).sample(range(1, int(count_file.read_text())), number))


def kill(step: int, work: Callable[..., None], *arguments: object) -> bool:
    process = processes().Process(target=killed_at, args=(step, work, *arguments))
    return finish(process) == -signal.SIGKILL


def test_an_ingest_killed_at_any_of_eight_moments(tmp_path: Path) -> None:
    packs = write_packs(tmp_path / "packs")
    steps = moments(8, tmp_path / "count", run_ingest, tmp_path / "whole", packs)
    expected = after_next_start(tmp_path / "whole")
    killed = 0
    for step in steps:
        data = tmp_path / str(step)
        killed += kill(step, run_ingest, data, packs)
        with Library.open(data, HashEmbedding()) as library:
            waited = library.stores.catalogue.waiting()
            documents = library.documents()
        if not documents and not waited:  # it was killed before it knew what it had to do
            run_ingest(data, packs)
        assert after_next_start(data) == expected
    assert killed == 8


def test_a_replacement_killed_at_any_moment(tmp_path: Path) -> None:
    packs = write_packs(tmp_path / "packs")

    def before(data: Path) -> tuple[object, ...]:
        write_packs(packs)
        run_ingest(data, packs)
        found = after_next_start(data)
        write_packs(packs, passages=3)
        return found

    before(tmp_path / "whole")
    steps = moments(3, tmp_path / "count", run_ingest, tmp_path / "whole", packs)
    new = after_next_start(tmp_path / "whole")
    for step in steps:
        data = tmp_path / str(step)
        old = before(data)
        assert kill(step, run_ingest, data, packs)
        found = after_next_start(data)
        assert found in (old, new)
        run_ingest(data, packs)
        assert after_next_start(data) == new


def test_a_withdrawal_killed_at_any_moment(tmp_path: Path) -> None:
    packs = write_packs(tmp_path / "packs")
    run_ingest(tmp_path / "whole", packs)
    after_next_start(tmp_path / "whole")  # as those that are killed: an opening may write what is then written no more
    steps = moments(3, tmp_path / "count", run_withdraw, tmp_path / "whole", "1 transport.txt")
    without = after_next_start(tmp_path / "whole")
    for step in steps:
        data = tmp_path / str(step)
        run_ingest(data, packs)
        whole = after_next_start(data)
        assert kill(step, run_withdraw, data, "1 transport.txt")
        found = after_next_start(data)
        assert found in (whole, without)
        if found == without:
            assert not any(b"transport" in path.read_bytes().lower() for path in data.rglob("*") if path.is_file())


@pytest.mark.packs
def test_the_library_of_a_real_pack_is_sound(tmp_path: Path) -> None:
    packs = SHARED / "packs"
    if not packs.is_dir():
        pytest.skip("the real packs are not beside the checkout")
    smallest = min(packs.iterdir(), key=lambda path: path.stat().st_size)
    with Library.open(tmp_path, HashEmbedding()) as library:
        assert [line.status for line in ingest([smallest], library, parse)] == ["added"]
        assert verify(library).sound
