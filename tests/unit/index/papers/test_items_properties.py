"""Whatever lines a paper is made of: items cover it, and nothing that is said of them is made up."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.papers.contacts import find_contacts
from index.papers.split import split
from index.values import Page, Reading

LINES = st.sampled_from(
    [
        "",
        "",
        " FAMILIES SCRUTINY COMMITTEE",
        "4 MARCH 2031",
        "YOUNG CARERS",
        "REPORT OF THE DIRECTOR OF FAMILIES",
        "Minutes of a meeting of the Families Scrutiny Committee held on Tuesday, 7 January 2031.",
        "PRESENT",
        "12. Question Time.",
        "1. The purpose of this report is to say what the service did.",
        "RESOLVED: That it be noted.",
        "Officers to Contact",
        "Report Author Relevant Director",
        "Ann Moss, Director of Families,",
        "Ravi Quill",
        "Head of Piers and the",
        "Tel: 0100 200 300",
        "ann.moss@wending.example",
        "Email: r.quill@wending.example | Lead Directors Jo Fenn 0100 200 301 jo.fenn@wending.example",
        "Appendices",
        "Appendix A – How it went",
        " APPENDIX A – How it went",
        "Appendix 1: Costs",
        "This page is intentionally left blank",
        "AGENDA",
        "1. Young Carers (Pages 5 - 12)",
        "2. Costs. Director of Families (Pages 13 - 20)",
        "From: R. Quill, Cabinet Member",
        "Subject: Moving the Team",
        "To: Cabinet – 4 March 2031",
    ]
)
PAGES = st.lists(st.lists(LINES, max_size=12).map("\n".join), min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_items_cover_the_text_and_belong_to_papers_above_them(pages):
    reading = Reading(tuple(Page(n, text) for n, text in enumerate(pages, 1)))
    found = split(reading, "x.pdf").items
    assert (found[0].start, found[-1].end) == (0, len(reading.text))
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(item.title.strip() and (item.parent is None or item.parent < item.ordinal) for item in found)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=40))
def test_contacts_are_as_printed(lines):
    said = " ".join(" ".join(lines).replace("|", " ").split())
    for one in find_contacts(lines):
        assert one.name in said
        assert all(part is None or part in said for part in (one.phone, one.email))
        assert all(word.strip(",") in said for word in (one.role or "").split())
