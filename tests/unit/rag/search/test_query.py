"""Questions as concepts, each with every way to say it, and the kind of answer they want."""

from hypothesis import given
from hypothesis import strategies as st

from index.language.tokens import tokens
from rag.search.query import ASKING, SAME, Vocabulary, analyse, stems
from rag.search.wanted import read_want
from tests.unit.rag.council import quick

NOTHING = Vocabulary({})
SOME = Vocabulary(
    {
        "EHE": ("elective home education",),
        "PTA": ("puppet theatre association",),
        "FB": ("ferry boat",),
        "F": ("ferry",),
    }
)


def surfaces(question, vocabulary=SOME):
    return [concept.surface for concept in analyse(question, vocabulary).concepts]


def ways(question, vocabulary=SOME):
    return [dict(concept.ways) for concept in analyse(question, vocabulary).concepts]


def test_asking_words_are_no_concepts_unless_there_is_nothing_else():
    assert stems("How many of the puppets were carved?") == (*tokens("puppets"), *tokens("carved"))
    assert stems("What is it?") == tuple(tokens("what is it"))
    assert stems("") == ()
    assert "what" in ASKING


def test_a_concept_is_named_in_the_words_of_the_question():
    assert surfaces("Which Puppets were carved, in 2030/31?", NOTHING) == ["Puppets", "carved", *["2030/31"] * 3]
    assert surfaces("How has *elective home education* grown?") == ["elective home education", "grown"]
    assert surfaces("“Elective at home education” children") == ["Elective home education", "children"]


def test_the_longest_known_phrase_is_one_concept():
    assert surfaces("the ferry boat queue") == ["ferry boat", "queue"]
    assert surfaces("a ferry and a boat") == ["ferry boat"]  # asking words part nothing
    assert surfaces("elective home education puppets") == ["elective home education", "puppets"]


def test_abbreviations_of_the_papers_work_both_ways():
    (short,) = ways("PTA")
    assert short == {("pta",): 1.0, stems("puppet theatre association"): SAME}
    (long,) = ways("Puppet Theatre Association")
    assert long[("pta",)] == SAME


def test_all_that_an_abbreviation_stands_for_is_meant():
    both = Vocabulary({"PTA": ("puppet theatre association", "pier trust act")})
    assert both.ways(("pta",)) == (stems("puppet theatre association"), stems("pier trust act"))
    assert both.ways(("puppet",)) == ()


def test_a_concept_asked_twice_is_one():
    assert surfaces("puppets and puppets and the puppet") == ["puppets"]


def test_stems_are_every_stem_of_every_way_once():
    query = analyse("PTA puppets", SOME)
    assert sorted(query.stems) == sorted({"pta", *stems("puppet theatre association")})
    assert query.text == "PTA puppets"


def test_the_kind_of_answer_wanted_is_read():
    assert analyse("How many puppets were carved?", NOTHING).wanted == read_want("How many puppets were carved?")


WORDS = st.sampled_from(["EHE", "elective", "home", "education", "kids", "who", "£4.2m", "A&E", "Q2", "21/22", "*"])


@quick
@given(st.text() | st.lists(WORDS).map(" ".join))
def test_any_question_is_read(question):
    query = analyse(question, SOME)
    assert set(stems(question)) <= set(query.stems)
    assert len({c.ways[0] for c in query.concepts}) == len(query.concepts)
    for concept in query.concepts:
        assert concept.surface
        assert concept.ways[0][1] == 1.0
        assert all(way and 0 < weight <= 1 for way, weight in concept.ways)


def test_a_very_long_question_is_read():
    assert len(analyse("puppet boat " * 5000, SOME).concepts) == 2


def test_short_months_are_the_months():
    assert stems("Sept 2030") == stems("September 2030") == stems("sep. 2030")
    assert stems("the march to the sea") == stems("march sea")
    assert stems("decide") == tuple(tokens("decide"))
