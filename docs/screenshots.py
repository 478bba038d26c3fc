"""Makes docs/img/*.png from the running page over the sample packs: desktop, phone and dark. `make
screenshots`."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.parts.frame.navigation import PLACES
from tests import llmserver
from tests.e2e.identity import EXEMPT, Site, sign_in, signed_site
from tests.e2e.server import ARGUMENTS, CHROMIUM, scrutiny, serving
from tests.llmserver import Messages
from tests.places import ROOT, SAMPLE

FOLDER = Path(__file__).with_name("img")
QUESTION = "How many children were electively home educated in September 2024?"
DESKTOP = {"width": 1280, "height": 860}
CONSOLE = {"width": 1280, "height": 180}
PHONE = {"width": 390, "height": 844}
NEET = "What was the NEET rate at the end of 2023/24?"
SAID = (  # words of a source, and what is said of it; one of these is not so
    ("(NEET) was 2.3%", "The NEET rate was 2.3%."),
    ("(NEET) was 2.3%", "The NEET rate was 4.1% a year earlier."),
    ("The block contract costs £1.24m a year", "The block contract costs £1.24m a year."),
    ("is now forecast at £265,000", "The saving is now forecast at £265,000."),
)
COUNTED = "The budget counts on it."
ASKED_OF_BREAKS = (
    ("The saving is now forecast at £265,000: what has changed?", "is now forecast at £265,000", COUNTED),
    ("The block contract costs £1.24m a year: what follows it?", "The block contract costs £1.24m a year", "It ends."),
    ("The saving is now forecast at £625,000: is that sure?", "is now forecast at £265,000", COUNTED),
)
CHECKED = (  # what `llm-check` asks, and what a good model says
    ("Write the numbers", ("one two three four five six seven eight nine ten ",) * 12),
    ("The secret is", ("MAGPIE",)),
    ('{"ok": true}', ('{"ok": true}',)),
    ("return interview?", ("Thirty (30) of the children had one. [AAA2]",)),
)
ASKED = {"timeline": "?topic=home+education"}  # what a page is asked for, where it is empty otherwise
DRAWN = {"prepare": "h2:has-text('Key facts')", "figures": "[data-testid=stVegaLiteChart] :is(canvas, svg)"}  # at last
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


def evening(browser: Browser, address: str, suffix: str, viewport: dict[str, int], dark: bool = False) -> None:
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
            expect(page.locator(DRAWN.get(place.name, "h1, h2")).first).to_be_visible()
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


def scripted(messages: Messages) -> list[str]:
    """What a language model might write of the sample council, true sentences and a false one."""
    system, user = (str(m["content"]) for m in messages)
    for words, said in CHECKED:
        if words in user:
            return list(said)
    if "check sentences against quotes" in system:
        return ["1: yes\n2: yes\n3: yes\n4: yes"]
    if '"prompts"' in system:
        asked = [{"question": q, "quotes": [quote], "to": "the Director", "why": why, "supplementary": "By when?"}
                 for q, quote, why in ASKED_OF_BREAKS]  # fmt: skip
        return [json.dumps({"prompts": [], "questions": asked})]
    blocks = user.split("\n\n[")[1:]
    found = [(told, next((b[:4] for b in blocks if words in b), "")) for words, told in SAID]
    return ["\n".join(f"{told} [{key}]" for told, key in found if key) or "NOTHING"]


def with_model(browser: Browser, data: Path) -> None:
    """A model's work: an answer with what was left out, a report's lines and draft, the budget, and the check of it."""
    with llmserver.serving(llmserver.Plan(scripted)) as server:
        rules = {"llm_provider": "openai", "llm_model": "a-model", "llm_base_url": server.openai_url,
                 "llm_daily_tokens": "200000"}  # fmt: skip
        with serving(data, **rules) as address:
            page = browser.new_context(viewport=DESKTOP, color_scheme="light").new_page()
            page.goto(f"{address}/ask")
            page.get_by_test_id("stChatInputTextArea").fill(NEET)
            page.keyboard.press("Enter")
            page.get_by_text("What was left out").click()
            shoot(page, "model-answer-desktop")
            page.goto(f"{address}/prepare?report={breaks(data)}")
            expect(page.get_by_text("Drafted by a-model")).to_be_visible()
            expect(page.get_by_role("heading", name="In five lines").first).to_be_visible()
            shoot(page, "model-summary-desktop")
            page.get_by_role("heading", name="What deserves a challenge").scroll_into_view_if_needed()
            page.get_by_text("Left out, and why").click()
            shoot(page, "model-draft-desktop")
            page.goto(f"{address}/about")
            page.get_by_text("Tokens used today").scroll_into_view_if_needed()
            shoot(page, "model-budget-desktop")
        settings = os.environ | {f"SCRUTINY_{name.upper()}": value for name, value in rules.items()}
        command = [sys.executable, "-m", "app.cli", "llm-check", "--data", str(data)]
        said = subprocess.run(command, env=settings, cwd=ROOT, capture_output=True, text=True, check=False).stdout
        page = browser.new_context(viewport=CONSOLE).new_page()  # the page of before has lost its server
        page.set_content(
            f"<pre style='font-size: 15px; white-space: pre-wrap'>$ scrutiny llm-check\n{html.escape(said)}</pre>"
        )
        shoot(page, "model-check-desktop")


def breaks(data: Path) -> str:
    """The id of the sample council's report on short breaks."""
    command = [sys.executable, "-m", "app.cli", "reports", "--json", "--data", str(data)]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    found = [item for item in map(json.loads, lines) if "Short Breaks" in item["title"] and item["kind"] == "report"]
    return str(found[-1]["id"])


def main() -> None:
    """Index the sample packs into a folder that is thrown away, and take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data, signed = Path(folder) / "data", Path(folder) / "signed" / "data"
        scrutiny("index", "--data", str(data), str(SAMPLE))
        shutil.copytree(data, signed)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with serving(data) as address:
            evening(browser, address, "desktop", DESKTOP)
            evening(browser, address, "phone", PHONE)
            evening(browser, address, "dark", DESKTOP, dark=True)
        with_model(browser, data)
        with signed_site(signed) as site:
            access(browser, site)
        browser.close()


if __name__ == "__main__":
    main()
