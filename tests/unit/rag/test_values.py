"""The values of `rag` in the shapes that the commands print."""

import json

from hypothesis import given
from hypothesis import strategies as st

from rag.drafted import Draft, DraftQuestion, Dropped, PromptCoverage
from rag.values import Answer, Citation, Retrieved, Scope, place
from tests.unit.rag.council import JUNE, MARCH, paper, quick, stored

APPENDIX = paper("a", "Appendix A", kind="appendix", parent="Boats", committee="Northmere", meeting_date=None)
PASSAGE = stored(
    "It sank.", APPENDIX, "p1", section="Losses › Boats", paragraph="4", page=9, pack_page="7", printed_page="2"
)
PLACE = {
    "document": "pack.txt",
    "report": "Appendix A",
    "parent": "Boats",
    "kind": "appendix",
    "committee": "Northmere",
    "meeting_date": None,
    "section": "Losses › Boats",
    "paragraph": "4",
    "page": 9,
    "pack_page": "7",
    "printed_page": "2",
}


def test_a_place_names_what_is_known_and_nothing_else():
    assert place(PASSAGE) == PLACE
    assert place(stored("x"))["meeting_date"] == "2031-06-10"
    assert [k for k, v in place(stored("x")).items() if v is None] == [
        "committee",
        "section",
        "paragraph",
        "page",
        "pack_page",
        "printed_page",
    ]


def test_a_citation_and_a_retrieved_passage():
    cited = Citation(3, PASSAGE, "It sank").as_json()
    assert cited == {"n": 3, "passage_id": "p1", **PLACE, "quote": "It sank"}
    assert list(cited)[:2] == ["n", "passage_id"]
    assert list(cited)[-1] == "quote"
    shown = Retrieved(PASSAGE, 2, 0.123456789).as_json()
    assert shown == {"rank": 2, "score": 0.12346, "passage_id": "p1", "text": "It sank.", **PLACE}


def test_an_answer():
    answer = Answer(
        "Why?",
        "partial",
        "It sank [1]",
        citations=(Citation(1, PASSAGE, "It sank."),),
        passages=tuple(Retrieved(PASSAGE, n, 1.0) for n in range(1, 31)),
        scope=Scope(meetings=(MARCH, JUNE), years=(2031,), periods=("June 2031",), wide=True),
        timings_ms={"total": 1.2345},
        id="q7",
    )
    shown = answer.as_json()
    assert list(shown)[:4] == ["id", "question", "status", "text"]
    assert {"citations", "passages", "scope", "timings_ms"} < set(shown)
    assert [r["rank"] for r in shown["passages"]] == list(range(1, 21))
    assert shown["scope"]["meetings"] == ["2031-03-04", "2031-06-10"]
    assert shown["scope"]["wide"] is True
    assert shown["timings_ms"] == {"total": 1.2}
    assert json.loads(json.dumps(shown)) == shown


def test_a_draft():
    cite = Citation(1, PASSAGE, "It sank.")
    draft = Draft(
        "Boats",
        "pack.txt",
        JUNE,
        "a",
        (PromptCoverage("voices", "Whose voices?", "silent", "None is heard.", (), "all passages"),),
        (DraftQuestion(1, "Why did it sink?", None, "loss", "decline", "It sank.", "Who pays?", (cite,)),),
        (Dropped("Is it blue?", "no quote"),),
    )
    shown = draft.as_json()
    assert shown["meeting_date"] == "2031-06-10"
    printed = {"id", "question", "coverage", "why", "citations", "searched", "branch", "extra"}
    printed |= {"odds", "applies", "drafted"}
    assert set(shown["prompts"][0]) == printed
    assert set(shown["questions"][0]) == {
        "rank",
        "text",
        "prompt_id",
        "theme",
        "kind",
        "why",
        "supplementary",
        "to",
        "delivery",
        "drafted",
        "ways",
        "citations",
    }
    assert shown["dropped"] == [{"text": "Is it blue?", "reason": "no quote"}]
    assert json.loads(json.dumps(shown)) == shown


@quick
@given(st.text(), st.floats(allow_nan=False, allow_infinity=False))
def test_any_text_survives_json(text, number):
    answer = Answer(text, "clarify", text, notice=text, timings_ms={"total": number}, id=text)
    assert json.loads(json.dumps(answer.as_json()))["text"] == text
