"""Appendices: where they begin, which is which, and the traps in covers that only list them."""

import pytest

from index.papers.split import split
from index.values import Page, Reading

BANNER = " FAMILIES SCRUTINY COMMITTEE \n \n4 MARCH 2031 \n \nYOUNG CARERS \n \nREPORT OF THE DIRECTOR \n \n \n"
COVER = "Purpose of the Report \n \n1. To report. Appendix A shows more. \n \n2. To ask. \n \n"
CONTACT = "Officer to Contact \n \nR. Quill \nTel: 0100 200 300 \nEmail: r.quill@wending.example \n"


def titles(text):
    return [(item.kind, item.title, item.parent) for item in split(Reading((Page(None, text),)), "x.txt").items]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Appendix A shows performance by ward.",
        "Appendix B compares the visits of the two years, and what they cost.",
        "Appendix A to this report was written with those who care for somebody at home.",
        "Appendix C Visits of the year, ward by ward, which were asked for by those members who had been to see "
        "the places where carers meet, together with what each of these visits had cost",
    ],
)
def test_a_paragraph_about_an_appendix_begins_none(paragraph):
    text = BANNER + f"The visits of the year are told here.\n\n{paragraph}\n\nMore were made than before.\n"
    assert titles(text) == [("report", "Young Carers", None)]


def test_lines_that_list_appendices_begin_none():
    text = BANNER + "The visits are told here.\n\nAppendix 1 – Budget\n\nAppendix 2 – Risks\n\nWords of the end.\n"
    assert titles(text) == [("report", "Young Carers", None)]


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("Visits by Ward", "Appendix 1 – Visits by Ward"),
        ("Visits were made in each ward of the town.", "Appendix 1"),
        ("Visits " + "and calls " * 12, "Appendix 1"),
    ],
)
def test_a_bare_label_is_titled_by_the_heading_below_it_and_not_by_a_paragraph(below, title):
    text = BANNER + f"The visits are told here.\n\nAppendix 1\n\n{below}\n\nNorth ward: 41 of 40.\n"
    assert titles(text)[1:] == [("appendix", title, 0)]


def test_a_listed_appendix_begins_after_the_cover_and_takes_the_listed_title():
    text = (
        BANNER
        + COVER
        + "Appendices \n \nAppendix A – Dashboard for Quarter \n3 \n \n"
        + CONTACT
        + " Measure Target Result \nVisits 41 40 \n"
    )
    assert titles(text) == [("report", "Young Carers", None), ("appendix", "Appendix A – Dashboard for Quarter 3", 0)]


def test_a_list_below_the_contacts_is_still_a_list():
    text = (
        BANNER
        + COVER
        + CONTACT
        + ("List of Appendices \n \nAppendix A – Dashboard \n Equality Implications \n \n3. None. \n Measure Target \n")
    )
    assert titles(text)[1:] == [("appendix", "Appendix A – Dashboard", 0)]
    start = split(Reading((Page(None, text),)), "x.txt").items[1].start
    assert text[start:].startswith("Measure Target")


def test_an_appendix_may_begin_just_below_the_list_that_ends_the_cover():
    table = "Aim \nMeasure \nVisits made 41 40 \n Later visits 12 11 \n"
    text = BANNER + COVER + CONTACT + " Appendix \n \nDashboard for Quarter 3 \n \n" + table
    assert titles(text)[1:] == [("appendix", "Appendix – Dashboard for Quarter 3", 0)]
    start = split(Reading((Page(None, text),)), "x.txt").items[1].start
    assert text[start:].startswith("Aim")


def test_more_contacts_on_the_next_page_are_no_appendix():
    text = BANNER + COVER + CONTACT + " S. Vale, Assistant Director \nTel: 0100 200 301 \n"
    assert titles(text) == [("report", "Young Carers", None)]


def test_a_heading_alone_names_an_appendix():
    text = BANNER + COVER + "Appendix \n \nPlan 2031-35 (revised) \n \n" + CONTACT + " 2. Foreword \n \nWords. \n"
    assert titles(text)[1:] == [("appendix", "Appendix – Plan 2031-35 (revised)", 0)]


def test_a_label_printed_twice_begins_one_appendix():
    text = (
        BANNER
        + COVER
        + CONTACT
        + (" Appendix 1 \n \nAppendix 1: Lines of work \n \nFirst line. \n Appendix 2 – Costs \n \nWords. \n")
    )
    assert titles(text)[1:] == [("appendix", "Appendix 1 – Lines of work", 0), ("appendix", "Appendix 2 – Costs", 0)]


def test_unlabelled_appendices_are_matched_to_the_list_by_their_words():
    blank = "\n\nThis page is intentionally left blank\n\n\n\n"
    text = (
        BANNER + COVER + "Appendices \n \nAppendix A – How it went \n \nAppendix B – Proposed "
        "catchment for Marl Hills School \n \n"
        "Appendix C – Equality Impact Assessment \n \n"
        + CONTACT
        + "\n\n\n\n7,169 asked in time \n"
        + blank
        + "Map 2: proposed Marl Hills catchment area \n"
        + blank
        + "## **Equality & Human Rights Impact Assessment** \n\nX. \n"
    )
    assert [title for _, title, _ in titles(text)][1:] == [
        "Appendix A – How it went",
        "Appendix B – Proposed catchment for Marl Hills School",
        "Appendix C – Equality Impact Assessment",
    ]


def test_an_appendix_that_is_not_there_is_not_made_up():
    text = (
        BANNER
        + COVER
        + ("Appendices \n \nAppendix A – Annual report \n \nAppendix B – A map in colour \n \n")
        + CONTACT
        + "\n\n\n\n# Annual report 2030 \n\nWords. \n\n\n\n## Maps are good \n"
    )
    assert [title for _, title, _ in titles(text)][1:] == ["Appendix A – Annual report"]


def test_an_appendix_inside_an_appendix_belongs_to_it():
    text = (
        BANNER + COVER + "Appendices \n \nAppendix A – Annual report \n \n" + CONTACT + " 1. Foreword \n \nWords. \n"
        " APPENDIX A – Sample of compliments \n \nKind words. \n"
    )
    assert titles(text)[1:] == [
        ("appendix", "Appendix A – Annual report", 0),
        ("appendix", "Appendix A – Sample of compliments", 1),
    ]


def test_the_caption_of_an_embedded_file_and_a_link_begin_no_appendix():
    text = (
        BANNER + COVER + "Appendices \n \nAppendix A – Annual report \n \n" + CONTACT + " 1. Foreword \n \nWords. \n"
        "\n\n\n\nAppendix 1 - Visits\n\nin the year\n\n## Appendix 1: Visits in the year\n\nWords went on. \n"
        "\n\n\n\n[Appendix 2: Fees](#)\n\nWords went on again. \n"
    )
    assert titles(text)[1:] == [("appendix", "Appendix A – Annual report", 0)]


def test_an_appendix_begins_with_the_heading_that_says_its_title():
    text = (
        BANNER + COVER + "Appendix \n \nAnnual Report of the Harbour \n \n" + CONTACT + "\n"
        "# Annual Report of the Harbour 2030\n\n\n\n## Foreword\n\nWords. \n"
    )
    start = split(Reading((Page(None, text),)), "x.txt").items[1].start
    assert text[start:].startswith("# Annual Report of the Harbour 2030")


def test_what_stands_below_a_blank_page_belongs_to_the_next_appendix():
    blank = "\n\nThis page is intentionally left blank\n\n\n\n"
    text = (
        BANNER
        + COVER
        + "Appendices \n \nAppendix A – How it went \n \nAppendix B – Proposed catchment of Marl Hills\n \n"
        + CONTACT
        + "\n\n\n\n7,169 asked in time \n"
        + blank
        + "Map 1: how it was in the year before. \n\n\n\nMap 2: proposed Marl Hills catchment area \n"
    )
    start = split(Reading((Page(None, text),)), "x.txt").items[2].start
    assert text[start:].startswith("Map 1")


def test_an_appendix_without_a_letter_under_its_own_heading():
    text = BANNER + COVER + CONTACT + "\n\nAppendix: Growth and savings\n\n\nG1 1.0 2.0 \n"
    assert titles(text)[1:] == [("appendix", "Appendix – Growth and savings", 0)]


FORM = (
    "COMMITTEE: Harbour and Ferries Committee\n\nDATE: 4 March 2031\n\nTITLE: Night Ferries\n\nWards: all\n\n"
    "Officer presenting the report: Ann Moss\n\nPurpose of Report:\n\n1. To report.\n\n2. To ask.\n\n"
)
YES_NO = "Appendix A – Costs of the boats YES\n\nAppendix B – Equality assessment NO\n\nAppendix C – Risks NO\n\n"
SENT = "The harbour board looked at the ferries and what they cost in the year that ended in March. "


def paged(*pages, name="x.pdf"):
    return split(Reading(tuple(Page(n, page) for n, page in enumerate(pages, 1))), name).items


def test_a_list_that_says_what_is_attached_is_no_appendices():
    assert titles(FORM + "APPENDICES\n\n" + YES_NO) == [("report", "Night Ferries", None)]
    assert titles(FORM + "APPENDICES\n\n" + YES_NO + "\n\n\n Costs of the boats\n\n" + SENT * 8)[1:] == [
        ("appendix", "Appendix A – Costs of the boats", 0)
    ]


def test_a_list_of_which_one_title_ends_with_an_answer_has_no_column_of_them():
    (paper,) = paged(FORM + "APPENDICES\n\nAPPENDIX A – COSTS\n\nAPPENDIX B – CONSULTATION: YES OR NO\n\n")
    assert [one.title for one in paper.lists] == ["Costs", "Consultation: Yes or No"]


def test_a_list_that_runs_over_a_pages_end_is_one():
    first, rest = YES_NO.replace("NO", "YES").split("Appendix B", 1)
    attached = [f"Appendix {letter}\n{title}\n\n{SENT * 6}" for letter, title in
                (("A", "Costs of the boats"), ("B", "Equality assessment"), ("C", "Risks"))]  # fmt: skip
    found = paged(FORM + "APPENDICES\n\n" + first, "Appendix B" + rest, *attached)
    assert [(item.title, item.first_page) for item in found] == [
        ("Night Ferries", 1),
        ("Appendix A – Costs of the boats", 3),
        ("Appendix B – Equality assessment", 4),
        ("Appendix C – Risks", 5),
    ]


CONTACTS = "From Leader; Ann Moss\nContact details\nHead of Finance Bo Quill 0300 041 0066 bo@quayshire.example\n"


def test_the_appendices_of_a_table_of_contents_end_no_cover():
    letters = "Capital Plan by Pier A\nSavings by Service B\nReserves Policy C\n"
    cells = "Capital Plan by Pier | A |\nSavings by Service | B |\nReserves Policy | C |\n"
    for contents, heads in ((letters, "Section\nSummary 1\nReserves 2\nAppendices\n"), (cells, "Appendices | |\n")):
        front = "Harbour Budget 2031-32, \nand Capital Plan to 2041\n\n" + heads + contents + CONTACTS
        (report,) = paged(front, "Summary 1\n" + SENT * 5, "Reserves 2\n" + SENT * 5)
        assert report.title == "Harbour Budget 2031-32, and Capital Plan to 2041"
        assert [(one.label, one.title) for one in report.lists] == [
            ("Appendix A", "Capital Plan by Pier"),
            ("Appendix B", "Savings by Service"),
            ("Appendix C", "Reserves Policy"),
        ]


def test_appendices_in_contents_with_pages_are_found_where_they_begin():
    contents = "Contents\n1. Findings ..... 3\nAppendices\nAppendix 1: Remit ...... 4\nAppendix 2: Witnesses ...... 5\n"
    found = paged("Harbour Inquiry", contents, "1. Findings\n" + SENT * 5, "Appendix 1: Remit\n" + SENT * 5,
                  "Appendix 2: Witnesses\n" + SENT * 5)  # fmt: skip
    assert [(item.title, item.first_page, item.last_page) for item in found] == [
        ("Harbour Inquiry", 1, 3),
        ("Appendix 1 – Remit", 4, 4),
        ("Appendix 2 – Witnesses", 5, 5),
    ]
