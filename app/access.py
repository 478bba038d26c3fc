"""Who may see what: the person at the page, and the documents that not everybody may see.

Off until sign-in is set up: then nobody is signed in, and a restricted document is visible to nobody on the page. A
restriction is always a person's decision about one document, never guessed from what the document says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from app.database import connected
from index.catalogue.rows import StoredDocument

FILE = "access.sqlite"
Role = Literal["member", "officer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS restrictions (
    document_id TEXT PRIMARY KEY, path TEXT NOT NULL, roles TEXT NOT NULL, committees TEXT NOT NULL,
    people TEXT NOT NULL, paragraph TEXT NOT NULL, set_by TEXT NOT NULL, set_at TEXT NOT NULL
);
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

    `document_id` is its sha256, `path` its path within the folder indexed: a later version at the same path is
    restricted too. `paragraph` is the paragraph of Schedule 12A, as a person gave it.
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
            connection.execute(
                "INSERT OR REPLACE INTO restrictions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, one.paragraph, one.set_by, self._now().isoformat()),
            )

    def lift(self, document: StoredDocument) -> None:
        """Let everybody see a document again, and later versions of it."""
        with connected(self._path) as connection:
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

    def of(self, document: StoredDocument) -> Restriction | None:
        """The restriction of a document: its own, or else the one of an earlier version at the same path."""
        return _restriction_of(document, self.all())

    def hidden_from(self, viewer: Viewer, documents: Callable[[], Sequence[StoredDocument]]) -> frozenset[str]:
        """The sha256 of the documents that a person may not see, earlier versions included.

        `documents` is asked only where there are restrictions at all.
        """
        restrictions = self.all()
        if all(restriction.admits(viewer) for restriction in restrictions):
            return frozenset()
        found = ((document.id, _restriction_of(document, restrictions)) for document in documents())
        hidden = {id for id, restriction in found if restriction and not restriction.admits(viewer)}
        return frozenset(hidden | {r.document_id for r in restrictions if not r.admits(viewer)})


def _restriction_of(document: StoredDocument, restrictions: Sequence[Restriction]) -> Restriction | None:
    own = [r for r in restrictions if r.document_id == document.id]
    return next(iter([*own, *(r for r in restrictions if r.path == document.path)]), None)
