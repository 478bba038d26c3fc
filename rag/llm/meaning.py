"""The meaning request: sentence by sentence, whether the quotes say it. A second look, which only takes away."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from prompts.template import template
from rag.llm.background import never
from rag.llm.client import stream_reply
from rag.llm.model import Model
from rag.llm.sources import make_keys, one_line

Verdict = Literal["yes", "no", "unclear"]
_TOKENS = 400
_LIKELY: dict[str, Verdict] = {"yes": "yes", "no": "no", "unclear": "unclear"}


@dataclass(frozen=True)
class Claimed:
    """A sentence and the quotes it rests on."""

    text: str
    quotes: tuple[str, ...]


def meant(
    model: Model, claims: Sequence[Claimed], stop: Callable[[], bool] = never, rng: random.Random | None = None
) -> list[Verdict]:
    """For each claim, whether its quotes say it; "unclear" where the model did not answer for it.

    Raises:
        LlmFault: when the model fails. The caller keeps what the deterministic check kept, and says so.
        Stopped: when `stop` said so.
    """
    if not claims:
        return []
    rng = rng or random.SystemRandom()
    shown = [f"Sentence: {one_line(c.text)}\nQuotes: {' / '.join(map(one_line, c.quotes))}" for c in claims]
    fence, = make_keys(1, " ".join(shown), rng)
    start, end = f"<<DATA {fence}>>", f"<<END {fence}>>"
    body = "\n\n".join(f"[{n}]\n{start}\n{text}\n{end}" for n, text in enumerate(shown, 1))
    system, user = template("meaning_system").render(start=start, end=end), template("meaning_user").render(claims=body)
    reply = "".join(stream_reply(model, system, user, stop=stop, max_tokens=_TOKENS, purpose="meaning"))
    return [_verdicts(reply).get(n, "unclear") for n in range(1, len(claims) + 1)]


def _verdicts(reply: str) -> dict[int, Verdict]:
    """Lines such as "3: no" or a JSON object of the same."""
    found: dict[int, Verdict] = {}
    begin, end = reply.find("{"), reply.rfind("}")
    if 0 <= begin < end:
        try:
            pairs = json.loads(reply[begin : end + 1]).items()
        except (ValueError, AttributeError, RecursionError):
            pairs = ()
        for key, value in pairs:
            if str(key).isdigit() and str(value).lower() in _LIKELY:
                found[int(key)] = _LIKELY[str(value).lower()]
    for line in reply.splitlines():
        words = "".join(c if c.isalnum() else " " for c in line.lower()).split()
        if len(words) > 1 and words[0].isdigit() and words[1] in _LIKELY:
            found.setdefault(int(words[0]), _LIKELY[words[1]])
    return found
