"""A case's row of figures: right, refused, wrong paper, wrong figure, missing."""

import json

from eval.answers.cases import Case, Gold
from eval.answers.score import score
from eval.measures.printed import Answered, Cited, Found, Said
from eval.measures.rows import Row, mean, percentile, write_rows
from eval.measures.source import Source, SourcePage

QUOTE = "The number of swimming lessons rose to 412 in the year"
TEXT = f"1. {QUOTE}. 2. Nothing else happened at all this year."
SOURCE = Source((SourcePage("june.pdf", 1, TEXT), SourcePage("other.txt", None, "Some other words.")))
GOLD = Gold(quote=QUOTE, report="Swimming Annual Report", file="june.pdf", page=1, meeting_date="2024-06-11")
CASE = Case(id="a", question="How many?", kind="figure", gold=(GOLD,), must_contain=("412",))
NONE = Case(id="b", question="And in space?", kind="unanswerable")
CITED = Cited(quote=QUOTE, document="packs/june.pdf", report="Swimming annual report", kind="report", page=1)


def answer(**changes) -> Answered:
    given = {
        "id": "a",
        "status": "answered",
        "text": "412 lessons",
        "citations": (CITED,),
        "passages": (Found(text=TEXT),),
    }
    return Answered(**(given | changes))


def row(given: Answered | None, case: Case = CASE) -> Row:
    return score([case], [given] if given else [], SOURCE)[0]


def test_a_right_answer():
    got = row(answer(timings_ms={"total": 12.0}, sentences=(Said(text="412", cites=(1,)), Said(text="So."))))
    assert got.outcome == "right"
    assert got.ms == 12.0
    expected = dict.fromkeys(got.values, 1.0) | {"wrongly refused": 0.0, "errors": 0.0, "sentences cited": 0.5}
    assert got.values == expected
    assert got.weights == {"quotes verbatim": 1, "quotes in their document": 1, "sentences cited": 2}


def test_a_missing_answer_scores_nought_and_stays():
    got = row(None)
    assert (got.outcome, got.values["errors"]) == ("error", 1)
    assert got.values["rr"] == got.values["report@3"] == got.values["figures right"] == 0
    assert got.values["wrongly refused"] == 1
    assert got.values["quotes verbatim"] is None
    rows = score([CASE, CASE.model_copy(update={"id": "z"})], [answer()], SOURCE)
    assert mean(rows, "success@5") == 0.5
    assert mean(rows, "quotes verbatim") == 1.0


def test_refusing_gains_nothing_from_what_was_cited():
    got = row(answer(status="not_found"))
    assert got.outcome == "refuse"
    assert (got.values["report@1"], got.values["evidence cited"], got.values["success@1"]) == (0, 0, 1)
    assert got.values["figures right"] == 0


def test_a_wrong_figure_and_a_wrong_quote():
    assert row(answer(text="413 lessons")).outcome == "answer"
    changed = CITED.model_copy(update={"quote": "Nothing else happened at all"})
    assert row(answer(citations=(changed,))).outcome == "cite"
    invented = CITED.model_copy(update={"quote": QUOTE.replace("412", "421")})
    assert row(answer(citations=(CITED, invented))).values["quotes verbatim"] == 0.5


def test_a_quote_of_another_document_is_verbatim_but_not_in_its_document():
    got = row(answer(citations=(CITED.model_copy(update={"document": "other.txt"}),)))
    assert got.values["quotes verbatim"] == 1
    assert got.values["quotes in their document"] == 0
    assert got.values["pack@1"] == got.values["report@1"] == got.values["page right"] == 0


def test_the_right_paper_must_be_among_the_first_three():
    wrong = CITED.model_copy(update={"report": "Skating budget", "page": 2})
    got = row(answer(citations=(wrong, wrong, CITED)))
    assert (got.values["report@1"], got.values["report@3"], got.values["page right"]) == (0, 1, 1)
    late = row(answer(citations=(wrong, wrong, wrong, CITED)))
    assert (late.values["report@3"], late.values["page right"], late.values["evidence cited"]) == (0, 0, 1)


def test_minutes_are_cited_as_minutes():
    gold = GOLD.model_copy(update={"doc_kind": "minutes", "report": "Minutes of 3 June"})
    case = CASE.model_copy(update={"gold": (gold,)})
    assert row(answer(), case).values["report@1"] == 0
    assert row(answer(citations=(CITED.model_copy(update={"kind": "minutes"}),)), case).values["report@1"] == 1


def test_a_run_that_names_no_paper_is_not_judged_on_papers():
    plain = CITED.model_copy(update={"report": ""})
    got = row(answer(citations=(plain,)))
    assert got.values["report@1"] is None
    assert got.values["pack@1"] == 1


def test_unanswerable_cases_judge_refusal_only():
    assert row(answer(id="b", status="not_found", citations=()), NONE).values == {
        "quotes verbatim": None,
        "quotes in their document": None,
        "sentences cited": None,
        "errors": 0.0,
        "rightly refused": 1.0,
    }
    assert row(answer(id="b"), NONE).outcome == "answer"
    for broken in (None, answer(id="b", status="error", citations=())):
        assert row(broken, NONE).outcome == "error"
        assert row(broken, NONE).values["rightly refused"] == 0


def test_a_text_pack_has_no_page_and_a_lookup_no_figure():
    case = CASE.model_copy(update={"gold": (GOLD.model_copy(update={"page": None}),), "must_contain": ()})
    got = row(answer(), case)
    assert got.values["page right"] is None
    assert got.values["figures right"] is None


def test_rows_are_written_a_case_a_line(tmp_path):
    rows = score([CASE, NONE], [answer()], SOURCE)
    write_rows(tmp_path / "scores.jsonl", rows)
    lines = (tmp_path / "scores.jsonl").read_text(encoding="utf-8").splitlines()
    assert tuple(Row(**json.loads(line)) for line in lines) == rows


def test_percentiles_of_times():
    rows = [Row(str(n), "k", "?", "right", {}, ms=float(n)) for n in range(1, 101)]
    assert (percentile(rows, 0.5), percentile(rows, 0.95)) == (51, 96)
    assert percentile([], 0.5) is None
