"""Findings: arithmetic with its working."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from index.language.amounts import amounts
from index.language.periods import Span
from index.language.statements import Statement as Said
from index.values import Cell
from rag.draft.findings import findings
from rag.draft.findings.finding import Finding
from rag.draft.findings.findings import Material, aim_of, find_all
from rag.draft.findings.printed import totals
from rag.draft.material.report import Statement, statements_of
from rag.draft.questions import Writer


@pytest.fixture
def material(reports, item_of):
    item = item_of("vans.txt")
    return Material(reports, item, statements_of(reports, [item]), frozenset({item.id}))


def of(material, text, cells=(), kind="prose", order=0):
    passage = replace(material.statements[0].passage, text=text)
    said = Said(passage.id, 0, len(text), text, kind, amounts=tuple(amounts(text)), cells=tuple(cells))
    return Statement(passage, said, 0, "", order)


def row(material, *cells, order=0):
    text = "\t".join(cells)
    at, made = 0, []
    for n, cell in enumerate(cells):
        made.append(Cell(cell, at, at + len(cell), ("", "2030/31", "2031/32")[n]))
        at += len(cell) + 1
    return of(material, text, made, "row", order)


def test_a_total_that_its_rows_do_not_come_to(material):
    rows = [("Vans", "£120", "£125"), ("Stock", "£60", "£61"), ("Staff", "£200", "£204"), ("Total", "£380", "£399")]
    table = [row(material, *cells, order=n) for n, cells in enumerate(rows)]
    (found,) = totals(table)
    assert (found.said["head"], found.said["sum"], found.said["printed"]) == ("2031/32", "£390", "£399")
    right = [*table[:3], row(material, "Total", "£380", "£390", order=3)]
    assert list(totals(right)) == []


@pytest.mark.parametrize(("total", "sums"), [("£8.0m", []), ("£7.9m", []), ("£8.4m", ["£8.1m"]), ("£12m", [])])
def test_a_total_may_be_out_by_what_its_figures_are_rounded(material, total, sums):
    rows = [("Vans", "£1.5m", "£2.4m"), ("Stock", "£2.0m", "£2.4m"), ("Staff", "£3.0m", "£3.3m")]
    table = [row(material, *cells, order=n) for n, cells in enumerate((*rows, ("Total", "£6.5m", total)))]
    assert [found.said["sum"] for found in totals(table)] == sums


@pytest.mark.parametrize(
    ("target", "aim"), [("<20.8%", ("<", 20.8)), ("> 1,200", (">", 1200.0)), ("80%", None), (None, None), ("<x", None)]
)
def test_which_way_is_good_is_told_by_the_sign_alone(target, aim):
    found = aim_of(SimpleNamespace(target=target))
    assert (found and (found.sign, found.value)) == aim


def value(material, number, quarter, source="row", target=None, **more):
    """A share of a quarter of 2031, of a row or of a sentence."""
    start = date(2031, 3 * quarter - 2, 1)
    end = date(2031 + quarter // 4, 3 * quarter % 12 + 1, 1) - timedelta(days=1)
    passage = material.statements[0].passage
    paper = SimpleNamespace(item_id=material.item.id, meeting_date=material.item.meeting_date, document_id="d")
    made = {
        "id": quarter, "indicator": "i", "name": "Loans renewed", "value": number, "unit": "%", "printed": f"{number}%",
        "period": Span(start, end, "quarter"), "target": target, "paper": paper, "source": source,
        "passage_id": passage.id, "quote": f"{source} {number}", "count": None,
    }  # fmt: skip
    return SimpleNamespace(**made | more)


def found_in(material, monkeypatch, *values):
    ledger = SimpleNamespace(indicators=[SimpleNamespace(values=list(values))], abbreviations={})
    monkeypatch.setattr(findings, "open_ledger", lambda library: ledger)
    return find_all(material)


def test_a_missed_target_tells_what_was_before_and_is_the_one_question_of_its_measure(material, monkeypatch):
    of = [value(material, 84.0, 1), value(material, 77.0, 2, target=">80%")]
    (found,) = found_in(material, monkeypatch, *of)
    assert (found.sort, found.working) == ("missed", "77.0% against a target of above 80%")
    asked = Writer(None).of_finding(found).text
    assert asked.startswith("“Loans renewed” is 77.0%, down from 84.0% the quarter before; the target is above 80%.")
    assert not set("<>≤≥") & set(f"{asked} {found.working}")
    assert found.proofs


def test_a_share_is_told_with_how_many_it_is_where_the_paper_prints_it_of_the_same_time(material, monkeypatch):
    row = value(material, 77.0, 2, target=">80%")
    told = value(material, 77.0, 2, "named", quote="The share was 77.0% in the summer (154 loans).", count=154.0)
    (found,) = found_in(material, monkeypatch, row, told)
    assert (
        Writer(None).of_finding(found).text.startswith("“Loans renewed” is 77.0% (154 loans); the target is above 80%.")
    )
    assert [proof.text for proof in found.proofs] == [row.quote, told.quote]
    for other in (
        value(material, 77.0, 1, "named", quote="The share was 77.0% in spring (154 loans).", count=154.0),
        value(material, 77.0, 2, "named", quote="The share was 77.0% (154 of the loans in the year).", count=154.0),
        value(material, 77.0, 2, "named", quote="The share was 77.0% (target 80).", count=None),
    ):
        assert "(" not in Writer(None).of_finding(found_in(material, monkeypatch, row, other)[0]).text


def test_a_question_too_long_to_be_said_leaves_out_what_was_before(material, monkeypatch):
    long = "Loans of books and of films and of games renewed by readers of every age in every branch"
    values = [value(material, 84.0, 1, name=long), value(material, 77.0, 2, target=">80%", name=long)]
    (found,) = found_in(material, monkeypatch, *values)
    text = Writer(None).of_finding(found).text
    assert "is 77.0%; the target" in text
    assert "the quarter before" not in text


def test_a_missed_target_is_asked_a_day_and_what_will_be_different_comes_next(material, monkeypatch):
    (found,) = found_in(material, monkeypatch, value(material, 60.0, 1), value(material, 77.0, 3, target=">80%"))
    assert found.said["change"] == ", up from 60.0% in Q4 2030/31"
    asked = Writer(None).of_finding(found)
    assert asked.text.endswith("When do you expect to reach it?")
    assert asked.supplementary == "What will be done differently to reach it?"


def test_a_target_that_a_later_figure_meets_is_not_missed(material, monkeypatch):
    assert found_in(material, monkeypatch, value(material, 77.0, 2, target=">80%"), value(material, 81.0, 3)) == []


def test_a_measure_is_called_as_a_sentence_calls_it(material, monkeypatch):
    row = value(material, 70.0, 2, target=">80%", name="Loans rnwd within month")
    told = value(material, 70.0, 2, "named", name="Loans renewed within a month", id=9)
    (found,) = found_in(material, monkeypatch, row, told)
    assert found.said["name"] == "Loans renewed within a month"


def test_a_figure_that_is_doubted_is_no_premise_of_another_question(material, monkeypatch):
    of = [value(material, 84.0, 1), value(material, 77.0, 2, target=">80%")]
    wrong = Finding("twins", "contradiction", (SimpleNamespace(text="row 77.0"),), "77.0% (47) is printed for each", {})
    monkeypatch.setattr(findings, "defects", lambda statements: [wrong])
    assert found_in(material, monkeypatch, *of) == [wrong]


@pytest.mark.parametrize(("quarter", "asked"), [(3, False), (2, True)])
def test_two_values_of_which_one_is_the_next_quarters_are_a_slip(material, monkeypatch, quarter, asked):
    row = [value(material, 70.0, 2, quote="row"), value(material, 71.0, quarter + 1 if asked else 3, quote="row")]
    (*found,) = found_in(material, monkeypatch, *row, value(material, 72.0 if asked else 71.0, 2, "named", id=9))
    assert [one.sort for one in found] == (["double"] if asked else [])


def test_what_stands_in_the_better_half_is_left_alone_where_the_report_prints_quartiles(material, monkeypatch):
    far = value(material, 40.0, 2, target="<20%", name="Far", quote="Loans 40% <20% Red 2 3%")
    near = value(material, 25.0, 2, target="<20%", name="Near", quote="Books 25% <20% Red 3 3%")
    ledger = SimpleNamespace(indicators=[SimpleNamespace(values=[one]) for one in (far, near)], abbreviations={})
    monkeypatch.setattr(findings, "open_ledger", lambda library: ledger)
    assert [one.said["name"] for one in find_all(material)] == ["Far", "Near"]
    printed = replace(material, statements=(*material.statements, of(material, "Loans are in the third quartile.")))
    assert [one.said["name"] for one in find_all(printed)] == ["Near"]


@pytest.mark.parametrize(
    ("quote", "asked"), [("Renewed (high is good)", True), ("Renewed (low is good)", False), ("Renewed", False)]
)
def test_a_move_the_wrong_way_by_what_a_row_says_is_good(material, monkeypatch, quote, asked):
    of = [value(material, n, q, "named", id=q) for n, q in ((84.0, 1), (77.0, 2))]
    found = found_in(material, monkeypatch, *of, value(material, 77.0, 2, quote=quote, id=5))
    assert [one.sort for one in found] == (["worse"] if asked else [])
    texts = [Writer(None).of_finding(one).text for one in found]
    asks = "“Loans renewed” is 77.0%, down from 84.0% the quarter before. When do you expect it to be 84.0% again?"
    assert texts == ([asks] if asked else [])


def test_a_bare_decimal_tells_no_rate(material, monkeypatch):
    of = [value(material, n, q, unit="", printed=f"{n}", quote="high is good") for n, q in ((0.8, 1), (0.4, 2))]
    assert found_in(material, monkeypatch, *of) == []
