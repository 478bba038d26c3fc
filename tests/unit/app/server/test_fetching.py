"""Fetching from the agenda system as the command, the page's server and its schedule do it."""

from datetime import date

import pytest

from app.cli.main import run
from app.server import jobs, serve
from app.server.background import FETCHES
from app.settings import Settings
from index.faults import Fault, IndexBusy
from tests.agendaserver import SERVICE, AgendaServer, committees, item, linked, meeting, meetings


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr("index.fetch.site.PAUSE", 0.0)
    made = AgendaServer()
    day = f"{date.today():%d/%m/%Y}"
    made.pages[f"{SERVICE}GetCommittees"] = committees(("7", "Parks Panel", ""), ("8", "Trams Panel", ""))
    made.pages[f"{SERVICE}GetMeetings?lCommitteeId=7"] = meetings(("71", day, "Confirmed"))
    made.pages[f"{SERVICE}GetMeetings?lCommitteeId=8"] = meetings()
    paper = linked("501", "Paths", "/doc?ID=501")
    made.pages[f"{SERVICE}GetMeeting?lMeetingId=71"] = meeting(item("5", "Paths", paper))
    made.pages["/doc?ID=501"] = (200, {"Content-Disposition": 'attachment; filename="Paths.txt"'}, b"Words of paths.\n")
    yield made
    made.close()


@pytest.fixture
def done(monkeypatch):
    """What commands would print, by their name; `done.asked` are their arguments."""

    class Done(dict):
        pass

    lines = Done()

    def run_one(_, arguments, among=None):
        lines.asked.append(arguments)
        for line in lines[arguments[0]]:
            if isinstance(line, Exception):
                raise line
            yield line

    lines.asked = []
    monkeypatch.setattr(jobs, "_lines", run_one)
    return lines


FETCHED = {"status": "fetched", "what": "a.pdf", "why": ""}
FAILED = {"status": "failed", "document": "a.pdf", "error": "It is damaged."}


def test_what_came_is_read_where_no_folder_is_watched(done, tmp_path):
    done |= {"fetch": [FETCHED], "index": [FAILED, {"status": "added", "document": "b.pdf"}]}
    found = list(jobs.fetch(Settings(data=tmp_path), "a.example", ["Parks ", ""], date(2031, 1, 2)))
    assert found == [FETCHED, {"status": "failed", "what": "a.pdf", "why": "It is damaged."}]
    fetch, index = done.asked
    assert fetch == ["fetch", "--committee=Parks", "--from=2031-01-02", "https://a.example"]
    assert index == ["index", str(tmp_path / "fetched")]


def test_a_watched_folder_is_read_by_the_watch_and_no_news_by_nobody(done, tmp_path):
    done |= {"fetch": [FETCHED]}
    assert list(jobs.fetch(Settings(data=tmp_path, watch=tmp_path / "w"))) == [FETCHED]
    done |= {"fetch": [FETCHED | {"status": "unchanged"}]}
    list(jobs.fetch(Settings(data=tmp_path)))
    assert done.asked == [["fetch"], ["fetch"]]


@pytest.mark.parametrize(("ended", "said"), [(IndexBusy("busy"), "stopped"), (Fault("The site is silent."), "silent")])
def test_what_came_before_the_end_is_read_all_the_same(done, tmp_path, ended, said):
    done |= {"fetch": [FETCHED, ended], "index": []}
    with pytest.raises(Fault, match=said):
        list(jobs.fetch(Settings(data=tmp_path)))
    assert [arguments[0] for arguments in done.asked] == ["fetch", "index"]


def test_an_address_is_never_taken_for_an_option(done, tmp_path):
    done |= {"fetch": []}
    list(jobs.fetch(Settings(data=tmp_path), "--folder=/"))
    assert done.asked == [["fetch", "https://--folder=/"]]


def test_it_fetches_by_itself_every_so_many_hours(done, tmp_path):
    done |= {"fetch": []}
    waits = []

    def wait(seconds):
        waits.append(seconds)
        if len(waits) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        serve.keep_fetching(Settings(data=tmp_path, fetch_site="https://a.example", fetch_hours=2), wait)
    assert waits == [serve.EVERY, 7200.0, 7200.0]
    assert all(lot.wait(10) for lot in FETCHES.lots)
    FETCHES.put_away()
    assert done.asked == [["fetch"], ["fetch"]]


def test_the_command_fetches_into_a_folder_and_says_what_came(server, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SCRUTINY_FETCH_PRIVATE", "true")
    folder = tmp_path / "packs"
    arguments = ["fetch", server.address, "--committee", "parks", "--folder", str(folder), "--data", str(tmp_path)]
    assert run(arguments) == 0
    said = capsys.readouterr()
    assert "fetched: Parks Panel/" in said.out
    assert "2 fetched, with 4 requests" in said.err
    assert [path.name for path in folder.rglob("*.txt")] == ["Paths.txt"]
    assert run([*arguments, "--json"]) == 0
    assert '"status": "unchanged"' in capsys.readouterr().out


def test_the_command_without_a_site_says_what_to_set(tmp_path, capsys):
    assert run(["fetch", "--data", str(tmp_path)]) == 1
    assert "SCRUTINY_FETCH_SITE" in capsys.readouterr().err
