"""What counts as saying the same: words nearly all, figures all."""

from index.language.alike import alike, bands, digest, repeats, sketch

PARAGRAPH = (
    "Of the 168 families that asked the service for help in the year, 125 were seen within four weeks, which is "
    "fewer than in the year before but more than the service had expected when the new team began its work."
)


def test_case_line_ends_and_marks_do_not_matter():
    other = PARAGRAPH.upper().replace(" ", "\n", 9).replace(",", " –")
    assert digest([PARAGRAPH]) == digest([other])
    assert repeats(PARAGRAPH, other)
    assert set(bands(PARAGRAPH)) & set(bands(other))


def test_a_word_more_is_the_same_and_another_figure_is_not():
    assert repeats(PARAGRAPH, PARAGRAPH + " It was noted.")
    assert not repeats(PARAGRAPH, PARAGRAPH.replace("125", "126"))
    assert not repeats(PARAGRAPH, "Of the 168 families, 125 moved to the coast where the ferry had begun to run again.")


def test_short_passages_are_not_looked_up():
    assert bands("That the report be noted.") == ()


def test_papers_are_as_alike_as_the_words_they_share():
    some = [f"Sentence {n} is about harbour {n * 7} and its lights in month {n % 12} of the plan." for n in range(80)]
    assert alike(sketch(some), sketch(some)) == 1.0
    assert 0.3 < alike(sketch(some), sketch(some[:40])) < 0.7
    assert alike(sketch(some), sketch([PARAGRAPH])) < 0.05
    assert alike(sketch(some), ()) == 0.0
