"""Places, dates and sentences in the words that page, command and Word file share."""

from datetime import date

from app.saved.records import CitationRecord
from app.wording import bare, date_words, near_words, paper_words, place_words, quoted, readable, short_prompt, visible


def citation(**known) -> CitationRecord:
    unknown = dict.fromkeys(["committee", "meeting_date", "section", "paragraph", "page", "pack_page", "printed_page"])
    return CitationRecord.model_validate(
        unknown
        | {
            "n": 1,
            "passage_id": "p",
            "document": "d",
            "document_id": "i",
            "report": "Tides",
            "parent": "",
            "kind": "report",
            "quote": "High\nand low",
        }
        | known
    )


def test_dates():
    assert date_words("2021-11-02") == date_words(date(2021, 11, 2)) == "2 November 2021"
    assert date_words(None) == "date not known"


def test_what_is_unknown_is_not_said():
    assert place_words(citation()) == "no heading, paragraph or page known"
    assert paper_words(citation()) == "Tides"


def test_the_committee_is_named_where_it_is_wanted_and_not_in_the_title_already():
    known = citation(committee="Harbour Board", meeting_date="2021-11-02")
    assert paper_words(known) == "Tides, 2 November 2021"
    assert paper_words(known, committee=True) == "Tides, Harbour Board, 2 November 2021"
    minutes = citation(report="Minutes of the Harbour Board", committee="Harbour Board")
    assert paper_words(minutes, committee=True) == "Minutes of the Harbour Board"


def test_everything_known_is_said_once():
    known = citation(
        section="Depths",
        paragraph="4.",
        page=7,
        pack_page="5",
        printed_page="2",
        parent="Harbour",
        meeting_date="2024-06-04",
    )
    assert place_words(known) == "Depths, paragraph 4, pack page 5, PDF page 7, the paper's own page 2"
    assert paper_words(known) == "Tides (appendix to Harbour), 4 June 2024"
    minutes = citation(report="Minutes of the meeting held on 4 June 2024", meeting_date="2024-06-04")
    assert paper_words(minutes) == "Minutes of the meeting held on 4 June 2024"


def test_markers_go_from_the_end_only():
    assert bare("It rose [sic] to 4. [1] [12]") == "It rose [sic] to 4."


def test_a_sentence_that_is_a_place_and_a_quote():
    assert quoted("Tides, page 5: “High and low” [1]", [citation()]) == ("Tides, page 5", "High\nand low")
    assert quoted("Tides were high and low. [1]", [citation()]) is None
    assert quoted("Tides: “High and low” [1] [2]", [citation(), citation(n=2)]) is None


def test_symbol_bullets_can_be_read():
    assert readable("\uf0b7 one") == "• one"


def test_markdown_marks_of_a_paper_are_not_shown():
    assert readable("#### RESOLVED:\n- a) That **the report** be noted.") == "RESOLVED:\n- a) That the report be noted."
    assert readable("C# and 2 ** 3 stay, and #1 too") == "C# and 2 ** 3 stay, and #1 too"


def test_near_the_report_only_what_is_not_known_from_there_is_said():
    day = "2024-06-04"
    here = citation(section="Tides › Depths", paragraph="4.", pack_page="5", page=7, meeting_date=day)
    assert near_words(here, "Tides", day) == "Depths, paragraph 4, pack page 5"
    assert near_words(here, "Tides", "2023-06-04") == "Tides, 4 June 2024, Depths, paragraph 4, pack page 5"
    appendix = citation(report="Appendix A1 – The tables of tides", parent="Tides", section="**D**" * 40, page=7)
    assert near_words(appendix, "Tides", None).startswith("Appendix A1, D")
    unnumbered = citation(report="Appendix – Tides of the year", parent="Tides", section="Neaps!")
    assert near_words(unnumbered, "Tides", None) == "Appendix, Neaps"
    assert near_words(citation(report="Tables", parent="Tides"), "Tides", None) == "Tables"
    assert len(near_words(appendix, "Tides", None)) < 120
    assert near_words(citation(), "Tides", None) == "no heading, paragraph or page known"


def test_a_prompt_in_short_is_its_first_question():
    assert short_prompt("Who is asked? How?") == "Who is asked?"
    assert short_prompt("Consider the costs.") == "Consider the costs."


def test_what_steers_a_terminal_or_turns_the_order_is_written_out():
    assert visible("pack\u202efdp.exe \x1b[31m\x9b\u2028") == "pack\\u202efdp.exe \\x1b[31m\\x9b\\u2028"
    assert visible("two\nlines, élan, 北, עברית") == "two\nlines, élan, 北, עברית"
    assert visible("a\nb.pdf", but="") == "a\\nb.pdf"
