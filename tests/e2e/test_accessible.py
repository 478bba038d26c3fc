"""axe-core on every page, in both themes: nothing serious that is ours."""

import re

import pytest
from playwright.sync_api import expect

from app.parts.frame.navigation import PLACES
from tests.e2e.server import MOST, drawn, worst
from tests.e2e.test_journey import QUESTION, ask, open_quote

pytestmark = pytest.mark.e2e

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-playwright-python")
SERIOUS = ("serious", "critical")
GROUND = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
STREAMLITS_OWN: dict[str, str] = {}  # rule → the element of Streamlit's own that breaks it, and nothing else
PATHS = ["/" if place.default else f"/{place.name}" for place in PLACES]
# nobody is an administrator here, so that page is Home
TITLES = {f"/{place.name}": "Home" if place.role else place.title for place in PLACES}


def serious(page) -> list[str]:
    """The serious findings on a page, one line each."""
    drawn(page)  # what is half faded in has no contrast
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{finding['id']}: {node['html'][:200]}"
        for finding in found
        if finding["impact"] in SERIOUS
        for node in finding["nodes"]
        if STREAMLITS_OWN.get(finding["id"], "\0") not in node["html"]
    ]


def serious_in_both(page) -> list[str]:
    """The same in the light theme and in the dark one, in which the page is drawn anew without being loaded again."""
    found = serious(page)
    light = page.evaluate(GROUND)
    for scheme, turned in (("dark", "!=="), ("light", "===")):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(f"light => {GROUND} {turned} light", arg=light)
        found += serious(page) if scheme == "dark" else []
    return found


@pytest.mark.parametrize("path", PATHS)
def test_every_page(open_page, path):
    page = open_page(path)
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(page).to_have_title(f"{TITLES.get(path, 'Home')} – Scrutiny question assistant")
    shifts = drawn(page)
    assert worst(shifts) <= MOST, shifts
    assert serious_in_both(page) == []


def test_a_paper_to_read(open_page):
    page = open_page("/")
    expect(page.get_by_role("heading", name="Open promises")).to_be_visible()
    page.get_by_role("link", name="Quarter 1 2025/26 Performance Report").click()
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    page.get_by_text("This page as text").click()
    assert serious_in_both(page) == []


def test_an_answer_with_its_quote_open_and_its_menus(open_page):
    page = open_page("/ask")
    ask(page, QUESTION)
    expect(page.get_by_text("Sources (")).to_be_visible()
    expect(open_quote(page).locator("img")).to_be_visible()
    assert serious_in_both(page) == []
    page.get_by_role("button", name=re.compile("^Copy")).click()
    expect(page.get_by_text("A link to it")).to_be_visible()
    assert serious_in_both(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("^All papers")).click()
    expect(page.get_by_text("Leave a box empty to look in all.")).to_be_visible()
    assert serious_in_both(page) == []


def test_a_list_with_a_question_open(open_page):
    page = open_page("/prepare")
    add = page.locator("[class*='st-key-add-']").get_by_role("button")
    add.first.click()
    listed = page.locator(".st-key-my-list-beside")
    expect(listed.get_by_role("heading", name="My list (1)")).to_be_visible()
    assert serious_in_both(page) == []
    listed.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("Question 1")).to_be_focused()
    expect(listed.get_by_role("button", name="Remove")).to_be_visible()
    assert serious_in_both(page) == []
