"""What stands beside an answer: the value it leads with, what each step changed, where more is, what was taken out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Traced:
    """What one step of the answer path changed, and how long it took (ms)."""

    step: str
    changed: tuple[str, ...]
    ms: float = field(default=0.0, compare=False)

    def as_json(self) -> dict[str, Any]:
        """One entry of `trace` in an answer."""
        return {"step": self.step, "changed": list(self.changed), "ms": round(self.ms, 1)}


@dataclass(frozen=True)
class Lead:
    """The value asked for, as printed, with the words that state it, and the number of the citation that proves it."""

    value: str
    says: str
    citation: int

    def as_json(self) -> dict[str, Any]:
        """The shape of `lead` in an answer."""
        return {"value": self.value, "says": self.says, "citation": self.citation}


@dataclass(frozen=True)
class Link:
    """A register that has more on what was asked ("timeline", "commitments", "figures"), and what to look up there."""

    register: str
    query: str

    def as_json(self) -> dict[str, Any]:
        """One entry of `links` in an answer."""
        return {"register": self.register, "query": self.query}


def dropped_json(said: str) -> dict[str, str]:
    """What was said and why it was taken out; the check writes the reason after it, in brackets or after a colon."""
    text, _, reason = said.rpartition(" (") if said.endswith(")") else said.rpartition(": ")
    return {"text": text or said, "reason": reason.removesuffix(")") if text else ""}
