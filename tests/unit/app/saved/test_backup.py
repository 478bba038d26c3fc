"""A backup made while the program runs, put back elsewhere, is the same: papers, answers, and what people saved."""

import stat
import zipfile
from contextlib import closing
from importlib import import_module
from pkgutil import iter_modules

import pytest

from app import saved
from app.build import build_assistant, open_library
from app.cli.main import run
from app.saved.backup import DATABASES, back_up, put_back
from app.saved.chats import ChatStore
from app.saved.journals import StatusStore
from app.saved.lists import ListedQuestion, ListStore
from app.saved.records import QuestionRecord
from app.saved.restrictions import AccessStore
from app.saved.store import Store
from app.saved.viewer import Restriction
from app.settings import Settings
from index.faults import Fault, NotFound, Unreadable
from index.ingest.ingest import ingest
from index.store.catalogue.records import Origin
from index.store.catalogue.writer import Writer
from index.store.corrections import Correction, correct
from index.store.verify import verify
from tests.fakes import parse_blocks

QUESTIONS = ("How many ferries ran?", "What did the harbour cost?", "What of the moon?")


@pytest.fixture
def settings(hashed) -> Settings:
    papers = hashed / "papers"
    papers.mkdir()
    (papers / "ferries.txt").write_text("Ferry Report\n\n1. In the year 412 ferries ran, of 500 that were planned.")
    (papers / "harbour.txt").write_text("Harbour Report\n\n1. The harbour cost £2.4m, which the council had foreseen.")
    return Settings(data=hashed / "data")


def answers(settings: Settings, library) -> list[dict]:
    found = [build_assistant(settings, library).ask(question).as_json() for question in QUESTIONS]
    return [{name: value for name, value in answer.items() if name not in ("timings_ms", "trace")} for answer in found]


def test_everything_is_the_same_elsewhere(settings, hashed, capsys):
    with open_library(settings) as library:
        list(ingest([hashed / "papers"], library, parse_blocks))
        (ferries, harbour) = library.items()
        correct(library, ferries.id, Correction(title="The Ferries"))
        chats = ChatStore(settings.data)
        chat = chats.create("Ferries")
        chats.add(chat, QuestionRecord(text="How many?"))
        lists = ListStore(settings.data)
        mine = lists.create("Mine", ferries.id, ferries.document_id, "The Ferries", None)
        lists.add(mine, ListedQuestion(text="Why so few?"))
        StatusStore(settings.data).set("c1", ferries.document_id, "kept")
        AccessStore(settings.data).restrict(Restriction(harbour.document_id, harbour.document, ("officer",)))
        with closing(Writer(library.stores.catalogue.path)) as writer:
            writer.wait([Origin("/elsewhere/exempt.txt", "exempt.txt", "/elsewhere")])
        assert run(["backup", "all.zip", "--data", str(settings.data)]) == 0  # while the library is open
        with zipfile.ZipFile("all.zip") as backup:
            assert b"elsewhere" not in backup.read("catalogue.sqlite3")
        before = answers(settings, library)
        documents = library.documents()
    assert stat.S_IMODE((hashed / "all.zip").stat().st_mode) == 0o600
    assert run(["restore", "all.zip", "--data", "other"]) == 0
    assert "2 documents restored to other" in capsys.readouterr().out
    other = Settings(data=hashed / "other")
    with open_library(other) as again:
        assert again.documents() == documents
        assert answers(other, again) == before
        assert verify(again).sound
    assert ChatStore(other.data).messages(chat) == [QuestionRecord(text="How many?")]
    assert ListStore(other.data).get(mine).questions[0].question.text == "Why so few?"
    assert StatusStore(other.data).current()["c1"].status == "kept"
    assert [one.roles for one in AccessStore(other.data).all()] == [("officer",)]
    assert AccessStore(other.data).lost() == []


def test_whatever_people_save_is_in_it():
    for module in iter_modules(saved.__path__):
        import_module(f"app.saved.{module.name}")
    assert {store.FILE for store in Store.__subclasses__()} <= set(DATABASES)


def test_nothing_is_written_over(settings, hashed):
    with pytest.raises(NotFound):
        back_up(settings.data, hashed / "all.zip")
    open_library(settings).close()
    back_up(settings.data, hashed / "all.zip")
    with pytest.raises(Fault, match="already"):
        back_up(settings.data, hashed / "all.zip")
    with pytest.raises(Fault, match="already"):
        put_back(hashed / "all.zip", settings.data)
    with pytest.raises(Fault, match="cannot be read or written"):
        back_up(settings.data, hashed / "none" / "all.zip")


def test_a_damaged_backup_leaves_no_half_of_a_folder(settings, hashed):
    with open_library(settings) as library:
        list(ingest([hashed / "papers"], library, parse_blocks))
    back_up(settings.data, hashed / "all.zip")
    with zipfile.ZipFile(hashed / "all.zip") as whole, zipfile.ZipFile(hashed / "bad.zip", "w") as bad:
        for name in whole.namelist():
            bad.writestr(name, b"other words" if name.startswith("files/") else whole.read(name))
        bad.writestr("../evil", b"out")
    with pytest.raises(Unreadable, match="another content"):
        put_back(hashed / "bad.zip", hashed / "other")
    assert list((hashed / "other").iterdir()) == []
    assert not (hashed / "evil").exists()
