"""A follow-up made into a question that stands alone, by the model; what was looked for is shown."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from prompts.template import template
from rag.llm.background import never
from rag.llm.budget import shorten
from rag.llm.client import stream_reply
from rag.llm.model import Model
from rag.llm.sources import make_keys, one_line
from rag.values import Turn

_TURNS = 3
_TURN_TOKENS = 200
_TOKENS = 120
_LONGEST = 400  # characters of a question


def standalone(
    model: Model,
    question: str,
    turns: Sequence[Turn],
    stop: Callable[[], bool] = never,
    rng: random.Random | None = None,
) -> str:
    """`question` as it stands without the chat before it; the question itself where the model gives none of use.

    Raises:
        LlmFault: when the model fails. The caller then resolves it by its own rules.
        Stopped: when `stop` said so.
    """
    if not turns:
        return question
    told = [
        shorten(f"Asked: {one_line(t.question)} Answered: {one_line(t.answer)}", _TURN_TOKENS) for t in turns[-_TURNS:]
    ]
    fence, = make_keys(1, " ".join([question, *told]), rng or random.SystemRandom())
    start, end = f"<<DATA {fence}>>", f"<<END {fence}>>"
    user = template("rewrite_user").render(history="\n".join([start, *told, end]), question=one_line(question))
    reply = "".join(
        stream_reply(
            model, template("rewrite_system").render(start=start, end=end), user, stop=stop, max_tokens=_TOKENS,
            purpose="rewrite",
        )
    )  # fmt: skip
    lines = [line.strip(" \"'“”*") for line in reply.splitlines() if line.strip()]
    new = lines[0] if lines else ""
    return new if len(new.split()) > 2 and len(new) < _LONGEST and fence not in new else question
