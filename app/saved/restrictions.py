"""Who may see what: the person at the page, and the documents that not everybody may see.

Off until sign-in is set up: then nobody is signed in, and a restricted document is visible to nobody on the page. A
restriction is always a person's decision about one document, never guessed from what the document says. It holds for
later versions and copies of it too, until a person decides otherwise about those.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from app.saved.database import connected
from index.store.catalogue.rows import StoredDocument
from index.values import StoredItem

FILE = "access.sqlite"
Kin = Mapping[str, Collection[str]]  # of documents (their sha256): those that each is a version or a copy of
Role = Literal["member", "officer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS restrictions (
    document_id TEXT PRIMARY KEY, path TEXT NOT NULL, roles TEXT NOT NULL, committees TEXT NOT NULL,
    people TEXT NOT NULL, paragraph TEXT NOT NULL, set_by TEXT NOT NULL, set_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS opened (document_id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS paths (document_id TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (document_id, path));
"""


@dataclass(frozen=True)
class Viewer:
    """The person at the page. `id` is "" for one who is not signed in; `role` None for one with none of ours."""

    id: str = ""
    name: str = ""
    role: Role | None = None
    committees: frozenset[str] = frozenset()

    @classmethod
    def of_claims(cls, claims: Mapping[str, Any], role_claim: str, committee_claim: str) -> Viewer:
        """The viewer that an identity provider vouches for.

        The strongest of our roles among the claim's values counts. A person is known by the verified e-mail address,
        or else by the provider's own id.
        """
        roles = {value.casefold() for value in _values(claims.get(role_claim))}
        email = str(claims.get("email") or "") if claims.get("email_verified", True) is True else ""
        return cls(
            id=(email or str(claims.get("sub") or "")).casefold(),
            name=str(claims.get("name") or email or claims.get("sub") or ""),
            role=next((role for role in reversed(ROLES) if role in roles), None),
            committees=frozenset(value.casefold() for value in _values(claims.get(committee_claim))),
        )


def _values(claim: object) -> list[str]:
    if isinstance(claim, str):
        return [part.strip() for part in claim.split(",") if part.strip()]
    return [str(value).strip() for value in claim] if isinstance(claim, list | tuple) else []


@dataclass(frozen=True)
class Restriction:
    """Who may see a document: named people, and those of a role who, where committees are named, sit on one.

    `document_id` is its sha256, `path` its path within the folder indexed: whatever comes to lie there is restricted
    too. `paragraph` is the paragraph of Schedule 12A, as a person gave it.
    """

    document_id: str
    path: str
    roles: tuple[Role, ...] = ()
    committees: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    paragraph: str = ""
    set_by: str = ""

    def admits(self, viewer: Viewer) -> bool:
        """Whether that person may see the document. Administrators may: they set restrictions."""
        if not viewer.id:
            return False
        if viewer.role == "admin" or viewer.id in {person.casefold() for person in self.people}:
            return True
        committees = {committee.casefold() for committee in self.committees}
        return viewer.role in self.roles and (not committees or bool(committees & viewer.committees))


class AccessStore:
    """The restrictions of one data folder. Safe to use from many threads: each call opens its own connection."""

    def __init__(self, data_dir: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self._path = data_dir / FILE
        self._now = now
        with connected(self._path) as connection:
            connection.executescript(_SCHEMA)

    def restrict(self, restriction: Restriction) -> None:
        """Let only those see the document whom the restriction admits; it takes the place of an earlier one."""
        one = restriction
        row = (one.document_id, one.path, *("\n".join(v) for v in (one.roles, one.committees, one.people)))
        with connected(self._path) as connection:
            connection.execute("DELETE FROM opened WHERE document_id = ?", (one.document_id,))
            connection.execute(
                "INSERT OR REPLACE INTO restrictions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, one.paragraph, one.set_by, self._now().isoformat()),
            )

    def lift(self, document: StoredDocument) -> None:
        """Let everybody see a document again, and what comes to lie at its path, whatever it is a version of."""
        with connected(self._path) as connection:
            connection.execute("INSERT OR IGNORE INTO opened VALUES (?)", (document.id,))
            connection.execute(
                "DELETE FROM restrictions WHERE document_id IN (SELECT document_id FROM paths WHERE path = ?)",
                (document.path,),
            )
            connection.execute("DELETE FROM paths WHERE document_id NOT IN (SELECT document_id FROM restrictions)")
            connection.execute(
                "DELETE FROM restrictions WHERE document_id = ? OR path = ?", (document.id, document.path)
            )

    def all(self) -> list[Restriction]:
        """Every restriction, by path."""
        with connected(self._path) as connection:
            rows = connection.execute(
                "SELECT document_id, path, roles, committees, people, paragraph, set_by FROM restrictions ORDER BY path"
            ).fetchall()
        return [
            Restriction(
                document_id,
                path,
                tuple(role for role in ROLES if role in roles.split("\n")),
                tuple(filter(None, committees.split("\n"))),
                tuple(filter(None, people.split("\n"))),
                paragraph,
                set_by,
            )
            for document_id, path, roles, committees, people, paragraph, set_by in rows
        ]

    def follow(self, documents: Iterable[StoredDocument]) -> None:
        """Note where restricted documents lie now: what comes to lie there after them is restricted too."""
        restricted = {r.document_id: r.path for r in self.all()}
        moved = [(d.id, d.path) for d in documents if restricted.get(d.id, d.path) != d.path]
        if moved:
            with connected(self._path) as connection:
                connection.executemany("INSERT OR IGNORE INTO paths VALUES (?, ?)", moved)

    def of(self, document: StoredDocument, kin: Kin) -> Restriction | None:
        """The restriction of a document: its own, or of what lay at its path or what it is a version or copy of."""
        restrictions = {r.document_id: r for r in self.all()}
        return _restriction_of(document, restrictions, self._by_path(restrictions), self._opened(), kin)

    def hidden_from(
        self, viewer: Viewer, documents: Callable[[], Sequence[StoredDocument]], kin: Callable[[], Kin]
    ) -> frozenset[str]:
        """The sha256 of the documents that a person may not see, earlier versions included.

        `documents` and `kin` are asked only where there are restrictions at all.
        """
        restrictions = {r.document_id: r for r in self.all()}
        if all(restriction.admits(viewer) for restriction in restrictions.values()):
            return frozenset()
        by_path, opened, related = self._by_path(restrictions), self._opened(), kin()
        found = ((d.id, _restriction_of(d, restrictions, by_path, opened, related)) for d in documents())
        hidden = {id for id, restriction in found if restriction and not restriction.admits(viewer)}
        return frozenset(hidden | {id for id, r in restrictions.items() if not r.admits(viewer)})

    def _opened(self) -> frozenset[str]:
        with connected(self._path) as connection:
            return frozenset(id for (id,) in connection.execute("SELECT document_id FROM opened"))

    def _by_path(self, restrictions: Mapping[str, Restriction]) -> dict[str, Restriction]:
        """The restriction of every path at which a restricted document lay."""
        with connected(self._path) as connection:
            moved = connection.execute("SELECT document_id, path FROM paths").fetchall()
        at_first = {r.path: r for r in restrictions.values()}
        return {path: restrictions[id] for id, path in moved if id in restrictions} | at_first


def _restriction_of(
    document: StoredDocument,
    restrictions: Mapping[str, Restriction],
    by_path: Mapping[str, Restriction],
    opened: frozenset[str],
    kin: Kin,
) -> Restriction | None:
    if document.id in restrictions:
        return restrictions[document.id]
    if document.path in by_path or document.id in opened:
        return by_path.get(document.path)
    return next((restrictions[id] for id in sorted(kin.get(document.id, ())) if id in restrictions), None)


def kin_of(items: Sequence[StoredItem]) -> Kin:
    """For each document, those that hold a paper which one of its own takes the place of, or says word for word."""
    home = {item.id: item.document_id for item in items}
    kin: dict[str, set[str]] = {}
    for item in items:
        for other in (item.replaces, item.copy_of):
            if other in home and home[other] != item.document_id:
                kin.setdefault(item.document_id, set()).add(home[other])
                if other == item.copy_of:  # of two copies neither is the first
                    kin.setdefault(home[other], set()).add(item.document_id)
    return kin
