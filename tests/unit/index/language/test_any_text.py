"""Whatever stands in a paper, the readers of times, numbers and rows read it without fail, and in their places."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.language.amounts import amounts, numbers, parts_of, whole
from index.language.periods import length_after, named_periods, quarter_span, shifts_of
from index.language.rows import bare_text, cell_spans, word_spans
from index.language.statements import statements_of
from tests.unit.rag.council import quick

PIECES = st.sampled_from(
    ["£1.2m", "12%", "-3", "four", "one", "of", "(4", "of 9)", "Q2", "2030/31", "May", "last year", "|", "\t", "\n"]
) | st.sampled_from(
    ["the previous term", "within", "six weeks", "٣", "²", "§", "99999999999999999999", "00", "31/12/9999", "<5", "."]
)
TEXTS = st.text() | st.lists(PIECES).map(" ".join) | st.lists(PIECES).map("".join)


@quick
@given(TEXTS)
def test_statements_stand_where_they_say(text):
    end = 0
    for s in statements_of("p", text, ()):
        assert end <= s.start < s.end
        assert text[s.start : s.end] == s.text
        assert all(s.text[p.span[0] : p.span[1]] == p.text for p in s.periods)
        assert all(s.text[a.start : a.end].strip() == a.printed for a in s.amounts)
        end = s.end


@quick
@given(TEXTS)
def test_nothing_stops_a_reader(text):
    assert {(a.start, a.end) for a in amounts(text)} <= {(n.start, n.end) for n in numbers(text)}
    parts_of(text, numbers(text))
    whole(text)
    shifts_of(text)
    length_after(text, date(2030, 1, 31))
    assert all(0 <= n.start < n.end <= len(text) for n in named_periods(text, quarter_span(2030, 2)))
    assert len(bare_text(text)) == len(text)
    assert all(0 <= a <= b <= len(text) for a, b in [*cell_spans(text), *word_spans(text)])
