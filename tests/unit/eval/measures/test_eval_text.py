"""Texts compared as the gold cases need it: layout forgotten, figures and words kept."""

from eval.measures.text import bare, covers, grams, words


def test_words_keep_figures_and_lose_layout():
    assert words("The rate\u00a0rose to 4.2%\u2014not \u201c\u00a31.5m\u201d. Re\u2010referrals \ufb01t.") == (
        "the",
        "rate",
        "rose",
        "to",
        "4.2%",
        "not",
        "£1.5m",
        "re",
        "referrals",
        "fit",
    )


def test_grams_of_a_short_text_are_the_whole_of_it():
    assert grams("two words") == {("two", "words")}
    assert grams("one two three four five") == {("one", "two", "three", "four"), ("two", "three", "four", "five")}
    assert grams(" \u2026 ") == frozenset()


def test_a_passage_covers_a_quote_from_sixty_percent_of_its_grams():
    quote = "one two three four five six seven eight"  # five grams
    assert covers("zero one two three four five six", quote)  # three of five
    assert not covers("one two three four five", quote)  # two of five
    assert covers("one two three four five", quote, 0.4)


def test_a_short_quote_must_stand_whole_and_an_empty_one_never_does():
    assert covers("we saw 101.2 % then", "101.2 %")
    assert not covers("we saw 101.3 % then", "101.2 %")
    assert not covers("anything", "")
    assert not covers("", "anything at all here")


def test_bare_survives_line_ends_and_hyphens():
    assert bare("co-\nproduce, 66.5 %") == bare("co\u2010produce 66.5%") == "coproduce665%"
