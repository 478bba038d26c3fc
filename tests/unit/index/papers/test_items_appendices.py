"""Appendices: where they begin, which is which, and the traps in covers that only list them."""

from index.papers.split import split
from index.values import Page, Reading

BANNER = " FAMILIES SCRUTINY COMMITTEE \n \n4 MARCH 2031 \n \nYOUNG CARERS \n \nREPORT OF THE DIRECTOR \n \n \n"
COVER = "Purpose of the Report \n \n1. To report. Appendix A shows more. \n \n2. To ask. \n \n"
CONTACT = "Officer to Contact \n \nR. Quill \nTel: 0100 200 300 \nEmail: r.quill@wending.example \n"


def titles(text):
    return [(item.kind, item.title, item.parent) for item in split(Reading((Page(None, text),)), "x.txt").items]


def test_a_listed_appendix_begins_after_the_cover_and_takes_the_listed_title():
    text = (
        BANNER
        + COVER
        + "Appendices \n \nAppendix A – Dashboard for Quarter \n3 \n \n"
        + CONTACT
        + " Measure Target Result \nVisits 41 40 \n"
    )
    assert titles(text) == [
        ("report", "Young Carers", None),
        ("appendix", "Appendix A – Dashboard for Quarter 3", 0),
    ]


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
    assert titles(text)[1:] == [
        ("appendix", "Appendix 1 – Lines of work", 0),
        ("appendix", "Appendix 2 – Costs", 0),
    ]


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


def test_initials_stand_for_the_listed_words():
    text = (
        BANNER
        + COVER
        + ("Appendices \n \nAppendix A – Annual report \n \nAppendix B – Children In Care Council plan \n \n")
        + CONTACT
        + "\n\n\n\n# Annual report 2030 \n\nWords. \n\n\n\n# CICC plan \n\nWords.\n"
    )
    assert [title for _, title, _ in titles(text)][2:] == ["Appendix B – Children In Care Council plan"]


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
