"""The asking words are data: well formed, and naming nothing in a paper."""

from collections import Counter

from index.language.vocabulary import asking_words


def test_asking_words_name_nothing():
    words = asking_words()
    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert {"what", "who", "the", "did", "we", "tell"} <= set(words)
    assert all(word == word.lower() for word in words)
    assert {"children", "school", "meeting", "cost", "number", "target"} & set(words) == set()


def test_the_data_is_read_once():
    assert asking_words() is asking_words()
