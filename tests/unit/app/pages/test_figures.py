"""The figures page: a measure by its address or in a person's words, its chart, its table, what differs, exports."""

from __future__ import annotations

import pytest


@pytest.fixture
def built(ferries):
    return ferries


def test_the_measure_of_the_address_is_shown_with_every_value(make_page):
    page = make_page(page="figures", query={"indicator": "crossings-made-on-time-share"})
    assert not page.app.exception
    assert page.app.selectbox[0].value == "crossings-made-on-time-share"
    html = page.html()
    assert "<td>Q1 2030/31</td>" in html
    assert "&gt;90%" in html
    assert page.app.get("vega_lite_chart") or page.app.get("arrow_vega_lite_chart")


def test_what_differs_stands_side_by_side(make_page):
    page = make_page(page="figures", query={"indicator": "crossings-made-on-time-share"})
    html = page.html()
    assert "Papers of one meeting differ for Q2 2030/31: 83.2% and 82.3%" in html
    assert "A later paper gives another value for Q1 2030/31" in html


def test_a_measure_is_found_in_a_persons_own_words(make_page):
    page = make_page(page="figures")
    page.app.text_input(key="figure-words").set_value("late crossings on time").run()
    assert page.app.selectbox[0].value == "crossings-made-on-time-share"
    page.app.text_input(key="figure-words").set_value("submarines").run()
    assert "No measure" in page.app.info[0].value
    assert not page.app.selectbox
    assert "<td>" not in page.html()


def test_a_number_opens_its_quote(make_page):
    page = make_page(page="figures", query={"indicator": "crossings-made-on-time-share"})
    page.button("chip-figure-").click().run()
    assert not page.app.exception
    assert "<mark>" in page.html()


def test_without_papers_there_is_a_way_on(make_page):
    page = make_page(empty=True, page="figures")
    assert "No figures have been read yet" in page.app.info[0].value
