"""Whatever the text: nothing lost, nothing twice, everything in order, nothing too long."""

from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.papers.split import split
from index.passages.cut import cut
from index.values import Bookmark, Page, Reading

LINES = st.sampled_from(
    [
        "",
        "",
        " ",
        "1. The service grew.",
        "2.",
        "3.1 Fees",
        "The rate was 28.4% (47 children) and it",
        "rose again.",
        " Next page begins",
        "• a point,",
        "- another",
        "(a) That it be noted;",
        "RESOLVED:",
        "# Heading",
        "**Bold**",
        "CHILDREN SCRUTINY COMMITTEE",
        "4 MARCH 2031",
        "REPORT OF THE DIRECTOR",
        "SHORT BREAKS",
        "Appendix A – Fees",
        "Appendices",
        "Officer to Contact",
        "Tel: 0100 200 300",
        "a\tb\t41",
        "| a | b |",
        "|---|---|",
        "Visits 41 44 7%",
        "Minutes of a meeting of the Health Board held on 7 January 2031.",
        "PRESENT",
        "22. Fees.",
        "AGENDA",
        "co-",
        "produce it",
        "Page 5 Agenda Item 9",
        "Page 6",
        "This page is intentionally left blank",
        "Contents ........ 4",
        "From: A. Moss",
        "To: Cabinet – 4 March 2031",
        "Subject: Fees",
        "x" * 400,
        "EQIA Title",
        "\t",
        "…",
        "\u202e\u0301",
        "QUESTIONING BY MEMBERS OF SCRUTINY",
        "The next meeting is on 7 June 2031.",
        "7. A thing (Pages 3 - 9)",
    ]
)
FREE = st.text(alphabet=st.characters(exclude_characters="\f\r\0", exclude_categories=["Cs"]), max_size=60)
PAGES = st.lists(st.lists(LINES | FREE, max_size=30).map("\n".join), min_size=1, max_size=4)


def count(text):
    """Word pieces of six letters, and two for the ends."""
    return 2 + sum(1 + len(word) // 6 for word in text.split())


def make(pages, outline=False):
    marks = tuple(Bookmark(f"{n} Paper", 0, n) for n in range(1, len(pages) + 1)) if outline else ()
    numbered = len(pages) > 1
    return Reading(
        tuple(
            Page(n if numbered else None, text, stamped=str(n) if outline else None) for n, text in enumerate(pages, 1)
        ),
        marks,
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES, st.booleans(), st.integers(min_value=24, max_value=256))
@example(["x" * 5000], False, 24)
@example(["word " * 3000], False, 64)
@example(["\n".join(["Short"] * 400)], False, 64)
def test_text_in_is_text_out(pages, outline, most):
    reading = make(pages, outline)
    papers = split(reading, "x.pdf")
    found = cut(reading, papers, count, most)

    kept = "".join("".join(line.text.split()) for i, line in enumerate(papers.lines) if i not in papers.furniture)
    assert "".join("".join(passage.text.split()) for passage in found) == kept
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert [passage.ordinal for passage in found] == list(range(len(found)))
    for passage in found:
        item = papers.items[passage.item]
        assert item.start <= passage.start < passage.end <= item.end
        assert count(f"{passage.context}\n{passage.text}") <= most
        assert all(0 < joint < len(passage.text) for joint in passage.joints)
        if not passage.joints:
            span = reading.text[passage.start : passage.end]
            assert "".join(span.split()) == "".join(passage.text.split())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES, st.booleans())
def test_items_cover_everything_and_point_at_papers_before_them(pages, outline):
    reading = make(pages, outline)
    items = split(reading, "x.pdf").items
    assert items[0].start == 0
    assert items[-1].end == len(reading.text)
    assert all(a.end == b.start for a, b in pairwise(items))
    assert all(item.title and (item.parent is None or item.parent < item.ordinal) for item in items)
