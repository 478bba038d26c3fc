"""The groups of everyday words and the asking words are data: well formed, and of our own general words."""

from collections import Counter

from index.language.tokens import tokens
from index.language.vocabulary import asking_words, groups


def test_groups_are_ways_to_say_one_thing():
    assert len(groups()) > 50
    for group in groups():
        assert len(group.phrases) > 1, group
        assert len(set(group.phrases)) == len(group.phrases), group
        assert all(phrase == phrase.strip() and tokens(phrase) for phrase in group.phrases), group


def test_plain_words_meet_the_words_of_the_papers():
    def together(one: str, other: str) -> bool:
        return any(one in g.phrases and other in g.phrases for g in groups())

    assert together("home ed", "electively home educated")
    assert together("jabs", "immunisations")
    assert together("teeth", "dental checks")
    assert together("crumbly concrete", "RAAC")
    assert together("kids who are carers", "young carers")
    assert together("LAC", "CiC")
    assert not together("jabs", "dental checks")


def test_near_meanings_are_marked_weak():
    weak = [g for g in groups() if g.weak]
    assert weak
    assert len(weak) < len(groups())
    assert any("worried" in g.phrases for g in weak)
    assert not any("jabs" in g.phrases for g in weak)


def test_asking_words_name_nothing():
    words = asking_words()
    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert {"what", "who", "the", "did", "we", "tell"} <= set(words)
    assert all(word == word.lower() for word in words)
    assert {"children", "school", "meeting", "cost", "number", "target"} & set(words) == set()


def test_the_data_is_read_once():
    assert groups() is groups()
    assert asking_words() is asking_words()
