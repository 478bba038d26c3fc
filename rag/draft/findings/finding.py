"""A finding: what arithmetic shows to be worth a question, with its working and the words it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rag.draft.material.papers import Quotable


@dataclass(frozen=True)
class Finding:
    """What was found: of a `sort` that has a wording, and a `kind` as drafts name it. `working` is the sum as a person
    would write it, `said` the printed words and figures that the wording takes, `far` how far out a figure is, for
    the order.
    """

    sort: str
    kind: str
    proofs: tuple[Quotable, ...]
    working: str
    said: Mapping[str, str] = field(default_factory=dict)
    far: float = 0.0
