"""Tables: rows kept whole, few to a passage, with their heads."""

from index.language.rows import is_figures, is_row
from index.papers.split import split
from index.passages.cut import cut
from index.values import Page, Reading


def passages(text):
    reading = Reading((Page(None, text),))
    return cut(reading, split(reading, "x.txt"), lambda t: len(t.split()), 256)


def test_rows_parted_by_tabs_go_with_their_heads():
    rows = "\n".join(
        f"Visits in district {n} and in the towns beside it\tQuarter\t{n}0\t{n}5\tIncrease" for n in range(1, 15)
    )
    found = passages(f"Indicator\tFrequency\tLast\tLatest\tTrend\n{rows}\n")
    assert len(found) > 1
    assert {passage.kind for passage in found} == {"row"}
    assert all("Indicator Frequency Last Latest Trend" in passage.context for passage in found[1:])
    assert all(len(passage.text.split()) <= 80 for passage in found)
    lines = "\n".join(passage.text for passage in found).split("\n")
    assert "Visits in district 3 and in the towns beside it Quarter 30 35 Increase" in lines


def test_rows_parted_by_pipes_keep_their_rule_with_the_heads():
    found = passages("| Year | Visits |\n|------|--------|\n| 2030 | 41 |\n| 2031 | 44 |\n")
    assert found[0].text.split("\n") == ["| Year | Visits | |------|--------|", "| 2030 | 41 |", "| 2031 | 44 |"]


def test_a_label_wrapped_around_its_figures_is_one_row():
    text = (
        " Latest Target \nQuartile\n\nNo. of families who had a short break and asked for "
        "\nanother\n\n41 >40 2\n"
        "Visits that were made in the time that was agreed 91.2% >90% 1\n\nChildren who had seen a "
        "dentist in the last twelve\nmonths"
        " 66.5% >70% 3\n"
    )
    lines = "\n".join(passage.text for passage in passages(text)).split("\n")
    assert "No. of families who had a short break and asked for another 41 >40 2" in lines
    assert "Visits that were made in the time that was agreed 91.2% >90% 1" in lines
    assert "Children who had seen a dentist in the last twelve months 66.5% >70% 3" in lines


def test_prose_with_figures_is_no_table():
    text = "The rate was 28.4% in 2031 (47 children). It was 22.1% in 2030 (39 children).\nIt was 19.3% before.\n"
    assert {passage.kind for passage in passages(text)} == {"prose"}


def test_telephones_and_dates_are_no_rows():
    assert not is_figures("Tel: 0116 305 2649")
    assert not is_figures("8 March 2031")
    assert is_figures("Fees 4.2 4.5 7%")
    assert is_row("a fee\tb")
    assert not is_row("12.\tThe service grew.")
    assert not is_row("(a)\tThat it be noted;")
    assert not is_row("3a | Adult Social Care")


def test_a_table_after_a_long_paragraph_is_another_passage():
    table = "Year Visits Fees\n2030 41 £3.10\n2031 44 £3.40\n"
    text = "1. " + "The table shows what happened in each of the years. " * 11 + f"\n\n{table}"
    assert [passage.kind for passage in passages(text)] == ["prose", "row"]


def test_a_small_table_stays_with_what_introduces_it():
    intro = "F1 - Visits made by a social worker in the time that was agreed with the family"
    text = f"{intro}\n\n{intro.replace('F1', 'F2')}\n\nYear 2030 2031\nF1 41 days 44 days\nF2 61 days 64 days\n"
    found = passages(text)
    assert len(found) == 1
    assert found[0].text.endswith("F1 41 days 44 days\nF2 61 days 64 days")


def test_a_row_of_a_long_table_is_a_passage_of_its_own():
    rows = [f"Visits made by social workers in the town of District {n} 4{n} >4{n} {n}%" for n in range(1, 9)]
    found = passages("Latest Target Change\n" + "\n".join(rows) + "\n")
    assert [passage.text.split("\n")[-1] for passage in found] == rows
    assert all("Latest Target Change" in passage.context for passage in found[1:])


def test_rows_below_a_merged_cell_are_under_its_theme():
    theme = "Every child is safe at home"
    rows = "\n".join(f"\tVisits in district {n} and the towns beside it\t{n}0%\t{n}5%\tup" for n in range(1, 15))
    found = passages(f"Theme\tIndicator\tLast\tLatest\tTrend\n{theme}\tCalls\t41%\t44%\tup\n{rows}\n")
    assert theme in found[0].text
    assert all(theme in passage.context for passage in found[1:])


def test_heads_between_rows_group_the_rows_below_them():
    rows = "".join(f"Visits made in district {n} and in the towns beside it 4{n} >4{n} 7%\n" for n in range(1, 9))
    found = passages(f"Latest Target Change\n{rows}Help families early\n{rows}")
    assert found[-1].context.split(" › ")[1] == "Help families early"


def test_a_row_of_one_filled_cell_groups_the_rows_below_it():
    rows = "".join(f"Visits made in district {n} and in the towns beside it | 4{n} | >4{n} | 7%\n" for n in range(1, 9))
    found = passages(f"Measure | Latest | Target | Change\n{rows}Help families early | | |\n{rows}")
    assert "Help families early" in found[-1].context
    assert "Measure | Latest | Target | Change" in found[-1].context


def test_a_tables_title_and_unit_go_with_its_heads():
    rows = "".join(f"Visits made in district {n} and in the towns beside it | 4{n} | 5{n}\n" for n in range(1, 9))
    found = passages(f"It is told below.\n\nTable 4: Visits by district.\n\nAll in thousands\n| 2030 | 2031\n{rows}")
    assert found[-1].text == "Visits made in district 8 and in the towns beside it | 48 | 58"
    assert "Table 4: Visits by district. All in thousands | 2030 | 2031" in found[-1].context


def heads(text):
    """The heads of the first row's columns that has a name, as the passages keep them."""
    row = next(p for passage in passages(text) for p in passage.parts if p.kind == "row")
    return [cell.head for cell in row.cells]


def test_rows_without_a_name_right_below_the_heads_are_heads_too():
    rows = "".join(f"Pier {n} | 4{n} | 5{n},100\n" for n in range(1, 9))
    assert heads(f"Scheme | 2030-31 | 2031-32\n| Year 1 | Year 2\n| £000s | £000s\n{rows}") == [
        "Scheme", "2030-31 Year 1 £000s", "2031-32 Year 2 £000s"
    ]  # fmt: skip
    assert heads(f"| 31.3.30 | 31.3.31\n| Actual | Forecast\n| £m | £m\n{rows}")[1] == "31.3.30 Actual £m"
    assert heads(f"Area | Visits | Spent\nAll | 31 | 4,100\n| 5 | 600\n{rows}") == ["Area", "Visits", "Spent"]


def test_rows_that_begin_with_a_number_are_rows_and_a_numbered_title_is_none():
    rows = "".join(f"{n} | Needs of the kind {n} in the towns beside it | {n}20 | £{n},100\n" for n in range(1, 9))
    heads = "Band | For | Hours (1 = a day) | Budget"
    found = passages(f"It was so.\n\n3a | Children and Families\n\nIt is told below.\n\n{heads}\n{rows}")
    assert found[-1].kind == "row"
    assert heads in found[-1].context
    assert "3a |" not in found[-1].text + found[-1].context.split(" › ")[-1]
    two = "".join(f"{n} | A longer line about what is done in the district\n" for n in range(1, 6))
    assert {p.kind for p in passages(f"It is told below, in a sentence of its own.\n\n{two}")} == {"row"}


def test_a_first_label_wrapped_after_a_small_word_is_no_head():
    rows = "".join(
        f"Visits that workers made in\nDistrict {n} in the time that was agreed\n4{n} >4{n} {n}%\n" for n in range(1, 6)
    )
    found = passages(f"Measure Latest Target Change\n{rows}")
    assert "\nVisits that workers made in District 1 in the time that was agreed 41 >41 1%" in found[0].text
    assert found[-1].context.endswith("Measure Latest Target Change")
