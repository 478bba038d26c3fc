"""Pages as different people see them: a restricted paper, chats of one's own, and what only some may do."""

from datetime import UTC, datetime, timedelta

import pytest

from app.parts.frame.navigation import PLACES
from app.saved.chats import ChatStore
from app.saved.journals import AuditLog, note_run
from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction, Viewer
from index.store.aside import set_aside
from tests.unit.app.pages.conftest import PDF_NAME, TEXT_NAME
from tests.unit.app.pages.fakes import ADMIN, MEMBER, OFFICER

STRANGER = Viewer()
SECRETS = ("4.2 metres", "Harbour Strategy", TEXT_NAME, "harbour.txt", "dredg", "Depths")


@pytest.fixture
def restricted(make_page):
    """Makes pages over an index whose text paper only officers may see."""
    page = make_page()
    document = next(d for d in page.library.documents() if d.path == TEXT_NAME)
    AccessStore(page.data).restrict(Restriction(document.id, document.path, ("officer",)))
    return lambda viewer, **options: make_page(viewer=viewer, **options)


def everything(page) -> str:
    """Every word that the page under test was given to show."""
    words = [page.html()]
    for kind in ("title", "header", "markdown", "caption", "info", "warning", "error", "success"):
        words += [element.value for element in getattr(page.app, kind)]
    words += [element.label for kind in ("button", "expander") for element in getattr(page.app, kind)]
    for kind in ("selectbox", "multiselect"):
        words += [option for element in getattr(page.app, kind) for option in element.options]
    words += [str(link.proto) for link in page.app.get("page_link")]
    return "\n".join(words).replace("\\", "")


@pytest.mark.parametrize("viewer", [STRANGER, MEMBER])
@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_nothing_of_it_on_any_page_for_those_who_may_not_see_it(restricted, place, viewer):
    page = restricted(viewer, page=place)
    assert not page.app.exception
    assert [secret for secret in SECRETS if secret.casefold() in everything(page).casefold()] == []


def test_an_answer_does_not_rest_on_it(restricted):
    page = restricted(MEMBER)
    page.ask("How deep was the channel in metres in July?")
    assert "4.2" not in everything(page)
    page = restricted(OFFICER)
    page.ask("How deep was the channel in metres in July?")
    assert "4.2 metres" in page.html()


def test_a_saved_answer_loses_it_when_it_is_restricted_later(make_page):
    page = make_page(viewer=MEMBER)
    page.ask("How deep was the channel in metres in July?")
    chat = page.app.query_params["chat"]
    assert "4.2 metres" in page.html()
    document = next(d for d in page.library.documents() if d.path == TEXT_NAME)
    AccessStore(page.data).restrict(Restriction(document.id, document.path, ("officer",)))
    again = make_page(viewer=MEMBER, chat=chat)
    assert not again.app.exception
    assert "4.2 metres" not in everything(again)


def test_chats_are_each_persons_own(restricted):
    page = restricted(OFFICER)
    page.ask("How many crossings were there?")
    chat = page.app.query_params["chat"]
    assert [c.id for c in ChatStore(page.data).of("o@x").all()] == [chat]
    other = restricted(MEMBER, chat=chat)
    assert "There is no such chat." in other.app.warning[0].value
    visitor = restricted(STRANGER)
    visitor.ask("How many crossings were there?")
    assert "412" in visitor.html()
    assert len(ChatStore(page.data).all()) == 2
    assert [c.id for c in ChatStore(page.data).of("o@x").all()] == [chat]  # the visitor's is not among them


def test_who_may_change_papers(restricted):
    for viewer, may in ((STRANGER, False), (MEMBER, False), (OFFICER, True), (ADMIN, True)):
        page = restricted(viewer, page="papers")
        assert bool(page.app.get("file_uploader")) is may
        assert any((b.key or "").startswith("withdraw-yes-") for b in page.app.button) is may


def test_what_is_set_aside_is_listed_for_those_who_may_see_it(restricted):
    page = restricted(ADMIN, page="papers")
    set_aside(page.library, TEXT_NAME, datetime.now(UTC) + timedelta(days=7))
    for viewer, may in ((MEMBER, False), (OFFICER, True), (ADMIN, True)):
        assert any((b.key or "").startswith("restore-") for b in restricted(viewer, page="papers").app.button) is may
    document = page.library.document(PDF_NAME)
    AccessStore(page.data).restrict(Restriction(document.id, document.path, people=("o@x",)))
    set_aside(page.library, PDF_NAME, datetime.now(UTC) + timedelta(days=7))
    other = Viewer("p@x", "P", "officer")
    assert PDF_NAME not in everything(restricted(other, page="papers"))
    assert PDF_NAME in everything(restricted(OFFICER, page="papers"))


def test_the_page_access_is_for_administrators(restricted):
    page = restricted(OFFICER, page="access")
    assert "for administrators" in page.app.warning[0].value
    page = restricted(ADMIN, page="access")
    labels = [e.label.replace("\\", "") for e in page.app.expander]
    assert labels == [f"{PDF_NAME}: public", f"{TEXT_NAME}: restricted"]
    lift = next(b for b in page.app.button if (b.key or "").startswith("lift-"))
    lift.click().run()
    assert AccessStore(page.data).all() == []
    page.app.run()
    form = next(b for b in page.app.button if b.label == "Restrict to these")
    form.click().run()
    assert [r.path for r in AccessStore(page.data).all()] == [PDF_NAME]
    assert [(e.who, e.did) for e in AuditLog(page.data, 9).entries()] == [
        ("a@x", "restricted"),
        ("a@x", "lifted a restriction"),
    ]


def test_what_was_asked_is_in_the_log(restricted):
    restricted(MEMBER).ask("How many crossings were there?")
    page = restricted(ADMIN, page="access")
    assert "How many crossings were there?" in page.html()
    assert "m@x" in page.html()


def test_nobody_signs_in_and_restricted_papers_are_shown_to_nobody(restricted, make_page):
    page = make_page()
    page.ask("How deep was the channel in metres in July?")
    assert "4.2 metres" not in everything(page)
    assert page.button("chat-")


def test_a_lost_record_of_access_opens_nothing_and_is_said_to_the_administrator(restricted):
    page = restricted(OFFICER, page="papers")
    assert TEXT_NAME in everything(page)
    (page.data / AccessStore.FILE).unlink()
    assert TEXT_NAME not in everything(restricted(OFFICER, page="papers"))
    page = restricted(ADMIN, page="access")
    assert "was lost, damaged or older" in page.app.error[0].value
    assert f"{TEXT_NAME}: restricted" in everything(page)


def test_an_administrator_sees_how_much_is_asked_and_how_it_ends_and_nobody_else_does(make_page):
    make_page(viewer=MEMBER).ask("How deep was the channel in metres in July?")
    words = everything(make_page(page="access", viewer=ADMIN))
    assert "Use in the last 30 days" in words
    assert "1 chat, 1 answer." in words
    assert "not done yet" in words
    assert "GB are free" in words
    assert "Use in the last 30 days" not in everything(make_page(page="access", viewer=MEMBER))


def test_an_administrator_has_the_index_checked_and_sees_how_it_was(make_page, monkeypatch):
    page = make_page(page="access", viewer=ADMIN)
    monkeypatch.setattr("app.server.jobs.verify", lambda settings: note_run(settings.data, "verify", "2 wrong"))
    page.button("check-index").click().run()
    assert not page.app.exception
    assert ": 2 wrong." in everything(page)
