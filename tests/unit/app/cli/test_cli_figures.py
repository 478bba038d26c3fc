"""`scrutiny figures` and `scrutiny check`: the shapes they print, CSV, and faults as one line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.cli.main import run
from index.store.library import Library
from rag.figures.keep import FILE
from tests.fakes import HashEmbedding
from tests.ledgerpacks import write_ledger_packs
from tests.unit.app.conftest import lines

KEYS = {
    "indicator", "value", "unit", "period", "target", "definition", "meeting_date", "citation", "conflicts_with",
}  # fmt: skip
DRAFT = (
    "1. The percentage of crossings made on time was 85.0% in quarter 2 of 2030/31, and the ferry was painted blue.\n"
)


@pytest.fixture(autouse=True)
def ferries(hashed, capsys):
    assert run(["index", str(write_ledger_packs(hashed / "packs"))]) == 0
    capsys.readouterr()


def test_a_line_a_value_with_what_differs(capsys):
    assert run(["figures", "crossings made on time", "--json"]) == 0
    found = lines(capsys)
    assert all(set(line) >= KEYS for line in found)
    assert {line["indicator"] for line in found} == {"Crossings made on time"}
    last = found[-1]
    assert (last["value"], last["unit"], last["period"], last["target"]) == (82.3, "%", "Q2 2030/31", ">90%")
    assert last["meeting_date"] == "2030-12-11"
    assert last["citation"]["quote"].startswith("Ferries Crossings made on time Quarter Q1 2030/31 84.1%")
    assert [c["paragraph"] for c in last["conflicts_with"]] == ["2"]


def test_all_figures_and_the_csv_of_them(capsys):
    assert run(["figures", "--json"]) == 0
    every = lines(capsys)
    assert len({line["id"] for line in every}) == 6
    assert run(["figures", "--csv", "out.csv"]) == 0
    rows = list(csv.DictReader(Path("out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == len(every)
    assert rows[0]["period"]
    assert any("Crossings" in row["conflicts"] for row in rows)


def test_words_for_a_person(capsys):
    assert run(["figures", "lifejackets in the last 3 years"]) == 0
    out = capsys.readouterr().out
    assert "Q2 2030/31: 97.0%, target >99%" in out


def test_no_such_indicator_is_one_line(capsys):
    assert run(["figures", "submarines"]) == 1
    assert "No indicator is called 'submarines'" in capsys.readouterr().err
    assert run(["figures", "--csv", "no/such/folder.csv"]) == 1


def test_a_draft_is_checked_and_not_kept(capsys):
    Path("draft.txt").write_text(DRAFT, encoding="utf-8")
    assert run(["check", "draft.txt", "--json"]) == 0
    (found,) = lines(capsys)
    assert (found["relation"], found["draft"]["document"]) == ("conflicts", "draft.txt")
    assert {c["report"] for c in found["earlier"]} == {
        "Quarter 2 2030/31 Ferry Performance Report",
        "Appendix A – FERRY PERFORMANCE DASHBOARD QUARTER 2 2030/31",
    }
    assert run(["check", "draft.txt"]) == 0
    assert "Conflicts with earlier papers (1)" in capsys.readouterr().out
    with Library.open(Path("data"), HashEmbedding()) as library:
        assert len(library.documents()) == 2
    assert run(["check", "missing.txt"]) == 1


def test_a_withdrawn_paper_leaves_the_kept_figures(capsys):
    assert (Path("data") / FILE).exists()
    assert run(["withdraw", "december.txt", "--json"]) == 0
    assert not (Path("data") / FILE).exists()
    capsys.readouterr()
    assert run(["figures", "--json"]) == 0
    assert {line["citation"]["document"] for line in lines(capsys)} == {"september.txt"}
