"""Lines and furniture: pages' beginnings, running lines, stamped numbers, notices."""

from index.read.layout.furniture import furniture, settle
from index.read.layout.lines import is_left_blank, lines_of, plain
from index.values import Page, Reading


def reading(*pages, numbered=True):
    return Reading(tuple(Page(n if numbered else None, text) for n, text in enumerate(pages, 1)))


def passed_over(source):
    lines = lines_of(source)
    return [lines[i].text for i in sorted(furniture(source, lines))]


def test_lines_know_their_gap_page_and_place():
    source = reading("one\n\n  two", "three")
    lines = lines_of(source)
    assert [(line.text, line.gap, line.page) for line in lines] == [
        ("one", 0, 0),
        ("two", 1, 0),
        ("three", 0, 1),
    ]
    assert [source.text[line.start : line.end] for line in lines] == ["one", "two", "three"]
    assert [line.opens for line in lines] == [2, 0, 2]


def test_a_single_leading_space_or_a_run_of_blank_lines_may_begin_a_page():
    lines = lines_of(reading("a\n b\n  c\n\n\n\nd", numbered=False))
    assert [line.opens for line in lines] == [2, 1, 0, 1]


def test_running_lines_are_found_by_repetition():
    pages = [f"Harbour Plan 2031\nText of page {n} is here.\n{n} of many" for n in range(1, 6)]
    found = passed_over(reading(*pages))
    assert found.count("Harbour Plan 2031") == 4  # the first may be the paper's own heading
    assert found.count("5 of many") == 1


def test_an_answer_repeated_in_a_form_is_not_furniture():
    page = "Not applicable\nQuestion\nNot applicable\nQuestion\nNot applicable"
    assert passed_over(reading(page, page, page, page)) == []


def test_numbers_count_upwards_in_a_text_without_pages():
    text = "A plan goes\n\n3\n\n on and ends.\nMore of it\n\n4\n\n here.\nThe rate was\n\n90\n\nper cent."
    assert passed_over(reading(text, numbered=False)) == ["3", "4"]


def test_a_footer_with_a_growing_number_is_furniture_in_a_text_without_pages():
    text = "\n".join(f"words\n{n}  Harbour Plan 2031\n more words" for n in (4, 9, 12))
    assert len(passed_over(reading(text, numbered=False))) == 3
    tables = "\n".join(f"words\nTel: 0100 000 {n}\n more words" for n in (400, 900, 120))
    assert passed_over(reading(tables, numbered=False)) == []


def test_stamps_and_blank_pages_are_furniture():
    assert passed_over(reading("words\n37 Agenda Item 11\nThis page is intentionally left blank", numbered=False)) == [
        "37 Agenda Item 11",
        "This page is intentionally left blank",
    ]
    assert not is_left_blank("Where a page is intentionally left blank, " + "x" * 60)


def test_a_pages_beginning_is_handed_on_from_its_furniture():
    source = Reading((Page(1, "one"), Page(2, "Page 2 Agenda Item 4\ntwo", stamped="2")))
    lines = lines_of(source)
    found = furniture(source, lines)
    assert [line.opens for line in settle(lines, found)] == [2, 2, 2]


def test_plain_takes_markup_away():
    assert plain("## **Short [breaks](http://x.example)** 1<sup>st</sup>") == "Short breaks 1st"
    assert plain("a < b and 5*3") == "a < b and 5*3"


def test_nothing_at_all():
    assert lines_of(reading("")) == []
    assert furniture(reading(""), []) == frozenset()
