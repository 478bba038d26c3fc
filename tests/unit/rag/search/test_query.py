"""Questions as concepts, each with every way to say it, and the kind of answer they want."""

from hypothesis import given
from hypothesis import strategies as st

from index.language.tokens import tokens
from index.language.vocabulary import Group, groups
from rag.search.query import ASKING, NEAR, SAME, Vocabulary, analyse, stems
from rag.search.wanted import read_want
from tests.unit.rag.council import quick

NOTHING = Vocabulary((), {})
SOME = Vocabulary(
    (
        Group(("home ed", "elective home education", "taught at home"), weak=False),
        Group(("ferry", "boat", "ferry boat"), weak=False),
        Group(("wait", "queue"), weak=True),
    ),
    {"EHE": ("elective home education",), "PTA": ("puppet theatre association",)},
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


def test_short_months_are_the_months():
    assert stems("Sept 2030") == stems("September 2030") == stems("sep. 2030")
    assert stems("the march to the sea") == stems("march sea")
    assert stems("decide") == tuple(tokens("decide"))


def test_a_concept_is_named_in_the_words_of_the_question():
    assert surfaces("Which Puppets were carved, in 2030/31?", NOTHING) == ["Puppets", "carved", *["2030/31"] * 3]
    assert surfaces("How has *home ed* grown?") == ["home ed", "grown"]
    assert surfaces("“Taught at home” children") == ["Taught home", "children"]


def test_the_longest_known_phrase_is_one_concept():
    assert surfaces("the ferry boat queue") == ["ferry boat", "queue"]
    assert surfaces("a ferry and a boat") == ["ferry boat"]  # asking words part nothing
    assert surfaces("elective home education puppets") == ["elective home education", "puppets"]


def test_other_ways_count_less_than_the_questions_own_words():
    (home,) = ways("home ed")
    assert home[stems("home ed")] == 1.0
    assert home[stems("elective home education")] == home[stems("taught at home")] == SAME
    (queue,) = ways("queue")
    assert queue == {stems("queue"): 1.0, stems("wait"): NEAR}


def test_abbreviations_of_the_papers_work_both_ways():
    (short,) = ways("PTA")
    assert short == {("pta",): 1.0, stems("puppet theatre association"): SAME}
    (long,) = ways("Puppet Theatre Association")
    assert long[("pta",)] == SAME


def test_the_stronger_of_two_meanings_counts():
    both = Vocabulary((Group(("boat", "ferry"), weak=True), Group(("ferry", "boat"), weak=False)), {})
    assert both.ways(("boat",)) == {("ferri",): SAME}
    assert both.ways(("puppet",)) == {}


def test_a_concept_asked_twice_is_one():
    assert surfaces("puppets and puppets and the puppet") == ["puppets"]


def test_stems_are_every_stem_of_every_way_once():
    query = analyse("PTA puppets", SOME)
    assert sorted(query.stems) == sorted({"pta", *stems("puppet theatre association")})
    assert query.text == "PTA puppets"


def test_the_kind_of_answer_wanted_is_read():
    assert analyse("How many puppets were carved?", NOTHING).wanted == read_want("How many puppets were carved?")


REAL = Vocabulary(groups(), {})


WORDS = st.sampled_from(["home", "ed", "kids", "who", "are", "carers", "£4.2m", "A&E", "Q2", "21/22", "'", "*"])


@quick
@given(st.text() | st.lists(WORDS).map(" ".join))
def test_any_question_is_read(question):
    query = analyse(question, REAL)
    assert set(stems(question)) <= set(query.stems)
    assert len({c.ways[0] for c in query.concepts}) == len(query.concepts)
    for concept in query.concepts:
        assert concept.surface
        assert concept.ways[0][1] == 1.0
        assert all(way and 0 < weight <= 1 for way, weight in concept.ways)


def test_a_very_long_question_is_read():
    assert len(analyse("puppet boat " * 5000, SOME).concepts) == 2
