"""A member's evening in a real browser: ask, follow a citation to its page, draft questions, come back
later."""

import base64
import io
import re
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from playwright.sync_api import expect

from app.parts.frame.navigation import PLACES
from tests.e2e.server import MOST, drawn, worst
from tests.unit.app.pages.conftest import write_papers

pytestmark = pytest.mark.e2e

QUESTION = "How many children were electively home educated in September 2024?"
HIGHLIGHT = (255, 236, 150)


def ask(page, text):
    page.get_by_test_id("stChatInputTextArea").fill(text)
    page.keyboard.press("Enter")


def open_quote(page):
    page.get_by_role("button", name=re.compile(r"^\[\d+\]$")).first.click()
    return page.locator(".st-key-quote-panel")


def highlighted(image) -> int:
    """How many pixels of the picture that the browser shows have the highlighter's colour."""
    source = image.evaluate("image => image.src")
    picture = Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2])))
    return sum(count for count, colour in picture.convert("RGB").getcolors(1 << 24) if colour == HIGHLIGHT)


def test_ask_follow_a_citation_draft_reload(open_page):
    page = open_page()
    expect(page.get_by_role("heading", name=re.compile("^Latest meeting: "))).to_be_visible()
    ask(page, QUESTION)
    expect(page.get_by_text("Sources (")).to_be_visible()
    assert "/ask?chat=" in page.url

    panel = open_quote(page)
    image = panel.locator("img")
    expect(image).to_have_attribute("alt", re.compile(r"PDF page \d+ of .*with the quote boxed"))
    assert highlighted(image) > 500
    assert "quote=" in page.url
    before = image.get_attribute("src")
    panel.get_by_role("button", name="Next").click()
    expect(image).not_to_have_attribute("src", before)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)

    ask(page, "draft questions for the Youth Justice Plan")
    expect(page.get_by_text("Draft questions: Youth Justice Plan")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as Word").click()
    assert Document(download.value.path()).paragraphs[0].text.startswith("Youth Justice Plan")

    page.reload()
    expect(page.get_by_text(QUESTION).last).to_be_visible()
    expect(page.get_by_text("Draft questions: Youth Justice Plan")).to_be_visible()

    again = page.context.new_page()  # the same browser, later
    again.goto(f"{page.url.split('/ask')[0]}/ask")
    again.get_by_role("button", name=re.compile("^Chats")).click()
    again.get_by_role("button", name=re.compile("^How many children")).first.click()
    expect(again.get_by_text("Sources (").first).to_be_visible()
    assert again.url == page.url

    other = open_page("/ask")  # somebody else's: it has the chat by its link alone
    expect(other.get_by_role("heading", name="Ask the papers")).to_be_visible()
    expect(other.get_by_role("button", name=re.compile("^Chats"))).to_have_count(0)
    other.goto(page.url)
    expect(other.get_by_text("Sources (").first).to_be_visible()


def test_a_link_to_a_quote_opens_it_on_a_phone_over_the_answer(open_page):
    page = open_page("/ask")
    ask(page, QUESTION)
    expect(page.get_by_text("Sources (")).to_be_visible()
    open_quote(page)
    expect(page.locator(".st-key-quote-panel img")).to_be_visible()
    phone = open_page(page.url, viewport={"width": 360, "height": 740})
    panel = phone.locator(".st-key-quote-panel")
    expect(panel.locator("img")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.get_by_test_id("stChatInputTextArea").is_hidden()
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)
    expect(phone.get_by_test_id("stChatInputTextArea")).to_be_visible()


def test_a_chip_says_its_quote_on_hover_and_on_focus(open_page):
    page = open_page("/ask")
    ask(page, QUESTION)
    expect(page.get_by_text("Sources (")).to_be_visible()
    expect(page.get_by_text("Did this help?")).to_be_visible()
    page.wait_for_timeout(1000)  # what is drawn anew under a resting mouse does not count as hovered
    chip = page.get_by_role("button", name=re.compile(r"^\[\d+\]$")).first
    chip.hover()
    tooltip = page.get_by_test_id("stTooltipContent")
    expect(tooltip).to_contain_text("“")
    expect(tooltip).to_contain_text("pack page")
    page.mouse.move(0, 0)
    expect(tooltip).to_have_count(0)
    page.keyboard.press("Tab")
    chip.focus()
    expect(tooltip).to_contain_text("“")
    page.mouse.move(0, 0)
    boxes, left_out = page.locator("[class*='st-key-tick-']"), page.get_by_text(re.compile(r"\(left out\)$"))
    boxes.first.locator("label").click()
    expect(left_out).to_be_visible()
    expect(boxes.last.get_by_role("checkbox")).to_be_focused()
    boxes.last.locator("label").click()
    expect(left_out).to_have_count(0)
    expect(page.get_by_text(QUESTION)).to_have_count(1)


def test_what_is_picked_stays_in_the_address_and_can_be_taken_away(open_page):
    page = open_page("/ask?meeting=2024-11-12&kind=report")
    ask(page, QUESTION)
    expect(page.get_by_text("Sources (")).to_be_visible()
    assert "meeting=2024-11-12" in page.url
    page.get_by_role("button", name=re.compile("^12 November 2024")).click()
    expect(page.get_by_role("button", name=re.compile("^12 November 2024"))).to_have_count(0)
    assert "meeting=" not in page.url
    assert "kind=report" in page.url


def test_a_thumb_down_with_its_reason_is_kept(open_page):
    page = open_page("/ask")
    ask(page, QUESTION)
    expect(page.get_by_text("Sources (")).to_be_visible()
    page.get_by_test_id("stFeedback").get_by_role("radio").last.click()
    page.get_by_text("It missed something").click()
    expect(page.get_by_text("Thank you, noted.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Thank you, noted.")).to_be_visible()


def test_pick_a_paper_and_draft_by_button(open_page):
    page = open_page()
    page.get_by_role("link", name="Youth Justice Plan 2025-27").click()
    page.get_by_role("link", name="Ask about it").click()
    page.get_by_role("button", name="Draft questions for this report").click()
    expect(page.get_by_text(re.compile("^Draft questions: ")).last).to_be_visible()
    expect(page.get_by_text(re.compile("The agreed prompts: "))).to_be_visible()


def test_by_keyboard_alone(open_page):
    page = open_page("/ask")
    skip = page.get_by_role("link", name="Skip to the question box")
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_visible()  # drawn last: a Tab before it goes past where it will be, and never comes back
    skip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#question-box")).to_be_focused()
    page.keyboard.press("Tab")  # where to look
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    chip = page.get_by_role("button", name=re.compile(r"^\[\d+\]$")).first
    expect(chip).to_be_visible()
    expect(page.get_by_text("Sources (")).to_be_visible()
    chip.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".st-key-quote-panel")
    expect(panel).to_be_visible()
    expect(panel.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(chip).to_be_focused()


@pytest.mark.parametrize("path", ["/" if place.default else f"/{place.name}" for place in PLACES])
def test_nothing_sticks_out_of_a_small_phone_or_is_asked_for_that_is_not_there(open_page, address, path):
    page, failed = open_page("about:blank", viewport={"width": 360, "height": 740}, new=True), []
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.goto(address + path)  # the first visit moves the most
    expect(page.get_by_role("heading").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shifts = drawn(page)
    assert worst(shifts) <= MOST, shifts
    assert failed == []


def test_add_a_paper_ask_about_it_and_withdraw_it(open_page, tmp_path: Path):
    write_papers(tmp_path)
    pdf = next(tmp_path.glob("*.pdf"))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    page = open_page("/papers", new=True)  # in one that was there the menu opened off the page, one time in four
    page.locator("input[type=file]").set_input_files([str(pdf), str(tmp_path / "broken.pdf")])
    expect(page.get_by_text("broken.pdf")).to_be_visible()
    page.get_by_role("button", name="Add these papers").click()
    expect(page.get_by_text(re.compile("Ferry Committee.*added"))).to_be_visible()
    expect(page.get_by_text(re.compile("broken.pdf: could not be read"))).to_be_visible()

    chat = open_page("/ask")
    ask(chat, "How many ferry crossings were there, against the target of 500?")
    expect(chat.get_by_text("Sources (")).to_be_visible()
    expect(chat.get_by_text(re.compile("fell to 412")).first).to_be_visible()

    meeting = page.get_by_test_id("stExpander").filter(has_text="Ferry Overview Committee")
    meeting.locator("summary").click()
    meeting.get_by_role("button", name=re.compile("Withdraw…")).click()
    page.get_by_role("button", name="Withdraw it for good").click()
    expect(page.get_by_text(re.compile("Ferry Committee.*withdrawn"))).to_be_visible()
    chat.reload()
    expect(chat.get_by_text("has been withdrawn")).to_be_visible()
    assert "412" not in chat.locator("body").inner_text()
