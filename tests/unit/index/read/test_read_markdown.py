"""Markdown: front matter is known of a text and not said in it; marks of quotes, escapes and entities are no words."""

from datetime import date

import pytest

from index.papers.split import split
from index.read import read

LAMPS = "The panel looked at the lamps of the quay."
HUGO = '---\ntitle: "Lamp notes"\ndraft: no\nsummary: >\n  Folded\n  words\ntags: [piers]\n---\n\n# Lamp notes\n\n'
NESTED = "---\ntitle: Pier minutes\naliases:\n  - old pier\nauthor:\n  name: M Reed # clerk\n---\n"
QUOTED = "---\nlayout: page\ntitle: 'Quay: its lamps'\nWhen posted: 2031-01-01 10:00:00 +0000\n---\n"
HELD = "PRESENT: A Moss (Chair), B Reed\n\n1. Apologies\n\nNone.\n\n2. Lamps\n\nThey were looked at.\n"


def made(tmp_path, text, name="a.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("front", "title"), [(HUGO, "Lamp notes"), (NESTED, "Pier minutes"), (QUOTED, "Quay: its lamps")]
)
def test_front_matter_is_known_and_only_its_title_is_read(tmp_path, front, title):
    reading = made(tmp_path, front + LAMPS, "a.markdown")
    assert reading.text.split("\n", 2) == [f"# {title}", "", LAMPS]
    assert reading.metadata == {"Title": title}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "---\nBoats sank.\n---\nThey rose."),
        ("a.md", "---\ntitle: Boats\n"),
        ("a.md", "---\n- one\n---\nrose"),
        ("a.md", "---\n---\nBoats"),
        ("a.md", "---\ntitle: 'Boats\n---\nrose"),
        ("a.md", f"---\n{'[' * 5000}\n---\nrose"),
        ("a.txt", "---\nMeeting: Quay Cabinet\nVenue: The hall\n---\nThey rose."),
        ("a.txt", "> 20 boats sank\n> &amp; rose"),
    ],
)
def test_what_is_no_front_matter_or_no_markdown_stays(tmp_path, name, text):
    assert made(tmp_path, text, name).text == text


@pytest.mark.parametrize(
    ("front", "day"),
    [
        (
            "title: May\ndate: 2031-09-30\n---\nQUAY PARISH COUNCIL\nMinutes of the meeting held on 5 May 2031\n\n",
            "05-05",
        ),
        ("title: Minutes of Quay Parish Council, 5th May 2031\ndate: 2031-09-29 08:00:00 +0100\n---\n", "05-05"),
        ("lastmod: 2031-10-30\ntitle: Quay Parish Council\ndate: 2031-09-30\n---\nMinutes, 5 May 2031\n\n", "05-05"),
        ("title: Minutes of Quay Parish Council\ndate: 2031-09-30T10:00:00Z\nlastmod: 2032-01-01\n---\n", "09-30"),
    ],
)
def test_minutes_are_dated_by_their_meeting_and_else_by_their_page(tmp_path, front, day):
    (paper,) = split(made(tmp_path, f"---\n{front}{HELD}"), "a.md").items
    assert (paper.kind, paper.meeting_date) == ("minutes", date.fromisoformat(f"2031-{day}"))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("&pound;4,200 &ndash; &#163;20 less, said Smith &amp; Sons", "£4,200 – £20 less, said Smith & Sons"),
        ("4\\.&nbsp;Lamps\n\n5\\. Piers", "4.\xa0Lamps\n\n5. Piers"),
        ("[A\\&B](https://q.example/a?x=1&copy=2&reg=3), AT&T", "[A&B](https://q.example/a?x=1&copy=2&reg=3), AT&T"),
        ("|a \\| b|&pound;4|\n|-|-|", "|a \\| b|&pound;4|\n|-|-|"),
        ("> Moved that the lamps\n> be lit.\n>\n> Carried", "Moved that the lamps\nbe lit.\n\nCarried"),
        (">> Within\n> > it\n\n> 1. First\n> 2. Second", "Within\nit\n\n1. First\n2. Second"),
        ("> [!note]- Vote:\n> |For|\n> |-|\n\n> [!WARNING]\n> Wet", "Vote:\n|For|\n|-|\n\nWarning\nWet"),
        (">20% were dark, and 5 > 3", ">20% were dark, and 5 > 3"),
    ],
)  # fmt: skip
def test_marks_of_quotes_escapes_and_entities_are_read_as_shown(tmp_path, written, shown):
    assert made(tmp_path, written).text == shown
