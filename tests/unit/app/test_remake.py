"""A catalogue that is lost or damaged is made again from the kept files, with all that people decided and saved."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.build import build_assistant, open_library
from app.cli.main import run
from app.saved.chats import ChatStore
from app.saved.journals import StatusStore
from app.saved.lists import ListedQuestion, ListStore
from app.saved.records import QuestionRecord
from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction, Viewer
from app.settings import Settings
from index.faults import Fault, IndexDamaged
from index.store.aside import bring_back, set_aside
from index.store.catalogue import manifest
from index.store.catalogue.writer import Writer, note
from index.store.corrections import Correction, correct
from index.store.library import Library
from index.store.remake import make_again
from index.store.settings import IndexSettings
from index.store.stores import reading_in
from index.store.verify import verify

QUESTIONS = ("How many ferries ran?", "What did the harbour cost?", "What of the moon?")
PAPERS = {
    "ferries.txt": "Ferry Report\n\n1. In the year 412 ferries ran, of 500 that were planned.",
    "harbour.txt": "Harbour Report\n\n1. The harbour cost £2.4m, which the council had foreseen.",
    "exempt.txt": "Exempt Report\n\n1. The quarry was sold for £90,000 to a person who is not named.",
    "aside.txt": "Moon Report\n\n1. The moon rose on 214 nights, and on 9 of them nobody saw it.",
    "gone.txt": "Gone Report\n\n1. Nobody is to read of the 77 bridges ever again.",
}
DUE = datetime(2031, 5, 1, tzinfo=UTC)


@pytest.fixture
def settings(hashed: Path) -> Settings:
    """A data folder in which people did whatever they can do."""
    papers = hashed / "papers"
    papers.mkdir()
    for name, text in PAPERS.items():
        (papers / name).write_text(text)
    settings = Settings(data=hashed / "data")
    assert run(["index", str(papers), "--data", str(settings.data)]) == 0
    with open_library(settings) as library:
        by_path = {item.document: item for item in library.items()}
        ferries, harbour = by_path["ferries.txt"], by_path["harbour.txt"]
        correct(library, ferries.id, Correction("The Ferries", "minutes", date(2031, 3, 4)))
        correct(library, harbour.id, Correction(parent=ferries.id))
        AccessStore(settings.data).restrict(Restriction(by_path["exempt.txt"].document_id, "exempt.txt", ("officer",)))
        set_aside(library, "aside.txt", DUE)
        library.withdraw("gone.txt")
        chat = ChatStore(settings.data).create("Ferries")
        ChatStore(settings.data).add(chat, QuestionRecord(text="How many?"))
        mine = ListStore(settings.data).create("Mine", ferries.id, ferries.document_id, "The Ferries", None)
        ListStore(settings.data).add(mine, ListedQuestion(text="Why so few?"))
        StatusStore(settings.data).set("c1", ferries.document_id, "kept")
    return settings


def seen(settings: Settings) -> dict[str, object]:
    """All that anybody can see of a data folder."""
    with open_library(settings) as library:
        answers = [build_assistant(settings, library).ask(question).as_json() for question in QUESTIONS]
        for answer in answers:
            answer.pop("timings_ms"), answer.pop("trace")
        catalogue, store = library.stores.catalogue, AccessStore(settings.data)
        chats = [ChatStore(settings.data).messages(chat.id) for chat in ChatStore(settings.data).all()]
        lists = ListStore(settings.data).of(*(item.id for item in library.items()))
        hidden = store.hidden_from(Viewer())
        return {
            "papers": (library.items(), library.documents(), catalogue.passages()),
            "said": [library.statements(item.id) for item in library.items()],
            "gone": (catalogue.aside(), catalogue.withdrawn(), catalogue.refused()),
            "answers": answers,
            "access": (store.all(), store.lost(), hidden),
            "saved": (chats, [one.questions for one in lists], StatusStore(settings.data).current()),
            "index": (catalogue.meta("library"), catalogue.meta("dimensions")),
        }


def noise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8 * 4096 : 9 * 4096] = random.Random(1).randbytes(4096)
    path.write_bytes(data)


def reword(path: Path) -> None:
    """Another text in a passage, as no writer of ours leaves it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.create_function("checksum", -1, lambda *_: 0)
        connection.execute("UPDATE passages SET text = 'The moon is of cheese.' WHERE key = 1")


@pytest.mark.parametrize("harm", [Path.unlink, noise, page, lambda path: path.write_bytes(b"")])
def test_nothing_is_lost_with_the_catalogue(settings: Settings, harm: Callable[[Path], None]) -> None:
    before = seen(settings)
    harm(settings.data / "catalogue.sqlite3")
    with pytest.raises(IndexDamaged, match="verify --repair"), open_library(settings) as library:
        raise IndexDamaged(" ".join(verify(library).problems), "Run `scrutiny verify --repair`.")
    assert run(["index", str(settings.data.parent / "papers"), "--data", str(settings.data)]) != 0 or harm is page
    assert run(["verify", "--repair", "--data", str(settings.data)]) == 0
    assert seen(settings) == before
    assert run(["index", str(settings.data.parent / "papers"), "--data", str(settings.data)]) == 0
    assert seen(settings) == before
    with open_library(settings) as library:
        bring_back(library, "aside.txt")
        assert "aside.txt" in [document.path for document in library.documents()]
        assert verify(library).sound


def test_a_lost_record_of_access_hides_what_was_restricted_with_the_catalogue_lost_too(settings: Settings) -> None:
    (settings.data / "catalogue.sqlite3").unlink()
    (settings.data / "access.sqlite").unlink()
    assert run(["verify", "--repair", "--data", str(settings.data)]) == 0
    assert [one.path for one in AccessStore(settings.data).lost()] == ["exempt.txt"]


def test_the_old_catalogue_stays_beside_until_every_paper_is_read_again(settings: Settings, tmp_path: Path) -> None:
    before, catalogue, beside = seen(settings), settings.data / "catalogue.sqlite3", settings.data / manifest.DAMAGED
    with open_library(settings) as library:
        kept = library.file_path(library.document("ferries.txt").id)
    kept.replace(tmp_path / "kept")
    (settings.data.parent / "papers" / "ferries.txt").unlink()
    with closing(sqlite3.connect(catalogue)) as reader:  # so that what is written last stands in its log alone
        reader.execute("SELECT * FROM meta").fetchall()
        reword(catalogue)
        assert run(["verify", "--repair", "--data", str(settings.data)]) == 1
    assert beside.with_name(f"{beside.name}-wal").stat().st_size
    old, new = beside.stat().st_ino, catalogue.stat().st_ino
    assert run(["verify", "--repair", "--data", str(settings.data)]) == 1
    assert (beside.stat().st_ino, catalogue.stat().st_ino) == (old, new)  # what was read is not read again
    (tmp_path / "kept").replace(kept)
    assert run(["verify", "--repair", "--data", str(settings.data)]) == 0
    assert list(settings.data.glob(f"{beside.name}*")) == []
    assert seen(settings) == before


def test_a_paper_that_was_stored_and_not_yet_shown_is_not_lost(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a killed reading; of an upload the kept file is the only copy."""

    def killed(*_: object) -> None:
        raise Fault("killed", "")

    upload = tmp_path / "upload"
    upload.mkdir()
    (upload / "late.txt").write_text("Late Report\n\n1. The 31 lanterns were lit too late.")
    with monkeypatch.context() as patched:
        patched.setattr("index.ingest.ingest.publish", killed)
        assert run(["index", str(upload), "--data", str(settings.data)]) != 0
    (upload / "late.txt").unlink()
    reword(settings.data / "catalogue.sqlite3")
    assert run(["verify", "--repair", "--data", str(settings.data)]) == 0
    with open_library(settings) as library:
        assert "late.txt" in {item.document for item in library.items()}


def test_what_was_set_right_goes_over_to_a_version_that_was_not_yet_shown(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise Fault("killed", "")

    papers = settings.data.parent / "papers"
    (papers / "ferries.txt").write_text(PAPERS["ferries.txt"].replace("412", "413"))
    with monkeypatch.context() as patched:
        patched.setattr("index.ingest.ingest.publish", killed)
        assert run(["index", str(papers), "--data", str(settings.data)]) != 0
    reword(settings.data / "catalogue.sqlite3")
    assert run(["verify", "--repair", "--data", str(settings.data)]) == 0
    with open_library(settings) as library:
        (ferries,) = [item for item in library.items() if item.document == "ferries.txt"]
        assert "413" in library.passages(ferries.id)[0].text
        assert (ferries.title, ferries.meeting_date) == ("The Ferries", date(2031, 3, 4))


def test_an_unread_paper_of_an_index_of_an_earlier_parser_is_read_again_with_the_others(settings: Settings) -> None:
    before = seen(settings)
    with closing(Writer(settings.data / "catalogue.sqlite3")) as writer, writer.transaction() as connection:
        connection.execute("UPDATE documents SET page_count = 0 WHERE path = 'ferries.txt'")
        note(connection, {"chunks": str(IndexSettings(parser=7))})
    with reading_in(settings.data):  # while papers are read in they are left alone, and the rest is looked at
        assert make_again(settings.data) == []
    assert run(["verify", "--repair", "--data", str(settings.data)]) == 0
    assert seen(settings) == before


def test_the_old_catalogue_goes_with_the_first_paper_that_is_withdrawn(settings: Settings) -> None:
    (settings.data / manifest.DAMAGED).touch()
    with open_library(settings) as library:
        library.withdraw("harbour.txt")
    assert not (settings.data / manifest.DAMAGED).exists()


def test_nothing_is_made_again_while_papers_are_read_in(settings: Settings) -> None:
    before, catalogue = seen(settings), settings.data / "catalogue.sqlite3"
    reword(catalogue)
    file = catalogue.stat().st_ino
    with reading_in(settings.data):
        assert run(["verify", "--repair", "--data", str(settings.data)]) == 1
    assert catalogue.stat().st_ino == file
    assert run(["verify", "--repair", "--data", str(settings.data)]) == 0
    assert seen(settings) == before


def test_a_second_copy_that_is_lost_too_is_written_from_rows_that_are_sound(settings: Settings) -> None:
    before, catalogue = seen(settings), settings.data / "catalogue.sqlite3"
    reword(catalogue)
    (settings.data / manifest.FILE).unlink()
    assert run(["verify", "--repair", "--data", str(settings.data)]) == 0
    assert seen(settings) == before


def test_a_row_of_a_paper_that_is_lost_with_the_second_copy_is_not_left_out(settings: Settings) -> None:
    with closing(sqlite3.connect(settings.data / "catalogue.sqlite3")) as connection, connection:
        connection.create_function("checksum", -1, lambda *_: 0)
        connection.execute("CREATE TEMP TABLE kept AS SELECT * FROM sums")
        connection.execute("DELETE FROM documents WHERE path = 'ferries.txt'")
        connection.execute("INSERT OR IGNORE INTO sums SELECT * FROM kept")
    (settings.data / manifest.FILE).unlink()
    assert run(["verify", "--repair", "--data", str(settings.data)]) == 1
    assert not (settings.data / manifest.FILE).exists()


def test_without_its_second_copy_too_a_backup_is_asked_for(settings: Settings, capsys: pytest.CaptureFixture) -> None:
    noise(settings.data / "catalogue.sqlite3")
    (settings.data / manifest.FILE).write_text("{}")
    kept = sorted(path.name for path in (settings.data / "files").iterdir())
    assert run(["verify", "--repair", "--data", str(settings.data)]) == 1
    assert "scrutiny restore FILE" in capsys.readouterr().err
    assert sorted(path.name for path in (settings.data / "files").iterdir()) == kept
    with suppress(Fault), open_library(settings) as library:
        assert isinstance(library, Library)
    assert sorted(path.name for path in (settings.data / "files").iterdir()) == kept
