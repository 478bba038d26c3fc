"""How soon the register and a timeline are there: on an index, or on the sample packs multiplied to 200.

    python -m tests.bench.register [--data DIR] [--packs 200] [--keep DIR]

Without `--data` the sample packs are read once and stored again and again with later years, with an embedding that
needs no model. Prints the seconds of: working the register out, opening it in a new process's place (the file that
is kept beside the index), and one history, cold and warm. Exits with 1 when opening takes longer than allowed.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from index.embed import SentenceTransformerEmbedding
from index.ingest import ingest
from index.library import Library
from index.parse import parse
from index.values import ParsedDocument
from rag.commitments.kept import forget
from rag.commitments.register import Register
from rag.history.search import history
from rag.history.shared import retriever_of
from tests.fakes import HashEmbedding

PACKS = Path(__file__).resolve().parents[2] / "eval" / "council" / "packs"
ALLOWED = {"small": 1.0, "large": 2.0}  # seconds to open, up to 20 packs and above
LARGE = 20
STEP = 2  # years between one copy of the packs and the next
TOPIC = "care leavers in education, employment or training"
_YEAR = re.compile(r"(?<!\d)20[2-3]\d(?!\d)")


def main() -> int:
    """Run the command."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, help="an index that is there already")
    arguments.add_argument("--packs", type=int, default=200)
    arguments.add_argument("--keep", type=Path, help="keep the index that is made here")
    asked = arguments.parse_args()
    if asked.data:
        with Library.open(asked.data, SentenceTransformerEmbedding(cache_dir=asked.data / "models")) as library:
            return measure(library)
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(asked.keep or Path(folder) / "data", HashEmbedding()) as library,
    ):
        if not library.documents():
            multiply(library, range(asked.packs), Path(folder))
        kept = measure(library)
        multiply(library, [asked.packs], Path(folder))
        timed("… with one pack more", lambda: len(Register(library).all()))
        return kept


def measure(library: Library) -> int:
    """Print the times; 1 when opening takes too long."""
    packs = len({i.meeting_date for i in library.items()})
    print(
        f"{len(library.documents())} documents, {packs} meetings, {sum(i.passages for i in library.items())} passages"
    )
    forget(library.stores.data_dir)
    found = timed("the register, worked out", lambda: len(Register(library).all()))
    library.all_passages()
    opened, _ = timed("the register, opened", lambda: len(Register(library).all()))
    timed("a timeline, the first", lambda: len(history(library, retriever_of(library), TOPIC)))
    again, _ = timed("a timeline, another", lambda: len(history(library, retriever_of(library), "short breaks")))
    print(f"{found[1]} commitments")
    allowed = ALLOWED["large" if packs > LARGE else "small"]
    return int(max(opened, again) > allowed)


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


if __name__ == "__main__":
    sys.exit(main())
