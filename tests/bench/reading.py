"""Measure reading: pages a second, its share of an ingest, how its time grows with pages, and memory.

    python -m tests.bench.reading FOLDER [--models DIR] [--times 10] [--encode 256]

Reads every file of FOLDER, encodes `--encode` of the passages (spread over all) with the real model and reckons from
them the encoder's time for all. Then reads the longest PDF, and one with its pages `--times` over, each in a process
of its own. Prints a JSON object; exits with 1 when reading takes a fifth of the whole or more, time grows by more than
a tenth over the pages, or memory passes 1.5 GiB.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pypdfium2

from index.encoder import SentenceTransformerEmbedding
from index.encoder.embedding import embed_passages, embedded_text
from index.faults import Unreadable
from index.ingest.parse import parse
from index.ingest.walk import SUFFIXES
from index.values import ParsedDocument

SHARE, GROWTH, MEMORY = 0.2, 1.1, 1536  # MiB


def peak_mib() -> float:
    """The most memory this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one(path: Path, models: Path) -> dict[str, float]:
    """Read one file in this process: its pages, CPU seconds and the most memory."""
    count = SentenceTransformerEmbedding(cache_dir=models).count
    count("the tokenizer is loaded before anything is measured")
    began = time.process_time()
    parsed = parse(path, count)
    return {"pages": len(parsed.reading.pages), "seconds": time.process_time() - began, "peak_mib": peak_mib()}


def apart(path: Path, models: Path) -> dict[str, float]:
    """Read one file in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.reading", str(path), "--models", str(models), "--one"]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))


def best(path: Path, models: Path) -> dict[str, float]:
    """The quicker of two readings: others may be using the machine."""
    return min((apart(path, models) for _ in range(2)), key=lambda figures: figures["seconds"])


def multiplied(path: Path, times: int, folder: Path) -> Path:
    """A PDF with the pages of another, several times over."""
    with pypdfium2.PdfDocument(path) as source, pypdfium2.PdfDocument.new() as made:
        for _ in range(times):
            made.import_pages(source)
        made.save(folder / "long.pdf")
    return folder / "long.pdf"


def read_all(folder: Path, embedding: SentenceTransformerEmbedding) -> tuple[list[ParsedDocument], list[str]]:
    """Every file that can be read, and the names of those that cannot."""
    read, refused = [], []
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES):
        try:
            read.append(parse(path, embedding.count))
        except Unreadable:
            refused.append(path.name)
    return read, refused


def measure(folder: Path, models: Path, times: int, encode: int) -> dict[str, Any]:
    """All figures of one folder."""
    embedding = SentenceTransformerEmbedding(cache_dir=models)
    embedding.get_query_embedding("the model is loaded before anything is measured")
    began = time.perf_counter()
    parsed, refused = read_all(folder, embedding)
    reading = time.perf_counter() - began
    passages = [passage for document in parsed for passage in document.passages]
    sample = passages[:: max(1, len(passages) // encode)]
    began = time.perf_counter()
    embed_passages(embedding, [embedded_text(passage) for passage in sample])
    encoding = (time.perf_counter() - began) * len(passages) / len(sample)
    pages = sum(len(document.reading.pages) for document in parsed)
    figures: dict[str, Any] = {
        "pages": pages,
        "passages": len(passages),
        "refused": refused,
        "pages a second": round(pages / reading, 1),
        "reading, seconds": round(reading, 2),
        "encoding, seconds": round(encoding, 2),
        "reading, share of both": round(reading / (reading + encoding), 3),
    }
    pdfs = sorted(folder.rglob("*.pdf"), key=lambda path: len(pypdfium2.PdfDocument(path)))
    if pdfs:
        with tempfile.TemporaryDirectory() as scratch:
            short, long = best(pdfs[-1], models), best(multiplied(pdfs[-1], times, Path(scratch)), models)
        figures |= {
            "longest PDF, pages": short["pages"],
            "times the pages": long["pages"] / short["pages"],
            "times the seconds": round(long["seconds"] / short["seconds"], 2),
            "peak memory, MiB": round(long["peak_mib"]),
        }
    return figures


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--encode", type=int, default=256)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        models = given.models or Path(scratch, "models")
        if given.one:
            print(json.dumps(one(given.folder, models)))
            return 0
        figures = measure(given.folder, models, given.times, given.encode)
    print(json.dumps(figures, indent=1))
    slow = figures["reading, share of both"] >= SHARE
    grows = figures.get("times the seconds", 0) > GROWTH * figures.get("times the pages", 1)
    return int(slow or grows or figures.get("peak memory, MiB", 0) > MEMORY)


if __name__ == "__main__":
    sys.exit(main())
