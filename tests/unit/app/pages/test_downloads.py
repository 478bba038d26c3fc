"""Every file that a page gives away is made when it is asked for, and leaves an entry in the audit log.

A test page has no browser to press the button; but Streamlit keeps what makes the file, to call it when the browser
asks for the file. The tests take that from where Streamlit keeps it, and call it.
"""

from __future__ import annotations

import ast
import shutil

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager

from app.parts.frame.meetings import meetings
from app.saved.journals import AuditLog
from index.store.library import Library
from tests.fakes import HashEmbedding
from tests.places import ROOT
from tests.unit.app.pages.fakes import ADMIN
from tests.unit.app.pages.test_lookback import PACKS
from tests.unit.rag import council

APP = ROOT / "app"


@pytest.fixture(scope="module")
def built(ferries, tmp_path_factory):
    """The ferry committee's papers and those of looking back: something to export on every page."""
    packs, data = council.write(tmp_path_factory.mktemp("packs"), PACKS), tmp_path_factory.mktemp("data")
    shutil.copytree(ferries, data, dirs_exist_ok=True)
    with Library.open(data, HashEmbedding()) as library:
        assert {line.status for line in council.index(library, packs)} == {"added"}
    return data


@pytest.fixture
def kept(monkeypatch):
    """What makes the files of the buttons drawn, by the id that the browser asks for the file with."""
    makers = {}
    keep = MediaFileManager.add_deferred

    def keeping(self, maker, *rest, **named):
        id = keep(self, maker, *rest, **named)
        makers[id] = maker
        return id

    monkeypatch.setattr(MediaFileManager, "add_deferred", keeping)
    return makers


def taken(page, kept) -> dict[str, tuple[bytes | str, str, str]]:
    """Takes the file of each button on the page: its content, and what the log has of it then."""
    assert not page.app.exception
    log, found = AuditLog(page.data, 9), {}
    for button in page.app.get("download_button"):
        before = len(log.entries())
        content = kept[button.proto.deferred_file_id]()
        entries = log.entries()
        assert len(entries) == before + 1
        found[button.proto.label] = (content, entries[0].did, entries[0].what)
    return found


def logged(found) -> dict[str, tuple[str, str]]:
    return {words: (did, what) for words, (_, did, what) in found.items()}


def test_the_register_of_commitments(make_page, kept):
    found = taken(make_page(page="commitments"), kept)
    assert logged(found) == dict.fromkeys(("CSV", "Word"), ("exported", "commitments"))
    assert found["CSV"][0].decode("utf-8-sig").startswith("meeting,committee,minute")
    assert found["Word"][0].startswith(b"PK")


def test_the_history_of_a_topic(make_page, kept):
    found = taken(make_page(page="timeline", query={"topic": "dredging"}), kept)
    assert logged(found) == dict.fromkeys(("CSV", "Word"), ("exported", "history of dredging"))
    assert found["CSV"][0].startswith(b"\xef\xbb\xbf")
    assert "£4,200" in found["CSV"][0].decode("utf-8-sig")


def test_one_measure_and_all(make_page, kept):
    found = taken(make_page(page="figures", query={"indicator": "crossings-made-on-time-share"}), kept)
    assert logged(found) == dict.fromkeys(("This measure as CSV", "All measures as CSV"), ("exported", "figures"))
    one, every = (content.decode("utf-8-sig") for content, _, _ in found.values())
    assert "Lifebelts" in every
    assert "Lifebelts" not in one


def test_a_members_list(make_page, kept):
    page = make_page(page="prepare")
    page.button("add-").click().run()
    found = taken(page, kept)
    (meeting,) = {what for _, _, what in found.values()}
    assert meeting in {one.title for one in meetings(page.library.items())}
    assert logged(found) == dict.fromkeys(("Word", "Page to print"), ("exported questions", meeting))
    assert "Why did it fall?" in found["Page to print"][0]
    assert found["Page to print"][0].startswith("<!doctype html>")


def test_a_draft_in_the_chat(make_page, kept):
    page = make_page()
    page.ask("draft questions for dredging of the basin")
    found = taken(page, kept)
    assert logged(found)["Download as Word"] == ("exported draft questions", "Dredging of the Basin")
    assert found["Download as Word"][0].startswith(b"PK")


def test_the_whole_paper_behind_a_quote(make_page, kept):
    page = make_page()
    page.ask("What did members hear of dredging in spring?")
    page.button("chip-").click().run()
    content, did, what = taken(page, kept)["The whole file"]
    assert did == "took the file"
    assert content == next(
        page.library.file_path(d.id).read_bytes() for d in page.library.documents() if d.path == what
    )


def test_the_log_itself_says_who_took_it(make_page, kept):
    page = make_page(page="access", viewer=ADMIN)
    assert logged(taken(page, kept)) == {"Download the log as CSV": ("exported", "the audit log")}
    assert AuditLog(page.data, 9).entries()[0].who == ADMIN.id


def test_no_page_gives_a_file_away_in_another_way():
    users = [
        path.relative_to(APP).as_posix()
        for path in sorted(APP.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "download_button"
    ]
    assert users == ["parts/frame/downloads.py"]
