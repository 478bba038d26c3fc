"""Letting an LLM polish drafted questions: wording only, under the same checker; otherwise the original
stays.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from prompts.template import template
from rag.check import changed_facts, support_by
from rag.llm.background import never
from rag.llm.client import stream_reply
from rag.llm.reply import Claim, Reply
from rag.llm.sources import make_keys, one_line
from rag.values import Draft, DraftQuestion, Dropped

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

MIN_KEPT = 0.5  # share of the reworded question's content words that must be the draft's own
MAX_GROWTH = 1.6


def reword_questions(
    llm: LLM,
    draft: Draft,
    timeout: float = 60.0,
    rng: random.Random | None = None,
    clock: Callable[[], float] = time.monotonic,
    stop: Callable[[], bool] = never,
) -> Draft:
    """`draft` with its questions' texts reworded where the LLM changed nothing but the wording.

    A rewording that adds or loses a figure, date, name or negation, wanders off, asks nothing or asks two things is
    recorded in `dropped` with the reason and the original stays, in its rank, with its citations. Where a rewording is
    used the original stands beside it as `drafted`. Nothing else of the draft is touched.

    Raises:
        LlmFault: when the LLM fails. The caller keeps the draft as it is.
        Stopped: when `stop`, which is asked several times a second, said so. The caller keeps it then too.
    """
    if not draft.questions:
        return draft
    rng = rng or random.SystemRandom()
    texts = [one_line(q.text) for q in draft.questions]
    keys = make_keys(len(texts) + 1, " ".join(texts), rng)
    start, end = f"<<DATA {keys[-1]}>>", f"<<END {keys[-1]}>>"
    drafts = "\n".join([start, *(f"[{key}] {text}" for key, text in zip(keys, texts, strict=False)), end])
    system = template("reword_system").render(start=start, end=end)
    user = template("reword_user").render(drafts=drafts)
    reply, claims = Reply(), list[Claim]()
    for piece in stream_reply(llm, system, user, timeout, clock, stop):
        claims += reply.feed(piece)
    claims += reply.close()
    return _merged(draft, keys, claims)


def _merged(draft: Draft, keys: Sequence[str], claims: Sequence[Claim]) -> Draft:
    offered = {key.upper(): c.text for c in reversed(claims) if len(c.keys) == 1 for key in c.keys}
    repeated = {text for text, n in Counter(offered.values()).items() if n > 1}
    questions: list[DraftQuestion] = []
    dropped: list[Dropped] = []
    for key, question in zip(keys, draft.questions, strict=False):
        text = offered.get(key)
        if text is None or text == question.text:
            questions.append(question)
            continue
        problem = "offered for several questions" if text in repeated else _problem(question.text, text)
        if problem:
            dropped.append(Dropped(text, f"rewording not used: {problem}"))
            questions.append(question)
        else:
            questions.append(replace(question, text=text, drafted=question.drafted or question.text))
    return replace(draft, questions=tuple(questions), dropped=(*draft.dropped, *dropped))


def _problem(original: str, text: str) -> str:
    if not text.rstrip().endswith("?"):
        return "asks nothing"
    if text.count("?") > original.count("?"):
        return "asks more than one thing"
    if len(text) > MAX_GROWTH * len(original) + 40:
        return "too long"
    changed = changed_facts(original, text)
    if changed:
        return "; ".join(changed)
    return "" if support_by(text, [original]) >= MIN_KEPT else "asks something else"
