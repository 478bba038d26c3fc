"""The person at the page, as an identity provider vouches for them, and whom a restriction admits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Role = Literal["member", "officer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True)
class Viewer:
    """The person at the page. `id` is "" for one who is not signed in; `role` None for one with none of ours."""

    id: str = ""
    name: str = ""
    role: Role | None = None
    committees: frozenset[str] = frozenset()

    @classmethod
    def of_claims(
        cls, claims: Mapping[str, Any], role_claim: str, committee_claim: str, trust_email: bool = False
    ) -> "Viewer":
        """The viewer that an identity provider vouches for. The strongest of our roles among the claim's values counts.
        A person is known by the verified e-mail address, or else by the provider's own id. Where nothing is said of
        whether it is verified, `trust_email` decides.
        """
        roles = {value.casefold() for value in _values(claims.get(role_claim))}
        email = str(claims.get("email") or "") if claims.get("email_verified", trust_email) is True else ""
        subject = str(claims.get("sub") or "")
        return cls(
            id=(email or ("subject " if "@" in subject else "") + subject).casefold(),  # never another's e-mail
            name=str(claims.get("name") or email or subject),
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
