"""Findings: arithmetic with its working."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from index.language.amounts import amounts
from index.language.statements import Statement as Said
from index.values import Cell
from rag.draft import findings, known
from rag.draft.findings import Material, aim_of, find_all
from rag.draft.printed import totals
from rag.draft.report import Statement, statements_of


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
    assert (found.said["head"], found.said["sum"], found.said["printed"]) == ("2031/32", "390", "£399")
    right = [*table[:3], row(material, "Total", "£380", "£390", order=3)]
    assert list(totals(right)) == []


@pytest.mark.parametrize(
    ("target", "aim"), [("<20.8%", ("<", 20.8)), ("> 1,200", (">", 1200.0)), ("80%", None), (None, None), ("<x", None)]
)
def test_which_way_is_good_is_told_by_the_sign_alone(target, aim):
    found = aim_of(SimpleNamespace(target=target))
    assert (found and (found.sign, found.value)) == aim


def test_a_missed_target_and_a_move_the_wrong_way_have_their_working_and_a_proof(material, monkeypatch):
    passage = material.statements[0].passage
    paper = SimpleNamespace(item_id=material.item.id, meeting_date=material.item.meeting_date)

    def value(number, year, target):
        period = SimpleNamespace(end=date(year, 3, 31), precision="year", text=f"{year}", start=date(year - 1, 4, 1))
        return SimpleNamespace(
            name="Renewed", value=number, printed=f"{number}%", target=target, period=period, paper=paper,
            passage_id=passage.id, quote=passage.text, id=year, source="row",
        )  # fmt: skip

    measure = SimpleNamespace(values=[value(84.0, 2030, ">80%"), value(77.0, 2031, ">80%")])
    monkeypatch.setattr(
        findings, "open_ledger", lambda library: SimpleNamespace(indicators=[measure], abbreviations={})
    )
    monkeypatch.setattr(findings, "pairs", lambda values: [])
    found = {one.sort: one for one in find_all(material)}
    assert found["missed"].working == "77.0% is below the target of >80%"
    assert found["worse"].working == "from 84.0% to 77.0%, where high is good"
    assert all(one.proofs for one in found.values())


@pytest.mark.parametrize(
    ("quote", "asked"), [("Renewed (high is good)", True), ("Renewed (low is good)", False), ("Renewed", False)]
)
def test_a_move_the_wrong_way_by_what_a_row_says_is_good(material, monkeypatch, quote, asked):
    paper = SimpleNamespace(item_id=material.item.id, meeting_date=material.item.meeting_date)

    def value(number, year, source):
        period = SimpleNamespace(end=date(year, 3, 31), precision="year", text=f"{year}")
        return SimpleNamespace(
            name="Renewed", value=number, printed=f"{number}%", target=None, period=period, paper=paper, id=year,
            passage_id=material.statements[0].passage.id, quote=quote if source == "row" else "said", source=source,
        )  # fmt: skip

    values = [value(84.0, 2030, "named"), value(77.0, 2031, "named"), value(77.0, 2031, "row")]
    ledger = SimpleNamespace(indicators=[SimpleNamespace(values=values)], abbreviations={})
    monkeypatch.setattr(findings, "open_ledger", lambda library: ledger)
    monkeypatch.setattr(findings, "pairs", lambda values: [])
    assert [one.sort for one in find_all(material)] == (["worse"] if asked else [])


def promised(text, heading="Ferry fares", kind="resolution", day=date(2031, 3, 4)):
    return SimpleNamespace(
        kind=kind, owner="Director", due=None, status="no evidence in the papers held",
        source="minutes", committee=None, text=text, meeting_date=day, heading=heading,
        citation=SimpleNamespace(passage=SimpleNamespace(id="p"), quote=text),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "heading", "asked"),
    [
        ("To freeze the fares.", "Ferry fares", True),
        ("To freeze the fares of the ferry.", "Report of the Director", True),
        ("That a report on ferry fares be presented to a meeting.", "Ferry fares", False),  # this is it
        ("To mend the roof of the library.", "Annual report of the Director", False),  # shares what many titles say
    ],
)
def test_a_promise_is_asked_after_where_it_is_on_the_subject_and_no_report(monkeypatch, text, heading, asked):
    monkeypatch.setattr(known, "read_kept", lambda library, generation: [promised(text, heading)])
    item = SimpleNamespace(title="Annual Report of the Ferry Fares", meeting_date=date(2031, 9, 2), committee=None)
    others = [f"Annual Report of the {name} Service" for name in ("Roads", "Parks", "Libraries", "Waste")]
    titles = [item.title, *others]
    library = SimpleNamespace(generation="1", items=lambda: [SimpleNamespace(title=title) for title in titles])
    found = findings._of_promises(Material(library, item, (), frozenset()))
    assert bool(found) is asked


@pytest.mark.parametrize(
    "one",
    [
        promised("To freeze the fares.", kind="undertaking"),  # by no date
        promised("To freeze the fares.", day=date(2029, 3, 4)),
        promised(f"To freeze the fares of {'the boats and ' * 9} ferries."),  # too long to be said
        promised("To give an update on the service of reports.", heading="Roads"),  # the word that tells is not there
    ],
)
def test_a_promise_that_is_not_asked_after(monkeypatch, one):
    monkeypatch.setattr(known, "read_kept", lambda library, generation: [one])
    item = SimpleNamespace(title="Update on Ferry Service Reports", meeting_date=date(2031, 9, 2), committee=None)
    titles = [item.title, "Update on Bus Service Reports", "Update on Roads Service Reports"]
    library = SimpleNamespace(generation="1", items=lambda: [SimpleNamespace(title=title) for title in titles])
    assert findings._of_promises(Material(library, item, (), frozenset())) == []


def test_a_title_without_a_word_has_no_subject(monkeypatch):
    monkeypatch.setattr(known, "read_kept", lambda library, generation: [promised("To freeze the fares.")])
    item = SimpleNamespace(title="–", meeting_date=date(2031, 9, 2), committee=None)
    library = SimpleNamespace(generation="1", items=lambda: [item])
    assert findings._of_promises(Material(library, item, (), frozenset())) == []
