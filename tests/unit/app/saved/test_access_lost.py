"""Whatever becomes of the record of who may see what, a paper that was restricted stays hidden."""

import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from app.saved.restrictions import LOST, AccessStore
from app.saved.viewer import Restriction, Viewer
from index.checksums import teach
from index.faults import Fault, IndexDamaged
from index.ingest.ingest import ingest
from index.store.aside import set_aside
from index.store.catalogue.records import StoredDocument
from index.store.corrections import Correction, correct
from index.store.library import Library
from tests.fakes import HashEmbedding, parse_blocks
from tests.unit.app.saved.test_access import holding

MEMBER, ADMIN = Viewer("m@x", "M", "member"), Viewer("a@x", "A", "admin")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder of two papers and a data folder with them."""
    folder = tmp_path_factory.mktemp("made")
    papers = folder / "papers"
    papers.mkdir()
    for name in ("exempt", "public"):
        (papers / f"{name}.txt").write_text(f"Report {name}\n\nThe words of the {name} paper are its own.")
    with Library.open(folder / "data", HashEmbedding()) as opened:
        list(ingest([papers], opened, parse_blocks))
    return folder


@pytest.fixture
def library(made, tmp_path):
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    with Library.open(tmp_path / "data", HashEmbedding()) as opened:
        yield opened


def hidden(library: Library, viewer: Viewer = MEMBER) -> list[str]:
    found = AccessStore(library.stores.data_dir).hidden_from(viewer)
    return [document.path for document in library.documents() if document.id in found]


def restrict(library: Library, path: str, *roles: str) -> None:
    id = library.document(path).id
    AccessStore(library.stores.data_dir).restrict(Restriction(id, path, roles, set_by="boss"))


def access(library: Library) -> Path:
    return library.stores.data_dir / AccessStore.FILE


def missing(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def no_database(path: Path) -> None:
    path.write_bytes(b"words of a hostile hand" * 400)


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def without_its_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE restrictions")


@pytest.mark.parametrize("harm", [missing, empty, no_database, half, without_its_table])
def test_a_record_that_is_gone_or_damaged_opens_nothing(library, harm):
    restrict(library, "exempt.txt", "member")
    assert hidden(library) == []
    for suffix in ("-wal", "-shm"):
        access(library).with_name(access(library).name + suffix).unlink(missing_ok=True)
    harm(access(library))
    assert hidden(library) == ["exempt.txt"]
    assert hidden(library, ADMIN) == []
    store = AccessStore(library.stores.data_dir)
    assert [(one.path, one.set_by) for one in store.lost()] == [("exempt.txt", LOST)]
    restrict(library, "exempt.txt", "member")
    assert (hidden(library), store.lost()) == ([], [])


def test_it_is_seen_while_the_server_runs(library):
    store = AccessStore(library.stores.data_dir)
    restrict(library, "exempt.txt", "officer")
    access(library).unlink()
    found = store.hidden_from(MEMBER)
    assert found == {library.document("exempt.txt").id}


def test_an_older_record_opens_nothing(library, tmp_path):
    AccessStore(library.stores.data_dir)
    old = shutil.copy(access(library), tmp_path / "old")
    restrict(library, "exempt.txt", "officer")
    shutil.copy(old, access(library))
    assert hidden(library) == ["exempt.txt"]
    restrict(library, "exempt.txt", "member")
    wide = shutil.copy(access(library), tmp_path / "wide")
    restrict(library, "exempt.txt", "officer")
    shutil.copy(wide, access(library))
    assert hidden(library) == ["exempt.txt"]


@pytest.mark.parametrize("after", [False, True], ids=["before it is kept", "before that is noted"])
@pytest.mark.parametrize("lifted", [False, True])
def test_a_change_that_is_cut_off_loses_nobody_elses_restriction(library, monkeypatch, after, lifted):
    """Who may see the other paper is still known, and the record of before the change opens nothing afterwards."""
    restrict(library, "public.txt", "officer")
    store, paper = AccessStore(library.stores.data_dir), library.document("exempt.txt")
    if lifted:
        restrict(library, "exempt.txt")
    before, note = hidden(library), AccessStore._note

    def cut(self, connection, old=None):
        if old is None:
            raise KeyboardInterrupt
        note(self, connection, old)
        if not after:
            raise KeyboardInterrupt

    change = partial(store.lift, paper) if lifted else partial(store.restrict, Restriction(paper.id, paper.path))
    with monkeypatch.context() as patched:
        patched.setattr(AccessStore, "_note", cut)
        with pytest.raises(KeyboardInterrupt):
            change()
    changed = ["public.txt"] if lifted else ["exempt.txt", "public.txt"]
    assert hidden(library) == (changed if after else before)
    assert AccessStore(library.stores.data_dir).lost() == []
    assert hidden(library, Viewer("o@x", "O", "officer")) == [p for p in hidden(library) if p != "public.txt"]
    assert len(store._noted()[0]) == 1


def test_what_was_opened_to_everybody_is_not_hidden_again(library):
    restrict(library, "exempt.txt")
    AccessStore(library.stores.data_dir).lift(library.document("exempt.txt"))
    access(library).unlink()
    assert hidden(library) == []


def test_an_index_of_before_notes_what_is_restricted_when_it_is_opened(library):
    restrict(library, "exempt.txt")
    with sqlite3.connect(library.stores.catalogue.path) as connection:
        teach(connection)
        connection.execute("DELETE FROM meta WHERE key = 'restricted'")
    assert hidden(library) == ["exempt.txt"]
    access(library).unlink()
    assert hidden(library) == ["exempt.txt"]


def test_an_index_that_is_to_be_read_again_first_is_no_fault(library, monkeypatch):
    def old(_):
        raise IndexDamaged("no such column")

    with monkeypatch.context() as patched:
        patched.setattr("index.store.catalogue.Catalogue.items", old)
        restrict(library, "exempt.txt")
        assert [one.path for one in AccessStore(library.stores.data_dir).all()] == ["exempt.txt"]
    assert hidden(library) == ["exempt.txt"]
    access(library).unlink()
    assert hidden(library) == ["exempt.txt"]


def test_a_record_that_may_not_be_opened_is_a_fault_and_stays(library):
    restrict(library, "exempt.txt")
    access(library).unlink()
    access(library).mkdir()
    with pytest.raises(Fault, match="may not be opened"):
        hidden(library)


def test_what_is_restricted_comes_along_into_a_new_folder_as_the_hint_says(library, tmp_path):
    restrict(library, "exempt.txt")
    new = tmp_path / "new"
    new.mkdir()
    shutil.copy(access(library), new)
    with Library.open(new, HashEmbedding()) as other:
        list(ingest([tmp_path / "papers"], other, parse_blocks))
        assert hidden(other) == ["exempt.txt"]


def document(id: str) -> StoredDocument:
    return StoredDocument(id, f"{id}.pdf", "", "", 1, datetime(2024, 1, 1, tzinfo=UTC), 1, 1, 1, ())


def test_copies_of_copies_and_versions_on_both_sides_are_hidden(tmp_path):
    kin = {"b": {"a", "c"}, "a": {"b", "c"}, "c": {"a", "b"}}
    store = AccessStore(tmp_path)
    store.restrict(Restriction("b", "b.pdf"))
    documents = [document(id) for id in "abcd"]
    assert holding(store, documents, kin).hidden_from(MEMBER) == {"a", "b", "c"}
    store.lift(documents[2])
    assert holding(store, documents, kin).hidden_from(MEMBER) == {"a", "b"}


@pytest.fixture
def near(tmp_path):
    """A library with an exempt paper, one that says nearly the same, and two that do not."""
    said = [f"The contractor offered {n} pounds for lot {n} of the site." for n in range(40)]
    retyped = [line.replace("contractor", "c0ntractor") if n % 8 == 0 else line for n, line in enumerate(said)]
    summary = [*said[:8], *(f"Nobody else wrote down what was said of matter {n} here." for n in range(40))]
    public = [f"Another thing altogether, number {n}, went well this year." for n in range(40)]
    papers = {"a/exempt.txt": said, "b/retyped.txt": retyped, "b/summary.txt": summary, "public.txt": public}
    for name, lines in papers.items():
        (tmp_path / "papers" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "papers" / name).write_text("\n\n".join([f"Paper {name[-9:]}", *lines]))
    heed = lambda: AccessStore(tmp_path / "data").follow()  # noqa: E731
    with Library.open(tmp_path / "data", HashEmbedding(), heed=heed) as opened:
        list(ingest([tmp_path / "papers"], opened, parse_blocks))
        yield opened


def test_near_copies_are_hidden_until_a_person_decides(near):
    restrict(near, "a/exempt.txt")
    assert hidden(near) == ["a/exempt.txt", "b/retyped.txt"]
    AccessStore(near.stores.data_dir).lift(near.document("b/retyped.txt"))
    assert hidden(near) == ["a/exempt.txt"]


GOING = {
    "for good": ["withdraw", "--yes", "a/exempt.txt"],
    "for a while": ["withdraw", "--undo-days", "7", "a/exempt.txt"],
}


@pytest.mark.parametrize("going", GOING)
def test_a_near_copy_stays_hidden_when_its_original_is_withdrawn_and_a_decision_is_kept(near, going, monkeypatch):
    monkeypatch.setattr("app.build.open_library", lambda *_, **__: near)
    data = near.stores.data_dir
    restrict(near, "a/exempt.txt", "officer")
    with sqlite3.connect(access(near)) as store:
        teach(store)
        store.execute("DELETE FROM followers")  # as of an earlier version, or papers that came a moment ago
    with sqlite3.connect(near.stores.catalogue.path) as connection:
        teach(connection)
        connection.execute("DELETE FROM meta WHERE key = 'restricted'")
    assert CliRunner().invoke(app, [*GOING[going], "--data", str(data)]).exit_code == 0
    assert hidden(near) == ["b/retyped.txt"]
    assert hidden(near, Viewer("o@x", "O", "officer")) == []
    access(near).rename(data / "gone")
    assert hidden(near, Viewer("o@x", "O", "officer")) == ["b/retyped.txt"]
    AccessStore(data).lift(near.document("b/retyped.txt"))
    list(ingest([data.parent / "papers" / "a" / "exempt.txt"], near, parse_blocks))
    AccessStore(data).follow()
    assert [path[-10:] for path in hidden(near)] == ["exempt.txt"]


def test_what_followed_a_paper_opens_with_it(near):
    restrict(near, "a/exempt.txt")
    AccessStore(near.stores.data_dir).lift(near.document("a/exempt.txt"))
    near.withdraw("a/exempt.txt")
    assert hidden(near) == []


def changed_at_its_path(near: Library, papers: Path) -> str:
    text = (papers / "b/retyped.txt").read_text()
    (papers / "b/retyped.txt").write_text(text.replace("lot 3 of", "plot 3 of"))
    return "b/retyped.txt"


def another_text_at_its_path(near: Library, papers: Path) -> str:
    (papers / "b/retyped.txt").write_text("Paper\n\nNobody has said so much about so little at this place before now.")
    return "b/retyped.txt"


def copied_elsewhere(near: Library, papers: Path) -> str:
    (papers / "c.txt").write_text((papers / "b/retyped.txt").read_text() + "\n\nSeen.")
    return "c.txt"


@pytest.mark.parametrize("then", [changed_at_its_path, another_text_at_its_path, copied_elsewhere])
@pytest.mark.parametrize("days", [0, 7])
def test_what_comes_of_a_near_copy_is_hidden_when_the_original_is_gone(near, then, days):
    data, papers = near.stores.data_dir, near.stores.data_dir.parent / "papers"
    restrict(near, "a/exempt.txt")
    if days:
        set_aside(near, "a/exempt.txt", datetime(2999, 1, 1, tzinfo=UTC))
    else:
        near.withdraw("a/exempt.txt")
    (papers / "a/exempt.txt").unlink()
    name = then(near, papers)
    list(ingest([papers], near, parse_blocks))
    assert hidden(near) == sorted({"b/retyped.txt", name})
    if days:
        near.withdraw("a/exempt.txt")
    assert hidden(near) == sorted({"b/retyped.txt", name})
    AccessStore(data).lift(near.document(name))
    assert name not in hidden(near)


def test_a_near_copy_of_what_can_be_brought_back_is_hidden(near):
    papers = near.stores.data_dir.parent / "papers"
    near.withdraw("b/retyped.txt")
    restrict(near, "a/exempt.txt")
    set_aside(near, "a/exempt.txt", datetime(2999, 1, 1, tzinfo=UTC))
    (papers / "c.txt").write_text((papers / "b/retyped.txt").read_text() + "\n\nSeen.")
    list(ingest([papers], near, parse_blocks))
    assert hidden(near) == ["c.txt"]
    near.withdraw("a/exempt.txt")
    assert hidden(near) == ["c.txt"]


def test_a_near_copy_that_is_being_read_in_when_its_original_goes_is_hidden(near):
    papers = near.stores.data_dir.parent / "papers"
    near.withdraw("b/retyped.txt")
    restrict(near, "a/exempt.txt")
    copy = (papers / "b/retyped.txt").read_text() + "\n\nSeen."
    (papers / "c.txt").write_text(copy)
    (papers / "d.txt").write_text("Paper d\n\nIt is read while the other goes.")

    def parse(path, *given, **named):
        if path.name == "d.txt":
            near.withdraw("a/exempt.txt")
        return parse_blocks(path, *given, **named)

    list(ingest([papers], near, parse))
    assert hidden(near) == ["c.txt"]


def test_a_version_by_its_title_that_is_being_read_in_when_its_original_goes_is_hidden(near):
    restrict(near, "a/exempt.txt")
    papers, title, day = near.stores.data_dir.parent / "papers", "Sale of the site", date(2031, 5, 6)
    correct(near, near.items()[0].id, Correction(kind="report", title=title, meeting_date=day))
    said = [f"The contractor offered {n} pounds for lot {n} of the site." for n in range(16)]
    others = [f"What is new in this of point {n} was told to nobody yet." for n in range(30)]
    (papers / "late update.txt").write_text("\n\n".join([f"# {title}", *said, *others]))
    (papers / "n.txt").write_text("# Paper n\n\nIt is read while the other goes.")

    def parse(path, *given, **named):
        if path.name == "n.txt":
            near.withdraw("a/exempt.txt")
        read = parse_blocks(path, *given, **named)
        return replace(read, items=tuple(replace(item, meeting_date=day) for item in read.items))

    list(ingest([papers], near, parse))
    assert "late update.txt" in hidden(near)
    assert "n.txt" not in hidden(near)


def test_a_paper_is_restricted_in_an_index_of_before_there_were_checksums(library):
    library.close()
    with sqlite3.connect(library.stores.catalogue.path) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DROP TABLE sums")
    (library.stores.data_dir / "manifest.json").unlink()
    restrict(library, "exempt.txt")
    assert hidden(library) == ["exempt.txt"]


def test_a_version_by_a_correction_is_in_the_note_of_what_is_restricted(near):
    restrict(near, "a/exempt.txt")
    papers = near.stores.data_dir.parent / "papers"
    said = [f"The contractor offered {n} pounds for lot {n} of the site." for n in range(16)]
    others = [f"What is new in this of point {n} was told to nobody yet." for n in range(30)]
    (papers / "late update.txt").write_text("\n\n".join(["Paper e", *said, *others]))
    list(ingest([papers], near, parse_blocks))
    found = {item.document: item for item in near.items()}
    noted = AccessStore(near.stores.data_dir)._noted()[1]
    assert near.document("late update.txt").id not in noted
    title = Correction(kind="report", title=found["a/exempt.txt"].title, meeting_date=date(2031, 5, 6))
    for name in ("a/exempt.txt", "late update.txt"):
        correct(near, found[name].id, title)
    seen, noted = set(hidden(near)), AccessStore(near.stores.data_dir)._noted()[1]
    assert "late update.txt" in seen
    assert seen == {d.path for d in near.documents() if d.id in noted}


def test_a_folder_of_an_earlier_version_is_closed_to_others(library):
    data = library.stores.data_dir
    for path in (data, *data.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    Library.open(data, HashEmbedding()).close()
    assert {path.stat().st_mode & 0o077 for path in (data, *data.rglob("*"))} == {0}
