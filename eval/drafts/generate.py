"""Draft every report: a line of JSON each, nothing scored."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from eval.drafts.cases import ChallengeCase, PromptCase
from eval.drafts.score import draft_for
from eval.measures.printed import Drafted, unbroken
from rag.assistant import Assistant


def drafts(assistant: Assistant, cases: Sequence[PromptCase | ChallengeCase] | None = None) -> Iterator[dict[str, Any]]:
    """One draft a report; of those only that `cases` are about, where they are given."""
    reports = assistant.reports()
    if cases is not None:
        named = [Drafted(report=r.title, document=r.document) for r in reports]
        about = {id(draft_for(named, case)) for case in cases}
        reports = [r for r, one in zip(reports, named, strict=True) if id(one) in about]
    for report in reports:
        yield unbroken(report.id, partial(_draft, assistant, report.id))


def _draft(assistant: Assistant, item_id: str) -> dict[str, Any]:
    return assistant.draft(item_id).as_json()
