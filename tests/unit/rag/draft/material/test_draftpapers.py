"""The reminders printed with the agreed prompts, and whom a report names."""

from dataclasses import replace
from datetime import date

from rag.draft.material.papers import contacts_for, reminders_for


def test_reminders_are_those_printed_by_the_meeting(reports, item_of):
    item = item_of("vans.txt")
    assert len(reminders_for(reports, item)) == 2
    assert reminders_for(reports, replace(item, meeting_date=date(2019, 1, 1))) == ()


def test_contacts_are_the_reports_own(reports, item_of):
    assert contacts_for(reports, item_of("vans.txt").id) == item_of("vans.txt").contacts
