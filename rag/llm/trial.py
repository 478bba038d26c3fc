"""Whether a language model can be used, tried piece by piece, and what to set."""

import time
from dataclasses import dataclass, replace

from index.faults import BadSetting, LlmFault
from rag.llm.client import filtered, stream_reply
from rag.llm.model import Ending, Model

_TIMEOUT_S = 60.0
_SCHEMA = {
    "type": "object",
    "properties": {"ok": {"type": "boolean"}},
    "required": ["ok"],
    "additionalProperties": False,
}
# What papers on safeguarding are about: a filter that refuses this will refuse them.
_SAFEGUARDING = (
    "Source [AAA2]: In quarter 1 there were 32 referrals for child sexual exploitation; return interviews were held "
    "with 30 of the children. Question: how many children had a return interview? Answer in one sentence with the key."
)


@dataclass(frozen=True)
class Finding:
    """One thing that was tried: whether it went well, and what a person should know or set."""

    name: str
    ok: bool
    says: str


def findings_of(model: Model | None, provider: str) -> list[Finding]:
    """What was tried, in order; only the first where the model cannot be reached. Raises BadSetting without one."""
    if model is None:
        raise BadSetting("No language model is set.", "Set SCRUTINY_LLM_PROVIDER and SCRUTINY_LLM_MODEL.")
    pieces, ending, began = list[str](), Ending(), time.monotonic()
    patience, first = model.timeout, 0.0
    model = replace(model, timeout=min(patience, _TIMEOUT_S))
    try:
        for piece in stream_reply(
            model, "Count.", "Write the numbers from 1 to 40 in words.", max_tokens=200, purpose="check", ending=ending
        ):
            first = first or time.monotonic() - began
            pieces.append(piece)
    except LlmFault as fault:
        return [Finding("reachable", False, f"{fault.message} {fault.hint}")]
    took = max(0.001, time.monotonic() - began)
    speed = ending.spent.received / took
    slow = patience < 500 / max(speed, 0.1)
    found = [
        Finding("reachable", True, f"{provider} answers as {model.name}"),
        Finding("streaming", len(pieces) > 1, f"{len(pieces)} pieces, the first after {first:.1f} s"),
        Finding("speed", not slow, f"{speed:.0f} tokens a second" + ("; raise SCRUTINY_LLM_TIMEOUT_S" if slow else "")),
    ]

    padding = "word " * max(0, model.context - 200)
    for name, system, user, wanted, yes, no, schema in (
        ("context", "Repeat the secret and nothing else.", f"The secret is MAGPIE.\n{padding}\nWhat is the secret?",
         "MAGPIE", f"a request of {model.context} tokens is read from its beginning",
         "the beginning of a long request is lost; lower SCRUTINY_LLM_CONTEXT", None),
        ("schema", "Answer with JSON.", 'Answer {"ok": true}.', '"ok"', "JSON comes as asked",
         "no JSON came; drafts may fail", _SCHEMA),
        ("safeguarding", "Answer from the source.", _SAFEGUARDING, "30", "a question on exploitation is answered",
         "a content filter or the model refuses papers on exploitation; ask its owner to relax the filter", None),
    ):  # fmt: skip
        end = Ending()
        try:
            said = "".join(
                stream_reply(model, system, user, purpose="check", ending=end, max_tokens=200, schema=schema)
            )
        except LlmFault as fault:
            found.append(Finding(name, False, no if filtered(fault) else f"{fault.message} {no}"))
            continue
        good = wanted.lower() in said.lower()
        told = f"{yes}, without a schema" if schema and model.refused else yes
        found.append(Finding(name, good and end.kind != "filtered", told if good else no))
    return found
