"""A member's own label of a prompt, kept for the report and exportable as a case that the heads can be fitted on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from rag.drafted import Coverage, Draft


@dataclass(frozen=True)
class Ruling:
    """What a member says of one prompt of one report: `label` in the place of what was drafted, and why."""

    document: str
    report: str
    item_id: str
    prompt_id: str
    label: Coverage
    why: str = ""


def overruled(draft: Draft, rulings: Iterable[Ruling]) -> Draft:
    """The draft with these rulings in the place of its labels; what was drafted stays beside, as do the quotes."""
    by_prompt = {one.prompt_id: one for one in rulings if one.item_id == draft.item_id}
    prompts = tuple(
        replace(p, coverage=by_prompt[p.id].label, why=by_prompt[p.id].why or p.why, drafted=p.drafted or p.coverage)
        if p.id in by_prompt
        else p
        for p in draft.prompts
    )
    return replace(draft, prompts=prompts)


def as_case(ruling: Ruling, draft: Draft) -> dict[str, Any]:
    """The ruling as a gold case of `eval.drafts.cases`: the quotes are those shown, unless it is silent."""
    shown = next((p.citations for p in draft.prompts if p.id == ruling.prompt_id), ())
    quotes = [] if ruling.label == "silent" else [citation.quote for citation in shown]
    return {
        "report": ruling.report, "file": ruling.document, "prompt": ruling.prompt_id, "label": ruling.label,
        "quotes": quotes, "why": ruling.why,
    }  # fmt: skip
