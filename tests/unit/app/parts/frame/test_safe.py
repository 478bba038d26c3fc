"""Nothing untrusted becomes an image, a link, HTML or maths."""

import pytest

from app.parts.frame.safe import escaped, label, marked


def test_html_is_not_obeyed():
    assert escaped('<img src="x" onerror=alert(1)\n&') == "&lt;img src=&quot;x&quot; onerror=alert(1)<br>&amp;"
    assert escaped("<script>alert(1)<</b>/script>") == "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert escaped("&lt;script&gt;") == "&lt;script&gt;"
    assert escaped("[a](javascript:b) ![x](http://evil.example/a.png)") == "a x"


def test_control_characters_are_left_out():
    assert escaped("a\x00\x1b[31mb\x07") == "a[31mb"


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://evil.example/a.png)",
        "[a](javascript:b)",
        "<b>",
        "**b**",
        "$x$",
        ":red[x]",
        ":smile:",
        "`c`",
        "# h",
        "- l",
        "1. l",
        "a | b",
        "~~s~~",
    ],
)
def test_labels_have_no_markdown(text):
    shown = label(text)
    for at, sign in enumerate(shown):
        if sign in "*_`[]()<>$:#!|~-.":
            assert shown[at - 1] == "\\"


def test_labels_make_no_link_and_no_second_line():
    assert "www\\." not in label("see www.evil.example")
    assert "//e" not in label("http://evil.example")
    assert "@e" not in label("a@evil.example")
    assert label("a\nb  c") == "a b c"
    assert len(label("word " * 60).replace("\\", "")) <= 90


def test_a_quote_is_marked_over_line_ends():
    assert (
        marked("The <20% rate\nfell <b>again</b>.", "rate fell <b>again</b>")
        == "The &lt;20% <mark>rate<br>fell again</mark>."
    )
    assert marked("nothing here", "absent words") == "nothing here"
    assert marked("nothing here", "") == "nothing here"


def test_struck_out_and_inserted_words_are_shown_so():
    assert escaped("does ~~not~~ ++always++ apply") == "does <del>not</del> <ins>always</ins> apply"
    assert escaped("~~<5~~") == "<del>&lt;5</del>"
    assert escaped("C++ and D++, ~~ alone ~~") == "C++ and D++, ~~ alone ~~"
