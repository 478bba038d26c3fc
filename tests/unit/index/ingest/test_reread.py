"""An index of an earlier version is read again from the files it keeps; what people saved in it is as it was."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.checksums import teach
from index.faults import IndexMismatch, Unreadable
from index.ingest.ingest import IngestLine
from index.ingest.reread import is_outdated, reread
from index.store.aside import bring_back, set_aside
from index.store.catalogue.rereading import Rereading
from index.store.corrections import Correction, correct
from index.store.library import Library
from index.store.verify import verify
from index.values import ParsedDocument
from tests.fakes import HashEmbedding, parse_blocks
from tests.ingesting import counted, finish, killed_at, processes, run_reread
from tests.unit.index.conftest import visible

DUE = datetime(2031, 5, 1, tzinfo=UTC)
CORRECTED, ASIDE, WITHDRAWN = "0 fostering.txt", "1 transport.txt", "2 early help.txt"


def make_earlier(data: Path) -> None:
    """What version 4 of the catalogue had, and no more."""
    with sqlite3.connect(data / "catalogue.sqlite3") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DROP TABLE sums")
        connection.execute("DROP TABLE statements")
        connection.execute("DROP TABLE stale")
        connection.execute("UPDATE meta SET value = '4' WHERE key = 'schema'")
    connection.close()


@pytest.fixture
def data(tmp_path: Path, packs: Path, index: Callable[..., list[IngestLine]], library: Library) -> Path:
    """The data folder of version 4, with a paper set right, one set aside, and one withdrawn for good."""
    index(packs)
    item = next(i for i in library.items() if i.document == CORRECTED)
    correct(library, item.id, Correction(title="Foster homes", kind="report"))
    set_aside(library, ASIDE, DUE)
    library.withdraw(WITHDRAWN)
    library.close()
    make_earlier(tmp_path / "data")
    return tmp_path / "data"


def saved(library: Library) -> tuple[object, ...]:
    """What people can see and have saved."""
    catalogue = library.stores.catalogue
    return library.items(), catalogue.passages(), library.documents(), catalogue.aside(), catalogue.withdrawn()


def earlier(data: Path) -> tuple[object, ...]:
    with Library.open(data, HashEmbedding(), read_only=True, may_be_outdated=True) as library:
        return saved(library)


def statements(library: Library) -> int:
    return sum(len(library.statements(item.id)) for item in library.items())


def test_an_outdated_index_says_what_to_run(data: Path) -> None:
    assert is_outdated(data)
    with pytest.raises(IndexMismatch, match=r"\(schema 4, not \d+\b.*scrutiny index"):
        Library.open(data, HashEmbedding())


def test_an_index_of_an_earlier_parser_says_that_it_is_the_parser(data: Path) -> None:
    list(reread(data, HashEmbedding(), parse_blocks))
    with closing(sqlite3.connect(data / "catalogue.sqlite3")) as connection, connection:
        teach(connection)
        connection.execute("UPDATE meta SET value = 'max_pieces=256 parser=0' WHERE key = 'chunks'")
    with pytest.raises(IndexMismatch, match=r"\(chunks max_pieces=256 parser=0, not max_pieces=256 parser=\d+\)"):
        Library.open(data, HashEmbedding())


def test_all_is_as_it_was_and_has_statements(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = earlier(data)
    told: list[tuple[str, int, int]] = []
    monkeypatch.setattr(HashEmbedding, "encode_passages", lambda *_: pytest.fail("embedded again"))
    lines = list(reread(data, HashEmbedding(), parse_blocks, progress=lambda d, _, n, of: told.append((d, n, of))))
    assert [line.status for line in lines] == ["unchanged"] * 3
    assert told == [(line.document, n, 3) for n, line in enumerate(lines)]
    assert not is_outdated(data)
    with Library.open(data, HashEmbedding()) as library:
        assert saved(library) == before
        assert library.items()[0].title == "Foster homes"
        assert statements(library) >= len(library.stores.catalogue.passages())
        assert verify(library).sound
        bring_back(library, ASIDE)
        assert verify(library).sound
        assert ASIDE in visible(library)
        assert library.document_frequency(["transport"])["transport"] > 0


def test_other_passages_are_embedded_and_found_and_corrections_follow_their_paper(data: Path) -> None:
    def now(*given: object, **more: object) -> ParsedDocument:
        parsed = parse_blocks(*given, **more)  # type: ignore[arg-type]
        passages = [replace(p, text=p.text.replace("Paragraph", "Clause")) for p in parsed.passages]
        cover = replace(parsed.items[0], ordinal=0, title="Cover")
        papers = [replace(item, ordinal=item.ordinal + 1) for item in parsed.items]
        moved = tuple(replace(p, item=p.item + 1) for p in passages)
        return replace(parsed, items=(cover, *papers), passages=moved)

    lines = list(reread(data, HashEmbedding(), now))
    assert [line.status for line in lines] == ["replaced"] * 3
    with Library.open(data, HashEmbedding()) as library:
        assert [i.title for i in library.items() if i.document == CORRECTED] == ["Cover", "Foster homes"]
        assert all(p.text.startswith("Clause") for p in library.stores.catalogue.passages() if "aragraph" not in p.text)
        assert verify(library).sound
        assert len(library.stores.catalogue.aside()) == 1


@pytest.mark.parametrize("words", ["Paragraph", "Clause"])
def test_a_correction_follows_a_paper_that_is_called_otherwise_and_stands_at_another_place(
    data: Path, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    def now(*given: object, **more: object) -> ParsedDocument:
        parsed = parse_blocks(*given, **more)  # type: ignore[arg-type]
        (paper,) = parsed.items
        middle = paper.start + (1 if words == "Paragraph" else 0)
        cover = replace(paper, title="Cover", kind="agenda", end=paper.start + 1)
        own = replace(paper, ordinal=1, title="Read otherwise", start=middle)
        said = [replace(p, item=1, text=p.text.replace("Paragraph", words)) for p in parsed.passages]
        return replace(parsed, items=(cover, own), passages=tuple(said))

    def gone(*given: object, **more: object) -> ParsedDocument:
        parsed = parse_blocks(*given, **more)  # type: ignore[arg-type]
        items = tuple(replace(item, title="Another", start=item.start + 2) for item in parsed.items)
        return replace(parsed, items=items, passages=tuple(replace(p, text=f"{p.text} So.") for p in parsed.passages))

    list(reread(data, HashEmbedding(), now))
    with Library.open(data, HashEmbedding()) as library:
        found = [(i.title, i.kind, i.corrected) for i in library.items() if i.document == CORRECTED]
    assert found == [("Cover", "agenda", ()), ("Foster homes", "report", ("title", "kind"))]
    with closing(sqlite3.connect(data / "catalogue.sqlite3")) as connection, connection:
        teach(connection)
        connection.execute("UPDATE meta SET value = 'max_pieces=256 parser=8' WHERE key = 'chunks'")
    list(reread(data, HashEmbedding(), gone))
    assert "set right of 'Foster homes' is dropped" in caplog.text
    with Library.open(data, HashEmbedding()) as library:
        assert [(i.title, i.corrected) for i in library.items() if i.document == CORRECTED] == [("Another", ())]
        assert verify(library).sound


def test_papers_that_cannot_be_read_any_more_stay_as_they_were(data: Path) -> None:
    before = earlier(data)
    library = Library.open(data, HashEmbedding(), read_only=True, may_be_outdated=True)
    library.file_path(library.documents()[0].id).unlink()
    Path(library.documents()[0].source).unlink()
    library.close()

    def fails(*_: object, **__: object) -> ParsedDocument:
        raise Unreadable("It is damaged.", "Ask for it again.")

    lines = list(reread(data, HashEmbedding(), fails))
    assert {line.status for line in lines} == {"failed"}
    assert "missing or changed" in (lines[0].error or "")
    assert "It is damaged" in (lines[1].error or "")
    with Library.open(data, HashEmbedding()) as library:
        assert saved(library) == before


def test_killed_at_any_moment_it_goes_on(data: Path, tmp_path: Path) -> None:
    before = earlier(data)
    shutil.copytree(data, tmp_path / "counted")
    count = processes().Process(target=counted, args=(tmp_path / "steps", run_reread, tmp_path / "counted"))
    assert finish(count) == 0
    steps = int((tmp_path / "steps").read_text())
    for share in (0.1, 0.6, 0.99):
        copy = shutil.copytree(data, tmp_path / str(share))
        process = processes().Process(target=killed_at, args=(int(share * steps), run_reread, copy))
        assert finish(process) == -signal.SIGKILL
        if is_outdated(copy):
            list(reread(copy, HashEmbedding(), parse_blocks))
        with Library.open(copy, HashEmbedding()) as library:
            assert saved(library) == before
            assert statements(library) >= len(library.stores.catalogue.passages())
            assert verify(library).sound


def test_cut_off_before_its_end_it_is_ended(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = earlier(data)
    with monkeypatch.context() as patched:
        patched.setattr(Rereading, "end", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            list(reread(data, HashEmbedding(), parse_blocks))
    assert is_outdated(data)
    assert list(reread(data, HashEmbedding(), parse_blocks)) == []
    with Library.open(data, HashEmbedding()) as library:
        assert saved(library) == before
