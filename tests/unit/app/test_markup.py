"""The markup of converted papers is taken out for the eye; signs that are none stay."""

import pytest

from app.wording import unmarked


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("<p>One.</p> <p>Two, the 1<sup>st</sup>.</p>", "One. Two, the 1st."),
        ("Jetty<br/>open", "Jetty\nopen"),
        ('<input type="checkbox" checked/> Yes <input type="checkbox"/> No', "☒ Yes ☐ No"),
        ("see the [mooring map](#) and ![plan](http://a.example/p_1.png)", "see the mooring map and plan"),
        ("4.1 [(2.1)](</2031-04/The 7th Meeting (in part)#42-the-pier>) The pier", "4.1 (2.1) The pier"),
        ("<https://a.example/x_y> and <!-- note --> more", "https://a.example/x_y and more"),
        ("(**Purpose**; ### **Tides of the year.**)", "(Purpose; Tides of the year.)"),
        ("Option 2:** If the jetty** stays, **more", "Option 2: If the jetty stays, more"),
        ("a *slanted* word, _another_, and a \\*star\\*", "a slanted word, another, and a *star*"),
        (r"kept\\_apart 3\. Tides &amp; winds &lt;p&gt;", "kept_apart 3. Tides & winds <p>"),
        ("| Berths | 12 |", "Berths | 12"),
        ("|Yeas:|\n|-|\n|Ash|\n**Carried**", "Yeas:\nAsh\nCarried"),
    ],
)
def test_markup_goes(printed, shown):
    assert unmarked(printed) == shown


@pytest.mark.parametrize(
    "text",
    [
        "<20.8% and >3, a < b > c, a <b and c> d, <name>, <Title of report>",
        "regulation 4[1](a) and [sic] (see 2.1)",
        "C# and 2 ** 3, 4.2**, 4* to 5* rated, my_file_name, ____, * as revised",
        "A&E; Q&A, AT&T",
        "~~struck~~ and ++inserted++",
        "two  gaps stay",
        "where costs > income > 3, of >95% and > 90%",
    ],
)
def test_what_is_no_markup_stays(text):
    assert unmarked(text) == text


@pytest.mark.parametrize("sign", ["<p a=", "**a ", "[", "*a ", "_a ", "\\", "<!--", "&#1", "| "])
def test_a_hostile_run_of_signs_is_done_with_at_once(sign):
    assert isinstance(unmarked(sign * 5_000), str)
