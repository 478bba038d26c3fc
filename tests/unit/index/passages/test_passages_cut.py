"""Passages: paragraphs joined as a reader would join them, cut where one would, with what they stand in."""

import pytest

from index.papers.entries import entries
from index.papers.split import split
from index.passages.cut import cut
from index.values import Page, Reading

LONG = "The service worked with families across the county and kept a record of every visit that it made."


def count(text):
    return 2 + sum(1 + len(word) // 6 for word in text.split())


def passages(*pages, name="paper.txt", most=256, **kwargs):
    made = tuple(page if isinstance(page, Page) else Page(None, page) for page in pages)
    reading = Reading(made, **kwargs)
    return cut(reading, split(reading, name), count, most)


def texts(*pages, **kwargs):
    return [passage.text for passage in passages(*pages, **kwargs)]


def paragraphs(*pages, **kwargs):
    return "\n".join(texts(*pages, **kwargs)).split("\n")


def test_soft_line_breaks_join_and_blank_lines_inside_a_sentence_do_too():
    text = (
        "1. The service offered short breaks to every family that asked for one in the \n\nyear, "
        "and it wrote to those who "
        "did not. \n\n2. It will report again in the summer of next year when the work on \nfees is done. \n"
    )
    assert paragraphs(text) == [
        "1. The service offered short breaks to every family that asked for one in the year, and "
        "it wrote to those "
        "who did not.",
        "2. It will report again in the summer of next year when the work on fees is done.",
    ]


def test_double_spaced_lines_are_one_paragraph():
    lines = [
        "The children who came into care this year were older than those who came before and",
        "most of them came with a brother or a sister, which made it harder to find one home",
        "for them all.",
    ]
    assert paragraphs("\n\n".join(lines)) == [" ".join(lines)]


def test_a_sentence_goes_on_over_a_page_and_its_stamp():
    first = "1. The plan was agreed by the Cabinet in the autumn and it was sent to every school in the \nPage 5"
    second = "county before Christmas. It has four parts.\nPage 6 Agenda Item 9"
    (passage,) = passages(Page(7, first, stamped="5"), Page(8, second, stamped="6"))
    assert "school in the county before Christmas." in passage.text
    assert "Page" not in passage.text
    assert [passage.text[at:].split()[0] for at in passage.joints] == ["county"]
    assert (passage.page, passage.pack_page, passage.paragraph) == (7, "5", "1")


def test_a_word_broken_at_a_lines_end_is_whole_again():
    assert paragraphs("The plan was written and tried with young people and it was co-\nproduced with them.\n") == [
        "The plan was written and tried with young people and it was co-produced with them."
    ]


def test_list_items_stay_apart_and_with_what_introduces_them():
    points = "• fees had risen, \n• visits had \nfallen, and \n• nobody knew why. \n\n"
    text = f"3. {LONG} It found that: \n\n{points}4. {LONG} \n"
    (passage,) = passages(text)
    assert passage.text.split("\n")[1:4] == ["• fees had risen,", "• visits had fallen, and", "• nobody knew why."]
    assert passage.paragraph == "3"


def test_a_long_list_repeats_its_introduction_in_the_context():
    items = "\n".join(f"• the {n}th point, which says a little more than the one before it did" for n in range(30))
    found = passages(f"3. {LONG} The points are:\n\n{items}\n")
    assert len(found) > 1
    assert "The points are:" not in found[0].context
    assert all("The points are:" in passage.context for passage in found[1:])
    assert {passage.paragraph for passage in found} == {"3"}
    assert found[1].kind == "list"


def test_headings_begin_passages_and_stand_in_their_context():
    text = f"# Annual report\n\n## Visits\n\n{LONG}\n\n### By district\n\n{LONG}\n\n## Fees\n\n{LONG}\n"
    found = passages(text)
    assert [passage.section for passage in found] == [
        "Annual report › Visits",
        "Annual report › Visits › By district",
        "Annual report › Fees",
    ]
    assert found[0].text.startswith("# Annual report\n## Visits\nThe service")
    assert found[2].context == "Annual report › Fees"


@pytest.mark.parametrize("heading", ["Visits and fees", "VISITS AND FEES", "2. Visits and fees", "**Visits and fees**"])
def test_plain_headings_are_seen_for_what_follows_them(heading):
    found = passages(f"1. {LONG} \n\n{heading} \n\n3. {LONG} \n")
    assert found[-1].section.lower().endswith("visits and fees")


def test_short_lines_among_their_like_are_not_headings():
    names = "Mrs A. Moss\n\nMr B. Fenn\n\nMs C. Vale\n\nDr D. Quill\n"
    found = passages(f"{names}\n1. {LONG}\n")
    assert all(passage.section is None for passage in found)


def test_a_person_to_contact_is_no_heading():
    people = "A. Moss, Director \nTel: 0100 200 300 \n\nB. Fenn, Adviser \nTel: 0100 200 301 \n"
    text = f"1. {LONG} \n\nOfficers to Contact \n\n{people}"
    assert passages(text)[-1].section == "Officers to Contact"


def test_the_number_of_a_paragraph_holds_for_what_follows_without_one():
    more = "In the second year it did not go as well as had been hoped."
    text = f"7. {LONG} It began well. \n \n{more} \n\nNext steps \n\n{LONG} \n"
    found = passages(text)
    assert [passage.paragraph for passage in found] == ["7", None]


def test_long_paragraphs_are_cut_at_sentence_ends():
    sentences = [
        f"In district {n} the service worked with {n} families and wrote to all of the others." for n in range(40)
    ]
    found = passages(f"9. {' '.join(sentences)}\n")
    assert len(found) > 2
    assert all(passage.text.endswith(".") for passage in found)
    assert all(60 <= len(passage.text.split()) <= 180 for passage in found)
    assert {passage.paragraph for passage in found} == {"9"}


def test_short_neighbours_in_one_section_share_a_passage():
    text = "".join(f"{n}. Paragraph number {n} says very little. \n\n" for n in range(1, 9))
    assert len(passages(text)) == 1


MINUTES = (
    "Minutes of a meeting of the Families Scrutiny Committee held at Shire House on Tuesday, 7 "
    "January 2031. \n\n"
    "22. Visits and Fees. \n \nThe Committee considered a report. A copy marked ‘Agenda Item "
    "8’ is filed. \n \n"
    "Arising from the discussion the following points were raised: \n \n"
    "i. A member asked about fees. The Director said that they had risen and that 20 families "
    "\n\nhad left; \n \n"
    "ii. Visits had fallen. \n\nRESOLVED: \n\na) That the report be noted; \n\nb) That a "
    "report come back in May. \n\n"
    "23. Date of next meeting. \n \nIt was noted that it would be 4 March 2031. \n"
)


def test_minutes_have_an_entry_a_group_and_points_kept_whole():
    found = passages(MINUTES)
    entry = [passage for passage in found if passage.section == "22. Visits and Fees."]
    lines = "\n".join(passage.text for passage in entry).split("\n")
    assert (
        "i. A member asked about fees. The Director said that they had risen and that 20 families had left;"
    ) in lines
    assert "b) That a report come back in May." in lines
    assert found[-1].section == "23. Date of next meeting."
    assert found[-1].context == "Minutes of the meeting held on 7 January 2031 › 23. Date of next meeting."


def test_contents_and_the_block_that_names_a_paper_are_headings():
    pages = "".join(f"{n} Part number {n} ........................ {n}\n" for n in range(1, 6))
    (passage,) = passages(pages)
    assert passage.kind == "heading"
    banner = (
        " FAMILIES SCRUTINY COMMITTEE \n \n4 MARCH 2031 \n \nFEES \n \nREPORT OF THE DIRECTOR "
        "\n \nPurpose \n \n1. To say. \n"
    )
    front, body = passages(banner)
    assert (front.kind, body.section) == ("heading", "Purpose")


def test_an_appendix_is_named_under_its_report():
    text = (
        " FAMILIES SCRUTINY COMMITTEE \n \n4 MARCH 2031 \n \nFEES \n \nREPORT OF THE DIRECTOR \n "
        "\n \nPurpose \n \n1. To say. \n \n"
        "Appendix \n \nFee table \n \nOfficer to Contact \n \nA. Moss \nTel: 0100 200 300 \n 1. Foreword \n \n"
        f"{LONG} \n"
    )
    assert passages(text)[-1].context.startswith("Fees › Appendix – Fee table › ")


def test_nothing_to_cut():
    assert passages("") == []
    assert passages("\n \n\n") == []


def test_a_passage_keeps_to_one_page_where_it_can():
    found = passages(Page(1, f"1. {LONG} {LONG} {LONG}\n"), Page(2, "2. It is short.\n3. So is this.\n"))
    assert [passage.page for passage in found] == [1, 2]


def test_a_decision_stands_by_itself_when_the_discussion_is_long():
    text = MINUTES.replace("ii. Visits had fallen.", f"ii. {LONG} {LONG}")
    (decided,) = [passage for passage in passages(text) if "RESOLVED" in passage.text]
    assert decided.text.startswith("RESOLVED:\na) That the report be noted;\nb) That")


def test_numbered_minutes_without_blank_lines():
    text = (
        "MINUTES of a meeting of the Cabinet held on Thursday, 9 January 2031.\nPRESENT: Mr A Moss\n"
        "84. Apologies \n(Item 1)\nNone.\n85. Fees and Visits\n(Item 2)\n"
        f"1. {LONG}\n2. RESOLVED that it be noted.\n"
    )
    found = passages(text)
    assert [passage.section for passage in found][-2:] == ["84. Apologies", "85. Fees and Visits"]


def test_entries_run_on_whatever_is_numbered_inside_them():
    text = (
        "MINUTES of a meeting of the Cabinet held on Thursday, 9 January 2031.\nPRESENT: Mr A Moss\n"
        "1. Mr Fenn was in the chair\n2. RESOLVED that he be elected\n"
        "79. Updates\n(Item 4)\nThey were deferred to the next meeting of the Cabinet\n80. Fees and Visits\n(Item 5)\n"
        f"1. {LONG}\n2. Further to questions it was noted:\n3. RESOLVED that it be noted.\n"
        "82. Date of next meeting\n1. It was in May\n"
    )
    sections = [passage.section for passage in passages(text)]
    assert [one for one in dict.fromkeys(sections) if one and one[:2].isdigit()] == [
        "79. Updates",
        "80. Fees and Visits",
        "82. Date of next meeting",
    ]


MET = "QUAY PARISH COUNCIL\nMinutes of the meeting held on 5 May 2031\nPresent: A Moss (Chair)\n\n"
POINTS = "".join(f"{n}. The clerk said this much of it. {LONG}\n\n" for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        (
            f"41/31 Chair\n\n{LONG}\n\n42/31 Lamps The clerk wrote. {LONG}\n\n43/31 30/12/B Plan of a pier. {LONG}\n\n",
            ["41/31 Chair", "42/31", "43/31"],
        ),
        (
            f"CAB/7 Chair\n\n{LONG}\n\nCAB/8 Lamps The leader said so. {LONG}\n\nCAB/9 Piers\n\n{LONG}\n\n",
            ["CAB/7 Chair", "CAB/8", "CAB/9 Piers"],
        ),
        (
            f"1. Chair\n\n{LONG}\n\n2. Lamps The clerk wrote. {LONG}\n\n3. Piers It was. {LONG}\n\n4. Next\n\n{LONG}",
            ["1. Chair", "2", "3", "4. Next"],
        ),
        (
            f"1. Chair\n\n{LONG}\n\n2. Lamps\n\n{LONG}\n\n3. The clerk wrote. {LONG}\n\n4. All was well. {LONG}\n\n",
            ["1. Chair", "2. Lamps"],
        ),
        (
            f"1. Lamps\n\n{POINTS}2. Piers\n\n{LONG}\n\n3. Boats\n\n{POINTS}4. Next\n\n{LONG}\n\n",
            ["1. Lamps", "2. Piers", "3. Boats", "4. Next"],
        ),
    ],
)
def test_an_entry_whose_heading_runs_on_is_not_of_the_one_before(text, sections):
    made = passages(MET + text)
    assert list(dict.fromkeys(one.section for one in made if one.section)) == sections
    numbers = [one.number for one in entries(made)]
    assert numbers == [section.split(" ")[0].rstrip(".") for section in sections]


def test_where_markdown_marks_the_entries_nothing_else_heads_them():
    voted = f"Moved by A Moss\n\n{LONG}\n\n**Carried (4 to 1)**\n\n{LONG}\n\n"
    made = passages(f"{MET}# 1. Lamps\n\n{voted}## 1.1 1095 Quay Road (Z-25024)\n\n{voted}# 2. Piers\n\n{voted}")
    sections = [one.section for one in made if one.section]
    assert list(dict.fromkeys(sections)) == ["1. Lamps", "1.1 1095 Quay Road (Z-25024)", "2. Piers"]


def test_a_few_words_below_a_table_are_no_passage_by_themselves():
    table = "| Year | Visits | Late |\n| 2030 | 418 | 36 |\n| 2031 | 420 | 30 |\n"
    (*_, last) = texts(f"Lamps\n\n{LONG} {LONG} {LONG}\n\n{table}\nCarried by six to one.\n\nPiers\n\n{LONG}\n")[:-1]
    assert last.endswith("| 2031 | 420 | 30 |\nCarried by six to one.")


def test_values_printed_below_their_label_belong_to_it():
    why = "Pressure from savings that slipped into the next year."
    text = f"{LONG}\n\nOlder people in residential care\n97.5 124.9 +27.4\n\n{why}\n\n{LONG}\n"
    assert "Older people in residential care 97.5 124.9 +27.4" in paragraphs(text)


def test_a_name_kept_together_by_a_hard_space_is_not_a_new_line():
    before = "The Bill had been read twice and it would in time amend section four of the Children"
    name = "Act\u00a02004\u00a0and\u00a0all\u00a0its\u00a0schedules"
    text = f"{before}\n{name} in the way that the Government had set out.\n"
    assert paragraphs(text)[0].startswith(f"{before} Act 2004 and all its schedules in the way")


def test_a_heading_that_says_the_title_again_is_not_in_the_context():
    found = passages(f"# Annual Report on Fees\n\n{LONG}\n\n## Visits\n\n{LONG}\n")
    assert [passage.context for passage in found] == ["Annual Report on Fees", "Annual Report on Fees › Visits"]
    assert found[0].section == "Annual Report on Fees"


def test_a_footnote_stands_apart_from_the_sentence_that_it_cuts():
    cut = "2. The harbour board1 said in the spring that the lights would be mended before the\n1\nSee its report.\n"
    found = passages(Page(1, f"1. {LONG}\n{cut}"), Page(2, f"ferry began to run again.\n3. {LONG}\n"))
    texts = [passage.text for passage in found]
    assert any("mended before the ferry began to run again." in text for text in texts)
    assert "1 See its report." in texts


def test_a_number_that_no_word_bears_is_no_footnote():
    text = f"1. {LONG}\n\nPlaces\n2\n\nBoats are few.\n\n{LONG}\n"
    assert "2 Boats are few." not in [passage.text for passage in passages(text)]


def test_a_short_paragraph_in_a_run_of_numbered_ones_is_no_heading():
    text = (
        f"## Equality\n\n31. {LONG}\n\n## Notices\n\n32. None\n\n## Rights\n\n33. There are no rights implications\n\n"
        f"## Other\n\n34. {LONG}\n"
    )
    assert [passage.section for passage in passages(text)] == ["Equality", "Notices", "Rights", "Other"]


def test_a_short_line_between_a_sentence_and_a_numbered_paragraph_is_its_heading():
    text = "Purpose\n1. This report tells how the ferries ran.\nCrossings\n2. They fell in number.\n3. It rained.\n"
    (first, second) = passages(text)
    assert (first.section, second.section, second.paragraph) == ("Purpose", "Crossings", "2")


def test_numbered_headings_stay_headings():
    text = f"1. Introduction\n\n{LONG}\n\n2. Findings\n\n2.1 {LONG}\n\n3. Next steps\n\n{LONG}\n"
    assert [passage.section for passage in passages(text)] == ["1. Introduction", "2. Findings", "3. Next steps"]


@pytest.mark.parametrize(
    "sentence",
    [
        "4.2 Of all the boats in the north those that came home in the year were 86.9 per cent and\n"
        "83.3 per cent in the south, both above what was hoped for.",
        "By the year 2038 the number of wrecks off this coast will have fallen from\n418.7 to 395 a year.",
        "4.2 In a usual week of the summer the two ferries of the line between them carry\n14.5 tonnes of freight.",
    ],
)
def test_a_figure_at_the_head_of_a_line_is_no_paragraphs_number(sentence):
    above = "Figure 1: how many boats came home, of those that left in the same year, north (light) and south (dark)"
    (passage,) = passages(f"{above}\n{sentence}\nIt was worse in the spring.")
    assert sentence.replace("\n", " ") in passage.text
    assert passage.paragraph in (None, "4.2")


@pytest.mark.parametrize("opening", ["The Committee is asked:", "Recommendation", "2.1 notes that all is well; and"])
def test_points_in_small_letters_keep_their_numbers(opening):
    number = 1 if "2.1" not in opening else 2
    text = f"{opening}\n2.{number} notes the report of the harbour and\n2.{number + 1} agrees to the fees."
    assert paragraphs(text)[-2:] == [
        f"2.{number} notes the report of the harbour and", f"2.{number + 1} agrees to the fees.",
    ]  # fmt: skip


def test_a_heading_that_is_a_link_names_what_stands_below_it():
    pier = "### 4.1 [(2.1)](</2031-04/2031-04-08 The 7th Meeting (in part)#the-pier>) Pier"
    made = passages(f"## 4. Reports\n{pier}\n{LONG}\n### 4.2 [(2.2)](<a b>) Lamps\n{LONG}")
    assert [passage.section for passage in made] == ["4. Reports › 4.1 (2.1) Pier", "4. Reports › 4.2 (2.2) Lamps"]
    assert [passage.paragraph for passage in made] == ["4.1", "4.2"]
