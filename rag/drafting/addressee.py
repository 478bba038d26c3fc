"""Who can answer: the officer whose report it is, the Lead Member, or a partner that the words quoted name."""

from __future__ import annotations

import re

from prompts.cues import partners
from rag.drafting.cues import any_found
from rag.drafting.statements import Statement

LEAD_MEMBER = "the Lead Member"
_POST = re.compile(r"\b(?:director|chief executive|head of service|chief officer|chair|manager)s?\b", re.IGNORECASE)


def author_of(author: str | None) -> str:
    """Who a report's author line says it is from: "the Director", else "the service"."""
    posts = [post.lower() for post in _POST.findall(author or "")]
    if not posts:
        return "the service"
    return "the Director" if "director" in posts else f"the {posts[0].title()}"


def partner_in(statement: Statement) -> str | None:
    """The partner who does, in this sentence, what a question is about ("is being designed by the NHS")."""
    return next((name for name, cues in partners() if any_found(cues, statement.words)), None)
