"""Minutes read into entries: points, questions paired with replies, and each thing resolved, word for word."""

from index.entries import entries
from index.items import split
from index.passages import cut
from index.read.furniture import furniture, settle
from index.read.lines import lines_of
from index.values import Page, Reading, StoredItem, StoredPassage

MINUTES = """ Minutes of a meeting of the Families Scrutiny Committee held at Shire House on Tuesday, 7 January 2031.

PRESENT

Mrs. A. Moss (in the Chair)

12. Minutes.

The minutes of the meeting held on 5 November 2030 were signed.

13. Question Time.

The following questions were put to the Chairman:

Questions asked by Mr. Fenn:

1. How many places are there at the harbour school this year, and how many are taken by children of the town?

2. When will the second building open to its pupils?

Reply by the Chairman:

1. There are ninety places at the harbour school, and eighty-one of them are taken by children of the town.

2. It will open in May, as was said in the report of the last meeting about it.

Mr. Fenn asked a supplementary question on whether the building would have a library open to parents.

The Director replied to the effect that it would not have one.

14. Young Carers.

The Committee considered a report of the Director, a copy of which is filed with these minutes.

Arising from the discussion, the following points were raised:

i) A member asked how many carers were known to the service in the county. The Director said that there were
nine hundred and that more were found each month.

ii) It was agreed that figures for each district would be provided to members after the meeting was over.

RESOLVED:

a) That the report be noted;

b) That a report be presented to the next meeting of the Committee on breaks for young carers.

15. Date of next meeting.

RESOLVED:

That the next meeting be held on 4 March 2031.

2.00 - 3.10 pm CHAIRMAN
7 January 2031
"""


def read(text=MINUTES, most=60):
    reading = Reading((Page(None, text),))
    papers = split(reading, "x.txt")
    lines = lines_of(reading)
    passed = furniture(reading, lines)
    cut_ones = cut(reading, settle(lines, passed), passed, papers, lambda one: len(one.split()), most)
    item = StoredItem("i", "d", "x.txt", 0, "Minutes", "", None, "minutes", None, None, None, None, None, None, None, 1)
    return entries(
        [
            StoredPassage(
                str(n), item, n, p.kind, p.text, p.context, p.section, p.paragraph, None, None, None, p.joints
            )
            for n, p in enumerate(cut_ones)
        ]
    )


def entry(number, **kwargs):
    return next(one for one in read(**kwargs) if one.number == number)


def test_entries_have_their_printed_numbers_and_titles():
    assert [(one.number, one.title) for one in read() if one.number] == [
        ("12", "Minutes"),
        ("13", "Question Time"),
        ("14", "Young Carers"),
        ("15", "Date of next meeting"),
    ]


def test_points_keep_their_labels_and_their_words_across_passages():
    points = entry("14").of_kind("point")
    assert [point.label for point in points] == ["i)", "ii)"]
    assert points[0].text.replace("\n", " ").endswith("more were found each month.")


def test_each_thing_resolved_is_a_part():
    resolved = entry("14").of_kind("resolved")
    assert [part.label for part in resolved] == [None, "a)", "b)"]
    assert resolved[1].text == "a) That the report be noted;"
    assert [part.text for part in entry("15").of_kind("resolved")] == [
        "RESOLVED:\nThat the next meeting be held on 4 March 2031."
    ]


def test_what_follows_a_resolution_is_not_resolved():
    assert "CHAIRMAN" in entry("15").parts[-1].text
    assert entry("15").parts[-1].kind == "text"


def test_a_reply_knows_its_question_by_number_or_as_the_last_asked():
    parts = entry("13").parts
    pairs = [(part.text[:8], parts[part.answers].text[:8]) for part in parts if part.answers is not None]
    assert ("1. There", "1. How m") in pairs
    assert ("2. It wi", "2. When ") in pairs
    assert ("The Dire", "Mr. Fenn") in pairs


def test_every_word_is_in_a_part_or_a_title_and_every_piece_is_verbatim():
    found = read(most=45)
    said = " ".join(f"{one.number or ''} {one.title} " + " ".join(part.text for part in one.parts) for one in found)
    for word in MINUTES.replace(".", " ").split():
        assert word.strip(":,;") in said.replace(".", " "), word
    for one in found:
        for part in one.parts:
            for piece in part.pieces:
                assert piece.passage.text[piece.start : piece.end] == piece.text != ""
