import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.tokens import fold, tokens
from index.store.catalogue.words import safe


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.2%", ["4.2%", "4.2"]),
        ("4.2 %", ["4.2%", "4.2"]),
        ("4.2 per cent", ["4.2%", "4.2"]),
        ("4.2 percent.", ["4.2%", "4.2"]),
        ("<20.8%", ["20.8%", "20.8"]),
        ("66.5 % (470)", ["66.5%", "66.5", "470"]),
        ("£1.2m", ["£1.2m", "1.2"]),
        ("£1.2 million", ["£1.2m", "1.2"]),
        ("£1,234,567", ["£1234567", "1234567"]),
        ("12,345 pupils", ["12345", "pupil"]),
        ("A&E", ["a&e"]),
        ("a & e", ["a&e"]),
        ("s.106", ["s.106", "106"]),
        ("Section 106", ["s.106", "106"]),
        ("s 47 enquiries", ["s.47", "47", "enquiri"]),
        ("Q2", ["q2"]),
        ("quarter 2", ["q2", "quarter"]),
        ("Second quarter", ["q2", "quarter"]),
        ("2021/22", ["2021/22", "2021", "2022"]),
        ("2021-22", ["2021/22", "2021", "2022"]),
        ("2021–2022", ["2021/22", "2021", "2022"]),
        ("21/22", ["2021/22", "2021", "2022"]),
        ("2016-2018", ["2016", "2018"]),
        ("07/09/2021", ["07", "09", "2021"]),
        ("7th", ["7th", "7"]),
        ("Re‐referrals", ["rereferr", "re", "referr"]),
        ("rereferrals", ["rereferr"]),
        ("co-\nproduce", ["coproduc", "co", "produc"]),
        ("children’s", ["children"]),
        ("don't", ["don't"]),
        ("e.g.", ["eg"]),
        ("ﬁnancial\xa0plans", ["financi", "plan"]),
        ("CFA/21/12", ["cfa/21/12", "cfa", "21", "12"]),
        ("15km 3.5.1", ["15km", "3.5.1"]),
        ("soft\xadhyphen", ["softhyphen"]),
        ("…–!?", []),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_inflections_meet() -> None:
    assert tokens("agencies") == tokens("agency")
    assert tokens("Placed placing") == tokens("place places")


def test_folding_makes_plain() -> None:
    assert fold("“Oﬃcers’\u2011notes”") == '"officers\'-notes"'


@given(st.text())
def test_any_text_has_tokens_without_spaces(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not any(character.isspace() for character in token)


@given(st.text(min_size=1), st.text(min_size=1))
def test_safe_words_are_plain_and_stay_different(one: str, other: str) -> None:
    assert safe(one).replace("_", "").isalnum()
    assert safe(one).isascii()
    assert (safe(one) == safe(other)) == (one == other)
