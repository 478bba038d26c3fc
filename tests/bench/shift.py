"""Measure how much each page jumps while it is drawn: cumulative layout shift in Chromium, by page and width.

    python -m tests.bench.shift ADDRESS [--widths 1280 390] [--question WORDS] [--shots DIR]

ADDRESS is that of a page that is being served, over any papers. Each page is opened in a browser that has never been
there; then a question is asked, a report is drafted, and a meeting. The figure is the largest sum within any five
seconds with no second between two shifts, as browsers count it; what follows a press within half a second is not
counted. Exits with 1 where one is over .1.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from app.parts.frame.navigation import PLACES
from tests.e2e.server import ARGUMENTS, CHROMIUM, MOST, WATCH, worst

QUIET = 2_500  # milliseconds after which nothing more is drawn


def settled(page: Page) -> None:
    """Wait until the page is drawn."""
    page.get_by_role("heading").first.wait_for(state="attached")
    page.wait_for_function("!document.querySelector('[data-testid=stSpinner], [data-testid=stSkeleton]')")
    page.wait_for_timeout(QUIET)


def asked(page: Page, words: str) -> None:
    """Ask a question, and wait for its answer."""
    page.get_by_test_id("stChatInputTextArea").fill(words)
    page.keyboard.press("Enter")
    page.get_by_text(re.compile(r"Did this help\?")).first.wait_for()


def measure(
    browser: Browser, address: str, name: str, width: int, shots: Path | None, act: Callable[[Page], None] | None = None
) -> float:
    """Open a page, do something there, print how much it jumped and what did most of it."""
    context = browser.new_context(viewport={"width": width, "height": 844 if width < 800 else 860})
    context.set_default_timeout(240_000)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    settled(page)
    if act:
        act(page)
        page.wait_for_timeout(QUIET)
    shifts = page.evaluate("window.shifts")
    found = worst(shifts)
    print(f"{name:<24} {width:>5} {found:>7.3f}", flush=True)
    for _, value, sources in sorted(shifts, key=lambda one: -one[1])[:3] if found > MOST / 2 else ():
        print(f"{'':>30}{value:.3f} {'; '.join(sources)}")
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=shots / f"{name}-{width}.png")
    context.close()
    return found


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("address")
    parser.add_argument("--widths", type=int, nargs="+", default=[1280, 390])
    parser.add_argument("--question", default="What was agreed on school places?")
    parser.add_argument("--shots", type=Path)
    given = parser.parse_args()
    pages = [(place.name, "/" if place.default else f"/{place.name}") for place in PLACES if place.role is None]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        found = []
        for width in given.widths:
            for name, path in pages:
                found.append(measure(browser, given.address + path, name, width, given.shots))
            ask = lambda page: asked(page, given.question)  # noqa: E731
            found.append(measure(browser, f"{given.address}/ask", "an answer", width, given.shots, ask))
        browser.close()
    return int(any(one > MOST for one in found))


if __name__ == "__main__":
    sys.exit(main())
