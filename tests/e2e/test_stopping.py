"""With a language model in the settings: its words as they are checked, Stop, a hang, a reload, a stopped draft."""

import re

import pytest
from playwright.sync_api import expect

from tests import llmserver
from tests.e2e.server import serving
from tests.e2e.test_journey import QUESTION, ask

pytestmark = pytest.mark.e2e

TIMEOUT_S = 12
STOPPED = re.compile("^.*You stopped this")
OWN_WORDS = re.compile("This answer is made of the papers' own words")


@pytest.fixture(scope="module")
def model(browser):
    """A server of a language model, whose plan each test sets."""
    with llmserver.serving(llmserver.Plan()) as server:
        yield server


@pytest.fixture(scope="module")
def address(model, data):
    settings = {"llm_provider": "openai", "llm_model": "small", "llm_base_url": model.openai_url}
    with serving(data, llm_timeout_s=str(TIMEOUT_S), **settings) as address:
        yield address


def in_two_pieces(messages):
    """All that the papers say, which is as much as the checker lets through, and then the end of it."""
    return ["".join(llmserver.quoting(messages)), "\n"]


@pytest.fixture
def plan(model):
    """Sets what the model does from now on."""
    model.left.clear()
    yield lambda **how: setattr(model, "plan", llmserver.Plan(in_two_pieces, **how))
    model.plan = llmserver.Plan()


def sentences(page):
    return page.get_by_test_id("stChatMessage").last.locator("p.sq:not(.sq-why, .sq-place)")


def ask_and_wait_for_the_model(page, model, text):
    asked = len(model.requests)
    ask(page, text)
    wait_for_the_model(page, model, asked)


def wait_for_the_model(page, model, asked):
    for _ in range(600):
        if len(model.requests) > asked:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the model was never asked")


def test_checked_sentences_come_one_by_one_and_escape_keeps_them(open_page, model, plan):
    page = open_page("/ask")
    plan(hang_after=1)
    ask_and_wait_for_the_model(page, model, QUESTION)
    expect(sentences(page).first).to_be_visible()
    first = sentences(page).first.inner_text()
    assert not model.left.is_set()
    page.keyboard.press("Escape")
    expect(page.get_by_text(STOPPED)).to_be_visible()
    assert model.left.wait(60)
    assert first in page.get_by_test_id("stMain").inner_text()
    expect(page.get_by_text("Sources (")).to_be_visible()

    page.reload()
    expect(page.get_by_text(STOPPED)).to_be_visible()
    page.get_by_role("button", name="Answer in the papers’ own words").click()
    expect(page.get_by_text(STOPPED)).to_have_count(0)
    # While the page is drawn again the answer that was there stands beside the new one.
    expect(page.get_by_text("Sources (")).to_have_count(1)
    expect(page.get_by_role("button", name="Ask again")).to_be_visible()


def test_a_hang_ends_in_the_papers_own_words_over_a_reload_and_holds_up_nobody_else(open_page, model, plan):
    page, other = open_page("/ask"), open_page("/ask")
    plan(silent=True)
    ask_and_wait_for_the_model(page, model, QUESTION)
    expect(page.get_by_text(re.compile(f"after {TIMEOUT_S} seconds"))).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()

    plan()
    ask(other, "What was resolved about the Youth Justice Plan?")
    expect(other.get_by_text("Sources (")).to_be_visible()
    expect(other.get_by_text(OWN_WORDS)).to_have_count(0)

    expect(page.get_by_text(OWN_WORDS)).to_be_visible()
    expect(page.get_by_text(re.compile(f"did not answer within {TIMEOUT_S} seconds"))).to_be_visible()
    expect(page.get_by_text("Sources (")).to_be_visible()
    assert model.left.wait(60)


def test_a_stopped_draft_is_the_draft_without_the_model_and_a_new_question_stops_the_last(open_page, model, plan):
    page = open_page("/ask")
    plan(silent=True)
    ask_and_wait_for_the_model(page, model, "draft questions for the Youth Justice Plan")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Draft questions: Youth Justice Plan")).to_be_visible()
    expect(page.get_by_text(re.compile("You stopped the language model"))).to_be_visible()
    assert model.left.wait(60)

    ask_and_wait_for_the_model(page, model, QUESTION)
    plan()
    ask(page, "What was resolved about the Youth Justice Plan?")
    expect(page.get_by_text("Sources (")).to_be_visible()
    expect(page.get_by_text("You stopped this before")).to_be_visible()


def test_prepare_is_left_at_once_while_the_model_keeps_it_waiting(open_page, model, plan):
    plan(silent=True)
    asked = len(model.requests)
    page = open_page("/prepare")
    wait_for_the_model(page, model, asked)
    page.get_by_role("link", name="About").first.click()
    expect(page.get_by_role("heading", name="About")).to_be_visible()
    assert not model.left.is_set()  # what was asked for goes on, and is there when one comes back
    page.get_by_role("link", name="Prepare").first.click()
    page.get_by_role("button", name="Stop", exact=True).first.click()
    assert model.left.wait(60)
