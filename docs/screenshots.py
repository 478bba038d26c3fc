"""Makes docs/img/*.png from the running page over the sample packs: desktop, phone and dark. `make
screenshots`."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.server import ARGUMENTS, CHROMIUM, PACKS, scrutiny, serving

FOLDER = Path(__file__).with_name("img")
QUESTION = "How many children were electively home educated in September 2024?"
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
SETTLED = 1200  # milliseconds for fonts, pictures and Streamlit's fading in


def shoot(page: Page, name: str) -> None:
    """One picture of what is in view, with a palette: a third of the bytes."""
    from PIL import Image

    page.wait_for_timeout(SETTLED)
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} KB")


def evening(
    browser: Browser, address: str, suffix: str, viewport: dict[str, int], dark: bool = False
) -> None:
    """A member's evening, a picture at each stop."""
    context = browser.new_context(viewport=viewport, color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="Ask the papers")).to_be_visible()
    shoot(page, f"start-{suffix}")
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sources (")).to_be_visible()
    shoot(page, f"answer-{suffix}")
    page.get_by_role("button", name=re.compile(r"^\[\d+\]$")).first.click()
    expect(page.get_by_role("dialog").locator("img")).to_be_visible()
    shoot(page, f"quote-{suffix}")
    page.keyboard.press("Escape")
    box.fill("draft questions for the Youth Justice Plan")
    page.keyboard.press("Enter")
    heading = page.get_by_text("Draft questions: Youth Justice Plan")
    expect(heading).to_be_visible()
    page.wait_for_timeout(SETTLED)
    heading.scroll_into_view_if_needed()
    shoot(page, f"draft-{suffix}")
    for name in ("papers", "about"):
        page.goto(f"{address}/{name}")
        expect(page.get_by_role("heading").first).to_be_visible()
        shoot(page, f"{name}-{suffix}")
    context.close()


def main() -> None:
    """Index the sample packs into a folder that is thrown away, and take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        scrutiny("index", "--data", data, str(PACKS))
        with serving(Path(data)) as address:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            evening(browser, address, "desktop", DESKTOP)
            evening(browser, address, "phone", PHONE)
            evening(browser, address, "dark", DESKTOP, dark=True)
            browser.close()


if __name__ == "__main__":
    main()
