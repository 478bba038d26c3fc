"""Short requests: text of papers between the fence's marks, one reply. A follow-up made to stand alone, and a second
look at whether quotes say what was written."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, get_args

from index.faults import LlmFault
from prompts.template import template
from rag.check import check_sentence, doubts
from rag.llm.client import stream_reply
from rag.llm.grounds import around, asserting
from rag.llm.model import Ending, Model, never
from rag.llm.sources import make_keys, one_line, shorten
from rag.values import Citation, Turn

Verdict = Literal["yes", "no", "unclear"]
_TURNS, _TURN_TOKENS = 3, 200
_REWRITE_TOKENS, _MEANING_TOKENS, _TOLD_TOKENS = 120, 400, 20
_LONGEST = 400  # characters of a question


def fenced(
    model: Model,
    name: str,
    data: Mapping[str, str],
    plain: Mapping[str, str],
    max_tokens: int,
    stop: Callable[[], bool] = never,
    *,
    schema: dict[str, Any] | None = None,
    ending: Ending | None = None,
) -> str:
    """The whole reply to the templates `<name>_system` and `<name>_user`, accounted for under `name`. `data` is text
    copied from papers or typed by people, each put between the marks of one fence that stands nowhere in it; `plain`
    are our own words. Raises LlmFault when the model fails; Stopped when `stop` said so.
    """
    content = " ".join([name, *data.values(), *plain.values()])
    (key,) = make_keys(1, content, model.draw(content))
    start, end = f"<<DATA {key}>>", f"<<END {key}>>"
    system = template(f"{name}_system").render(start=start, end=end)
    user = template(f"{name}_user").render(**{n: f"{start}\n{text}\n{end}" for n, text in data.items()}, **plain)
    pieces = stream_reply(model, system, user, stop, max_tokens=max_tokens, schema=schema, purpose=name, ending=ending)
    return "".join(pieces)


def standalone(model: Model, question: str, turns: Sequence[Turn], stop: Callable[[], bool] = never) -> str:
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
    data, plain = {"history": "\n".join(told)}, {"question": one_line(question)}
    reply = fenced(model, "rewrite", data, plain, _REWRITE_TOKENS, stop)
    lines = [line.strip(" \"'“”*") for line in reply.splitlines() if line.strip()]
    new = lines[0] if lines else ""
    return new if len(new.split()) > 2 and len(new) < _LONGEST and "<<" not in new else question


def is_wish(model: Model, text: str, offered: Sequence[str], stop: Callable[[], bool] = never) -> bool:
    """Whether what was typed under drafted questions wishes for other ones ("harder"), and asks nothing of the papers.

    Raises:
        LlmFault: when the model fails. The caller then takes it for a question.
        Stopped: when `stop` said so.
    """
    data = {"offered": "\n".join(map(one_line, offered)), "typed": one_line(text)}
    return fenced(model, "told", data, {}, _TOLD_TOKENS, stop).strip(" \"'.*").lower().startswith("wish")


@dataclass(frozen=True)
class Claimed:
    """A sentence or a question and what it rests on."""

    text: str
    citations: tuple[Citation, ...]


def judged(model: Model, claims: Sequence[Claimed], stop: Callable[[], bool] = never) -> tuple[list[Verdict], bool]:
    """(for each claim whether its quotes say it, whether the model was asked and answered). "unclear" is at least a
    sentence whose facts its quotes do not prove, and what code doubts: that a figure was moved. Raises Stopped when
    `stop` said so.
    """
    verdicts, asked = list[Verdict](["yes"] * len(claims)), False
    if model.meaning:
        with suppress(LlmFault):
            verdicts, asked = meant(model, claims, stop), True
    for n, claim in enumerate(claims):
        said, asks = asserting(claim.text), claim.text.endswith("?")  # a question's facts and names are held before
        found = said and doubts(said, claim.citations)
        if verdicts[n] == "yes" and (found or (not asks and check_sentence(claim.text, claim.citations))):
            verdicts[n] = "unclear"
    return verdicts, asked


def meant(model: Model, claims: Sequence[Claimed], stop: Callable[[], bool] = never) -> list[Verdict]:
    """For each claim, whether its quotes say it; "unclear" where the model did not answer for it. Raises LlmFault when
    the model fails; Stopped when `stop` said so.
    """
    if not claims:
        return []
    shown = []
    for n, claim in enumerate(claims, 1):
        quotes = " / ".join(one_line(c.quote) for c in claim.citations)
        near = " / ".join(one_line(t) for c in claim.citations for t in around(c))
        shown.append(f"{n}.\nSentence: {one_line(claim.text)}\nQuotes: {quotes}\nBeside them: {near}")
    given = _verdicts(fenced(model, "meaning", {"claims": "\n\n".join(shown)}, {}, _MEANING_TOKENS, stop))
    return [given.get(n, "unclear") for n in range(1, len(claims) + 1)]


def _verdicts(reply: str) -> dict[int, Verdict]:
    """Lines such as "3: no" or a JSON object of the same."""
    found: dict[int, Verdict] = {}
    begin, end = reply.find("{"), reply.rfind("}")
    lines = reply.splitlines()
    if 0 <= begin < end:
        with suppress(ValueError, AttributeError, RecursionError):
            lines += [f"{key} {value}" for key, value in json.loads(reply[begin : end + 1]).items()]
    for line in lines:
        words = "".join(c if c.isalnum() else " " for c in line.lower()).split()
        if len(words) > 1 and words[0].isdigit():
            for verdict in get_args(Verdict):
                if words[1] == verdict:
                    found.setdefault(int(words[0]), verdict)
    return found
