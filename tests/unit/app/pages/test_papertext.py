"""A paper's headings in order, with the text under each."""

from dataclasses import replace
from datetime import date

from app.pages.paper import parts
from index.values import StoredItem, StoredPassage

ITEM = StoredItem(
    "i", "d", "a.pdf", 0, "Ferries", "", None, "report", None, date(2024, 6, 4), None, None, 1, 2, None, 3
)
FIRST = StoredPassage("p", ITEM, 0, "prose", "FERRIES", "", None, None, 1, None, None)


def passage(text, section=None, page=1):
    return replace(FIRST, text=text, section=section, page=page)


def test_headings_come_once_with_their_depth_page_and_text():
    read = parts(
        [
            passage("FERRIES\nREPORT OF THE HARBOUR MASTER"),
            passage("**Crossings**\n1. They fell.", "Crossings"),
            passage("2. They rose again.", "Crossings"),
            passage("### **Winter**\n#### **Storms**\n3. None sailed.", "Crossings › Winter › Storms", 2),
            passage("4. All sailed.", "Crossings", 2),
        ]
    )
    assert [(part.heading, part.depth, part.page, part.texts) for part in read] == [
        ("", 0, 1, ("FERRIES\nREPORT OF THE HARBOUR MASTER",)),
        ("Crossings", 0, 1, ("1. They fell.", "2. They rose again.")),
        ("Winter", 1, 2, ()),
        ("Storms", 2, 2, ("3. None sailed.",)),
        ("Crossings", 0, 2, ("4. All sailed.",)),
    ]


def test_a_line_that_only_begins_as_its_heading_does_stays():
    (part,) = parts([passage("Crossings fell to 412.", "Crossings")])
    assert part.texts == ("Crossings fell to 412.",)


def test_nothing_gives_nothing():
    assert parts([]) == []
