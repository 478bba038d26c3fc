"""A report with its papers, the reminders printed with the agreed prompts, and whom a report names."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from index.values import appendices_of
from rag.draft.material.papers import contacts_for, reminders_for, report_of


def test_reminders_are_those_printed_by_the_meeting(reports, item_of):
    item = item_of("vans.txt")
    assert len(reminders_for(reports, item)) == 2
    assert reminders_for(reports, replace(item, meeting_date=date(2019, 1, 1))) == ()


def test_contacts_are_the_reports_own(reports, item_of):
    assert contacts_for(reports, item_of("vans.txt").id) == item_of("vans.txt").contacts


def test_an_appendix_of_an_appendix_is_read_with_the_report():
    parents = {"table": "budget", "report": None, "budget": "report", "other": None, "map": "other"}
    items = {id: SimpleNamespace(id=id, parent_id=parent) for id, parent in parents.items()}
    library = SimpleNamespace(items=lambda: list(items.values()), item=items.__getitem__)
    assert [one.id for one in appendices_of(items["report"], library.items())] == ["table", "budget"]
    assert {report_of(library, id).id for id in ("table", "budget", "report")} == {"report"}
    items["report"].parent_id = "table"  # set so by hand
    assert report_of(library, "table").id in ("report", "budget", "table")
    assert len(appendices_of(items["report"], library.items())) == 2
