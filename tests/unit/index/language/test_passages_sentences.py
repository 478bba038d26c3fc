"""Sentences: what ends one, and what only looks like an end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.sentences import split


def parts(text):
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It fell to 28.4% in Q2.",
        "Mrs. A. B. Marlowe CC took the chair.",
        "See para. 12 and s.106 of the Act, e.g. the duty in reg. 4.",
        "Cllr. Moss asked about No. 7 Mill Lane.",
        "On 4 Mar. 2031 it met.",
        "12. The service grew.",
        "a) That it be noted;",
        "Costs rose (i.e. by £1.2m) in the year.",
        "The rate was 3.2 (18 of 40 cases.) as before.",
        "Visit www.wending.example/a.b?c for more.",
        "Mr. R. Hills CC, Dr. S. Vale and others.",
    ],
)
def test_one_sentence(text):
    assert parts(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose. It fell.", ["It rose.", "It fell."]),
        ("It rose.1 It fell.", ["It rose.1", "It fell."]),
        ("“It rose.” It fell.", ["“It rose.”", "It fell."]),
        ("Was it so? No. It was not.", ["Was it so?", "No.", "It was not."]),
        ("Who asked? The member did! Good.", ["Who asked?", "The member did!", "Good."]),
        ("• first item\n• second item. With more", ["• first item", "• second item.", "With more"]),
        ("Of these, 45% (298) stayed. 28% (188) left.", ["Of these, 45% (298) stayed.", "28% (188) left."]),
        ("The fee was 3. Then it rose.", ["The fee was 3.", "Then it rose."]),
        ("It rose … and fell.", ["It rose … and fell."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_ends(text, expected):
    assert parts(text) == expected


@given(st.text(alphabet='aB1.!?… \n"’)(%£[]*_-', max_size=80))
def test_spans_are_ordered_disjoint_and_lose_no_word(text):
    spans = split(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
