"""Packs of a council that does not exist, split into their items."""

from datetime import date
from itertools import pairwise

import pytest

from index.papers.split import split
from index.values import Bookmark, Listed, Page, Reading

MEETING = date(2031, 3, 4)


def items(*pages, name="pack.txt", **kwargs):
    numbered = len(pages) > 1
    made = tuple(
        page if isinstance(page, Page) else Page(n if numbered else None, page) for n, page in enumerate(pages, 1)
    )
    return split(Reading(made, **kwargs), name).items


def banner(title, author="REPORT OF THE DIRECTOR OF CHILDREN AND FAMILY SERVICES"):
    return f" CHILDREN AND FAMILIES SCRUTINY COMMITTEE \n \n4 MARCH 2031 \n \n{title} \n \n{author} \n \n \n"


BODY = (
    "Purpose of the Report \n \n1. This report sets out what the service did. \n \n2. It asks "
    "for comments. \n \n"
    "Officer to Contact \n \nR. Quill, Director \nTel: 0100 200 300 \nEmail: r.quill@wending.example \n"
)
GUIDANCE = " QUESTIONING BY MEMBERS OF OVERVIEW AND SCRUTINY \n\nThe following were agreed: \n\n• What changed? \n"
MINUTES = (
    " Minutes of a meeting of the Children and Families Scrutiny Committee held \nat Shire House on Tuesday, "
    "7 January 2031. \n\nPRESENT \n\nMrs. A. Moss (in the Chair) \n\n12. Minutes. \n\nThe "
    "minutes of the meeting held on "
    "5 November 2030 were signed. \n\n13. Quarter 2 Report. \n\nA copy of the report marked "
    "‘Agenda Item 9’ is filed "
    "with these minutes. \n\nRESOLVED: \n\nThat it be noted. \n"
)


def test_a_pack_that_lost_its_agenda():
    found = items(GUIDANCE + MINUTES + banner("YOUNG CARERS") + BODY + banner("SHORT BREAKS") + BODY)
    assert [(item.kind, item.title) for item in found] == [
        ("guidance", "Questioning by Members of Overview and Scrutiny"),
        ("minutes", "Minutes of the meeting held on 7 January 2031"),
        ("report", "Young Carers"),
        ("report", "Short Breaks"),
    ]
    assert [item.meeting_date for item in found] == [MEETING, date(2031, 1, 7), MEETING, MEETING]
    assert {item.committee for item in found} == {"Children and Families Scrutiny Committee"}
    assert found[2].author == "Director of Children and Family Services"
    assert all(item.agenda_number is None for item in found)  # "Agenda Item 9" is the last meeting's


def test_items_cover_the_text_without_gaps():
    text = "Leftover words. \n" + GUIDANCE + MINUTES + banner("YOUNG CARERS") + BODY
    found = items(text)
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(found))
    assert [item.ordinal for item in found] == list(range(len(found)))


@pytest.mark.parametrize(
    "block",
    [
        " CHILDREN AND FAMILIES SCRUTINY COMMITTEE: 4 \n\nMARCH 2031 \n\nSHORT BREAKS AND "
        "\nRESPITE \n\nREPORT OF THE CHIEF "
        "EXECUTIVE \n\n",
        " CHILDREN AND FAMILIES SCRUTINY \nCOMMITTEE – 4 MARCH 2031 \n\n \nREPORT OF THE CHIEF "
        "EXECUTIVE \n\n \nSHORT BREAKS "
        "AND RESPITE \n\n \n",
        "\n\n\n\n**CHILDREN AND FAMILIES SCRUTINY COMMITTEE –**  \n**4 MARCH 2031**\n\n**SHORT "
        "BREAKS AND  \nRESPITE**\n\n"
        "**REPORT OF THE CHIEF EXECUTIVE**\n\n",
        "\n\n\n\n**CHILDREN AND FAMILIES SCRUTINY COMMITTEE****4 MARCH 2031****REPORT OF THE CHIEF "
        "EXECUTIVE****SHORT BREAKS AND"
        "  \nRESPITE****Purpose of Report**\n\n",
        " CHILDREN AND FAMILIES SCRUTINY \n\nCOMMITTEE \n\n \n\n4 MARCH 2031 \n\n \n\nSHORT BREAKS "
        "AND \n\nRESPITE \n\n \n\nREPORT OF "
        "THE CHIEF \n\nEXECUTIVE \n\n \n\n",
        " SHORT BREAKS AND RESPITE \n \nREPORT OF THE CHIEF EXECUTIVE \n \nCHILDREN AND FAMILIES "
        "SCRUTINY COMMITTEE \n \n"
        "4 MARCH 2031 \n \n",
    ],
)
def test_a_banner_in_any_order_and_broken_anywhere(block):
    found = [item for item in items(GUIDANCE + block + BODY) if item.kind == "report"]
    assert [(item.title, item.author, item.meeting_date) for item in found] == [
        ("Short Breaks and Respite", "Chief Executive", MEETING)
    ]
    assert found[0].committee == "Children and Families Scrutiny Committee"


def test_the_date_that_ends_the_minutes_is_not_the_next_reports():
    signed = "2.00 - 3.10 pm \n7 January 2031                    CHAIRMAN \n\n\n"
    text = MINUTES + signed + banner("YOUNG CARERS").lstrip() + BODY
    report = items(text)[1]
    assert (report.title, report.meeting_date) == ("Young Carers", MEETING)
    assert text[report.start :].startswith("CHILDREN AND FAMILIES")


def test_an_agenda_without_pages_numbers_the_papers():
    agenda = AGENDA.replace(" (Pages 5 - 12)", "").replace(" (Pages 13 - 20)", "").replace(" (Pages 21 - 30)", "")
    found = items(agenda + MINUTES + banner("YOUNG CARERS") + BODY + banner("SHORT BREAKS AND RESPITE") + BODY)
    assert [(item.agenda_number, item.pack_pages) for item in found] == [
        (None, None),
        ("1", None),
        ("3", None),
        ("4", None),
    ]


def test_a_date_in_a_title_is_not_the_meetings():
    title = "ADOPTION: FOR THE PERIOD 1 APRIL 2030 – 30 SEPTEMBER 2030"
    report = items(GUIDANCE + banner(title) + BODY)[1]
    assert report.title == "Adoption: for the Period 1 April 2030 – 30 September 2030"
    assert report.meeting_date == MEETING


def test_shouted_initials_stay_as_the_paper_writes_them():
    body = BODY.replace("the service did", "the SEND service did")
    assert items(GUIDANCE + banner("SEND AND ALDERMOOR’S PLAN") + body)[1].title == "SEND and Aldermoor’s Plan"


def test_the_minutes_spelling_of_the_committee_wins():
    other = banner("SHORT BREAKS").replace("CHILDREN AND FAMILIES", "CHILDREN AND FAMILY SERVICES")
    found = items(MINUTES + other + BODY + banner("YOUNG CARERS") + BODY)
    assert {item.committee for item in found} == {"Children and Families Scrutiny Committee"}


def test_the_next_meetings_date_left_over_from_an_agenda_dates_nothing():
    found = items("The next meeting is scheduled to take place on 7 June 2031. \n" + GUIDANCE + banner("CARERS") + BODY)
    assert found[0].kind == "agenda"
    assert found[0].meeting_date == MEETING


AGENDA = (
    "**Meeting:** Children and Families Scrutiny Committee\n\n**Date/Time:** Tuesday, 4 March "
    "2031 at 2.00 pm\n\n### **AGENDA**\n\n"
    "1. Minutes of the meeting held on 7 January 2031. (Pages 5 - 12)\n2. Question Time.\n"
    "3. Young Carers. Director of Children and Family Services (Pages 13 - 20)\n"
    "4. Short Breaks and\nRespite. (Pages 21 - 30)\n\n"
)


def test_an_agenda_gives_numbers_and_stamped_pages():
    found = items(
        AGENDA + GUIDANCE + MINUTES + banner("YOUNG CARERS") + BODY + banner("SHORT BREAKS AND RESPITE") + BODY
    )
    assert [(item.kind, item.agenda_number, item.pack_pages) for item in found] == [
        ("agenda", None, None),
        ("guidance", None, None),
        ("minutes", "1", "5-12"),
        ("report", "3", "13-20"),
        ("report", "4", "21-30"),
    ]
    assert found[0].meeting_date == MEETING


FORM = (
    "From: R. Quill, Cabinet Member for\nFamilies\nTo: Cabinet – 4 March 2031\nSubject: Moving "
    "the Transitions\nTeam\n"
    "Classification: Unrestricted\nSummary: The team moves.\n1. Background\n1.1 It began in 2029.\n"
)


def test_a_paper_opened_by_a_form():
    (paper,) = items(FORM, name="x.pdf")
    assert (paper.kind, paper.title, paper.committee) == ("report", "Moving the Transitions Team", "Cabinet")
    assert (paper.meeting_date, paper.author) == (MEETING, "R. Quill, Cabinet Member for Families")


def test_several_people_of_one_form_are_told_apart_and_its_list_ends_where_the_text_begins():
    text = (
        "From: R. Quill, Cabinet Member for\nFamilies\nA. Moss, Director of Families\nTo: Cabinet – 4 March 2031\n"
        "Subject: Moving the Team\nAppendices: 1. The plan\n2. The map\nFOR GENERAL RELEASE\n1.0 Purpose\n"
        "1.1 To agree.\n"
    )
    (paper,) = items(text, name="x.pdf")
    assert paper.author == "R. Quill, Cabinet Member for Families; A. Moss, Director of Families"
    assert paper.lists == (Listed("Appendix 1", "The plan"), Listed("Appendix 2", "The map"))


def test_an_agenda_lists_its_items_with_and_without_pages():
    (agenda, *_) = items(AGENDA + GUIDANCE + MINUTES + banner("YOUNG CARERS") + BODY)
    assert agenda.lists == (
        Listed("1", "Minutes of the meeting held on 7 January 2031", "5-12"),
        Listed("2", "Question Time"),
        Listed("3", "Young Carers. Director of Children and Family Services", "13-20"),
        Listed("4", "Short Breaks and Respite", "21-30"),
    )


def test_a_form_for_two_meetings_belongs_to_the_first():
    text = (
        "Meeting: Cabinet\nCouncil\nDate: 4 March 2031\n20 March 2031\nSubject: Support Scheme "
        "2031/32\nReport Of: Cabinet Member\n"
        "Wards Affected: All\nAppendices: 1. The scheme 2. Equality note\nPurpose\n1.1 To agree it.\n"
    )
    (paper,) = items(text, name="x.pdf")
    assert (paper.title, paper.committee, paper.meeting_date) == ("Support Scheme 2031/32", "Cabinet", MEETING)


def test_a_letter_has_no_subject_and_is_no_form():
    (paper,) = items(
        "To: All leaders\nFrom: The Minister\nDear Leaders\nWe write to you.\n", name="Appendix A - Letter.pdf"
    )
    assert (paper.kind, paper.title) == ("appendix", "Appendix A – Letter")


def test_minutes_that_open_with_the_councils_name():
    text = (
        "WENDING COUNTY COUNCIL\nCABINET\nMINUTES of a meeting of the Cabinet held in the Chamber, "
        "Shire \nHouse on Thursday, "
        "9 January 2031.\nPRESENT: Mr A Moss\n84. Apologies\nNone.\n"
    )
    (paper,) = items(text, name="x.pdf")
    assert (paper.kind, paper.committee, paper.meeting_date) == ("minutes", "Cabinet", date(2031, 1, 9))


def test_minutes_headed_by_body_and_date():
    text = (
        "OVERVIEW AND SCRUTINY COMMITTEE\n\nMEETING : Monday, 3rd February 2031\n\nPRESENT : "
        "Cllrs. Moss, Fenn\n\n1. APOLOGIES\n"
    )
    (paper,) = items(text, name="x.pdf")
    assert (paper.kind, paper.committee) == ("minutes", "Overview and Scrutiny Committee")
    assert paper.title == "Minutes of the meeting held on 3 February 2031"


def test_a_decision_and_a_form_are_named_for_their_subject():
    decision = (
        "WENDING COUNTY COUNCIL – PROPOSED RECORD OF DECISION\nDECISION TO BE TAKEN "
        "BY:\nCabinet\nSubject Matter / Title of Decision\nA New School\nDecision:\nCabinet "
        "agrees.\n"
    )
    form = "EQIA Submission Form\nSection A\nEQIA Title\nA New School\nResponsible Officer\nR. Quill\n"
    (one,) = items(decision, name="a.pdf")
    (two,) = items(form, name="b.pdf")
    assert (one.kind, one.title, one.committee) == ("decision", "Record of decision: A New School", "Cabinet")
    assert (two.kind, two.title) == ("appendix", "Equality impact assessment: A New School")


def test_a_text_without_a_banner_is_one_report_named_from_its_opening():
    text = (
        "EXECUTIVE SUMMARY \n\nThis report covers the period 1 April 2029 to 31 March 2030. \n\nIt "
        "provides the annual summary of "
        "work with young carers. \n\n Appendix 1 – Stages of a complaint \n\nStage one is local. \n"
    )
    report, appendix = items(text, name="000_ab12.txt")
    assert report.title == "Annual report of work with young carers, 1 April 2029 to 31 March 2030"
    assert (report.kind, report.meeting_date, report.committee) == ("report", None, None)
    assert (appendix.title, appendix.parent) == ("Appendix 1 – Stages of a complaint", 0)


def test_titles_come_from_the_metadata_and_last_from_the_file():
    text = "We spoke to forty families, and this is what they told us about the offer.\n" * 3
    assert items(text, name="a_b.pdf", metadata={"Title": "What Families Said"})[0].title == "What Families Said"
    assert items(text, name="what_they_said.pdf", metadata={"Title": "Agenda Template"})[0].title == "what they said"
    assert items("", name="")[0].title == "Untitled paper"


def marks(*entries):
    return tuple(Bookmark(*entry) for entry in entries)


def test_bookmarks_part_a_combined_pack():
    outline = marks(
        ("Agenda", 0, 1), ("7 31/00042 - The Transitions Team", 0, 2), ("1. Background", 1, 2),
        ("Item 7 - Appendix A - Letter", 1, 3), ("9 A New School", 0, 4),
    )  # fmt: skip
    pages = [
        (
            "AGENDA\nCABINET\nTuesday, 4 March 2031 at 10.00 am\n7. The Transitions Team (Pages 1 - "
            "2)\n9. A New School (Pages 3 - 4)\n"
        ),
        Page(2, FORM + "Page 1 Agenda Item 7", stamped="1"),
        Page(3, "Dear Leaders\nWe write.\nPage 2", stamped="2"),
        Page(
            4,
            ("WENDING COUNTY COUNCIL – RECORD OF DECISION\nTitle of decision\nA New School\nPage 3 Agenda Item 9"),
            stamped="3",
        ),
    ]
    found = items(*pages, outline=outline, name="x.pdf")
    assert [(item.kind, item.title, item.parent) for item in found] == [
        ("agenda", "Agenda", None),
        ("report", "Moving the Transitions Team", None),
        ("appendix", "Appendix A – Letter", 1),
        ("decision", "Record of decision: A New School", None),
    ]
    assert [item.agenda_number for item in found] == [None, "7", None, "9"]
    assert [(item.first_page, item.last_page, item.pack_pages) for item in found][1:3] == [(2, 2, "1"), (3, 3, "2")]
    assert {item.meeting_date for item in found} == {MEETING}


def test_a_late_supplement_is_dated_by_the_meeting_and_not_by_its_letter():
    letter = (
        "Date: 27 February 2031\nDear Member\nCABINET - TUESDAY, 4 MARCH 2031\nI enclose the "
        "following document that was unavailable "
        "when the \nagenda was published.\nAgenda Item No\n7 The Transitions Team\n(Pages 1 - 4)\n"
    )
    pages = [letter, Page(2, FORM, stamped="1")]
    found = items(*pages, outline=marks(("Agenda", 0, 1), ("7 The Transitions Team", 0, 2)), name="x.pdf")
    assert [(item.kind, item.meeting_date) for item in found] == [("supplement", MEETING), ("report", MEETING)]


def test_a_marking_above_a_banner_belongs_to_the_paper():
    found = items("RESTRICTED\nNot for publication\n" + banner("A CONTRACT") + BODY)
    assert [(item.kind, item.title, item.start) for item in found] == [("report", "A Contract", 0)]


def test_a_file_of_appendices_is_parted_by_its_bookmarks():
    outline = marks(("Appendix 1 - KS (£m)", 0, 1), ("Appendix 2 - Savings", 0, 2))
    found = items("Appendix 1 - Key Services\nA 1.0\n", "Appendix 2 - Savings\nB 2.0\n", outline=outline, name="x.pdf")
    assert [item.title for item in found] == ["Appendix 1 – Key Services", "Appendix 2 – Savings"]


def test_a_banner_without_capitals():
    pages = [
        "Agenda\nNothing else\n",
        "Wending County Council\nChildren’s Scrutiny Committee\n4 March 2031\nShort Breaks and\nRespite Care\n"
        "Report of the Director of Children and Young\nPeople’s Futures\n1. Recommendation\n1.1 To note it.\n",
        "Background Papers\nReport of the Director of Children, 5 May 2030\nNothing else is said here at all.\n",
    ]
    found = [item for item in items(*pages, name="x.pdf") if item.kind == "report"]
    assert [(item.title, item.committee, item.meeting_date) for item in found] == [
        ("Short Breaks and Respite Care", "Children’s Scrutiny Committee", MEETING)
    ]
    assert found[0].author.startswith("Director of Children and Young")


def test_a_loud_banner_with_a_quiet_author():
    text = (
        "CHILDREN’S SCRUTINY COMMITTEE – 4 MARCH 2031\n\nSHORT BREAKS\n\nReport by Corporate Director of Children\n\n"
        "1. Recommendation\n\n1.1 To note it.\n"
    )
    (paper,) = items(text, name="x.pdf")
    assert (paper.title, paper.author) == ("Short Breaks", "Corporate Director of Children")


def test_a_form_below_the_name_of_its_body():
    text = (
        "WENDING COUNTY COUNCIL\nCABINET\nDATE: 4 MARCH 2031\nREPORT OF: A. MOSS, CABINET MEMBER\n"
        "LEAD OFFICER: B. FENN\nSUBJECT: SHORT BREAKS\nSUMMARY OF ISSUE:\nIt costs more.\n"
    )
    (paper,) = items(text, name="x.pdf")
    assert (paper.title, paper.committee, paper.meeting_date) == ("Short Breaks", "Cabinet", MEETING)


def test_an_email_among_the_papers_is_no_paper():
    email = "From: A. Moss\nSent: 3 March 2031\nTo: B. Fenn\nSubject: Fees\nDear B,\nPlease see below.\n"
    found = items(GUIDANCE + banner("YOUNG CARERS") + BODY + "\n\n\n\n" + email)
    assert "Fees" not in [item.title for item in found]


def test_minutes_listed_on_an_agenda_are_not_the_minutes():
    agenda = (
        "AGENDA\nCABINET\nTuesday, 4 March 2031 at 10.00 am\n3.\n"
        "Minutes of the Meeting of the Cabinet held on 9 January 2031\n(Pages 1 - 10)\n4. Fees (Pages 11 - 20)\n"
    )
    (front,) = items(agenda, name="x.pdf")
    assert (front.kind, front.meeting_date) == ("agenda", MEETING)


def test_a_bookmark_under_an_appendixs_is_an_appendix_of_it():
    outline = (
        Bookmark("Agenda", 0, 1),
        Bookmark("7 Moving the Team", 0, 2),
        Bookmark("Appendix A - The plan", 1, 3),
        Bookmark("Annex 1 - Its costs", 2, 4),
        Bookmark("Appendix B - The map", 1, 5),
    )
    pages = (
        Page(1, AGENDA),
        Page(2, FORM),
        Page(3, "The plan\nWords."),
        Page(4, "Costs\nWords."),
        Page(5, "The map\nWords."),
    )
    found = items(*pages, outline=outline, name="x.pdf")
    assert [(item.title, item.parent) for item in found[1:]] == [
        ("Moving the Transitions Team", None),
        ("Appendix A – The plan", 1),
        ("Annex 1 – Its costs", 2),
        ("Appendix B – The map", 1),
    ]


def test_minutes_of_any_body_are_known_by_their_head():
    heads = {
        "Quay Parish Council A.G.M. - 2nd May 2031\nPresent\nA Moss (Chair)\n31.05.1 Apologies\nNone\n": (
            "Quay Parish Council",
            date(2031, 5, 2),
        ),
        "MINUTES OF THE COMMITTEE MEETING\nNORTH OF QUAY HARBOUR COMMITTEE\nDate: 2nd May 2031\nPRESENT:\nA Moss\n": (
            "North of Quay Harbour Committee",
            date(2031, 5, 2),
        ),
        "# 4th Meeting of the Ferry and Lamps Committee\n\nMay 2, 2031, at 1:00 PM\nPresent:\n": (
            "Ferry and Lamps Committee",
            date(2031, 5, 2),
        ),
        "OPEN BOARD MEETING MINUTES\nTitle of Meeting | Quay Libraries IPS - Board Meeting\nDate | 2nd May 2031\n"
        "Attendees | A Moss (Chair)\n1. | Apologies P Reed |\n": ("Quay Libraries IPS - Board", date(2031, 5, 2)),
        "QUAY FIRE AUTHORITY\nMinutes of the meeting held on 2 May 2031\nPresent: A Moss (Chair)\n": (
            "Quay Fire Authority",
            date(2031, 5, 2),
        ),
        "Quay Parish Council\nLocal Authority\nMinutes of the meeting held on 2 May 2031\nPresent: A Moss\n": (
            "Quay Parish Council",
            date(2031, 5, 2),
        ),
        "PWYLLGOR CRAFFU CEI\nCofnodion y cyfarfod a gynhaliwyd ar 2 Mai 2031\nYN BRESENNOL: A Moss\n": (
            "Pwyllgor Craffu Cei",
            date(2031, 5, 2),
        ),
    }
    for head, (committee, day) in heads.items():
        (paper,) = items(head + "The lamps were looked at.\n", name="x.pdf")
        assert (paper.kind, paper.committee, paper.meeting_date) == ("minutes", committee, day)


def test_an_agenda_and_a_report_with_people_present_are_no_minutes():
    agenda = "AGENDA\nQuay Parish Council\n2 May 2031\nCouncillors are summoned to a meeting\nPresent:\n1. Apologies\n"
    assert items(agenda, name="x.pdf")[0].kind != "minutes"
    report = "Ferry Timetable Review\nThe ferry ran late.\nThose present: nobody.\n"
    assert items(report, name="x.pdf")[0].kind == "report"


def test_the_title_of_a_form_ends_where_another_label_begins():
    text = (
        "Committee Report\nCOMMITTEE: Harbour Committee\nDATE: 2 May 2031\nTITLE: Ferry Timetable Review\n"
        "Ward(s): All\nOfficer presenting the report: A Moss Job title: Head of Boats\nCommittee Chair: P Reed\n"
        "1. The ferry ran late.\n"
    )
    assert items(text, name="x.pdf")[0].title == "Ferry Timetable Review"


ROW = "Core £000s 1.0 | External £000s 2.0 | Total £000s 3.0\n"


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Title: Night Ferries\n☒ Policy ☐ Service | ☒ New\nDirectorate: Harbours", "x.pdf", "Night Ferries"),
        ("Name of policy: Pier Charges\n[x] New [ ] Changed\nService: Harbours", "x.pdf", "Pier Charges"),
        ("Subject of the assessment\nFerry fares\n□ Policy □ Plan\nWho filled it in: Bo", "x.pdf", "Ferry fares"),
    ],
)
def test_boxes_to_tick_are_no_part_of_a_forms_subject(text, name, title):
    assert items(f"Equality Impact Assessment\n\n{text}\n\n1. Aims\nWords.", name=name)[0].title.endswith(f": {title}")


@pytest.mark.parametrize(
    ("pages", "name", "title"),
    [
        (["Ferries, Piers,\nand Slips: a Review\n\n1. Aims\nWords."], "x.pdf", "Ferries, Piers, and Slips: a Review"),
        (["Pier Plan to 2034\nSection\nSummary 1\nReserves 2\nWords."], "x.pdf", "Pier Plan to 2034"),
        (["Core External Total\n\n" + ROW * 2], "Appendix D - Harbour Plan.pdf", "Appendix D – Harbour Plan"),
        (["Core External Total\n\n" + ROW * 2], "Appendix D 21.01.31.pdf", "Appendix D"),
        (["Piers 2031 to 2041\n\nPier | 2031\nNorth | 1\n"], "Appendix E.pdf", "Appendix E – Piers 2031 to 2041"),
        (["Harbour Board,\n12 Pier Road,\nQuayhaven\n\nDear member"], "Ferry letter.pdf", "Ferry letter"),
    ],
)  # fmt: skip
def test_a_lone_paper_is_named_by_its_title_and_not_by_heads_or_an_address(pages, name, title):
    assert items(*pages, name=name)[0].title == title


def test_contents_are_no_title():
    marks = (Bookmark("Table of Contents", 1, 0), Bookmark("1.0 Foreword", 2, 0), Bookmark("Night Ferries", 3, 0))
    found = items("Table of Contents\n1.0 Foreword 3", "1.0 Foreword\nWords.", "Words.", name="x.pdf", outline=marks)
    assert found[0].title == "Night Ferries"


@pytest.mark.parametrize(
    ("front", "committee"),
    [
        ("AGENDA\nNORTH QUAY LPC MEETING\nDate: Wednesday 5 March 2031", "North Quay Lpc"),
        ("Agenda\n\nHarbour Users Group Meeting\nTuesday 4 March 2031 at 7pm", "Harbour Users Group"),
        ("AGENDA\nANNUAL GENERAL MEETING\nDate: Wednesday 5 March 2031", None),
    ],
)  # fmt: skip
def test_the_body_of_an_agenda_may_be_of_any_noun(front, committee):
    assert items(f"{front}\n\n1. Welcome\n2. Minutes\n3. Ferries\n")[0].committee == committee


PARISH = "EAST QUAY PARISH COUNCIL MEETING ON THURSDAY 5th DECEMBER 2030 HELD AT THE HALL"
WORDS = "The board looked at the ferries and what they cost. " * 30


@pytest.mark.parametrize(
    ("text", "name", "committee"),
    [
        (
            f"# East Quay December Minutes\n\n1 Signed …… DRAFT MINUTES OF THE {PARISH}: T Moss. {WORDS}",
            "a.md",
            "East Quay Parish Council",
        ),
        (
            "Minutes of Quay Parish Council meeting held on 5 December 2030 in the hall. Present: A Moss. " + WORDS,
            "a.txt",
            "Quay Parish Council",
        ),
        (
            "Draft v2 saved 10 March 2031\nQuay Pier Panel\nMinutes\nDate of meeting: 5 December 2030\n"
            "Present: A Moss\n1. Apologies",
            "a.txt",
            "Quay Pier Panel",
        ),
        (
            "Printed: 12/03/2031\nFERRIES FORUM\nMINUTES OF MEETING\nHeld on Thursday 5 December 2030\n"
            "Present: A Moss\n1. Apologies",
            "a.txt",
            "Ferries Forum",
        ),
    ],
)
def test_minutes_on_one_line_and_under_another_date(text, name, committee):
    (found,) = items(text, name=name)
    assert (found.kind, found.meeting_date) == ("minutes", date(2030, 12, 5))
    assert found.committee.lower() == committee.lower()


@pytest.mark.parametrize(
    "line", ["Decision determined at Harbour Committee", "Decision taken by: Harbour Committee", "Harbour Committee"]
)
def test_the_body_that_took_a_decision_is_its_name_alone(line):
    text = f"Decision Notice\n{line}\n4 March 2031\nTitle: Night Ferries\n\nWords."
    assert items(text)[0].committee == "Harbour Committee"
    broken = f"Decision Notice\n{line.replace('Harbour', 'Harbour and Quay')} meeting on 4 March 2031\n\nWords."
    (found,) = items(broken.replace(" Quay ", " Quay\n"))
    assert found.committee == (None if line.startswith("Harbour") else "Harbour and Quay Committee")
    assert found.meeting_date == date(2031, 3, 4)


def test_a_file_is_an_appendix_by_its_name_whatever_parts_its_words():
    (found,) = items("Tides at the Quay\n\nWords of the tides.", name="wend-0006_appendix-a-tides-final.txt")
    assert (found.kind, found.title) == ("appendix", "Appendix A – Tides at the Quay")


@pytest.mark.parametrize(
    ("line", "day"),
    [("For the Year Ended 31st March 2031", None), ("Year to 31 March 2031", None), ("4 June 2031", date(2031, 6, 4))],
)
def test_a_period_ends_on_no_meetings_day(line, day):
    front = f"Quay Pension Board\nStatement of Accounts\n{line}\n\n1. Summary\n1. Words of accounts.\n"
    assert items(front, "2. Words.", name="x.pdf")[0].meeting_date == day


def test_a_paper_takes_in_the_marking_above_it_on_its_page():
    fields = "COMMITTEE: Harbour Committee\nDATE: 4 March 2031\nTITLE: {}\nWards: all\n\n1. Words.\n"
    form = f"Committee Report\nPURPOSE: Decision\n{fields}"
    found = items(form.format("Night Ferries"), "2. More.\n", form.format("Pier Lamps"), "2. More.\n")
    assert [(item.title, item.first_page, item.last_page) for item in found] == [
        ("Night Ferries", 1, 2),
        ("Pier Lamps", 3, 4),
    ]
