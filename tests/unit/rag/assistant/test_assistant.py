"""A question becomes a checked answer."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from index.faults import NotFound
from index.ingest.parse import parse
from index.store.library import Library
from rag.assistant import Assistant
from rag.check import check_answer, check_quote
from rag.draft import drafter
from rag.values import Answer, Scope, Sentence, Turn
from tests.unit.rag import council
from tests.unit.rag.council import JUNE, MARCH, NEXT_JUNE, NOVEMBER

QUESTIONS = {
    "How many children were home educated in Northmere?": "312 children",
    "How many are home educated?": "312 children",
    "Why did the lighthouse club close?": "its roof leaked",
    "How many crossing patrols were there in 2031/32?": "39 crossing patrols",
    "When did the consultation with schools run?": "6 January 2031",
    "What did the Lead Member agree to write?": "the Bishop",
    "Who visited families?": "Mrs Quill",
    "What did the puppet theatre do?": "nine villages",
}


def untimed(answer: Answer) -> Answer:
    return replace(answer, timings_ms={})


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_quotes_the_papers_word_for_word(assistant, question):
    answer = assistant.ask(question, id="q1")
    assert (answer.status, answer.question, answer.id) == ("answered", question, "q1")
    assert (answer.notice, answer.dropped) == ("", ())
    assert QUESTIONS[question] in answer.citations[0].quote
    for citation in answer.citations:
        assert citation.quote in citation.passage.text
        assert check_quote(citation.quote, citation.passage)
        assert f"[{citation.n}]" in answer.text
    assert check_answer(answer) == answer
    assert set(answer.timings_ms) == {"retrieve", "compose", "total"}
    assert answer.text == "\n\n".join(s.text for s in answer.sentences)


def test_nothing_is_quoted_across_a_page_end(assistant):
    answer = assistant.ask("How many families did Mrs Quill visit, and how many refused a visit?")
    assert len(answer.citations) > 1
    assert not any("97 families. Eleven" in c.quote for c in answer.citations)


def test_a_stream_ends_in_the_answer_and_shows_its_sentences_before(assistant):
    question = "How many crossing patrols were there since 2030?"
    *sentences, answer = assistant.stream(question)
    assert all(isinstance(s, Sentence) for s in sentences)
    assert tuple(sentences) == answer.sentences
    assert untimed(answer) == untimed(assistant.ask(question))
    assert len({c.passage.item.document for c in answer.citations}) > 1


def test_a_follow_up_is_understood_from_the_conversation(assistant):
    patrols = Turn("How many crossing patrols were there in 2031/32?")
    visits = Turn("What share of visits was made in time?")
    answer = assistant.ask("And in 2030/31?", [patrols])
    assert answer.question == "And in 2030/31?"
    assert any("46 crossing patrols" in c.quote for c in answer.citations[:2])
    assert "81.5 %" in assistant.ask("And in 2030/31?", [patrols, visits]).citations[0].quote


SCOPES = {
    "kind": (Scope(kinds=("minutes",)), lambda item: item.kind == "minutes"),
    "meeting": (Scope(meetings=(MARCH,)), lambda item: item.meeting_date == MARCH),
    "meetings": (Scope(meetings=(MARCH, NOVEMBER)), lambda item: item.meeting_date in (MARCH, NOVEMBER)),
    "document": (Scope(documents=("june.txt",)), lambda item: item.document == "june.txt"),
    "committee": (Scope(committees=("Northmere Scrutiny Committee",)), lambda item: True),
    "two": (Scope(kinds=("report",), meetings=(JUNE,)), lambda i: i.kind == "report" and i.meeting_date == JUNE),
    "none set": (Scope(periods=("2019/20",), wide=True), lambda item: True),
}


@pytest.mark.parametrize("name", SCOPES)
def test_a_scope_set_by_hand_narrows_the_papers(assistant, library, name):
    scope, allowed = SCOPES[name]
    answer = assistant.ask("home education and crossing patrols", scope=scope)
    shown = {r.passage.item.id for r in answer.passages} | {c.passage.item.id for c in answer.citations}
    assert shown
    assert shown <= {i.id for i in library.items() if allowed(i)}


def test_a_paper_chosen_brings_its_appendices(assistant, library):
    (report,) = (i for i in library.items() if i.title.startswith("Elective Home"))
    answer = assistant.ask("children home educated", scope=Scope(items=(report.id,)))
    assert {r.passage.item.title for r in answer.passages} == {report.title, "Appendix A: Home Education Data"}


@pytest.mark.parametrize(
    "scope",
    [
        Scope(items=("no such paper",)),
        Scope(documents=("gone.pdf",)),
        Scope(committees=("Another",)),
        Scope(kinds=("minutes",), meetings=(JUNE,)),
    ],
)
def test_a_scope_that_holds_no_paper_is_said_so(assistant, scope):
    answer = assistant.ask("How many children were home educated?", scope=scope)
    assert answer.status == "not_found"
    assert answer.text.startswith("None of the 8 papers held is of the meeting, kind or name that was chosen")
    assert (answer.citations, answer.passages) == ((), ())


def test_a_refusal_says_only_what_was_searched(assistant):
    answer = assistant.ask("zebra quantum flux", scope=Scope(documents=("notes.txt",)))
    assert "Searched: Notes on the puppet theatre, for zebra, quantum, flux" in answer.text


def test_no_papers_at_all(empty):
    answer = Assistant(empty).ask("How many boats?")
    assert answer.status == "not_found"
    assert "no papers in the index yet" in answer.text
    assert Assistant(empty).reports() == []


def test_an_answer_that_does_not_stand_the_check_is_a_refusal_and_never_empty(empty, tmp_path, monkeypatch):
    others = "\n\n".join(f"Nothing on matter{n}." for n in range(9))
    pack = f"# report | 2031-06-10 | rents approved\n\nNine kites flew over the harbour.\n\n{others}"
    council.index(empty, council.write(tmp_path / "packs", {"kites.txt": pack}))

    def proves_nothing(sentence, citations, also=""):
        return ("no proof of it",)

    assert Assistant(empty).ask("How many kites flew over the harbour?").status == "answered"
    monkeypatch.setattr("rag.check.answers.check_sentence", proves_nothing)
    answer = Assistant(empty).ask("How many kites flew over the harbour?")
    assert (answer.status, answer.citations) == ("not_found", ())
    assert "do not say anything on this" in answer.text
    assert "Nine kites" in answer.dropped[0]


def test_eight_threads_get_the_answers_of_one(library):
    alone = Assistant(library)
    expected = [untimed(alone.ask(q)) for q in QUESTIONS]
    shared = Assistant(library)
    with ThreadPoolExecutor(8) as pool:
        rounds = list(pool.map(lambda _: [untimed(shared.ask(q)) for q in QUESTIONS], range(8)))
    assert all(answers == expected for answers in rounds)


def test_a_withdrawn_paper_is_in_no_answer_afterwards(own):
    assistant = Assistant(own)
    question = "What did the puppet theatre do?"
    assert "driftwood" in assistant.ask(question).text + assistant.ask("driftwood puppets").text
    own.withdraw("notes.txt")
    for asked in (question, "driftwood puppets", "Notes on the puppet theatre"):
        answer = assistant.ask(asked)
        assert "notes.txt" not in {r.passage.item.document for r in answer.passages}
        assert "notes.txt" not in {c.passage.item.document for c in answer.citations}
        assert "driftwood" not in repr(answer.as_json()).replace(asked, "").replace("for driftwood, puppets", "")
        assert "Notes on" not in answer.text


@pytest.mark.parametrize("step", ["encode", "find_all"])
def test_a_paper_withdrawn_while_it_is_drafted_for_is_not_found(own, monkeypatch, step):
    paper, work = next(item for item in own.items() if item.document == "notes.txt"), getattr(drafter, step)
    monkeypatch.setattr(drafter, step, lambda *given: own.withdraw("notes.txt") and work(*given))
    with pytest.raises(NotFound):
        Assistant(own).draft(paper.id)


def test_what_another_process_withdraws_is_gone_too(own):
    assistant = Assistant(own)
    assert assistant.ask("driftwood puppets").status == "answered"
    with Library.open(own.stores.data_dir, own.embedding) as other:
        other.withdraw("notes.txt")
    assert assistant.ask("driftwood puppets").status == "not_found"


def test_a_second_ingest_is_seen_without_a_restart(own, tmp_path):
    assistant = Assistant(own)
    assert assistant.ask("How many kites flew?").citations == ()
    with Library.open(own.stores.data_dir, own.embedding) as other:
        pack = {"kites.txt": "# report | 2033-01-11 | Sky\n\nAt the fair 23 kites flew."}
        council.index(other, council.write(tmp_path / "more", pack))
    answer = assistant.ask("How many kites flew?")
    assert answer.citations[0].quote == "At the fair 23 kites flew."
    assert assistant.reports()[0].title == "Sky"


def test_reports_are_the_newest_meetings_first_each_in_its_order(assistant):
    assert [(r.title, r.document) for r in assistant.reports()] == [
        ("School Crossing Patrols Review", "next-june.txt"),
        ("School Crossing Patrols Review", "june.txt"),
        ("Performance Report Quarter 4 2030/31", "june.txt"),
        ("Elective Home Education Annual Report 2029/30", "march.txt"),
    ]


def test_a_pack_as_councils_print_it(empty, tmp_path):
    """Read, split and cut by the real reader."""
    (tmp_path / "pack.txt").write_text(
        "NORTHMERE OVERVIEW COMMITTEE\n\n10 JUNE 2031\n\nPUPPET THEATRE\n\nREPORT OF THE HEAD OF ARTS\n\n"
        "Purpose of the Report\n\n1. This report tells the Committee of the puppet theatre.\n\n"
        "Tour\n\n2. The theatre toured nine villages. The tour cost £4,200, against a budget of £3,900.\n",
        encoding="utf-8",
    )
    council.index(empty, tmp_path / "pack.txt", reader=parse)
    answer = Assistant(empty).ask("How much did the tour of the puppet theatre cost?")
    assert answer.status == "answered"
    assert "The tour cost £4,200, against a budget of £3,900." in answer.citations[0].quote
    place = answer.citations[0].as_json()
    assert (place["meeting_date"], place["paragraph"], place["page"]) == ("2031-06-10", "2", None)


def test_what_a_question_names_can_be_left_out_of_account(assistant):
    question = "How many crossing patrols were there, June 2032?"
    steered = assistant.ask(question)
    free = assistant.ask(question, scope=Scope(ignored=("periods",)))
    assert steered.scope.meetings == (NEXT_JUNE,)
    assert (free.scope.meetings, free.scope.periods, free.scope.ignored) == ((), (), ("periods",))
    assert steered.passages[0].score > free.passages[0].score  # the meeting counts for nothing now
