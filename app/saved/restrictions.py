"""The documents that not everybody may see.

Off until sign-in is set up: then nobody is signed in, and a restricted document is visible to nobody on the page. A
restriction is always a person's decision about one document, never guessed from what the document says. It holds for
other versions and copies of it too, near ones as well, until a person decides otherwise about those: that they follow
it is kept, whatever becomes of the document itself.

The catalogue notes which documents are restricted, and at which state of this store. When the store is missing, damaged
or not of that state, it is made again from the note: what was restricted stays so, for administrators alone.
"""

import hashlib
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.saved.kin import Kin, kin_near
from app.saved.store import Store, utc_now
from app.saved.viewer import ROLES, Restriction, Viewer
from index.faults import Fault, IndexDamaged
from index.store.catalogue import Catalogue
from index.store.catalogue.records import StoredDocument
from index.store.catalogue.writer import Writer, note
from index.store.kept import Recent

_Found = dict[str, Restriction]  # by the sha256 of a document
LOST = "the program, since the record of who may see it was lost"
_NOTE = "restricted"  # the catalogue's fact: the digest of what is kept here (two, while it is being changed), then the
# sha256 of what is restricted

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Kept:
    """All that is kept at one moment, by document and path, and what was opened or follows; `state` its digest."""

    state: str
    by_id: dict[str, Restriction]
    by_path: dict[str, Restriction]
    opened: frozenset[str]
    followers: Mapping[str, Collection[str]]

    def restricted(self, documents: Collection[StoredDocument], kin: Callable[[Set[str]], Kin]) -> _Found:
        """The restriction of each document that has one: its own, of what lay at its path, or of what it follows."""
        ids, own = {d.id for d in documents}, dict(self.by_id)
        own |= {d.id: self.by_path[d.path] for d in documents if d.id not in own and d.path in self.by_path}
        for id in self.followers.keys() - own.keys() - self.opened:
            if gone := [one for one in self.followers[id] if one in self.by_id and one not in ids]:
                own[id] = self.by_id[gone[0]]  # it stands in the place of what is gone
        linked = kin(own.keys())
        near = {
            id: sorted(own.keys() & {*linked.get(id, ()), *self.followers.get(id, ())})
            for id in ids - own.keys() - self.opened
        }
        return {id: own[id] for id in ids & own.keys()} | {id: own[found[0]] for id, found in near.items() if found}


class AccessStore(Store):
    """The restrictions of one data folder."""

    FILE = "access.sqlite"
    SCHEMA = """
    CREATE TABLE IF NOT EXISTS restrictions (
        document_id TEXT PRIMARY KEY, path TEXT NOT NULL, roles TEXT NOT NULL, committees TEXT NOT NULL,
        people TEXT NOT NULL, paragraph TEXT NOT NULL, set_by TEXT NOT NULL, set_at TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS opened (document_id TEXT PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS paths (document_id TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (document_id, path));
    CREATE TABLE IF NOT EXISTS followers (
        document_id TEXT NOT NULL, restricted TEXT NOT NULL, PRIMARY KEY (document_id, restricted)
    );
    CREATE TABLE IF NOT EXISTS followed (path TEXT NOT NULL, restricted TEXT NOT NULL, PRIMARY KEY (path, restricted));
    """

    def __init__(self, data_dir: Path, now: Callable[[], datetime] = utc_now) -> None:
        self._catalogue, self._known = Catalogue(data_dir / "catalogue.sqlite3"), Recent[Kin](4)
        self.path = data_dir / self.FILE
        try:
            super().__init__(data_dir, now)
        except IndexDamaged as error:
            self._now = now
            self._make_again(error)
        self._kept()

    def restrict(self, restriction: Restriction) -> None:
        """Let only those see the document whom the restriction admits; it takes the place of an earlier one."""
        with self._changing() as connection:
            self._put(connection, restriction)
        with suppress(Fault):  # of an index of an earlier version: noted once its papers have been read again
            self.follow()

    def lift(self, document: StoredDocument) -> None:
        """Let everybody see a document again, and what comes to lie at its path, whatever it is a version of."""
        with self._changing() as connection:
            connection.execute("INSERT OR IGNORE INTO opened VALUES (?)", (document.id,))
            connection.execute(
                "DELETE FROM restrictions WHERE document_id = ?1 OR path = ?2 OR document_id IN "
                "(SELECT document_id FROM paths WHERE path = ?2)",
                (document.id, document.path),
            )
            gone = "NOT IN (SELECT document_id FROM restrictions)"
            connection.execute(f"DELETE FROM paths WHERE document_id {gone}")
            connection.execute(f"DELETE FROM followers WHERE document_id = ? OR restricted {gone}", (document.id,))
            connection.execute(f"DELETE FROM followed WHERE path = ? OR restricted {gone}", (document.path,))

    def all(self) -> list[Restriction]:
        """Every restriction, by path."""
        return sorted(self._kept().by_id.values(), key=lambda restriction: restriction.path)

    def lost(self) -> list[Restriction]:
        """Those of documents that are kept hidden since it was lost who may see them."""
        return [restriction for restriction in self.all() if restriction.set_by == LOST]

    def follow(self) -> None:
        """Note where restricted documents lie now and which others follow them: when papers come, before one goes."""
        kept = self._kept()
        if not (own := kept.by_id):
            return
        there = self._there()
        found = kept.restricted(there, self._kin)
        moved = [(d.id, d.path) for d in there if d.id in own and kept.by_path.get(d.path) != own[d.id]]
        follow = [(d, found[d.id].document_id) for d in there if d.id in found and d.id not in own]
        known = kept.followers.get
        follow = [(d, one) for d, one in follow if one not in known(d.id, ()) or d.path not in kept.by_path]
        if moved or follow:
            with self._changing() as connection:
                connection.executemany("INSERT OR IGNORE INTO paths VALUES (?, ?)", moved)
                for d, one in follow:
                    connection.execute("INSERT OR IGNORE INTO followers VALUES (?, ?)", (d.id, one))
                    connection.execute("INSERT OR IGNORE INTO followed VALUES (?, ?)", (d.path, one))

    def restricted(self) -> _Found:
        """The restriction of each document that has one, its own or another's, as it is kept now."""
        return self._found(self._kept())

    def hidden_from(self, viewer: Viewer) -> frozenset[str]:
        """The sha256 of what a person may not see, earlier versions too; the index is asked only where need be."""
        kept = self._kept()
        if all(restriction.admits(viewer) for restriction in kept.by_id.values()):
            return frozenset()
        found = kept.by_id | self._found(kept)
        return frozenset(id for id, restriction in found.items() if not restriction.admits(viewer))

    def _found(self, kept: _Kept) -> _Found:
        return kept.restricted(self._there(), self._kin) if kept.by_id else {}

    def _there(self) -> list[StoredDocument]:
        """The documents that somebody could see, those being read in and those that can be brought back included."""
        if not self._holds_papers():
            return []
        aside = [one.document for one in self._catalogue.aside()]
        return [*self._catalogue.documents(), *self._catalogue.documents("staged"), *aside]

    def _kept(self) -> _Kept:
        """What is kept, made again first where it is not what the catalogue noted."""
        try:
            kept = self._read()
        except IndexDamaged as error:
            self._make_again(error)
            kept = self._read()
        noted = self._noted()
        if noted is None and kept.by_id and self._holds_papers():  # an index of an earlier version, or a new one
            with self._changing():
                pass
        elif noted is not None and kept.state not in noted[0]:
            self._hide(noted[1])
            kept = self._read()
        elif noted is not None and len(noted[0]) > 1:  # it is being changed, or that was cut off
            self._settle()
        return kept

    def _read(self) -> _Kept:
        with self._open() as connection:
            return _read(connection)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """A connection to change what is kept. The catalogue notes what it is to be first, beside what it is: cut off
        in between, that holds which is kept.
        """
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            before = _read(connection)
            yield connection
            self._note(connection, before)
        self._settle()

    def _settle(self) -> None:
        """Have the catalogue note what is kept, and nothing else; where it cannot now, the next look does it."""
        with suppress(Fault), self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._note(connection)

    def _put(self, connection: sqlite3.Connection, one: Restriction) -> None:
        row = (one.document_id, one.path, *("\n".join(v) for v in (one.roles, one.committees, one.people)))
        connection.execute("DELETE FROM opened WHERE document_id = ?", (one.document_id,))
        connection.execute(
            "INSERT OR REPLACE INTO restrictions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, one.paragraph, one.set_by, self._stamp()),
        )

    def _hide(self, ids: Collection[str]) -> None:
        """Hide those documents, and all that this store restricts, from everybody but administrators."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            kept, noted = _read(connection), self._noted()
            if noted is None or kept.state in noted[0]:
                return  # it was being changed, or another process has done it meanwhile
            log.warning("it is not known who may see %d restricted papers: only administrators do now", len(ids))
            paths = {d.id: d.path for status in ("ready", "withdrawn") for d in self._catalogue.documents(status)}
            for id in {*ids, *kept.by_id}:
                before = kept.by_id.get(id, Restriction(id, ""))
                path = before.path or paths.get(id, "")
                self._put(connection, Restriction(id, path, paragraph=before.paragraph, set_by=LOST))
            self._note(connection)

    def _make_again(self, fault: IndexDamaged) -> None:
        """An empty store in place of one that is damaged, which is kept beside it."""
        log.warning("%s It is kept as %s.damaged.", fault.message, self.path.name)
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        if self.path.exists():
            self.path.replace(self.path.with_name(f"{self.path.name}.damaged"))
        super().__init__(self.path.parent, self._now)

    def _holds_papers(self) -> bool:
        try:
            return self._catalogue.made()
        except Fault:  # a catalogue that cannot be used shows no papers either
            return False

    def _noted(self) -> tuple[list[str], frozenset[str]] | None:
        """The states of this store that the catalogue noted, and what was restricted; None where nothing was."""
        text = self._catalogue.meta(_NOTE) if self._holds_papers() else None
        if text is None:
            return None
        states, *ids = text.split("\n")
        return states.split(), frozenset(ids)

    def _note(self, connection: sqlite3.Connection, before: _Kept | None = None) -> None:
        """Have the catalogue note what is kept now, or what was `before`."""
        if not self._holds_papers():
            return
        kept = _read(connection)
        states = f"{kept.state} {before.state}" if before else kept.state
        ids = {id for one in (kept, before or kept) for id in (*one.by_id, *one.followers)}
        text = "\n".join([states, *sorted(ids)])
        with closing(Writer(self._catalogue.path)) as writer, writer.transaction() as index:
            note(index, {_NOTE: text})

    def _kin(self, documents: Set[str]) -> Kin:
        """The kin of some documents, worked out once for what the index holds."""
        if not self._holds_papers():
            return {}
        staged = (one.id for one in self._catalogue.documents("staged"))  # they come without a new generation
        key = " ".join([self._catalogue.meta("generation") or "", *sorted(documents), "", *staged])
        return self._known.get(key, lambda: kin_near(self._catalogue, documents))


def _read(connection: sqlite3.Connection) -> _Kept:
    rows = connection.execute(
        "SELECT document_id, path, roles, committees, people, paragraph, set_by FROM restrictions"
    ).fetchall()
    by_id = {}
    for id, path, roles, committees, people, paragraph, set_by in rows:
        allowed = tuple(role for role in ROLES if role in roles.split("\n"))
        of, named = (tuple(filter(None, names.split("\n"))) for names in (committees, people))
        by_id[id] = Restriction(id, path, allowed, of, named, paragraph, set_by)
    moved = connection.execute("SELECT document_id, path FROM paths").fetchall()
    followed = connection.execute("SELECT path, restricted FROM followed ORDER BY 1, 2").fetchall()
    by_path = {path: by_id[id] for path, id in (*followed, *((path, id) for id, path in moved)) if id in by_id}
    by_path |= {r.path: r for r in by_id.values() if r.path}
    opened = frozenset(id for (id,) in connection.execute("SELECT document_id FROM opened"))
    pairs = connection.execute("SELECT document_id, restricted FROM followers ORDER BY 1, 2").fetchall()
    followers: dict[str, list[str]] = defaultdict(list)
    for id, restricted in pairs:
        followers[id].append(restricted)
    whole = sorted(rows), sorted(moved), sorted(opened), *pairs, *followed  # without these as an earlier version had it
    return _Kept(hashlib.sha256(repr(whole).encode()).hexdigest(), by_id, by_path, opened, followers)
