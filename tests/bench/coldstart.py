"""How long `scrutiny serve` takes to its first usable page, and which part takes it.

    python -m tests.bench.coldstart [--data DIR] [--times 3]

Each time a server is started afresh over the sample packs (or DIR) and its first page opened in Chromium. Prints the
seconds from the start of the process until the server listens, the navigation is drawn, the meeting can be read and
asked about, and the whole of Home is there; then the same for a second visit, when all is loaded.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.server import ARGUMENTS, CHROMIUM, PACKS, scrutiny, serving

PARTS = ("listening", "navigation", "meeting and box", "whole page", "second visit")


def start(browser: Browser, data: Path) -> list[float]:
    """The seconds to each of PARTS."""
    began = time.perf_counter()
    with serving(data) as address:
        marks = [time.perf_counter() - began]
        page = browser.new_context().new_page()
        page.goto(address)
        for seen in (
            page.get_by_role("link", name="Prepare"),
            page.get_by_role("heading", name=re.compile(" meeting: ")),
            page.get_by_text(re.compile("^All commitments|left open by the papers")),
        ):
            expect(seen.first).to_be_visible()
            marks.append(time.perf_counter() - began)
        again = time.perf_counter()
        page = browser.new_context().new_page()
        page.goto(address)
        expect(page.get_by_role("heading", name=re.compile(" meeting: "))).to_be_visible()
        return [*marks, time.perf_counter() - again]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    expect.set_options(timeout=120_000)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = options.data or Path(folder)
        if options.data is None:
            scrutiny("index", "--data", folder, str(PACKS))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        runs = [start(browser, data) for _ in range(options.times)]
        browser.close()
    for part, seconds in zip(PARTS, zip(*runs, strict=True), strict=True):
        print(f"{part:16} median {statistics.median(seconds):5.1f} s   {min(seconds):5.1f} to {max(seconds):5.1f}")


if __name__ == "__main__":
    main()
