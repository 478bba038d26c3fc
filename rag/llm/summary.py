"""Five plain lines on a report, each proved by a passage of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from index.values import StoredItem, StoredPassage
from prompts.template import template
from rag.check import check_answer
from rag.llm.answering import Composition
from rag.llm.background import never
from rag.llm.budget import count_tokens
from rag.llm.client import stream_reply
from rag.llm.model import Model
from rag.llm.reply import Reply
from rag.llm.sources import bare, make_sources
from rag.values import Answer, Retrieved

_TOKENS = 500


def summary(
    model: Model,
    report: StoredItem,
    passages: Sequence[StoredPassage],
    stop: Callable[[], bool] = never,
    rng: random.Random | None = None,
) -> Answer:
    """The lines as an answer: sentences with their citations, and what was dropped.

    Raises:
        LlmFault: when the model fails.
        Stopped: when `stop` said so.
    """
    title = bare(report.title)
    withheld = model.withheld()
    told = [Retrieved(p, n, 1.0) for n, p in enumerate(passages, 1) if p.item.document_id not in withheld]
    fixed = template("summary_system").text + template("summary_user").text + title
    sources = make_sources(told, model.context - count_tokens(fixed) - 20, title, rng or random.SystemRandom())
    system = template("summary_system").render(start=sources.start, end=sources.end)
    user = template("summary_user").render(title=title, sources=sources.rendered())
    so_far, reply = Composition(title, sources), Reply()
    for piece in stream_reply(model, system, user, stop=stop, max_tokens=_TOKENS, purpose="summary"):
        for claim in reply.feed(piece):
            so_far.add(claim)
    for claim in reply.close():
        so_far.add(claim)
    return check_answer(so_far.answer(final=True))
