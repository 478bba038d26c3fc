"""Measure drafting without a language model: the time of each draft, and of one for a report of a hundred pages.

    python -m tests.bench.draft [FOLDER] [--pages 100]

Reads the packs of FOLDER (the sample council's by default) into an index with the hash embedding, which drafting never
uses; adds a report of `--pages` pages made of all their reports, told apart by numbers; drafts for every report, the
long one three times. Prints a JSON object; exits with 1 when the long one's middle time is 3 seconds or more.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from rag.draft.drafter import draft
from tests.fakes import HashEmbedding
from tests.places import SAMPLE

LIMIT = 3.0  # seconds
PAGE = 450  # words


def long_report(library: Library, words: int) -> str:
    """A report of so many words, in numbered paragraphs under headings, from the reports there are."""
    passages = [p for item in library.items() if item.kind in ("report", "appendix") for p in library.passages(item.id)]
    lines = ["LONG COMMITTEE", "", "4 JUNE 2032", "", "LONG REPORT", "", "REPORT OF THE DIRECTOR", "", "Purpose", ""]
    count, number, turn = 0, 0, 0
    while count < words:
        for passage in passages:
            number += 1
            text = " ".join(passage.text.split()).lstrip("0123456789. ")
            lines += [f"Part {turn} section {number}", "", f"{number}. {text} This was in district {turn * 7 + 3}.", ""]
            count += len(text.split()) + 6
            if count >= words:
                break
        turn += 1
    return "\n".join(lines)


def main() -> int:
    """Measure, print, and say by the exit code whether the limit is kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--pages", type=int, default=100)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "data", HashEmbedding()) as library:
        list(ingest([args.folder], library, parse))
        own = [timed(library, item.id)[0] for item in library.items() if item.kind == "report"]
        path = Path(folder) / "long.txt"
        path.write_text(long_report(library, args.pages * PAGE), encoding="utf-8")
        list(ingest([path], library, parse))
        item = max(library.items(), key=lambda i: i.passages)
        times = [timed(library, item.id) for _ in range(3)]
    middle = statistics.median(seconds for seconds, _, _ in times)
    found = {
        "reports": len(own),
        "slowest report s": round(max(own), 3),
        "long report pages": args.pages,
        "long report passages": item.passages,
        "long report questions": times[0][2],
        "long report s of one core": round(statistics.median(busy for _, busy, _ in times), 3),
        "long report s": round(middle, 3),
    }
    print(json.dumps(found, indent=1))
    return int(middle >= LIMIT)


def timed(library: Library, id: str) -> tuple[float, float, int]:
    """The seconds that a draft took by the clock and of one core, and how many questions it has."""
    started, busy = time.perf_counter(), time.process_time()
    made = draft(library, id)
    return time.perf_counter() - started, time.process_time() - busy, len(made.questions)


if __name__ == "__main__":
    sys.exit(main())
