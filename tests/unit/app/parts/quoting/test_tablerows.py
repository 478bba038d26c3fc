"""Rows of tables in a quote: cells under the heads of their columns, no bars."""

import re

from app.parts.quoting.tablerows import heads_of, quote_html
from index.language.statements import Statement
from index.values import Cell

LINE = "Loans | 12 | 14"
PASSAGE = f"Lent in each year:\nItem | 2030 | 2031\n{LINE}\nVisits | 3 | 5"


def _row(text: str, heads: tuple[str, ...], line: str = "") -> Statement:
    start, cells = text.index(line or LINE), []
    for head, said in zip(heads, (line or LINE).split(" | "), strict=True):
        at = text.index(said, start)
        cells.append(Cell(said, at, at + len(said), head))
    return Statement("p", start, start + len(line or LINE), line or LINE, "row", cells=tuple(cells))


def _texts(html: str) -> list[str]:
    return [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in re.findall("<p>(.*?)</p>", html)]


def test_a_rows_cells_have_the_heads_of_their_columns_and_the_row_that_bears_most_is_set_off():
    other = "Visits | 3 | 5"
    heads = heads_of(PASSAGE, [_row(PASSAGE, ("", "2030", "2031")), _row(PASSAGE, ("", "2030", "2031"), other)])
    shown = quote_html(f"{LINE}\n{other}", LINE, heads)
    assert _texts(shown) == ["Loans 2030: 12 2031: 14", "Visits 2030: 3 2031: 5"]
    assert shown.count("<b>") == 1
    assert shown.index("<b>") < shown.index("Loans")


def test_heads_that_are_quoted_themselves_are_not_told_twice():
    heads = heads_of(PASSAGE, [_row(PASSAGE, ("Item", "2030", "2031"))])
    shown = quote_html(f"Lent in each year:\nItem | 2030 | 2031\n{LINE}", "", heads)
    assert shown.startswith("Lent in each year:<div")
    assert _texts(shown) == ["Item: Loans 2030: 12 2031: 14"]


def test_a_row_without_heads_has_its_cells_and_a_rule_under_heads_is_left_out():
    shown = quote_html("| Item | Sum |\n| --- | --- |\n| Paint | <12> |", "", {})
    assert _texts(shown) == ["Item Sum", "Paint &lt;12&gt;"]
    assert "|" not in shown


def test_a_row_whose_name_is_blank_keeps_its_heads():
    passage = f"Item | 2030 | 2031\n{LINE}\n| 3 | 5"
    cells = (Cell("", 0, 0, "Item"), *_row(passage, ("2030", "2031"), "3 | 5").cells)
    row = Statement("p", passage.index("| 3"), len(passage), "| 3 | 5", "row", cells=cells)
    assert _texts(quote_html("| 3 | 5", "", heads_of(passage, [row]))) == ["2030: 3 2031: 5"]


def test_figures_without_a_head_have_none_and_parts_of_a_long_row_are_one_line():
    assert heads_of(PASSAGE, [_row(PASSAGE, ("Item", "2030", ""))]) == {}
    first, rest = _row(PASSAGE, ("Item", "2030"), "Loans | 12"), _row(PASSAGE, ("2031",), "14")
    assert heads_of(PASSAGE, [first, rest]) == {LINE: ("Item", "2030", "2031")}


def test_words_without_cells_are_as_they_were_and_only_the_focus_is_in_bold():
    assert quote_html("A & B.\nC was agreed. D.", "C was agreed.", {}) == "A &amp; B.<br><b>C was agreed.</b> D."
    assert quote_html("All of it", "All of it", {}) == "All of it"
    assert _texts(quote_html("Either | or?", "", {})) == ["Either or?"]
    assert quote_html("| alone |", "", {}) == "alone"
