"""What a follow-up in a chat is resolved against: the answers before it, and the drafts."""

from app.parts.asking.answering import turns
from app.saved.records import AnswerRecord, CitationRecord, DraftRecord, QuestionRecord
from rag.ask.conversation import resolve
from rag.drafted import Draft, DraftQuestion


def test_the_second_one_after_a_draft_is_its_second_question():
    asked = [
        DraftQuestion(n, text, None, "Boats", "risk", "", "", ())
        for n, text in enumerate(("The report says “The boat sank”. Why?", "It says “Nobody drowned”. Who says?"), 1)
    ]
    draft = DraftRecord.of(Draft("Boat Review", "boats.pdf", None, "i", (), tuple(asked)), "d")
    before = turns([QuestionRecord(text="Draft questions for the boat review"), draft])
    assert resolve("Tell me more about the second one", before) == "Tell me more about Nobody drowned"
    assert resolve("why?", before) == "Why – about Boat Review?"


def test_a_turn_tells_where_its_answer_is_from():
    place = dict.fromkeys(CitationRecord.model_fields)
    place |= {"n": 1, "passage_id": "p", "document_id": "d", "report": "Minutes", "parent": "", "kind": "minutes"}
    quoted = CitationRecord(
        **place | {"document": "ashby.txt", "committee": "Ashby Council", "quote": "Kites.", "focus": ""}
    )
    nothing = AnswerRecord(question="And the pier?", status="not_found", text="Nothing.")
    answer = AnswerRecord(question="Kites?", status="answered", text="Kites.", citations=(quoted,))
    assert [(turn.document, turn.body) for turn in turns([answer, nothing])] == [
        ("ashby.txt", "Ashby Council"),
        ("", ""),
    ]
