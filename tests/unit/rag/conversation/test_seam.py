"""What scripts beside the product import to hold a chat."""

from rag.conversation import Turn, resolve


def test_a_question_of_two_words_is_made_whole_from_the_turn_before():
    turns = [Turn("How much was spent on road safety in 2022/23?", "£1.2 million [1]")]
    resolved = resolve("and in 2023/24?", turns)
    assert "road safety" in resolved
    assert "2023/24" in resolved


def test_a_question_that_stands_alone_is_left_as_it_is():
    turns = [Turn("How much was spent on road safety in 2022/23?", "£1.2 million [1]")]
    question = "How many libraries does the county have?"
    assert resolve(question, turns) == question
