"""Whatever byte of a data folder changes, `verify` names it or nothing differs, and nothing wrong is shown."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.flips import files, make, place_in, shown, trial

FLIPS = st.tuples(st.integers(0, 10**6), st.floats(0, 1, exclude_max=True), st.integers(1, 255))


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("flips") / "data"
    make(data)
    return data


@settings(deadline=None, derandomize=True, max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(flip=FLIPS)
def test_any_byte(ready: Path, flip: tuple[int, float, int]) -> None:
    which, where, by = flip
    with tempfile.TemporaryDirectory() as folder:
        data = Path(shutil.copytree(ready, Path(folder, "data")))
        before = shown(Path(shutil.copytree(ready, Path(folder, "before"))))
        found = files(data)
        name = sorted(found)[which % len(found)]
        became = trial(data, before, found[name], place_in(found[name], where, by % 8 > 0), by)
        assert became in ("mended", "no difference", "named, and says what is needed"), (name, became)
