"""How a reply ended and what it cost, as each server says it in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rag.llm.model import End

_REASONS = ("finish_reason", "stop_reason", "done_reason", "stopReason", "finishReason")
_CUT = ("length", "max_tokens", "model_length", "model_context_window_exceeded")
_FILTERED = ("content_filter", "content_filtered", "refusal", "safety", "guardrail_intervened", "prohibited_content",
             "blocklist", "recitation")  # fmt: skip
_SENT = ("prompt_tokens", "input_tokens", "prompt_eval_count", "inputTokens")
_RECEIVED = ("completion_tokens", "output_tokens", "eval_count", "outputTokens")
_DEPTH = 5


def ended(raw: Any) -> End | None:
    """How the reply ended, by its last piece; None where the piece does not say so."""
    for name, value in _named(raw, 0):
        if name in _REASONS and value:
            said = str(getattr(value, "value", value)).lower()
            return "cut" if said in _CUT else "filtered" if said in _FILTERED else "whole"
    return None


def counted(raw: Any) -> tuple[int, int]:
    """(tokens sent, tokens received) as the server counts them; 0 where it does not."""
    sent = received = 0
    for name, value in _named(raw, 0):
        if isinstance(value, int) and not isinstance(value, bool):
            sent = value if name in _SENT else sent
            received = value if name in _RECEIVED else received
    return sent, received


def _named(raw: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """Every name and value in a piece, whatever library made it."""
    if depth > _DEPTH or raw is None or isinstance(raw, str | int | float | bytes):
        return
    if isinstance(raw, dict):
        items = list(raw.items())
    elif isinstance(raw, list | tuple):
        items = [("", part) for part in raw]
    else:
        items = list(getattr(raw, "__dict__", {}).items())
    for name, value in items:
        if value is not None:
            yield str(name), value
            yield from _named(value, depth + 1)
