"""What reading loses: for each PDF and Word file, its letters and figures by another reader against those stored.

    python -m tests.bench.losses FOLDER [--every N] [--over 0.5]

PDFs are read again by pdfminer, Word files by the text nodes of their XML, other files by their bytes. A line a file in
which more than `--over` per cent of the other reader's letters and figures are in no page as read, or of those of the
pages in no passage, with the words that are missing most; at the end how many files were looked at, and all that is
missing of all there is. What is left out on purpose is missing too: of pages hidden words, which the file's warnings
name, and of passages the lines that run on at pages' edges, and their numbers.
"""

from __future__ import annotations

import argparse
import re
import zipfile
from collections import Counter
from pathlib import Path

from pdfminer.high_level import extract_text

from index.faults import Unreadable
from index.ingest.parse import parse

_TEXT = re.compile(rb"<w:(?:t|delText)(?: [^>]*)?>([^<]*)</w:(?:t|delText)>")


def letters(text: str) -> Counter[str]:
    """How often each letter and figure stands in a text, ligatures parted."""
    parted = text.translate({0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"})
    return Counter(one for one in parted if one.isalnum())


def other(path: Path) -> str | None:
    """A file's text by another reader than the product's, None for a kind that has none here."""
    if path.suffix.lower() == ".pdf":
        return extract_text(str(path))
    if path.suffix.lower() in (".docx", ".docm"):
        with zipfile.ZipFile(path) as archive:
            parts = [name for name in archive.namelist() if re.fullmatch(r"word/(?:document|\w+notes)\d*\.xml", name)]
            return b" ".join(text for part in parts for text in _TEXT.findall(archive.read(part))).decode("utf-8")
    return path.read_text(encoding="utf-8", errors="replace") if path.suffix.lower() in (".txt", ".md") else None


def main() -> None:
    """Compare every file of a folder, or every N-th."""
    given = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    given.add_argument("folder", type=Path)
    given.add_argument("--every", type=int, default=1)
    given.add_argument("--over", type=float, default=0.5)
    asked = given.parse_args()
    files = sorted(path for path in asked.folder.rglob("*") if path.is_file())[:: asked.every]
    looked = 0
    over, lost, total = Counter[str](), Counter[str](), Counter[str]()
    for path in files:
        text = other(path)
        if not text:
            continue
        try:
            parsed = parse(path, lambda words: 2 * len(words.split()) + 2)
        except Unreadable as error:
            print(f"{path.name}: not read: {error}")
            continue
        looked += 1
        steps = {"pages": text, "passages": parsed.reading.text, "": "\n".join(one.text for one in parsed.passages)}
        for (step, before), after in zip(steps.items(), list(steps.values())[1:], strict=False):
            there = letters(before)
            missing, size = (there - letters(after)).total(), there.total()
            lost[step] += missing
            total[step] += size
            if size and 100 * missing > asked.over * size:
                over[step] += 1
                words = Counter(before.split()) - Counter(after.split())
                most = ", ".join(f"{word} ×{count}" for word, count in words.most_common(12))
                said = " ".join(parsed.reading.warnings)[:300]
                print(f"{path.name}: {missing} of {size} in no {step} ({missing / size:.1%}): {most} | {said}")
    for step in total:
        print(f"{looked} files, {over[step]} over {asked.over} %: {lost[step]} of {total[step]} in no {step}")


if __name__ == "__main__":
    main()
