"""`scrutiny llm-check`: whether the language model of the settings can be used, and what to set."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from app.cli.options import Data, Json, settings_of
from app.exports.texts import json_line, say
from index.faults import BadSetting, LlmFault

if TYPE_CHECKING:
    from app.settings import Settings

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


def llm_check(data: Data = None, json: Json = False) -> None:
    """Try the language model of the settings: reachable, streaming, speed, context, JSON, and what to set."""
    findings = findings_of(settings_of(data))
    for finding in findings:
        if json:
            json_line({"check": finding.name, "ok": finding.ok, "says": finding.says})
        else:
            say(f"{'ok     ' if finding.ok else 'look at'}  {finding.name}: {finding.says}")
    if not findings[0].ok:
        raise typer.Exit(1)


def findings_of(settings: Settings) -> list[Finding]:
    """What was tried, in order; only the first where the model cannot be reached. Raises BadSetting without one."""
    from app.build import build_model
    from rag.llm.client import filtered, stream_reply
    from rag.llm.model import Ending

    model = build_model(settings)
    if model is None:
        raise BadSetting("No language model is set.", "Set SCRUTINY_LLM_PROVIDER and SCRUTINY_LLM_MODEL.")
    pieces, ending, began = list[str](), Ending(), time.monotonic()
    model, first = replace(model, timeout=min(settings.llm_timeout_s, _TIMEOUT_S)), 0.0
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
    slow = settings.llm_timeout_s < 500 / max(speed, 0.1)
    found = [
        Finding("reachable", True, f"{settings.llm_provider} answers as {settings.llm_model}"),
        Finding("streaming", len(pieces) > 1, f"{len(pieces)} pieces, the first after {first:.1f} s"),
        Finding("speed", not slow, f"{speed:.0f} tokens a second" + ("; raise SCRUTINY_LLM_TIMEOUT_S" if slow else "")),
    ]

    def tried(
        name: str, system: str, user: str, good: Callable[[str], bool], yes: str, no: str, **more: object
    ) -> None:
        end = Ending()
        try:
            said = "".join(
                stream_reply(model, system, user, purpose="check", ending=end, max_tokens=200, **more)  # type: ignore[arg-type]
            )
            found.append(Finding(name, good(said) and end.kind != "filtered", yes if good(said) else no))
        except LlmFault as fault:
            found.append(Finding(name, False, no if filtered(fault) else f"{fault.message} {no}"))

    padding = "word " * max(0, settings.llm_context - 200)
    tried(
        "context", "Repeat the secret and nothing else.", f"The secret is MAGPIE.\n{padding}\nWhat is the secret?",
        lambda said: "MAGPIE" in said.upper(), f"a request of {settings.llm_context} tokens is read from its beginning",
        "the beginning of a long request is lost; lower SCRUTINY_LLM_CONTEXT",
    )  # fmt: skip
    tried(
        "schema", "Answer with JSON.", 'Answer {"ok": true}.',
        lambda said: '"ok"' in said, "JSON comes as asked" + ("" if not model.refused else ", without a schema"),
        "no JSON came; drafts may fail", schema=_SCHEMA,
    )  # fmt: skip
    tried(
        "safeguarding", "Answer from the source.", _SAFEGUARDING, lambda said: "30" in said,
        "a question on exploitation is answered",
        "a content filter or the model itself refuses papers on exploitation; ask its owner to relax the filter",
    )  # fmt: skip
    return found
