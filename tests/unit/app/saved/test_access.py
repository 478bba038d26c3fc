"""Who may see what: claims, restrictions, and what is kept of who did what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.saved.journals import AuditLog
from app.saved.kin import kin_of
from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction, Viewer
from index.store.catalogue.records import StoredDocument
from index.values import StoredItem

OFFICER = Viewer("o@x", "O", "officer", frozenset({"ferries"}))
MEMBER = Viewer("m@x", "M", "member", frozenset({"ferries"}))

ITEM = StoredItem("i", "d", "p.pdf", 0, "Ferries", "", None, "report", None, None, None, None, None, None, None, 1)


def holding(store, documents, kin={}):  # noqa: B006
    """The store over an index of these documents."""
    store._there, store._kin = lambda: documents, lambda _: kin
    return store


def document(id="a" * 64, path="pack.pdf"):
    return StoredDocument(id, path, "", "", 1, datetime(2024, 1, 1, tzinfo=UTC), 1, 1, 1, ())


@pytest.mark.parametrize(
    ("claims", "viewer"),
    [
        ({}, Viewer()),
        (
            {"sub": "17", "email": "A@x", "email_verified": True, "name": "Ann", "role": "Officer"},
            Viewer("a@x", "Ann", "officer"),
        ),
        ({"sub": "17", "role": ["member", "admin", "cook"]}, Viewer("17", "17", "admin")),
        ({"sub": "Boss@x"}, Viewer("subject boss@x", "Boss@x", None)),
        ({"sub": "17", "email": "boss@x"}, Viewer("17", "17", None)),
        ({"sub": "17", "email": "boss@x", "email_verified": "true"}, Viewer("17", "17", None)),
        ({"sub": "17", "role": "administrator"}, Viewer("17", "17", None)),
        ({"sub": "17", "email": "boss@x", "email_verified": False}, Viewer("17", "17", None)),
        (
            {"sub": "17", "committee": "Ferries, Harbours", "role": {"admin": True}},
            Viewer("17", "17", None, frozenset({"ferries", "harbours"})),
        ),
    ],
)
def test_a_viewer_is_what_the_provider_vouches_for(claims, viewer):
    assert Viewer.of_claims(claims, "role", "committee") == viewer


@pytest.mark.parametrize(("said", "id"), [({}, "boss@x"), ({"email_verified": False}, "17")])
def test_an_address_nothing_is_said_of_counts_where_the_provider_is_trusted_with_it(said, id):
    assert Viewer.of_claims({"sub": "17", "email": "Boss@x"} | said, "role", "committee", True).id == id


@pytest.mark.parametrize(
    ("restriction", "viewer", "sees"),
    [
        (Restriction("d", "p"), OFFICER, False),
        (Restriction("d", "p"), Viewer("boss", "B", "admin"), True),
        (Restriction("d", "p", ("officer",)), OFFICER, True),
        (Restriction("d", "p", ("officer",)), MEMBER, False),
        (Restriction("d", "p", ("officer", "member"), ("Ferries",)), MEMBER, True),
        (Restriction("d", "p", ("member",), ("Harbours",)), MEMBER, False),
        (Restriction("d", "p", (), (), ("M@X",)), MEMBER, True),
        (Restriction("d", "p", ("member", "officer"), (), ("",)), Viewer(), False),
        (Restriction("d", "p", ("member",)), replace(MEMBER, role=None), False),
    ],
)
def test_whom_a_restriction_admits(restriction, viewer, sees):
    assert restriction.admits(viewer) is sees


def test_restrictions_are_kept_and_follow_the_path(tmp_path):
    store = AccessStore(tmp_path)
    restriction = Restriction("a" * 64, "pack.pdf", ("member", "officer"), ("F, or G",), ("a@x", "b@x"), "3", "boss")
    store.restrict(restriction)
    assert AccessStore(tmp_path).all() == [restriction]
    later = document("b" * 64)
    other = document("c" * 64, "other.pdf")
    assert holding(store, [later]).restricted().get(later.id) == restriction
    assert holding(store, [other]).restricted().get(other.id) is None
    assert holding(store, [later, other]).hidden_from(Viewer()) == {"a" * 64, "b" * 64}
    assert holding(store, [later, other]).hidden_from(Viewer("boss", "B", "admin")) == frozenset()
    store.lift(later)
    assert store.all() == []


def test_nothing_is_asked_of_the_index_where_nothing_is_restricted(tmp_path):
    store = AccessStore(tmp_path)
    store._there = store._kin = lambda *_: pytest.fail("asked")
    assert store.hidden_from(Viewer()) == frozenset()


def test_versions_and_copies_are_restricted_until_a_person_decides(tmp_path):
    store, kin = AccessStore(tmp_path), {"b" * 64: {"a" * 64}, "c" * 64: {"d" * 64}}
    restriction = Restriction("a" * 64, "exempt.pdf", ("officer",))
    version, unrelated = document("b" * 64, "exempt v2.pdf"), document("c" * 64, "public.pdf")
    store.restrict(restriction)
    assert holding(store, [version], kin).restricted().get(version.id) == restriction
    assert holding(store, [unrelated], kin).restricted().get(unrelated.id) is None
    assert holding(store, [version, unrelated], kin).hidden_from(MEMBER) == {"a" * 64, "b" * 64}
    assert holding(store, [version, unrelated], kin).hidden_from(OFFICER) == frozenset()
    store.lift(version)
    assert holding(store, [version], kin).restricted().get(version.id) is None
    assert store.all() == [restriction]
    own = Restriction("b" * 64, "exempt v2.pdf", people=("m@x",))
    store.restrict(own)
    assert holding(store, [version], kin).restricted().get(version.id) == own
    store.lift(version)
    store.restrict(own)
    assert holding(store, [version], kin).hidden_from(OFFICER) == {"b" * 64}


def test_a_moved_paper_takes_its_restriction_with_it_and_leaves_it_where_it_lay(tmp_path):
    store = AccessStore(tmp_path)
    restriction = Restriction("a" * 64, "inbox/exempt.pdf", ("officer",))
    store.restrict(restriction)
    holding(store, [document("a" * 64, "exempt/exempt.pdf"), document("b" * 64, "public.pdf")]).follow()
    for path in ("inbox/exempt.pdf", "exempt/exempt.pdf"):
        assert holding(store, [document("c" * 64, path)]).restricted().get("c" * 64) == restriction
    assert holding(store, [document("b" * 64, "public.pdf")]).restricted().get("b" * 64) is None
    assert holding(store, [document("c" * 64, "exempt/exempt.pdf")]).hidden_from(MEMBER) == {"a" * 64, "c" * 64}
    store.lift(document("c" * 64, "exempt/exempt.pdf"))
    assert store.all() == []
    assert holding(store, [document("d" * 64, "inbox/exempt.pdf")]).restricted().get("d" * 64) is None


def test_kin_are_versions_and_copies():
    items = {"i1": "d1", "i2": "d2", "i3": "d3", "i4": "d4", "i5": "d4", "i6": "d5"}
    pairs = [("i2", "i1"), ("i3", "i1"), ("i5", "i4"), ("i6", "gone")]
    versions = {"d1": {"d2", "d3"}, "d2": {"d1", "d3"}, "d3": {"d1", "d2"}}
    assert kin_of(items, pairs) == versions
    found = kin_of(items, pairs, [("d5", "d2"), ("d5", "d4"), ("staged", "d5")])  # near to all versions of it
    assert found["d5"] == {"d1", "d2", "d3", "d4", "staged"}
    assert found["d2"] == {"d1", "d3", "d5"}
    assert found["d3"] == {"d1", "d2", "d5"}  # a version of what it is near to
    assert found["staged"] == {"d5"}
    assert found["d4"] == {"d5"}


def test_the_log_keeps_days_and_no_more(tmp_path):
    now = [datetime(2024, 1, 1, tzinfo=UTC)]
    log = AuditLog(tmp_path, 30, lambda: now[0])
    log.note("a@x", "asked", "=HYPERLINK(1)")
    now[0] += timedelta(days=29)
    log.note("b@x", "took the file", "pack.pdf")
    assert [(e.who, e.did) for e in log.entries()] == [("b@x", "took the file"), ("a@x", "asked")]
    now[0] += timedelta(days=2)
    log.forget_old()
    assert [e.who for e in log.entries()] == ["b@x"]


def test_no_log_unless_it_is_set_and_an_old_one_goes(tmp_path):
    log = AuditLog(tmp_path, 0)
    log.note("a@x", "asked", "why?")
    assert log.entries() == []
    assert list(tmp_path.iterdir()) == []
    AuditLog(tmp_path, 30).note("a@x", "asked", "why?")
    assert AuditLog(tmp_path, 0).entries() == []
