"""Papers published apart: whose appendix, which version, which copy; and what is left unknown."""

from datetime import date

from index.language.alike import digest, sketch
from index.papers.linking import Link, link
from index.papers.related import Paper
from index.values import Listed

DAY = date(2031, 1, 30)
LONG = "The harbour wall was mended in the spring and its lights were seen again from every ship that came to port. "
OTHER = "Ninety children of the town were given a place at the school by the quay when the ferry began to run. "


def paper(id, title, kind="report", text=LONG, folder="/packs/cabinet", **more):
    facts = {
        "document_id": id,
        "folder": folder,
        "name": id,
        "parent_id": None,
        "committee": "Cabinet",
        "meeting_date": DAY,
        "agenda_number": None,
        "lists": (),
        "pages": None,
        "pack_pages": None,
        "late": False,
        "whole": True,
        "digest": digest([text]),
        "sketch": sketch([text]),
    }
    return Paper(id, title=title, kind=kind, **(facts | more))


def links(*papers):
    return {one.item: one for one in link(papers)}


def lost(id, title, **more):
    """A file that names no meeting."""
    return paper(id, title, "appendix", committee=None, meeting_date=None, **more)


AGENDA = paper(
    "agenda",
    "Agenda",
    "agenda",
    text="x",
    lists=(
        Listed("5", "Harbour Lights Monitoring", "11-30"),
        Listed("6", "School Places. Director of Schools", "31-40"),
    ),
)


def test_a_file_without_a_meeting_belongs_to_the_one_of_its_folder():
    report = paper("a", "Harbour Lights Monitoring")
    agenda = paper("agenda", "Agenda", "agenda", text="x")
    found = links(report, agenda, lost("b", "Appendix 1 – Lamps", text=OTHER))
    assert (found["b"].meeting_date, found["b"].committee, found["b"].parent) == (DAY, "Cabinet", "a")


def test_a_committee_set_right_of_a_meeting_takes_no_paper_from_it():
    report = paper("a", "Harbour Lights Monitoring", set_committee="Quay Board")
    agenda = paper("agenda", "Agenda", "agenda", text="x", set_committee="Quay Board")
    found = links(report, agenda, lost("b", "Appendix 1 – Lamps", text=OTHER))
    assert (found["b"].meeting_date, found["b"].committee, found["b"].parent) == (DAY, "Cabinet", "a")


def test_a_folder_with_one_paper_of_a_meeting_is_not_the_meetings():
    report = paper("a", "Harbour Lights Monitoring", lists=(Listed("Appendix 1", "Lamps and wicks"),))
    found = links(report, lost("b", "Appendix 1 – Lamps and wicks", text=OTHER), lost("c", "A history", text="y" * 99))
    assert found["b"].meeting_date == DAY
    assert "c" not in found


def test_a_folder_of_two_meetings_dates_nothing():
    later = paper("c", "School Places", meeting_date=date(2031, 2, 27), text=OTHER)
    assert links(paper("a", "Harbour Lights Monitoring"), later, lost("b", "Appendix 1 – Lamps", text="y" * 99)) == {}


def test_minutes_keep_the_meeting_they_minute():
    minutes = paper("m", "Minutes", "minutes", meeting_date=None, committee=None)
    assert "m" not in links(paper("a", "Harbour Lights Monitoring"), minutes)


def test_the_parent_is_the_report_that_lists_it_or_bears_its_number_or_its_subject():
    reports = (
        paper("31-00108 - Lights", "Harbour Lights Monitoring", lists=(Listed("Appendix A", "Lamps and wicks"),)),
        paper("places", "School Places", text=OTHER),
    )
    found = links(
        AGENDA,
        *reports,
        lost("one", "Appendix A – Lamps and wicks", text="p" * 50),
        lost("3100108 - NOV", "Appendix 2 – Savings", text="q" * 50),
        lost("two", "Equality impact assessment: School Places", text="r" * 50),
        lost("three", "Appendix C – Ferries", text="s" * 50),
    )
    assert [found[id].parent for id in ("one", "3100108 - NOV", "two", "three")] == [
        "31-00108 - Lights",
        "31-00108 - Lights",
        "places",
        None,
    ]


def test_years_are_no_reference_numbers():
    found = links(
        paper("Lights 2030-31", "Harbour Lights Monitoring"),
        paper("places", "School Places", text=OTHER),
        lost("Savings 2030-31", "Appendix 2 – Savings", text="q" * 50),
    )
    assert found["Savings 2030-31"].parent is None


def test_a_report_the_agenda_does_not_list_belongs_to_the_listed_one_of_its_number():
    found = links(
        AGENDA,
        paper("31-00108 - Cover", "Harbour Lights Monitoring", pages=4),
        paper("31-00108 - Lamps Q3", "Lamps in Quarter 3", text=OTHER, pages=9),
    )
    assert found["31-00108 - Lamps Q3"].parent == "31-00108 - Cover"
    assert (found["31-00108 - Cover"].agenda_number, found["31-00108 - Cover"].pack_pages) == ("5", "11-14")


def test_an_agendas_author_is_no_part_of_a_title_and_too_many_pages_are_not_placed():
    found = links(AGENDA, paper("places", "School Places", text=OTHER, pages=14))
    assert found["places"] == Link("places", agenda_number="6")


def test_an_updated_report_replaces_the_first_and_its_copies_are_copies():
    first = paper("first", "Moving the Transitions Team", text=LONG * 9 + OTHER)
    pack = paper(
        "pack",
        "Moving the Transitions Team",
        text=LONG * 9 + "It is now in May.",
        late=True,
        whole=False,
        pack_pages="1-9",
    )
    alone = paper("alone", "Moving the Transitions Team", text=LONG * 9 + "It is now in May.", late=True)
    found = links(first, alone, pack)
    assert found["first"].replaced_by == "pack"
    assert found["pack"].replaces == "first"
    assert found["alone"].copy_of == "pack"


def test_versions_of_which_none_says_that_it_is_late_are_left_alone():
    one = paper("one", "Moving the Transitions Team", text=LONG * 9 + OTHER)
    two = paper("two", "Moving the Transitions Team", text=LONG * 9 + "It is now in May.")
    assert links(one, two) == {}


def test_reports_of_two_meetings_are_not_versions():
    one = paper("one", "Quarterly Report", folder="/a")
    two = paper("two", "Quarterly Report", folder="/b", meeting_date=date(2031, 4, 1), late=True)
    assert links(one, two) == {}


def test_minutes_have_the_agendas_line_that_names_their_day():
    agenda = paper(
        "agenda",
        "Agenda",
        "agenda",
        text="x",
        lists=(Listed("3", "Minutes of the meeting held on 9th January 2031", "1-10"),),
    )
    minutes = paper("m", "Minutes", "minutes", meeting_date=date(2031, 1, 9), pages=9)
    other = paper("n", "Minutes", "minutes", meeting_date=DAY, pages=9)
    assert links(agenda, minutes, other) == {"m": Link("m", agenda_number="3", pack_pages="1-9")}


def test_files_whose_labels_are_those_that_a_report_lists_are_its_appendices():
    lists = tuple(Listed(f"Appendix {label}", f"Part {label} of the plan") for label in "ABCD")
    report = paper("budget", "Harbour Budget", lists=lists)
    other = paper("lights", "Harbour Lights Monitoring", text=OTHER)
    files = [paper(label, f"Appendix {label} – {title}", "appendix", text=OTHER * n)
             for n, (label, title) in enumerate(zip("ABD", ["Summary", "MRP", "Totals"], strict=True), 2)]  # fmt: skip
    numbered = paper("24-00109 - Appendix C", "Appendix C – Screening", "appendix", text=OTHER * 6)
    found = links(report, other, *files, numbered)
    assert [found[label].parent for label in "ABD"] == ["budget"] * 3
    assert numbered.id not in found or found[numbered.id].parent is None
    assert "A" not in links(report, other, files[0])  # one label alone says little


def test_a_paper_of_just_the_pages_of_an_item_with_half_its_words_is_that_item():
    front = paper("agenda", "Agenda", "agenda", text="x", lists=(Listed("5", "Section 12 Report", "27-36"),))
    statement = {"title": "Section 12 Harbour Statement", "text": OTHER}
    found = links(front, paper("a", pages=10, **statement))
    assert (found["a"].agenda_number, found["a"].pack_pages) == ("5", "27-36")
    assert links(front, paper("a", pages=9, **statement))["a"].pack_pages == "27-35"  # the last page is blank
    assert "a" not in links(front, paper("a", pages=4, **statement))


def test_a_paper_within_another_pack_is_not_placed_by_the_agenda_beside_it():
    inside = paper("a", "Harbour Lights Monitoring", pages=1, whole=False, text=OTHER)
    found = links(AGENDA, inside)
    assert (found["a"].agenda_number, found["a"].pack_pages) == ("5", None)


def a_budget():
    """An item of 28 pages: its cover of 3, the report that it is about of 8 and that one's appendices of 5, 7 and 2."""
    front = paper("agenda", "Agenda", "agenda", text="x", lists=(Listed("6", "Harbour Budget and Strategy", "85-112"),))
    cover = paper("cover", "Harbour Budget and Strategy", pages=3)
    lists = tuple(
        Listed(f"Appendix {label}", f"{title} of the harbour")
        for label, title in zip("ABC", ["Sums", "Plans", "Risks"], strict=True)
    )
    report = paper("report", "Harbour Budget with a Strategy in Full", pages=8, text=OTHER, lists=lists)
    files = [paper(label, f"Appendix {label} – {title} of the harbour", "appendix", text=title * 30, pages=pages)
             for label, title, pages in (("C", "Risks", 2), ("A", "Sums", 5), ("B", "Plans", 7))]  # fmt: skip
    return front, cover, report, *files


def test_what_fills_an_items_pages_has_its_place_in_the_pack():
    found = links(*a_budget())
    assert found["report"].parent == "cover"
    places = {id: found[id].pack_pages for id in ("cover", "report", "A", "B", "C")}
    assert places == {"cover": "85-87", "report": "89-96", "A": "97-101", "B": "103-109", "C": "111-112"}


def test_what_does_not_fill_an_items_pages_or_has_no_order_is_placed_nowhere_but_for_the_first():
    front, cover, report, *files = a_budget()
    for some in (
        files[:2],
        [*files[:2], paper("B", "Plans of the harbour, assessed", "appendix", text=OTHER * 9, pages=7)],
    ):
        found = links(front, cover, report, *some)
        assert {one.item: one.pack_pages for one in found.values() if one.pack_pages} == {"cover": "85-87"}


def test_a_file_without_pages_has_none_in_the_pack_nor_has_what_stands_beside_it():
    front = paper("agenda", "Agenda", "agenda", text="x", lists=(Listed("6", "Harbour Budget and Strategy", "85-87"),))
    for pages in (2, 3):
        cover = paper("cover", "Harbour Budget and Strategy", pages=pages, lists=(Listed("Appendix A", "Sums of it"),))
        workbook = paper("A", "Appendix A – Sums of it", "appendix", text="Sums" * 30, pages=None)
        found = links(front, cover, workbook)
        assert found["A"].parent == "cover"
        assert {one.item: one.pack_pages for one in found.values() if one.pack_pages} == {"cover": f"85-{84 + pages}"}


def test_the_appendices_of_a_file_have_one_parent_and_a_copy_of_one_in_a_pack_has_the_packs():
    report = paper("a", "Harbour Lights Monitoring", lists=(Listed("Appendix F", "Lights bought"),))
    other = paper("b", "Savings Monitoring", text=OTHER)
    pair = [paper(f"f{n}", title, "appendix", text=f"{LONG} {n} " * 4, document_id="f", whole=False)
            for n, title in enumerate(("Appendix F – Lights bought", "Appendix F – Lights", "Savings"))]  # fmt: skip
    found = links(report, other, *pair)
    assert {found[one.id].parent for one in pair} == {"a"}
    inside = paper(
        "late", "Annex 1 – Budget Monitoring", "appendix", text=OTHER * 7, parent_id="pack", document_id="pack"
    )
    alone = paper("alone", "Annex 1 – Savings Monitoring", "appendix", text=OTHER * 7)
    assert links(paper("pack", "Ferries"), other, inside, alone)["alone"].parent == "pack"
