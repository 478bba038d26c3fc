"""The watched folder on the page of papers: what is said of it, to whom, and that nothing restricted is named."""

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction, Viewer
from app.server.watch import Index, Watch
from index.store.library import Library
from tests.unit.app.pages.conftest import PDF_NAME, TEXT_NAME
from tests.unit.app.pages.fakes import ADMIN, MEMBER, OFFICER

NOW = datetime.now(UTC)


def line(path: str, status: str = "added", error: str | None = None) -> dict:
    return {"document": path, "status": status, "items": 1, "passages": 3, "pages": 2, "error": error}


@pytest.fixture
def watched(make_page, monkeypatch, tmp_path):
    """Makes the page of papers over a watched folder in which both papers lie; `view` is what there is to tell."""
    folder = tmp_path / "Democratic Services" / "packs"
    folder.mkdir(parents=True)
    watches, indexed = [], Library.documents

    def make(viewer: Viewer | None = None, missing: str = "", **view):
        monkeypatch.setattr("app.parts.papers.watched.watching", lambda _: watches[-1])
        watches.append(None)
        page = make_page(viewer=viewer, page="papers")
        documents = moved(indexed(page.library), folder)
        for document in documents:
            (folder / document.path).write_bytes(b"-" * document.size)
            os.utime(folder / document.path, (1, 1))
        if missing:
            (folder / missing).unlink()
        watch = Watch(folder, Index(page.data, lambda: "1", lambda: documents, lambda _: iter(())), 15, lambda: NOW)
        watch.look()
        watch._view = replace(watch.view, **view)
        watches.append(watch)
        monkeypatch.setattr(Library, "documents", lambda library: moved(indexed(library), folder))
        page.app.run()
        assert not page.app.exception
        return page, watch

    return make


def moved(documents, folder: Path):
    return [replace(d, folder=str(folder), source=f"{folder}/{d.path}") for d in documents]


def words(page) -> str:
    found = [page.html()]
    for kind in ("markdown", "caption", "info", "warning", "error", "success"):
        found += [element.value for element in getattr(page.app, kind)]
    found += [element.label for element in page.app.expander]
    found += [element.proto.text for element in page.app.get("progress")]
    return "\n".join(found).replace("\\", "")


def test_there_is_nothing_of_it_where_no_folder_is_watched(make_page):
    assert "read by themselves" not in words(make_page(page="papers"))


def test_a_quiet_folder(watched):
    page, watch = watched()
    said = words(page)
    assert f"New and changed papers in {watch.view.folder} are read by themselves." in said
    assert f"Last look: {NOW.astimezone():%H:%M}." in said
    assert "no longer in the folder" not in said
    assert not page.app.warning
    assert not page.app.error


def test_what_was_read_and_what_could_not_be(watched):
    lines = (line(TEXT_NAME), line(PDF_NAME, "replaced"), line("bad.pdf", "failed", "bad.pdf is locked."))
    failed = (("bad.pdf", "bad.pdf is locked."), ("![x](y).pdf", "It is damaged."))
    page, _ = watched(lines=lines, read_at=NOW, failed=failed)
    said = words(page)
    assert f"Read last ({NOW.astimezone():%H:%M}):" in said
    assert f"{TEXT_NAME}: added (1 paper)" in said
    assert f"{PDF_NAME}: replaced the earlier version" in said
    assert said.count("bad.pdf is locked.") == 1
    assert "![x](y).pdf: could not be read. It is damaged." in said
    assert "![x](y)" not in page.app.error[0].value


def test_long_lists_are_folded_away(watched):
    lines = tuple(line(PDF_NAME) for _ in range(500))
    page, _ = watched(lines=lines, read_at=NOW, failed=tuple((f"f{n}.pdf", "It is empty.") for n in range(9)))
    labels = [expander.label.replace("\\", "") for expander in page.app.expander]
    assert f"Read last ({NOW.astimezone():%H:%M}): 500 files" in labels
    assert "9 files in the folder could not be read." in [error.value for error in page.app.error]
    assert "Which, and why" in labels
    assert "f8.pdf: could not be read. It is empty." in words(page)
    assert "and 300 more" in [caption.value for caption in page.app.caption]


def test_how_far_a_reading_is(watched):
    page, _ = watched(reading=("a_b.pdf", "c.pdf", "d.pdf"), done=("a_b.pdf",), lines=(line("a_b.pdf"),))
    said = words(page)
    assert "Reading c.pdf. 1 of 3 files done." in said
    assert "Read so far:" in said
    assert "a_b.pdf: added" in said
    assert page.button("watched-look").disabled


def test_what_has_yet_to_settle_and_what_went_wrong(watched):
    page, _ = watched(
        waiting=("new.pdf",),
        closed=("secret folder",),
        fault="The papers could not be read.",
        stopped_at="poison.pdf",
        trouble="The folder cannot be looked at (Host is down).",
    )
    said = words(page)
    assert "Read as soon as they have stopped changing:" in said
    assert "new.pdf" in said
    assert "The papers could not be read. It stopped at poison.pdf. It is tried again by itself." in said
    assert "(Host is down). Last look:" in said
    assert "1 place in the folder cannot be looked at just now." in said


def test_a_paper_that_is_no_longer_there(watched):
    page, _ = watched(missing=TEXT_NAME)
    assert f"{TEXT_NAME}: no longer in the folder" in words(page)
    assert f"{PDF_NAME}: no longer in the folder" not in words(page)


def test_looking_now(watched):
    page, watch = watched()
    assert not watch._call.is_set()
    page.button("watched-look").click().run()
    assert watch._call.is_set()
    assert not page.app.exception


def test_the_page_is_drawn_anew_when_something_was_read(watched):
    page, watch = watched()
    watch._view = replace(watch.view, read_at=NOW, lines=(line(TEXT_NAME),))
    page.app.run()
    assert not page.app.exception
    assert page.app.session_state["watched-read-at"] == NOW
    assert f"{TEXT_NAME}: added" in words(page)


def test_others_learn_that_a_folder_is_watched_and_no_more(watched):
    page, _ = watched(
        MEMBER,
        missing=TEXT_NAME,
        lines=(line(PDF_NAME),),
        failed=(("bad.pdf", "It is locked."),),
        reading=("c.pdf",),
        waiting=("new.pdf",),
        trouble="The folder cannot be looked at (Host is down).",
    )
    said = words(page)
    assert "Papers put into the folder “packs” are read by themselves." in said
    assert "It cannot be looked at just now. Last look:" in said
    for hidden in ("Democratic Services", "bad.pdf", "c.pdf", "new.pdf", "added", "no longer", "Host is down"):
        assert hidden not in said
    assert not any((b.key or "").startswith("watched") for b in page.app.button)


@pytest.mark.parametrize(("viewer", "sees"), [(None, False), (OFFICER, False), (ADMIN, True)])
def test_a_restricted_paper_is_named_to_those_who_may_see_it_only(watched, viewer, sees):
    page, _ = watched(viewer)
    document = next(d for d in page.library.documents() if d.path == TEXT_NAME)
    access = AccessStore(page.data)
    access.restrict(Restriction(document.id, document.path, people=("p@x",)))
    access.restrict(Restriction("f" * 64, "not yet read.pdf", people=("p@x",)))
    access.restrict(Restriction("e" * 64, "June.zip/exempt.pdf", people=("p@x",)))
    secrets = (TEXT_NAME, "2024/not yet read.pdf", "June.zip/exempt.pdf", "June.zip")
    named = (PDF_NAME, "June.zip/public.pdf", "2024/public.pdf")
    for view in (
        {"lines": tuple(line(path, error="withdrawn on a day") for path in secrets + named)},
        {"failed": tuple((path, f"{path} is locked.") for path in secrets + named)},
        {"reading": secrets + named},
        {"waiting": secrets + named},
        {"fault": "It could not be read.", "stopped_at": secrets[1]},
        {"missing": TEXT_NAME},
    ):
        page, _ = watched(viewer, **view)
        said = words(page)
        for secret in secrets[:3]:
            assert sees or secret not in said, (view, secret)
        assert sees or not re.search(r"June\.zip(?!/public)", said)
        if "lines" in view or "failed" in view:
            assert all(path in said for path in named)
            assert not sees or all(path in said for path in secrets)
