"""Journeys in a real browser: a member prepares, an officer looks back, an administrator keeps the papers."""

import csv
import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.unit.app.pages.conftest import write_papers

pytestmark = pytest.mark.e2e


def test_a_member_goes_from_the_meeting_to_an_edited_list_in_word(open_page):
    page = open_page()
    page.get_by_role("link", name="Youth Justice Plan 2025-27").click()
    expect(page.get_by_role("heading", name="Youth Justice Plan 2025-27", level=1)).to_be_visible()
    page.get_by_role("link", name="Prepare questions").click()
    expect(page.get_by_role("heading", name="The agreed prompts", exact=True)).to_be_visible()
    page.locator("summary").filter(has_text="Partly answered").first.click()
    opened = page.locator("details[open]").locator("[class*='st-key-fact-']")
    expect(opened.get_by_text(re.compile("^“")).first).to_be_visible()
    add = page.locator("[class*='st-key-add-']").get_by_role("button").first
    add.click()
    expect(add).to_have_text(re.compile("On my list$"))
    listed = page.locator(".st-key-my-list-beside")
    expect(listed.get_by_role("heading", name="My list (1)")).to_be_visible()
    listed.get_by_role("button", name="Edit").click()
    question = page.get_by_label("Question 1")
    expect(question).to_be_visible()
    question.fill("What will have changed by next June, and how shall we know?")
    question.press("Control+Enter")
    listed.get_by_role("button", name="Done").click()
    expect(listed.get_by_text("What will have changed by next June, and how shall we know?")).to_be_visible()
    page.get_by_text("Write your own question").click()
    page.get_by_label("Your own question").fill("Who speaks for the families here?")
    page.get_by_role("button", name="Add my question").click()
    expect(listed.get_by_text("Who speaks for the families here?")).to_be_visible()
    page.reload()
    expect(listed.get_by_role("heading", name="My list (2)")).to_be_visible()
    expect(listed.get_by_text("What will have changed by next June, and how shall we know?")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 700})
    page.get_by_role("heading", name="Passages to look at").scroll_into_view_if_needed()
    expect(listed.get_by_role("heading", name="My list (2)")).to_be_in_viewport()  # it stays beside the drafts
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("link", name="My list (2)").click()
    expect(listed.get_by_role("heading", name="My list (2)")).to_be_in_viewport()
    with page.expect_download() as download:
        page.get_by_role("button", name="Word", exact=True).click()
    text = "\n".join(paragraph.text for paragraph in Document(download.value.path()).paragraphs)
    assert "Youth Justice Plan 2025-27" in text
    assert "1. What will have changed by next June, and how shall we know?" in text
    assert "2. Who speaks for the families here?" in text
    assert page.evaluate("window.presses()") < 20
    page.get_by_role("button", name="Share this list").click()
    links = page.get_by_test_id("stCode")
    expect(links).to_have_count(2)
    look, change = (open_page(url) for url in links.all_inner_texts())
    expect(look.get_by_role("heading", name="A list shared with you (2)")).to_be_visible()
    expect(look.get_by_text("Who speaks for the families here?")).to_be_visible()
    expect(look.get_by_role("button", name="Word", exact=True)).to_be_visible()
    expect(look.get_by_role("button", name="Edit")).to_have_count(0)
    expect(look.locator(".sq-grip")).to_have_count(0)
    change.get_by_role("button", name="Remove").last.click()
    expect(change.get_by_role("heading", name="My list (1)")).to_be_visible()
    look.reload()
    expect(look.get_by_role("heading", name="A list shared with you (1)")).to_be_visible()
    change.get_by_role("button", name="Undo").click()
    expect(change.get_by_role("heading", name="My list (2)")).to_be_visible()


def test_an_officer_goes_from_a_topic_to_a_promise_its_quote_and_a_table(open_page):
    page = open_page("/timeline?topic=home+education")
    expect(page.get_by_role("heading", name=re.compile(r"^\d+ \w+ 20\d\d")).first).to_be_visible()
    page.goto(page.url.split("/timeline")[0] + "/commitments")
    expect(page.get_by_text(re.compile("commitments, the newest meeting first"))).to_be_visible()
    page.get_by_role("button", name="[1]").first.click()
    expect(page.get_by_role("dialog").locator("img")).to_be_visible()
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert len(rows) > 20


def test_an_administrator_adds_sets_right_and_withdraws(open_page, tmp_path):
    write_papers(tmp_path)
    page = open_page("/papers")
    page.locator("input[type=file]").set_input_files([str(next(tmp_path.glob("*.pdf")))])
    page.get_by_role("button", name="Add these papers").click()
    expect(page.get_by_text(re.compile("^0 of 1 file done"))).to_be_visible()
    page.reload()  # reading goes on, and is followed from here
    expect(page.get_by_text(re.compile("Ferry Committee.*added"))).to_be_visible()
    meeting = page.get_by_test_id("stExpander").filter(has_text="Ferry Overview Committee")
    document = meeting.locator("summary")
    document.click()
    meeting.get_by_role("link", name="What was read").click()
    name = page.get_by_label("Name", exact=True)
    expect(name).to_be_visible()
    name.fill("Ferries in 2023/24")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("is set right")).to_be_visible()
    page.get_by_role("link", name="Papers").first.click()
    expect(page.get_by_role("heading", name="Papers held")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})  # the rest on a phone
    document.click()
    expect(page.get_by_text("Ferries in 2023/24")).to_be_visible()
    meeting.get_by_role("button", name=re.compile("Withdraw…")).click()
    page.get_by_role("button", name="Withdraw it", exact=True).click()
    expect(page.get_by_text(re.compile("Ferry Committee.*withdrawn"))).to_be_visible()
    expect(document).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(re.compile("Ferry Committee.*brought back"))).to_be_visible()
    document.click()
    expect(page.get_by_text("Ferries in 2023/24")).to_be_visible()  # what was set right is kept too
    meeting.get_by_role("button", name=re.compile("Withdraw…")).click()
    page.get_by_role("button", name="Withdraw it", exact=True).click()
    expect(page.get_by_text(re.compile("Ferry Committee.*withdrawn"))).to_be_visible()
    page.get_by_role("button", name="Remove it now…").click()
    page.get_by_role("button", name="Remove it for good").click()
    expect(page.get_by_text(re.compile("Ferry Committee.*withdrawn for good"))).to_be_visible()
    expect(page.get_by_role("heading", name="Withdrawn, not yet removed for good")).to_have_count(0)


@pytest.mark.parametrize("phone", [False, True])
def test_a_member_drags_a_question_to_another_place(open_page, phone):
    options = {"viewport": {"width": 360, "height": 740}, "has_touch": True} if phone else {}
    page = open_page("/prepare", **options)
    for n in range(3):
        page.locator("[class*='st-key-add-']").get_by_role("button").nth(n).click()
        expect(page.get_by_role("heading", name=f"My list ({n + 1})")).to_be_attached()
    listed = page.locator(".st-key-my-questions [class*='st-key-listed-'] > :first-child p")
    first, second, third = (words.split(".", 1)[1] for words in listed.all_inner_texts())
    page.get_by_role("heading", name="My list (3)").scroll_into_view_if_needed()
    grips = page.locator(".sq-grip")
    start, end = grips.nth(0).bounding_box(), grips.nth(1).bounding_box()
    places = [(start["x"] + 8, start["y"] + 8 + share * (end["y"] + 12 - start["y"])) for share in (0, 0.3, 0.7, 1)]
    if phone:
        finger = page.context.new_cdp_session(page)
        for n, (x, y) in enumerate(places):
            kind = "touchMove" if n else "touchStart"
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
            page.wait_for_timeout(100)
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    else:
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place)
            page.wait_for_timeout(100)
        page.mouse.up()
    expect(page.get_by_text("A question was moved.")).to_be_visible()
    expect(listed).to_contain_text([second, first, third])
    if phone:  # what comes after is no other for a finger
        return
    page.reload()
    expect(listed).to_contain_text([second, first, third])
    page.locator("[class*='st-key-up-']").get_by_role("button").last.press("Enter")  # keys do the same
    expect(listed).to_contain_text([second, third, first])
    page.get_by_role("button", name="Undo").click()
    expect(listed).to_contain_text([second, first, third])
