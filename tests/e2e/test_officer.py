"""An officer's morning in a real browser: what was promised, was it done, what was said, and what the figures were."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.test_journey import ask

pytestmark = pytest.mark.e2e


def fill(page, name, words):
    box = page.get_by_label(name, exact=True)
    box.fill(words)
    box.press("Enter")


def cards(page, kind):
    return page.locator(f"[class*='st-key-{kind}-']:has(blockquote)")


def test_what_is_open_is_found_in_any_words_and_leads_to_what_was_said(open_page):
    page = open_page("/commitments", viewport={"width": 360, "height": 740})
    expect(page.get_by_text(re.compile(r"^\d+ commitments, the newest meeting first"))).to_be_visible()
    expect(page.get_by_text("correct record")).to_have_count(0)
    fill(page, "Find", "home education")
    page.get_by_role("button", name=re.compile("^Show .* more")).click()
    expect(cards(page, "commitment").first).to_contain_text(re.compile("home education", re.I))
    page.get_by_role("link", name="What was said of it at each meeting").click()
    expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
    expect(page.get_by_label("What do you want to look back on?")).to_have_value("home education")
    dates = page.get_by_role("heading", level=2)
    expect(dates.first).to_be_visible()
    oldest = dates.first.inner_text()
    page.get_by_text("Newest meeting first").click()
    expect(dates.first).not_to_have_text(oldest)
    assert "order=newest" in page.url


def test_whether_it_was_done_is_answered_from_the_minutes(open_page):
    page = open_page("/ask")
    ask(page, "Did the Head of Service ever come back on the out-of-hours line for foster carers?")
    expect(page.get_by_text(re.compile("out-of-hours line would start")).first).to_be_visible()
    ask(page, "What became of the zeppelin?")
    expect(page.get_by_role("status").get_by_text("The papers held do not say it.")).to_be_attached()


def test_a_measure_that_nobody_prints_draws_nothing(open_page):
    page = open_page("/figures")
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    fill(page, "Find a measure in your own words", "zeppelins over the harbour")
    expect(page.get_by_text("No measure in these papers is called that.")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(0)
    expect(page.get_by_role("table")).to_have_count(0)
