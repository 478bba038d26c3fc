"""Thumbs are kept with their reason and written out as cases of the evaluation."""

from app.saved.chats import ChatStore, Feedback, FeedbackStore, as_cases
from app.saved.records import AnswerRecord, QuestionRecord
from tests.unit.app.conftest import cited

CITED = cited("412 crossings", page=3)


def chat_with_answer(tmp_path, owner=""):
    chats = ChatStore(tmp_path).of(owner)
    chat = chats.create("Crossings")
    chats.add(chat, QuestionRecord(text="How many?"))
    chats.add(chat, AnswerRecord(question="How many?", status="answered", text="412.", citations=(CITED,)))
    return chats, chat


def test_a_good_answer_is_a_case_with_its_quotes_as_gold(tmp_path):
    _, chat = chat_with_answer(tmp_path, owner="ann@x")
    store = FeedbackStore(tmp_path)
    store.give(Feedback(chat, 1, True))
    (case,) = as_cases(store, ChatStore(tmp_path))
    assert case["question"] == "How many?"
    assert case["gold"] == [
        {
            "quote": "412 crossings",
            "report": "Ferries",
            "doc_kind": "report",
            "meeting_date": "2024-06-04",
            "file": "pack.pdf",
            "page": 3,
        }
    ]


def test_a_bad_answer_says_what_was_wrong_and_the_last_word_counts(tmp_path):
    chats, chat = chat_with_answer(tmp_path)
    store = FeedbackStore(tmp_path)
    store.give(Feedback(chat, 1, True))
    store.give(Feedback(chat, 1, False, "It is wrong", "It was 421."))
    (case,) = as_cases(store, chats)
    assert case["gold"] == []
    assert case["feedback"] == {"good": False, "reason": "It is wrong", "note": "It was 421."}
    store.take_back(chat, 1)
    assert store.all() == []


def test_feedback_on_a_chat_that_is_gone_is_left_out_and_withdrawn_words_too(tmp_path):
    chats, chat = chat_with_answer(tmp_path)
    store = FeedbackStore(tmp_path)
    store.give(Feedback(chat, 1, True))
    assert list(as_cases(store, chats, ["d"])) == []
    assert len(list(as_cases(store, chats, ["e"]))) == 1
    chats.withdraw("d")
    assert next(as_cases(store, chats))["gold"] == []
    chats.delete(chat)
    assert list(as_cases(store, chats)) == []


def test_what_was_written_about_a_withdrawn_paper_goes(tmp_path):
    chats, chat = chat_with_answer(tmp_path)
    store = FeedbackStore(tmp_path)
    store.give(Feedback(chat, 1, False, "It is wrong", "It says 412 crossings."))
    store.withdraw("another")
    assert store.all()[0].note
    store.withdraw("d")
    assert store.all() == [Feedback(chat, 1, False, "It is wrong", "")]
    assert chats.messages(chat)
