"""Papers from an agenda system: what is new or changed, politely, and nothing that is restricted or elsewhere."""

import json
import threading
from datetime import date, timedelta

import pytest

from index.fetch import site
from index.fetch.given import given_for
from index.fetch.harvest import Harvest
from index.fetch.site import Refused, Silent, Site
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from tests.agendaserver import SERVICE, AgendaServer, committees, item, linked, meeting, meetings

SOON = date.today() + timedelta(days=20)
DAY = f"{SOON:%d/%m/%Y}"
PDF = b"%PDF-1.4 a report\n"
FOLDER = f"Parks Panel/{SOON.isoformat()} 71"


@pytest.fixture
def server():
    made = AgendaServer()
    made.pages[f"{SERVICE}GetCommittees"] = committees(
        ("7", "Parks Panel", ""),
        ("8", "Old Panel", "<committeeexpired>True</committeeexpired>"),
        ("9", "Gone Panel", "<committeedeleted>True</committeedeleted>"),
    )
    made.pages[f"{SERVICE}GetMeetings?lCommitteeId=7"] = meetings(
        ("70", "01/02/2003", "Confirmed"), ("71", DAY, "Confirmed"), ("72", DAY, "Cancelled")
    )
    made.pages[f"{SERVICE}GetMeeting?lMeetingId=71"] = meeting(
        item("5", "Paths &amp;amp; members&amp;#39; trails", linked("501", "Paths", f"{made.address}/doc?ID=501")),
        item("6", "Notes", minutes="&lt;p&gt;It was noted.&lt;/p&gt;"),
    )
    made.pages["/doc?ID=501"] = (200, {"Content-Type": "application/pdf", "ETag": '"1"'}, PDF)
    yield made
    made.close()


@pytest.fixture
def fetch(server, tmp_path, monkeypatch):
    monkeypatch.setattr(site, "PAUSE", 0.0)

    def run(*committees):
        run.harvest = Harvest(server.address, tmp_path / "packs", 1_000_000, private=True)
        lines = run.harvest.run(date.today(), None, committees)
        return [(line.status, line.what) for line in lines if line.status != "meeting"]

    return run


def put(server, *items, also=""):
    server.pages[f"{SERVICE}GetMeeting?lMeetingId=71"] = meeting(*items, also=also)


def within(tmp_path):
    (folder,) = (tmp_path / "packs").iterdir()
    return folder


def test_a_meetings_agenda_minutes_and_papers_come_one_request_at_a_time(server, fetch, tmp_path):
    assert fetch() == [
        ("fetched", f"{FOLDER}/Agenda.html"),
        ("fetched", f"{FOLDER}/Minutes.html"),
        ("fetched", f"{FOLDER}/Paths.pdf"),
        ("skipped", f"Parks Panel, {SOON.isoformat()}"),  # the cancelled one
    ]
    assert (within(tmp_path) / FOLDER / "Paths.pdf").read_bytes() == PDF
    assert server.most_at_once == 1
    assert all("scrutiny-question-assistant" in agent for agent in server.agents)
    assert fetch.harvest.site.requests == len(server.asked) == 4
    assert not any("lCommitteeId=8" in path or "lMeetingId=70" in path for path in server.asked)


def test_what_the_system_says_of_a_paper_counts_before_its_layout(fetch, tmp_path):
    fetch()
    folder = within(tmp_path) / FOLDER
    (folder / "Paths.pdf").write_text("# Some other title\n\nReport to Budget Panel, 3 May 2004\n\n1. Words.\n")
    read = parse(folder / "Paths.pdf", len, name="Paths.txt", given=given_for(folder / "Paths.pdf"))
    (paper,) = read.items
    assert (paper.title, paper.committee, paper.meeting_date) == ("Paths", "Parks Panel", SOON)
    assert paper.agenda_number == "5"
    assert json.loads(read.reading.metadata["Agenda system"])["item"] == "Paths & members' trails"
    assert json.loads(read.reading.metadata["Agenda system"])["published"] == "2031-11-13"
    (agenda,) = parse(folder / "Agenda.html", len, given=given_for(folder / "Agenda.html")).items
    assert agenda.kind == "agenda"
    assert [(one.label, one.title) for one in agenda.lists] == [("5", "Paths & members' trails"), ("6", "Notes")]
    (minutes,) = parse(folder / "Minutes.html", len, given=given_for(folder / "Minutes.html")).items
    assert (minutes.kind, minutes.meeting_date, minutes.committee) == ("minutes", SOON, "Parks Panel")


def test_nonsense_beside_a_paper_is_passed_over(tmp_path):
    paper = tmp_path / "a.txt"
    paper.write_text("# Trams\n\n1. Words.\n")
    for said in ("[]", "{", '{"a.txt": 4}', '{"a.txt": {"meeting_date": "soon"}}', '{"a.txt": {"lists": [1]}}'):
        (tmp_path / ".agenda-system.json").write_text(said)
        assert parse(paper, len, given=given_for(paper)).items == parse(paper, len).items


def test_an_ingest_uses_it_and_reads_again_with_it(fetch, tmp_path, library):
    fetch()
    (within(tmp_path) / FOLDER / "Paths.pdf").unlink()
    list(ingest([tmp_path / "packs"], library, parse))
    assert {(item.kind, item.committee, item.meeting_date) for item in library.items()} == {
        ("agenda", "Parks Panel", SOON),
        ("minutes", "Parks Panel", SOON),
    }


def test_a_second_run_asks_for_what_may_have_changed_alone(server, fetch):
    fetch()
    seen = []
    server.pages["/doc?ID=501"] = lambda heads: seen.append(heads.get("if-none-match")) or (304, {}, b"")
    assert {status for status, what in fetch() if what.startswith(FOLDER)} == {"unchanged"}
    assert seen == ['"1"']
    server.pages["/doc?ID=501"] = (200, {"Content-Type": "application/pdf", "ETag": '"2"'}, PDF + b"more")
    assert ("changed", f"{FOLDER}/Paths.pdf") in fetch()


def test_without_etags_a_paper_is_asked_for_again_when_its_date_or_title_changes(server, fetch):
    server.pages["/doc?ID=501"] = (200, {"Content-Type": "application/pdf"}, PDF)
    fetch()
    before = server.asked.count("/doc?ID=501")
    fetch()
    assert server.asked.count("/doc?ID=501") == before
    put(server, item("5", "Paths", linked("501", "Paths", "/doc?ID=501", published="14/11/2031")))
    fetch()
    assert server.asked.count("/doc?ID=501") == before + 1


@pytest.mark.parametrize("closed", ["paper", "item", "reference", "twin", "item not shown", "twin item"])
def test_what_is_restricted_is_never_asked_for(server, fetch, tmp_path, closed):
    flag, secret = "<isrestricted>True</isrestricted>", "Sale of land"
    link = linked("502", secret, "/doc?ID=502", flag if closed in ("paper", "twin") else "")
    if closed == "reference":
        link = linked("502", secret, "/doc?ID=502", "<restrictionsRef>3</restrictionsRef>")
    also = {"item": flag, "item not shown": "<isdisplayallowed>False</isdisplayallowed>"}.get(closed, "")
    twin = [item("8", "Twin", linked("502", secret, "/doc?ID=502"))] if closed == "twin" else []
    if closed == "twin item":  # the same item, once marked and once not
        twin, also = [item("7", "Land", also=flag)], ""
    shut = also or closed == "twin item"
    put(server, *twin, item("7", secret if shut else "Land", link, minutes=secret if shut else "Noted.", also=also))
    server.pages["/doc?ID=502"] = (200, {"Content-Type": "application/pdf"}, PDF)
    assert "skipped" in {status for status, _ in fetch()}
    assert "/doc?ID=502" not in server.asked
    kept = b"".join(path.read_bytes() for path in (tmp_path / "packs").rglob("*") if path.is_file())
    assert secret.encode() not in kept


def test_what_is_published_no_more_or_restricted_since_is_said_once_and_stays(server, fetch, tmp_path):
    fetch()
    put(server, item("5", "Paths"), item("6", "Notes", minutes="Noted."))
    assert ("vanished", f"{FOLDER}/Paths.pdf") in fetch()
    assert (within(tmp_path) / FOLDER / "Paths.pdf").is_file()
    assert "vanished" not in {status for status, _ in fetch()}
    put(server, item("5", "Paths", linked("501", "Paths", "/doc?ID=501")))
    assert ("unchanged", f"{FOLDER}/Paths.pdf") in fetch()
    put(server, item("5", "Paths", linked("501", "Paths", "/doc?ID=501", "<isrestricted>True</isrestricted>")))
    assert ("vanished", f"{FOLDER}/Paths.pdf") in fetch()
    server.pages[f"{SERVICE}GetMeetings?lCommitteeId=7"] = meetings()
    assert ("vanished", f"{FOLDER}/Agenda.html") in fetch()


def test_items_and_papers_met_twice_are_taken_once_and_one_title_makes_two_files(server, fetch):
    twin = item("5", "Paths", linked("501", "Paths", "/doc?ID=501"), id="one")
    put(server, twin, twin, item("6", "Paths", *(linked(id, "Paths", f"/doc?ID={id}") for id in ("501", "503"))))
    server.pages["/doc?ID=503"] = (200, {"Content-Type": "application/pdf"}, PDF + b"3")
    papers = [what.rpartition("/")[2] for status, what in fetch() if status == "fetched"]
    assert papers == ["Agenda.html", "Paths.pdf", "Paths (2).pdf"]


@pytest.mark.parametrize(
    "answer",
    [
        (403, {}, b"no"),
        (404, {}, b"no"),
        (200, {"Content-Type": "text/html"}, b"<html>Sign in</html>"),
        (200, {"Content-Type": "application/pdf"}, b"<html>Sign in</html>"),
        (200, {"Content-Type": "application/pdf"}, PDF + b"x" * 1_000_000),
        (302, {"Location": "http://elsewhere.example/a.pdf"}, b""),
        (302, {"Location": "/doc?ID=501"}, b""),
    ],
)
def test_a_paper_that_does_not_come_is_said_and_stops_no_other(server, fetch, answer):
    server.pages["/doc?ID=501"] = answer
    put(server, item("5", "Paths", linked("501", "Paths", "/doc?ID=501"), linked("504", "Trees", "/doc?ID=504")))
    server.pages["/doc?ID=504"] = (200, {"Content-Type": "application/pdf"}, PDF)
    found = fetch()
    assert ("failed", "Paths") in found
    assert ("fetched", f"{FOLDER}/Trees.pdf") in found


def test_a_paper_elsewhere_is_never_asked_for(server, fetch):
    put(server, item("5", "Paths", linked("501", "Paths", "http://169.254.169.254/latest/")))
    assert ("failed", "Paths") in fetch()


def test_a_redirect_within_the_site_is_followed(server, fetch):
    server.pages["/doc?ID=501"] = (302, {"Location": "/file.pdf"}, b"")
    server.pages["/file.pdf"] = (200, {"Content-Type": "application/pdf"}, PDF)
    assert ("fetched", f"{FOLDER}/Paths.pdf") in fetch()


def test_a_busy_site_is_asked_again_and_given_up_when_it_stays_so(server, fetch):
    answers = iter([(503, {"Retry-After": "0"}, b""), (200, {"Content-Type": "application/pdf"}, PDF)])
    server.pages["/doc?ID=501"] = lambda _: next(answers)
    assert ("fetched", f"{FOLDER}/Paths.pdf") in fetch()
    many = [linked(str(n), f"Paper {n}", f"/doc?ID={n}") for n in range(600, 610)]
    server.pages |= {f"/doc?ID={n}": (503, {}, b"") for n in range(600, 610)}
    put(server, item("5", "Paths", *many))
    with pytest.raises(Silent, match="5 times in a row"):
        fetch()


def test_a_slow_site_is_not_waited_for_without_end(server, fetch, monkeypatch):
    monkeypatch.setattr(site, "PATIENCE", 0.2)
    held = threading.Event()
    server.pages["/doc?ID=501"] = lambda _: (held.wait(5), (200, {}, b""))[1]
    assert ("failed", "Paths") in fetch()
    held.set()


@pytest.mark.parametrize("reply", [b"<html>Not found</html", b"", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_a_site_that_is_no_agenda_system_is_told(server, fetch, reply):
    server.pages[f"{SERVICE}GetCommittees"] = reply
    with pytest.raises(Refused, match="as an agenda system does"):
        fetch()


def test_a_committee_is_chosen_by_name_or_number_and_an_unknown_one_told_with_those_there_are(fetch):
    assert len(fetch("parks")) == 4
    assert len(fetch("7")) == 4
    with pytest.raises(Refused, match="Parks Panel"):
        fetch("Planning")


def test_a_run_that_is_ended_keeps_what_came_and_the_next_goes_on(server, fetch, tmp_path):
    lines = Harvest(server.address, tmp_path / "packs", 1_000_000, private=True).run(date.today())
    while next(lines).what != f"{FOLDER}/Agenda.html":
        pass
    lines.close()
    assert (within(tmp_path) / FOLDER / "Agenda.html").is_file()
    assert [status for status, _ in fetch()] == ["unchanged", "fetched", "fetched", "skipped"]


def test_how_far_it_is_is_told_meeting_by_meeting(server, fetch, tmp_path):
    lines = Harvest(server.address, tmp_path / "packs", 1_000_000, private=True).run(date.today())
    assert [line.why for line in lines if line.status == "meeting"] == ["1 of 2", "2 of 2"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.1.1", "[::1]", "[::ffff:10.0.0.1]"])
def test_addresses_of_this_network_are_refused(tmp_path, host):
    asked = Site(f"http://{host}")
    with pytest.raises(Refused, match="not a public site"):
        asked.get("mgWebService.asmx/GetCommittees", 1000)


@pytest.mark.parametrize(
    "address", ["ftp://a.example", "https://", "https://me:word@a.example", "https://a.example:8080"]
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(Refused):
        Site(address)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("democracy.a.example", "https://democracy.a.example/"),
        ("https://a.example/ieListMeetings.aspx?CommitteeId=1", "https://a.example/"),
        ("https://a.example/moderngov/mgWebService.asmx/GetCommittees", "https://a.example/moderngov/"),
    ],
)
def test_any_page_of_a_site_gives_its_address(given, address):
    assert Site(given).address == address
