"""How papers of any body name themselves: labels in any order and place, titles above their meeting, minutes."""

from datetime import date

import pytest

from index.papers.entries import entry_starts
from index.papers.split import split
from index.passages.blocks import blocks_of
from index.read.layout.lines import lines_of
from index.values import Page, Reading

DAY = date(2031, 6, 4)
BODY = (
    "\n1. Purpose\n\n1.1 This report sets out which lamp repairs the service did last year and asks for comments.\n\n"
    "2. Findings\n\n"
    "2.1 There were 418 visits in the year, of which 36 were late.\n"
)
REASONED = "\nPurpose of the Report\n\n1. To tell the Panel how the lamps burnt.\n\nLamps\n\n2. Of 418, 36 were late.\n"
ENTRIES = "\n1. Apologies\n\nCllr Eames sent apologies.\n\n2. Lighting\n\nRESOLVED that the report be noted.\n"


def items(text, name="paper.txt"):
    return split(Reading(tuple(Page(None, page) for page in text.split("\f"))), name).items


@pytest.mark.parametrize(
    "front",
    [
        "Item No. | Class | Date | Meeting Name\n7 | Open | 4 June 2031 | Piers Panel\nReport title | Wards | From\n"
        "Lamp Repairs | All | Director of Piers\n",
        "Report to\nPiers Panel\nDate of meeting\n4 June 2031\nReport title\nLamp Repairs\nReport author\nA. Moss\n",
        "AGENDA ITEM NO: 6\nREPORT TO: PIERS PANEL\nDATE: 04/06/2031\nTITLE: LAMP REPAIRS\nTYPE: For decision\n",
        "Lamp Repairs\n\n\nMeeting: Piers Panel\nWednesday 4 June 2031\n\nReport by: Head of Lighting\n",
        "Wending Council\nPiers Panel\nWednesday, 4 June 2031\n\nLamp Repairs\n\nReport of the Director of Piers\n",
        "| Report to | Piers Panel |\n| --- | --- |\n| Date | 4 June 2031 |\n| Subject | Lamp Repairs |\n",
        "Committee name: Piers Panel\nCommittee date: 4 June 2031\nItem title: Lamp Repairs\nWards: All\n",
        "Lamp Repairs\n\n\n\n\nPiers Panel\n\n\n\n\n4 June 2031\n",
        "Lamp Repairs\nPresented to the Piers Panel on 4 June 2031\nAnn Moss, Head of Lighting\n",
        "Report title: Lamp Repairs\nPublication date: 27 May 2031\nMeeting date: 2031-06-04\nMeeting: Piers Panel\n",
        "PIERS PANEL\n4th day of June 2031\nLAMP REPAIRS\nREPORT OF THE HEAD OF LIGHTING\n",
        "# Lamp Repairs\n\nCommittee: Piers Panel\nMeeting date: 4.6.31\n",
        "Report author: A. Moss\nTel: 01632 960111\nReport of Director of Piers\nReport to Piers Panel\n"
        "Date: 4 June 2031\nSubject: Lamp Repairs\nAre specific wards affected? Yes No\n",
        "OPEN\nPiers Panel\n4 June 2031\nLamp Repairs\nReport of: A. Moss, Director of Piers\nReference No: PP/12/30\n",
        "Piers Panel\n10.00am, Wednesday, 4 June 2031\nLamp Repairs\nExecutive/routine\nWards All\n",
        "Report for: Piers Panel, 4 June 2031\nItem number: 9\nTitle: Lamp Repairs\nReport authorised by: A. Moss\n",
        "TITLE Lamp Repairs\nFOR CONSIDERATION BY Piers Panel on Wednesday, 4 June 2031\nWARD None Specific\n",
        "Wards Affected – All\nPIERS PANEL – 4 JUNE 2031\nLamp Repairs\nReport by Director of Piers\n",
        "Report to the Piers Panel\nMeeting to be held on Wednesday, 4 June 2031\n\nReport of the Director of Piers\n\n"
        "Part I\n\nElectoral Divisions affected:\n(All Divisions);\n\nLamp Repairs\n(Appendix 'A' refers)\n",
        "Name of meeting: Piers Panel\nDate: 4 June 2031\nTitle of report: Lamp Repairs\nPublic or private: Public\n",
        "Piers Panel Meeting on Wednesday 4 June 2031\n\nLamp Repairs\n\nCllr Moss said,\n“Our lamps burn on.”\n",
        "WENDING COUNCIL\n\nPIERS PANEL MEETING: 4 JUNE 2031\n\nLAMP REPAIRS\n\nAGENDA ITEM: 3\n",
        "Divisions Affected – All\n\nPIERS PANEL – 4 JUNE 2031\n\nLAMP REPAIRS\n\nReport by Director of Piers\n\n"
        "RECOMMENDATION\n",
        "Piers Panel\n4 June 2031\nLamp Repairs\nFor Review\nReport Author: Ann Moss\nTitle: Lighting Manager\n",
        "Wending Council\nReport to Piers Panel\nDate: 4 June 2031\nTitle: Lamp Repairs\nPortfolio Holder: Cllr Moss\n",
        "WENDING COUNCIL\nCYNGOR WENDING\n\nPIERS PANEL: 4 JUNE 2031\n\nLAMP REPAIRS\n\nPIERS (COUNCILLOR MOSS)\n",
        "Report of the Director of Piers to the meeting of the Piers Panel to be held on Wednesday 4 June 2031.\nJ\n"
        "Subject:\nLamp Repairs\n",
        "PIERS PANEL\n\n4 JUNE 2031\n\nREPORT OF THE LEADER\n\nLAMP REPAIRS\n\nNON-KEY DECISION\n\nPRIORITIES\n",
        "Piers Panel\n4 June 2031\nItem No. 6\nLamp Repairs\nReport of the Clerk\n",
        "Piers Panel\n4 June 2031\nItem 2.3 Lamp Repairs\nReport of the Clerk\n",
        "Piers Panel, 4 June 2031\nAgenda item 7: Lamp Repairs\nReport by the Head of Lighting\n",
        "Panel Pierau / Piers Panel\nDydd Mercher, 4 Mehefin 2031 / Wednesday, 4 June 2031\n\nLamp Repairs\n",
    ],
)
def test_a_report_in_any_layout(front):
    found = items(front + BODY)
    assert [(one.kind, one.title, one.committee, one.meeting_date) for one in found] == [
        ("report", "Lamp Repairs", "Piers Panel", DAY)
    ]


def test_an_authors_post_that_is_none_of_the_usual_ones_ends_a_title():
    front = "PIERS PANEL\n\n4 JUNE 2031\n\nLAMP REPAIRS REPORT\n\nREPORT OF THE HARBOUR MASTER\n"
    assert [(one.title, one.committee, one.meeting_date) for one in items(front + REASONED)] == [
        ("Lamp Repairs Report", "Piers Panel", DAY)
    ]


@pytest.mark.parametrize(
    "front",
    [
        " Piers Panel\n4 June 2031\n\n{}\n\nReport of the Head of Lighting\n",
        " Meeting | Piers Panel\nDate | 4 June 2031\nReport title | {}\nReport author | Head of Lighting\n",
        " {}\nPiers Panel 4 June 2031\n",
        " OPEN\nPiers Panel\n4 June 2031\n{}\nReport of: A. Moss, Director of Piers\nWards affected: All\n",
    ],
)
def test_papers_of_a_pack_that_open_alike(front):
    titles = ["Lamp Repairs", "Lift Replacement", "Garage Rents"]
    more = "\f4. Options\n\nNo other options were looked at.\n"
    bodies = [BODY.replace("lamp repairs", title.lower()) + more + more for title in titles]
    found = items("\f".join(front.format(title) + body for title, body in zip(titles, bodies, strict=True)))
    assert [one.title for one in found] == titles


@pytest.mark.parametrize(
    "front",
    [
        "Minutes – Piers Panel – 4 June 2031\n\nPresent: Cllrs Abel (Chair), Bree\n",
        "Notes of the Piers Panel\nWednesday 4 June 2031\n\nAttendees: Cllrs Abel (Chair), Bree\n",
        "MINUTES OF PIERS PANEL HELD 4.6.31\nIn attendance: Cllr Abel, Cllr Bree\n",
        "Wending Town Council\nPiers Panel\nMinutes of meeting held on Wednesday 4th June 2031\nPresent: Cllrs Abel\n",
        "# Draft minutes\n\n**Piers Panel**\n\n**Date:** 4 June 2031\n\n**Members present:** Abel, Bree\n",
        "WENDING COUNCIL – PIERS PANEL – BLENDED MEETING\n4 June 2031\t10.00 am – 12.15 pm\nPRESENT: Councillor Abel\n",
        "Piers Panel / Panel y Pierau\nMinutes of the meeting held on 4 June 2031\nPresent: Councillor Abel\n",
        "Wending Council\nMinutes of the Piers\nPanel\n\n4 June 2031 at 5.00 pm\n\nMembers Present:-\nCllrs Abel\n",
    ],
)
def test_minutes_in_any_layout(front):
    found = items(front + ENTRIES)
    assert [one.kind for one in found] == ["minutes"]
    assert (found[0].committee.lower(), found[0].meeting_date) == ("piers panel", DAY)


@pytest.mark.parametrize(
    "head",
    [
        "PIERS PANEL\n\nMINUTES OF MEETING HELD ON WEDNESDAY 12 MARCH 2031\n\nPRESENT: Councillors Moss (Chair), Dunn",
        "WENDING COUNCIL\n\nPIERS PANEL\n\nMEETING: 12 March 2031\n\nPRESENT: Councillor Moss (Chair)\nCouncillor Dunn",
        "PIERS PANEL\n12 MARCH 2031\n\nPresent: Councillors Moss, Dunn",
    ],
)
def test_minutes_on_a_page_of_a_pack_have_their_own_day(head):
    agenda = "AGENDA\n\nPIERS PANEL\n\nWednesday 4 June 2031 at 2.00pm\n\n1. Apologies\n2. Minutes (Pages 3 - 4)\n"
    report = f"PIERS PANEL\n4 JUNE 2031\nLAMP REPAIRS\nREPORT OF THE HEAD OF LIGHTING\n{BODY}"
    found = items(f"{agenda}\f{head}\n{ENTRIES}\f{report}")
    assert [(one.kind, one.committee, one.meeting_date) for one in found] == [
        ("agenda", "Piers Panel", DAY),
        ("minutes", "Piers Panel", date(2031, 3, 12)),
        ("report", "Piers Panel", DAY),
    ]


def test_neither_a_section_nor_a_cell_is_the_title_for_being_spoken_of():
    front = "Lamp Repairs\nReport to Piers Panel, 4 June 2031\nFindings\nPier | Lit | Dark\nNorth | 41 | 2\n"
    found = items(front + "1. The findings at the north pier were those of the findings at the south one.\n")
    assert [(one.title, one.committee) for one in found] == [("Lamp Repairs", "Piers Panel")]


@pytest.mark.parametrize("numbers", [["CAB/67", "CAB/68", "CAB/69"], ["A", "B", "C"], ["1", "2", "3"]])
def test_entries_are_known_by_numbers_of_any_form(numbers):
    named = {"1": "Item {}: ", "A": "{}. "}.get(numbers[0], "{} ")
    titles = ["Apologies", "Lighting", "Work Programme"]
    heads = [named.format(number) + title for number, title in zip(numbers, titles, strict=True)]
    lines = lines_of(Reading((Page(None, "\n\n".join(f"{head}\n\nAll of it was noted." for head in heads)),)))
    blocks = blocks_of(lines, [False] * len(lines), True, {})
    assert [blocks[n].plain for n in entry_starts(blocks)] == heads


def test_a_sentence_cut_by_a_page_and_a_letter_are_no_reports():
    text = "Lamp Repairs\nPiers Panel, 4 June 2031\n" + BODY + "\fthat was given to the Cabinet,\n4 June 2031\n" + BODY
    assert [one.title for one in items(text)] == ["Lamp Repairs"]
