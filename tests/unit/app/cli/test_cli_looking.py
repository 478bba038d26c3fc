"""`scrutiny history` and `scrutiny commitments`: the shapes printed, for a program and for a person."""

import csv
import io

import pytest

from app.cli.main import run
from index.store.library import Library
from tests.fakes import HashEmbedding
from tests.unit.app.conftest import lines
from tests.unit.app.pages.test_lookback import PACKS
from tests.unit.rag import council

KEYS = {"text", "kind", "owner", "due", "minute", "meeting_date", "status", "citation", "follow_ups"}


@pytest.fixture(autouse=True)
def data(hashed):
    with Library.open(hashed / "data", HashEmbedding()) as library:
        council.index(library, council.write(hashed / "packs", PACKS))
    return hashed / "data"


def test_commitments_a_line_each(capsys):
    assert run(["commitments", "--json"]) == 0
    found = lines(capsys)
    assert all(line.keys() >= KEYS for line in found)
    dredging = next(line for line in found if "dredging" in line["text"])
    assert (dredging["kind"], dredging["due"], dredging["status"]) == ("resolution", "2031-03-04", "kept")
    assert dredging["follow_ups"][0]["meeting_date"] == "2031-06-10"


def test_commitments_for_a_person_and_as_a_table(capsys):
    assert run(["commitments"]) == 0
    out = capsys.readouterr().out
    assert "12 November 2030, minute 14: " in out
    assert ", resolution: “That a report on dredging" in out
    assert "Due: 4 March 2031 (“to the next meeting”)" in out
    assert run(["commitments", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["minute"] for row in rows} == {"14", "2"}  # of the minutes, and the paragraph of a report
    assert run(["commitments", "--csv", "--json"]) == 2


def test_history_a_line_an_entry_in_date_order(capsys):
    assert run(["history", "dredging", "--json"]) == 0
    found = lines(capsys)
    assert [line["date"] for line in found] == ["2030-11-12", "2031-06-10"]
    assert {"date", "minute", "kind", "text", "citation"} <= found[0].keys()
    assert found[0]["citation"]["quote"] == found[0]["text"]


def test_history_is_narrowed(capsys):
    assert run(["history", "dredging", "--kind", "resolved", "--json"]) == 0
    assert [line["kind"] for line in lines(capsys)] == ["resolved"]
    assert run(["history", "dredging", "--since", "2031", "--until", "2031-06", "--json"]) == 0
    assert [line["date"] for line in lines(capsys)] == ["2031-06-10"]
    assert run(["history", "zeppelins"]) == 0
    assert "do not speak of it" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--kind", "shouted"], ["--since", "yesterday"], ["--until", "2031-13"]])
def test_a_wrong_choice_is_one_line(wrong, capsys):
    assert run(["history", "dredging", *wrong]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("command", ["history", "draft", "ask"])
def test_nothing_given_is_said(command, capsys):
    assert run([command, "  "]) == 2
    assert "give " in capsys.readouterr().err


def test_without_an_index_there_is_nothing_to_look_back_on(tmp_path, capsys):
    assert run(["commitments", "--data", str(tmp_path / "none")]) == 1
    assert "There is no index" in capsys.readouterr().err


def test_a_withdrawal_takes_the_register_that_is_kept(data, capsys):
    assert run(["commitments"]) == 0
    assert (data / "commitments.json").exists()
    assert run(["withdraw", "march.txt", "--yes"]) == 0
    assert not (data / "commitments.json").exists()
