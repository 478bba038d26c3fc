"""Makes docs/img/*.png from the running page over the sample packs: desktop, phone and dark. `make
screenshots`."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.parts.frame.navigation import PLACES
from tests.e2e.identity import EXEMPT, Site, sign_in, signed_site
from tests.e2e.server import ARGUMENTS, CHROMIUM, PACKS, scrutiny, serving

FOLDER = Path(__file__).with_name("img")
QUESTION = "How many children were electively home educated in September 2024?"
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
ASKED = {"timeline": "?topic=home+education"}  # what a page is asked for, where it is empty otherwise
SETTLED = 1200  # milliseconds for fonts, pictures and Streamlit's fading in


def shoot(page: Page, name: str) -> None:
    """One picture of what is in view, with a palette: a third of the bytes."""
    from PIL import Image

    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)  # parts of the page still on their way
    page.wait_for_timeout(SETTLED)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)  # and what those brought with them
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} KB")


def evening(
    browser: Browser, address: str, suffix: str, viewport: dict[str, int], dark: bool = False
) -> None:
    """A member's evening, a picture at each stop, and then one of every other page."""
    context = browser.new_context(viewport=viewport, color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="Open promises")).to_be_visible()
    expect(page.get_by_text(re.compile("^All commitments"))).to_be_visible()
    shoot(page, f"home-{suffix}")
    page.locator("[class*='st-key-paper-'] a").nth(1).click()  # the second paper: the minutes are the first
    expect(page.locator(".sq-page img")).to_be_visible()
    shoot(page, f"paper-{suffix}")
    page.goto(f"{address}/ask")
    expect(page.get_by_role("heading", name="Ask the papers")).to_be_visible()
    shoot(page, f"start-{suffix}")
    page.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sources (")).to_be_visible()
    shoot(page, f"answer-{suffix}")
    page.get_by_role("button", name=re.compile(r"^\[\d+\]$")).first.click()
    expect(page.locator(".st-key-quote-panel img")).to_be_visible()
    shoot(page, f"quote-{suffix}")
    for place in PLACES:
        if place.name not in ("home", "paper", "ask", "access"):
            page.goto(f"{address}/{place.name}{ASKED.get(place.name, '')}")
            expect(page.get_by_role("heading").first).to_be_visible()
            page.wait_for_timeout(SETTLED)  # what takes long says so by then
            expect(page.get_by_test_id("stSpinner")).to_have_count(0)
            shoot(page, f"{place.name}-{suffix}")
    context.close()


def access(browser: Browser, site: Site) -> None:
    """The page of an administrator."""
    looks = (("desktop", DESKTOP, "light"), ("phone", PHONE, "light"), ("dark", DESKTOP, "dark"))
    for suffix, viewport, scheme in looks:
        context = browser.new_context(viewport=viewport, color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{site.address}/ask")
        sign_in(page, "admin")
        page.goto(f"{site.address}/access")
        page.get_by_text(f"{EXEMPT.name}: restricted").click()
        expect(page.get_by_text("Seen by").first).to_be_visible()
        shoot(page, f"access-{suffix}")
        context.close()


def main() -> None:
    """Index the sample packs into a folder that is thrown away, and take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data, signed = Path(folder) / "data", Path(folder) / "signed" / "data"
        scrutiny("index", "--data", str(data), str(PACKS))
        shutil.copytree(data, signed)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with serving(data) as address:
            evening(browser, address, "desktop", DESKTOP)
            evening(browser, address, "phone", PHONE)
            evening(browser, address, "dark", DESKTOP, dark=True)
        with signed_site(signed) as site:
            access(browser, site)
        browser.close()


if __name__ == "__main__":
    main()
