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
    assert [(line.text, line.gap, line.page) for line in lines] == [("one", 0, 0), ("two", 1, 0), ("three", 0, 1)]
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


def test_a_tables_heads_said_again_on_the_next_page_are_furniture():
    first, then = "What is below.\nMeasure | Target\nLoans | 10", "Measure | Target\nVisits | 4\nMore is to follow."
    assert passed_over(reading(first, then)) == ["Measure | Target"]


def test_the_rows_of_a_form_that_page_after_page_repeats_are_no_heads():
    answers = "Held | Name and address\nKept | Six years"
    assert passed_over(reading(f"A form.\n{answers}", answers, answers)) == []  # nothing is below them
    twice = "Health | None\nHealth | None"
    assert passed_over(reading(f"A form.\n{twice}", f"{twice}\nMore | Some", "Its end.")) == []
    many = "\n".join(f"Question {n} | No" for n in range(9))
    assert passed_over(reading(f"A form.\n{many}", f"{many}\nSigned | A clerk", "Its end.")) == []


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
    assert plain("### 4.1 [(2.1)](</2031/The 7th Meeting (in part)#the-pier>) A pier") == "4.1 (2.1) A pier"
    assert plain("see [the note](<a note.md>), [this](#x)") == "see the note, this"
    assert plain("a < b and 5*3") == "a < b and 5*3"


def test_nothing_at_all():
    assert lines_of(reading("")) == []
    assert furniture(reading(""), []) == frozenset()


def edges(*pages):
    """What is furniture on pages that begin, and end, with the lines given; each has words of its own between."""
    own = [(letter * 3, letter * 5) for letter in "abcdefghijklmnopqrstuv"]
    found = Reading(
        tuple(
            Page(n, f"{top}\n{one} was mended.\nLamps burn at {one}.\n{two} is new.\n{foot}\n")
            for n, ((top, foot), (one, two)) in enumerate(zip(pages, own, strict=False), 1)
        )
    )
    lines = lines_of(found)
    return [lines[i].text for i in sorted(furniture(found, lines))]


def test_a_foot_without_figures_runs_from_its_first_page_on():
    pages = [(f"{letter} top", "board@quayshire.example") for letter in "xyz"]
    assert edges(*pages) == ["board@quayshire.example"] * 3


def test_a_foot_of_one_paper_in_a_pack_runs_wherever_that_paper_has_pages():
    feet = [*(f"Version 2 Page {n}" for n in range(1, 5)), *(f"Note {c}" for c in "abcdefghij"), "Version 2 Page 15"]
    pages = [(f"{letter} top", foot) for letter, foot in zip("abcdefghijklmno", feet, strict=True)]
    assert edges(*pages) == [one for one in feet if one.startswith("Version")]


def test_a_row_that_each_page_ends_with_is_of_the_paper():
    row = "(h) | Reason for decision: as set out in the report"
    assert edges(*[(f"{letter} top", row) for letter in "wxyz"]) == []


def test_a_sentence_that_some_pages_begin_with_is_of_the_paper():
    line = "Following the discussion the recommendations were moved by the chair and seconded"
    tops = [line, "Pier", line, line, "Quay", "Slip", line]
    assert edges(*[(top, f"{letter} ends") for top, letter in zip(tops, "abcdefg", strict=True)]) == []
    assert edges(*[(line, f"{letter} ends") for letter in "abcd"]) == [line] * 3  # on every page it is no sentence's


def test_a_running_line_below_other_furniture_runs_too():
    pages = [f"{n}\nVersion 4\nOpen to all\nSaid {'here ' * n}.\nAnd {'so ' * n}on." for n in range(1, 6)]
    found = passed_over(Reading(tuple(Page(n, text, printed=str(n)) for n, text in enumerate(pages, 1))))
    assert [found.count(line) for line in ("Version 4", "Open to all")] == [4, 3]
    assert not [line for line in found if "Said" in line]


def test_what_stands_at_the_foot_of_pages_is_no_heading_at_their_top():
    pages = [f"Open to all\nSaid {'here ' * n}.\nAnd {'so ' * n}on.\nOpen to all" for n in range(1, 6)]
    assert passed_over(reading(*pages)) == ["Open to all"] * 10
    rows = [f"Said {'here ' * n}.\nAnd {'so ' * n}on.\nChair | Yes" for n in (1, 2, 3, 9)]
    assert passed_over(reading(*rows[:3], *"abcde", rows[3])) == []


_NAMES = ("Pier", "Quay", "Slip", "Lock", "Weir", "Ford", "Mole")


def records(label, told, *, below="", others=""):
    """Pages of a form, a record each: what some records' pages are headed with, and what is furniture of them."""
    tops = [told if one else others for one in (0, 1, 1, 1, 0, 1, 0)]
    pages = [
        f"clerk@quayshire.example\n{top}\n{below}\n{label} {name}\nWard | {name} East\n{name} is {'wide ' * n}and deep."
        for n, (top, name) in enumerate(zip(tops, _NAMES, strict=True), 1)
    ]
    return passed_over(reading("Decisions of the board", *pages))


def test_a_line_that_heads_some_records_of_a_form_and_not_others_is_of_the_paper():
    address = "clerk@quayshire.example"
    assert {*records("(a) | Subject: |", "May be called in until 4 May 2031")} == {address}
    assert {*records("Application:", "Not for the public until called in")} == {address}
    both = {address, "Board of Quays"}
    assert {*records("1. | Licence", "Objections by 9 June 2031", below="Board of Quays")} == both
    days = ["by 4 May", "by 4 May", "", "by 4 May", "by 4 May", ""]
    pages = [
        f"{address}\nCalled in {day}\nItem: {name}\n{name} is {'wide ' * n}and deep."
        for n, (day, name) in enumerate(zip(days, _NAMES, strict=False), 1)
    ]
    assert {*passed_over(reading("Decisions", *pages))} == {address}  # where others have no day


def test_a_line_that_heads_every_record_or_stands_over_text_runs():
    runs = "Board of Quays"
    assert records("(a) | Subject: |", runs, others=runs).count(runs) == 6
    assert records("The board saw", runs).count(runs) == 3  # no record's label is below it


def rest(row, head="", last="Name | Address, town and"):
    """What is furniture where pages end in a row that goes on at the next page's head."""
    pages = [
        f"{head}{row}\nHeld {'here ' * n}| Yes\n{letter} was kept | {letter * n}\n{last}"
        for n, letter in enumerate("vwxyz", 1)
    ]
    return passed_over(reading("A form\nName | Address, town and county", *pages))


def test_the_rest_of_a_row_cut_by_the_pages_end_is_of_the_paper():
    assert rest("| county") == []
    assert rest("| county", head="Survey of quays\n") == ["Survey of quays"] * 4
    assert rest("| | of the county", last="Name | Yes | Address") == []
    same = "| county\nOwner | Kept"
    assert passed_over(reading("A form\nName | Address", *[f"{same}\n{n * 'x'} | Yes" for n in range(1, 5)])) == []


def test_heads_with_an_empty_corner_run_on():
    assert rest("| Loans | Visits", last="Pier | 4 | 5") == ["| Loans | Visits"] * 4
    assert rest("Branch | £000s\n| £000s", last="Pier | 4 | 5").count("| £000s") == 4
