"""Abbreviations learnt from the papers: found where a paper introduces them, and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language.vocabulary import learn, long_form

INTRODUCED = {
    "Elective Home Education (EHE) grew": {"EHE": ("elective home education",)},
    "the Education, Health and Care Plan (EHCP)": {"EHCP": ("education, health and care plan",)},
    "three Special Guardianship Orders (SGOs)": {"SGO": ("special guardianship orders",)},
    "a Written Statement of Action (WSoA)": {"WSoA": ("written statement of action",)},
    "the Northmere Lighthouse Club (“NLC”)": {"NLC": ("northmere lighthouse club",)},
    "the Community‐led Puppet Theatre (CPT)": {"CPT": ("community‐led puppet theatre",)},
    "school\nferry   passes (SFP)": {"SFP": ("school ferry passes",)},
}


@pytest.mark.parametrize("text", INTRODUCED)
def test_a_short_form_after_its_long_form_is_learnt(text):
    assert learn([text]) == INTRODUCED[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "(EHE)",
        "Elective Home Education EHE",
        "Elective Home Education (page 4)",
        "as the panel said (eg)",  # two small letters
        "Theatre (A)",  # one letter
        "the boats and the harbour (XQ)",  # letters that stand for nothing
        "of the (OT)",  # only small words
        "children (2030)",
        "Home ( EHE",
    ],
)
def test_other_brackets_are_left_alone(text):
    assert learn([text]) == {}


def test_a_sentence_is_not_swallowed():
    assert long_form("NLC", "Nobody in the whole of the county had ever heard of a lighthouse club") is None
    assert long_form("NLC", "Members asked after the Northmere Lighthouse Club ") == "Northmere Lighthouse Club"


def test_the_form_printed_most_comes_first_whatever_the_order_of_papers():
    texts = ["the Northern Ferry Pass (NFP)", "a New Foster Panel (NFP)", "a new foster panel (NFP) was"]
    assert learn(texts) == learn(texts[::-1]) == {"NFP": ("new foster panel", "northern ferry pass")}


def test_three_long_forms_are_kept():
    texts = ["the Bell Choir (BC)", *["the Boat Club (BC)", "the Barn Church (BC)", "the Bird Centre (BC)"] * 2]
    assert set(learn(texts)["BC"]) == {"boat club", "barn church", "bird centre"}


@pytest.mark.parametrize("unit", ["x", "a-", "x ", "(", " (", "ab (", "\u2010"])
def test_a_huge_text_without_an_end_is_read_at_once(unit):
    """Searched from each of its letters, half a million would take hours."""
    assert learn([unit * 250_000]) == {}


@settings(deadline=None, derandomize=True)
@given(st.text() | st.lists(st.sampled_from(["Boat", "boat", "(BC)", "(", ")", "Club", "of", "’", "-", "é", "B C"])))
def test_any_text_is_read(text):
    for short, forms in learn(["".join(text), " ".join(text)]).items():
        assert sum(c.isupper() for c in short) >= 2
        assert 1 <= len(forms) <= 3
        assert all(form == form.lower() and form[0] == short[0].lower() for form in forms)
