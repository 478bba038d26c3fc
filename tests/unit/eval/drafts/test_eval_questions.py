"""What drafted questions are judged by, on cases small enough to work out by hand."""

from eval.drafts.quality import quality
from eval.measures.printed import Asked, Cited, Drafted

QUOTE = "attendance at the clinic fell from 91 to 64 per cent"


class Pages:
    def holds(self, quote: str) -> bool:
        return quote == QUOTE


def asked(text: str, *quotes: str) -> Asked:
    return Asked(text=text, citations=tuple(Cited(quote=quote) for quote in quotes))


def test_citations_duplicates_and_double_questions():
    questions = (
        asked("“Attendance fell, and why it did is unknown”. Why?", QUOTE),
        asked("What changed, and who decided it?", "made up"),
        asked("How many? Who says so?"),
        asked("why not?", "one", "two"),
        asked("Why not?", QUOTE),
    )
    found = quality([Drafted(report="R", questions=questions)], Pages())
    assert found["questions with valid citations"] == 0.4
    assert found["duplicate questions"] == 0.2
    assert found["double questions"] == 0.4
    assert found["questions a report"] == 5


def test_a_quote_is_whole_and_in_the_question():
    questions = (
        asked("Paragraph 2 says “Attendance fell”. Why?", QUOTE),
        asked("Paragraph 2 says “… and fell in <b>May</b>”. Why?", QUOTE),
        asked("Paragraph 2 says “fell in May”. Why?", QUOTE),
        asked("Who was asked?", QUOTE),
    )
    found = quality([Drafted(report="R", questions=questions)], Pages())
    assert found["questions that quote nothing"] == 0.25
    assert found["quotes in pieces"] == 0.5


def test_nothing_to_judge():
    assert set(quality([], Pages()).values()) == {None}
