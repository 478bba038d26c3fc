"""What the benches of looking back are measured on: an index, or the sample packs multiplied.

The packs are read once and stored again and again with later years, with an embedding that needs no model.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.encoder import SentenceTransformerEmbedding
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from index.values import ParsedDocument
from tests.fakes import HashEmbedding
from tests.places import SAMPLE

PACKS = SAMPLE
ALLOWED = {"small": 1.0, "large": 2.0}  # seconds to open, up to 20 packs and above
LARGE = 20
STEP = 2  # years between one copy of the packs and the next
_YEAR = re.compile(r"(?<!\d)20[2-3]\d(?!\d)")


@dataclass(frozen=True)
class Many:
    """The library to measure; `packs` is how many were stored for it, in `folder`, or None where it was there."""

    library: Library
    packs: int | None
    folder: Path

    def one_more(self) -> bool:
        """Store one pack more; False where the library is not of our making."""
        if self.packs is not None:
            multiply(self.library, [self.packs], self.folder)
        return self.packs is not None

    def allowed(self) -> float:
        """Say what it holds; the seconds that opening may take."""
        items = self.library.items()
        meetings = len({i.meeting_date for i in items})
        passages = sum(i.passages for i in items)
        print(f"{len(self.library.documents())} documents, {meetings} meetings, {passages} passages")
        return ALLOWED["large" if meetings > LARGE else "small"]


@contextmanager
def many_packs(about: str) -> Iterator[Many]:
    """What the command line asks to measure; `about` is its help."""
    arguments = argparse.ArgumentParser(description=about)
    arguments.add_argument("--data", type=Path, help="an index that is there already")
    arguments.add_argument("--packs", type=int, default=200)
    arguments.add_argument("--keep", type=Path, help="keep the index that is made here")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.data:
            with Library.open(asked.data, SentenceTransformerEmbedding(cache_dir=asked.data / "models")) as library:
                yield Many(library, None, folder)
            return
        with Library.open(asked.keep or folder / "data", HashEmbedding()) as library:
            if not library.documents():
                multiply(library, range(asked.packs), folder)
            yield Many(library, asked.packs, folder)


def timed(name: str, run: Callable[[], int]) -> tuple[float, int]:
    """The seconds on the clock, which other work on the machine lengthens, and what `run` gives."""
    started, used = time.perf_counter(), time.process_time()
    number = run()
    seconds, used = time.perf_counter() - started, time.process_time() - used
    print(f"{name:28} {seconds:8.2f} s, {used:8.2f} s of a core  ({number})", flush=True)
    return seconds, number


def multiply(library: Library, packs: Sequence[int], folder: Path) -> None:
    """Store the sample packs again and again, each time with later years in every text and date."""
    sources = sorted(p for p in PACKS.iterdir() if p.suffix in (".pdf", ".docx", ".txt"))
    paths = []
    for n in packs:
        path = folder / f"{n // len(sources):03} {sources[n % len(sources)].name}"
        path.write_bytes(f"{n}".encode())
        paths.append(path)

    @cache
    def read(source: Path, count: Callable[[str], int]) -> ParsedDocument:
        return parse(source, count)

    def later(path: Path, count: Callable[[str], int], _pieces: int = 256, _name: str | None = None) -> ParsedDocument:
        n = int(path.read_bytes())
        return shifted(read(sources[n % len(sources)], count), STEP * (n // len(sources)))

    for done, line in enumerate(ingest(paths, library, later), 1):
        if done % 20 == 0 or line.error:
            print(f"stored {done} of {len(packs)} {line.error or ''}", flush=True)


def shifted(document: ParsedDocument, years: int) -> ParsedDocument:
    """The document so many years later; years are as long as before, so that every offset stays right."""

    def later(text: str) -> str:
        return _YEAR.sub(lambda m: str(int(m.group()) + years), text)

    return replace(
        document,
        reading=replace(document.reading, pages=tuple(replace(p, text=later(p.text)) for p in document.reading.pages)),
        items=tuple(
            replace(
                i,
                title=later(i.title),
                meeting_date=i.meeting_date and i.meeting_date.replace(year=i.meeting_date.year + years),
            )
            for i in document.items
        ),
        passages=tuple(
            replace(p, text=later(p.text), context=later(p.context), section=p.section and later(p.section))
            for p in document.passages
        ),
    )
