"""A draft by a language model over real HTTP: quotes found, each question held to its own, what lacks asked for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from index.faults import LlmFault
from prompts.template import template
from rag.drafted import PromptCoverage
from rag.llm import Model, summary
from rag.llm.drafting import Asked, draft_with, request, wished
from rag.llm.grounds import asserting, faults, located
from rag.llm.reply import parsed
from rag.llm.sources import count_tokens
from rag.values import Citation
from tests.llmserver import Plan, connected
from tests.unit.rag.council import paper, stored

REPORT = paper("r1", "Homes in Fernleigh")
APPENDIX = replace(paper("a1", "Appendix A"), kind="appendix", parent_id="r1", document_id="other")
PASSAGES = (
    stored("12 homes were let in 2031. The target was 20 homes. Repairs cost £450 a home.", REPORT, "p1", ordinal=0),
    stored("Tenants in Oaktree were asked in May 2031. No family was moved.", REPORT, "p2", ordinal=1),
    stored("Home | Let | Empty\nBungalow | 31 | 14", APPENDIX, "p3", ordinal=2),
)
TARGET = Citation(1, PASSAGES[0], "The target was 20 homes.")
ASKED = Asked(
    REPORT,
    PASSAGES,
    (
        PromptCoverage("consultation", "Who was consulted?", "partly", "", (), ""),
        PromptCoverage("success", "What does success look like?", "answered", "", (TARGET,), ""),
    ),
    ("Minute 4: a report was promised.",),
)  # fmt: skip


def reply(*questions, prompts=()):
    return json.dumps({"prompts": list(prompts), "questions": [{"question": q, "quotes": c} for q, c in questions]})


def drafted(*replies, **rules):
    said = list(replies)
    with connected("openai", Plan(lambda _: [said.pop(0) if len(said) > 1 else said[0]])) as (llm, server):
        made = draft_with(Model(llm, "m", 4000, 60.0, meaning=False, **rules), ASKED)
    return made, server


def test_a_good_question_is_kept_with_its_quotes():
    question = "12 homes were let against a target of 20: why were 8 fewer let?"
    made, server = drafted(reply((question, ["12 homes were let in 2031. The target was 20 homes."])))
    assert [q.text[:8] for q in made.questions] == ["12 homes"]
    assert made.questions[0].citations[0].passage.id == "p1"
    assert made.dropped == ()
    assert server.requests[0]["response_format"]["type"] == "json_schema"
    assert "Minute 4: a report was promised." in server.sent()


def test_a_swapped_figure_is_caught_by_the_questions_own_quotes():
    made, _ = drafted(reply(("31 homes were let in 2031: is that enough?", ["12 homes were let in 2031."])), "{}")
    assert made.questions == ()
    assert "gives 31" in made.dropped[0].reason


def test_what_is_lacking_is_attached_by_code():
    question = "Repairs cost £450 a home and the target was 20: who pays?"
    made, _ = drafted(reply((question, ["Repairs cost £450 a home."])))
    assert made.questions[0].citations[0].quote == "Repairs cost £450 a home."


def test_or_asked_for_once():
    question = "In Oaktree 31 bungalows were let: were tenants asked?"
    first = reply((question, ["Tenants in Oaktree were asked in May 2031."]))
    made, server = drafted(first, json.dumps({"1": ["Bungalow | 31 | 14"]}))
    assert [c.passage.id for c in made.questions[0].citations] == ["p2", "p3"]
    assert len(server.requests) <= 2


@pytest.mark.parametrize(
    ("question", "reason"),
    [("12 homes were let.", "asks nothing"), ("Why were homes not let " + "at all " * 40 + "?", "too long")],
)
def test_a_question_asks_one_thing(question, reason):
    made, _ = drafted(reply((question, ["12 homes were let in 2031."])))
    assert reason in made.dropped[0].reason


def test_a_quote_that_is_given_again_stands_once():
    question = "In Oaktree 31 bungalows were let: were tenants asked?"
    first = reply((question, ["Tenants in Oaktree were asked in May 2031."]))
    again = json.dumps({"1": ["Tenants in Oaktree were asked in May 2031.", "Bungalow | 31 | 14"]})
    made, _ = drafted(first, again)
    assert [c.passage.id for c in made.questions[0].citations] == ["p2", "p3"]


def test_the_word_that_opens_a_question_is_no_name():
    made, _ = drafted(reply(("Family homes are few: were 20 enough?", ["The target was 20 homes."])))
    assert [c.quote for c in made.questions[0].citations] == [TARGET.quote]
    assert faults("Why was Smith asked: were 20 homes enough?", (TARGET,), PASSAGES)


def test_what_an_appendix_repeats_is_sent_once_and_a_heading_not_for_each_passage():
    rows = tuple(stored(PASSAGES[0].text, APPENDIX, f"r{n}", ordinal=n) for n in range(5))
    asked = replace(ASKED, passages=(*(replace(p, section="Homes") for p in PASSAGES), *rows))
    data, _, shown = request(asked, 4000)
    assert [p.id for p in shown] == ["p1", "p2", "p3"]
    with connected("openai", Plan(lambda _: [reply(("Why?", ["12 homes were let in 2031."]))])) as (llm, _):
        made = draft_with(Model(llm, "m", 4000, 30.0, meaning=False), asked)
    assert "too long" not in made.notice
    assert data["report"].count("[Homes]") == 1


@pytest.mark.parametrize("budget", [1400, 1500, 1600, 1700, 1800])
def test_a_draft_stays_within_its_budget_whatever_headings_come_again(budget):
    heads = ("Homes let and homes empty in Fernleigh and Oaktree", "Repairs asked for and repairs that were made")
    said = [f"{n} homes were let in {2000 + n}, and {n * 7} were empty." for n in range(60)]
    many = tuple(stored(t, REPORT, f"q{n}", ordinal=n, section=heads[n % 2]) for n, t in enumerate(said))
    data, plain, shown = request(replace(ASKED, passages=many), budget)
    fixed = template("draft_system").text + template("draft_user").text
    assert shown
    assert count_tokens(" ".join([*data.values(), *plain.values(), fixed])) <= budget


def test_a_quote_that_stands_nowhere_is_no_quote():
    made, _ = drafted(reply(("Why were homes lost?", ["Homes were lost in the flood."])))
    assert made.dropped[0].reason == "its quotes do not stand in the report"


def test_labels_need_their_quotes_and_silence_a_search_that_agrees():
    prompts = (
        {"id": "consultation", "label": "answered", "quotes": ["Tenants in Oaktree were asked in May 2031."]},
        {"id": "success", "label": "silent", "why": "Nothing.", "quotes": []},
    )
    made, _ = drafted(reply(("Why?", ["12 homes were let in 2031."]), prompts=prompts))
    assert [(p.coverage, len(p.citations)) for p in made.prompts] == [("answered", 1), ("partly", 1)]


def test_a_row_of_a_table_is_found_without_its_bars():
    assert located("Bungalow 31 14", PASSAGES)[0].quote == "Bungalow | 31 | 14"
    assert located("Bungalow 31 15", PASSAGES) == ()


def test_a_paragraphs_number_is_no_figure_and_what_is_attached_is_of_the_same_subject():
    numbered = stored("14. Of 30 keys 13 were lost. The new hall cost £77m.", REPORT, "p4")
    quote = [Citation(1, numbered, "14. Of 30 keys 13 were lost.")]
    assert "gives 16" in faults("16 keys were kept: who has them?", quote, ())[0]
    assert faults("17 keys were kept: who has them?", quote, ()) == []
    assert faults("43 keys were kept: who has them?", quote, ()) == []
    made, _ = drafted(reply(("Rent brought £450 a year: who pays it?", ["No family was moved."])), "{}")
    assert "gives £450" in made.dropped[0].reason


def test_a_bracket_that_a_quote_ends_in_belongs_to_it():
    bracketed = (stored("Reserves fell (to £77m). They were low.", REPORT, "p5"),)
    assert located("Reserves fell (to £77m).", bracketed)[0].quote == "Reserves fell (to £77m)."


def test_the_clause_that_asks_is_not_held_to_the_papers_words():
    assert asserting("12 homes were let: why did that fall short?") == "12 homes were let"
    assert asserting("Why is that not the proposal?") == ""
    cited = [Citation(1, PASSAGES[0], "12 homes were let in 2031.")]
    assert faults("12 homes were let in 2031: why did most fall short, and what slipped first?", cited, ()) == []


def test_a_long_report_gives_its_own_passages_first():
    data, _, shown = request(ASKED, 1400)
    assert [p.id for p in shown][:2] == ["p1", "p2"]
    assert "The target was 20 homes." in data["report"]


def test_restricted_appendices_are_not_sent():
    _, server = drafted(reply(("Why?", ["12 homes were let in 2031."])), withheld=lambda: frozenset({"other"}))
    assert "Bungalow" not in server.sent()
    with pytest.raises(LlmFault, match="may not be sent"):
        drafted(reply(), withheld=lambda: frozenset({"other", REPORT.document_id}))


def test_no_json_is_a_fault_and_json_that_was_cut_is_read_as_far_as_it_goes():
    with pytest.raises(LlmFault, match="no draft that could be read"):
        drafted("I would rather not.")
    cut = reply(("Why were 12 homes let?", ["12 homes were let in 2031."]))[:-2]
    assert parsed(f"Here it is: {cut}")["questions"]


def test_a_summary_keeps_what_its_passages_prove():
    with connected("openai", Plan(lambda m: _five(str(m[-1]["content"])))) as (llm, _):
        told = summary(Model(llm, "m", 4000, 60.0, meaning=False), REPORT, PASSAGES)
    assert [s.text for s in told.sentences] == ["12 homes were let in 2031."]
    assert len(told.dropped) == 1


def _five(user: str) -> list[str]:
    key = user[user.index("[") + 1 : user.index("]")]
    return [f"12 homes were let in 2031. [{key}]\n", f"It cost £9 million. [{key}]\n"]


def test_a_wish_is_asked_over_the_same_passages_and_held_to_them():
    said = reply(("12 homes were let in 2031: is that enough?", ["12 homes were let in 2031."]),
                 ("9 homes burned in 2031: who paid?", ["12 homes were let in 2031."]))  # fmt: skip
    with connected("openai", Plan(lambda m: [said if "The wish" in str(m[-1]["content"]) else "{}"])) as (llm, server):
        made, dropped = wished(Model(llm, "m", 4000, 60.0, meaning=False), "harder", PASSAGES, ["Who pays?"])
    assert [q.text for q in made] == ["12 homes were let in 2031: is that enough?"]
    assert "gives 9" in dropped[0].reason
    asked = str(server.requests[0]["messages"][-1]["content"])
    assert "harder" in asked
    assert "Who pays?" in asked
    assert "Tenants in Oaktree" in asked


def test_a_wish_sends_nothing_that_is_restricted():
    with connected("openai", Plan(lambda _: ["{}"])) as (llm, server):
        model = Model(llm, "m", meaning=False, withheld=lambda: frozenset({"other", REPORT.document_id}))
        with pytest.raises(LlmFault, match="may not be sent"):
            wished(model, "harder", PASSAGES, ())
        assert server.requests == []


TABLE = (
    stored("Spending by service\n£'000 £'000", REPORT, "t0", ordinal=10),
    stored("Ferries 1,390 990 (400)", REPORT, "t1", ordinal=11),
    stored("Ferries a month before 1,390 1,290 (100)", REPORT, "t2", ordinal=12),
)
SCHEME = stored(
    "The scheme began in April 2019. In May 2031 £4.8m was set aside for 4 years. 17 sites were looked at in March "
    "2027. Shops fell from 48 to 38.",
    REPORT,
    "s1",
    ordinal=20,
)


def lacking(text, *quotes, passages=(SCHEME,)):
    cited = [c for quote in quotes for c in located(quote, passages)]
    assert len(cited) == len(quotes)
    return faults(text, cited, passages)


def test_the_unit_of_a_rows_figures_may_stand_over_the_table():
    rows = [p.text for p in TABLE[1:]]
    assert lacking("What fell short went from £100,000 to £400,000: why?", *rows, passages=TABLE) == []
    assert lacking("What fell short went from £100,000 to £300,000: why?", *rows, passages=TABLE)
    assert lacking("What fell short went from £100,000 to £400,000: why?", *rows, passages=TABLE[1:])  # no unit there


@pytest.mark.parametrize(
    ("moved", "wrong"), [("48 to 38", ""), ("44 to 38", "44"), ("48 to 32", "32"), ("42 to 6", "42")]
)
def test_what_moved_from_and_to_is_printed_and_comes_of_no_sum(moved, wrong):
    told = stored("Calls fell from 48 to 38, the lowest of six years.", REPORT, "p6")
    found = lacking(f"Calls fell from {moved}, the lowest of six years: why?", told.text, passages=(told,))
    assert found == ([f"gives {wrong}, which its quotes do not"] if wrong else [])


def test_years_and_months_between_two_times_named_are_worked_out():
    quotes = ("The scheme began in April 2019.", "17 sites were looked at in March 2027.")
    assert lacking("17 sites came eight years after the start: why so late?", *quotes) == []
    assert lacking("17 sites came 95 months after the start: why so late?", *quotes) == []
    assert lacking("17 sites came nine years after the start: why so late?", *quotes)


def test_a_share_of_two_figures_that_are_said_is_worked_out():
    quote = "In May 2031 £4.8m was set aside for 4 years."
    assert lacking("£4.8m over four years is £1.2m a year: is that enough?", quote) == []
    assert lacking("£4.8m over four years is £1.6m a year: is that enough?", quote)
    assert lacking("The £4.8m lasts three years: what then?", quote)


def test_what_something_moved_from_is_printed_and_no_difference():
    assert lacking("Shops fell from 48 to 38: why?", "Shops fell from 48 to 38.") == []
    assert "gives 10" in lacking("Shops fell from 10 to 38: why?", "Shops fell from 48 to 38.")[0]


@pytest.mark.parametrize(("asked", "wrong"), [("June 2032", ""), ("9 May 2032", ""), ("June 2029", "June 2029")])
def test_a_month_or_a_day_without_its_year_is_of_a_year_told_beside_it(asked, wrong):
    told = stored("It was resolved in 2032 that a plan come in June, and a list on 9 May.", REPORT, "p7")
    found = lacking(f"Members asked for this by {asked}: why was it late?", told.text, passages=(told,))
    assert found == ([f"gives {wrong}, which its quotes do not"] if wrong else [])


def test_a_figure_of_the_sentence_beside_needs_the_same_subject():
    # Attached where the words are those of its sentence; else it is another matter's.
    quote = "In May 2031 £4.8m was set aside for 4 years."
    assert "gives 17" in lacking("17 buses will run: on which routes?", quote)[0]
    text = json.dumps({"questions": [{"question": "17 sites were looked at: which were left out?", "quotes": [quote]}]})
    with connected("openai", Plan(lambda _: [text])) as (llm, _):
        made = draft_with(Model(llm, "m", 4000, 60.0, meaning=False), replace(ASKED, passages=(SCHEME,)))
    assert [c.quote[:8] for c in made.questions[0].citations] == ["In May 2", "17 sites"]
