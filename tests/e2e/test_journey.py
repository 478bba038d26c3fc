"""A member's evening in a real browser: ask, follow a citation to its page, draft questions, come back
later."""

import io
import re
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from playwright.sync_api import expect

from tests.app.conftest import write_papers

pytestmark = pytest.mark.e2e

QUESTION = "How many children were electively home educated in September 2024?"
HIGHLIGHT = (255, 236, 150)


def ask(page, text):
    page.get_by_test_id("stChatInputTextArea").fill(text)
    page.keyboard.press("Enter")


def open_quote(page):
    page.get_by_role("button", name=re.compile(r"^\[\d+\]$")).first.click()
    return page.get_by_role("dialog")


def highlighted(page, image) -> int:
    """How many pixels of the picture that the browser shows have the highlighter's colour."""
    picture = Image.open(io.BytesIO(page.request.get(image.evaluate("image => image.src")).body()))
    return sum(count for count, colour in picture.convert("RGB").getcolors(1 << 24) if colour == HIGHLIGHT)


def test_ask_follow_a_citation_draft_reload(open_page):
    page = open_page()
    expect(page.get_by_role("heading", name="Ask the papers")).to_be_visible()

    ask(page, QUESTION)
    expect(page.get_by_text("Sources (")).to_be_visible()
    assert "?chat=" in page.url

    dialog = open_quote(page)
    image = dialog.locator("img")
    expect(image).to_have_attribute("alt", re.compile(r"PDF page \d+ of .*with the quote boxed"))
    assert highlighted(page, image) > 500
    before = image.get_attribute("src")
    dialog.get_by_role("button", name="Next page").click()
    expect(image).not_to_have_attribute("src", before)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    ask(page, "draft questions for the Youth Justice Plan")
    expect(page.get_by_text("Draft questions: Youth Justice Plan")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as Word").click()
    assert Document(download.value.path()).paragraphs[0].text.startswith("Youth Justice Plan")

    page.reload()
    expect(page.get_by_text(QUESTION).last).to_be_visible()
    expect(page.get_by_text("Draft questions: Youth Justice Plan")).to_be_visible()

    other = open_page()
    other.get_by_role("button", name=re.compile("^How many children")).first.click()
    expect(other.get_by_text("Sources (").first).to_be_visible()
    assert other.url == page.url


def test_pick_a_paper_and_draft_by_button(open_page):
    page = open_page()
    page.get_by_role("combobox", name=re.compile("Meeting")).click()
    page.get_by_role("option").nth(1).click()
    expect(page.get_by_text(re.compile("^Looking in the papers of"))).to_be_visible()
    page.get_by_role("combobox", name=re.compile("Paper")).click()
    page.get_by_role("option", name=re.compile("Performance Report")).first.click()
    page.get_by_role("button", name="Draft questions for this report").click()
    expect(page.get_by_text(re.compile("^Draft questions: .*Performance Report")).last).to_be_visible()
    expect(page.get_by_text(re.compile("The agreed prompts: "))).to_be_visible()


def test_by_keyboard_alone(open_page):
    page = open_page()
    ask(page, QUESTION)
    chip = page.get_by_role("button", name=re.compile(r"^\[\d+\]$")).first
    expect(chip).to_be_visible()
    expect(page.get_by_text("Sources (")).to_be_visible()
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("path", ["/", "/papers", "/about"])
def test_nothing_sticks_out_of_a_small_phone(open_page, path):
    page = open_page(path, viewport={"width": 360, "height": 740})
    expect(page.get_by_role("heading").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_add_a_paper_ask_about_it_and_withdraw_it(open_page, tmp_path: Path):
    write_papers(tmp_path)
    pdf = next(tmp_path.glob("*.pdf"))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    page = open_page("/papers")
    page.locator("input[type=file]").set_input_files([str(pdf), str(tmp_path / "broken.pdf")])
    expect(page.get_by_text("broken.pdf")).to_be_visible()
    page.get_by_role("button", name="Read these papers").click()
    expect(page.get_by_text(re.compile("Ferry Committee.*added"))).to_be_visible()
    expect(page.get_by_text(re.compile("broken.pdf: could not be read"))).to_be_visible()

    chat = open_page()
    ask(chat, "How many ferry crossings were there, against the target of 500?")
    expect(chat.get_by_text("Sources (")).to_be_visible()
    expect(chat.get_by_text(re.compile("fell to 412")).first).to_be_visible()

    page.get_by_text("Ferry Committee 04-06-2024.pdf").last.click()
    page.get_by_role("button", name=re.compile("Withdraw…")).locator("visible=true").click()
    page.get_by_role("button", name="Withdraw it for good").click()
    expect(page.get_by_text(re.compile("Ferry Committee.*withdrawn"))).to_be_visible()
    chat.reload()
    expect(chat.get_by_text("has been withdrawn")).to_be_visible()
    assert "412" not in chat.locator("body").inner_text()
