"""How a reply ended, what it cost and why it failed, as each server and each library under LlamaIndex says it."""

from collections.abc import Iterator
from typing import Any

from index.faults import LlmFault
from rag.llm.model import End, Model

_REASONS = ("finish_reason", "stop_reason", "done_reason", "stopReason", "finishReason")
_CUT = ("length", "max_tokens", "model_length", "model_context_window_exceeded")
_FILTERED = ("content_filter", "content_filtered", "refusal", "safety", "guardrail_intervened", "prohibited_content",
             "blocklist", "recitation")  # fmt: skip
_SENT = ("prompt_tokens", "input_tokens", "prompt_eval_count", "inputTokens", "prompt_token_count")
_RECEIVED = ("completion_tokens", "output_tokens", "eval_count", "outputTokens", "candidates_token_count")
_DEPTH = 5
BUSY = (429, 503, 529)
LOG = "Look at the log of the language model's server, or ask again."


def ended(raw: Any) -> End | None:
    """How the reply ended, by its last piece; None where the piece does not say so."""
    for name, value in _named(raw, 0):
        if name in _REASONS and value:
            said = str(getattr(value, "value", value)).lower()
            return "cut" if said in _CUT else "filtered" if said in _FILTERED else "whole"
    return None


def broken_off(error: BaseException) -> End | None:
    """How the reply ended, where a library raises that in the place of saying it (Gemini's); None for other errors."""
    said = str(error).lower()
    if "terminated early" not in said:
        return None
    return "cut" if any(reason in said for reason in _CUT) else "filtered"


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


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and step not in chain:
        chain.append(step)
        step = step.__cause__ or step.__context__
    return chain


def status_of(error: BaseException) -> int:
    """The HTTP status in an error of any of the libraries; 0 for none."""
    for one in _chain(error):
        response = getattr(one, "response", None)
        if isinstance(response, dict):  # botocore
            response = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        for status in (getattr(one, "status_code", None), getattr(response, "status_code", response)):
            if isinstance(status, int) and status > 0:
                return status
    return 0


def retry_after(error: BaseException) -> float:
    """Seconds that a busy server asks to be left alone; 1 where it does not say."""
    for one in _chain(error):
        headers = getattr(getattr(one, "response", None), "headers", None) or {}
        try:
            return max(0.0, float(headers.get("retry-after", "")))
        except (TypeError, ValueError, AttributeError):
            continue
    return 1.0


def cleaned(error: BaseException, model: Model) -> str:
    """The server's own words, the key taken out."""
    words = f"{type(error).__name__}: {error}"
    for name in ("api_key", "aws_secret_access_key", "aws_session_token"):
        secret = getattr(model.llm, name, None)
        if isinstance(secret, str) and len(secret) > 3:
            words = words.replace(secret, "***")
    return words[:2000]


def finished(raw: Any) -> bool:
    """True unless the last piece is known not to be an end: Ollama says "done", OpenAI gives a finish reason."""
    done = raw.get("done") if isinstance(raw, dict) else None
    if done is not None:
        return bool(done)
    choices = getattr(raw, "choices", None)
    if choices is None:
        return True
    # The piece that carries the usage comes after the end and has no choices.
    return not choices or getattr(choices[0], "finish_reason", None) is not None


def as_fault(error: BaseException, timeout: float) -> LlmFault:
    """One fault for each thing a person can do something about. The server's own words are not passed on."""
    kinds = " ".join(type(e).__name__ for e in _chain(error))
    status = status_of(error)
    faults = (
        ("Timeout" in kinds, f" did not answer within {timeout:g} seconds.",
         "Use a smaller model, or raise SCRUTINY_LLM_TIMEOUT_S."),
        (status in (401, 403), f"'s server refused the key (HTTP {status}).", "Check SCRUTINY_LLM_API_KEY."),
        (status == 404, "'s server does not know that model or address (HTTP 404).",
         "Check SCRUTINY_LLM_MODEL and SCRUTINY_LLM_BASE_URL; with Ollama, pull the model first."),
        (status in BUSY, f"'s server is busy (HTTP {status}).", "Ask again in a minute."),
        (status > 0, f"'s server failed (HTTP {status}).", LOG),
        ("RemoteProtocol" in kinds or "ReadError" in kinds, " broke off in the middle of its reply.", LOG),
        ("Connect" in kinds, "'s server cannot be reached.", "Start it, or check SCRUTINY_LLM_BASE_URL."),
        (True, f"'s reply could not be read ({type(error).__name__}).",
         "Check that SCRUTINY_LLM_PROVIDER fits the server."),
    )  # fmt: skip
    says, hint = next((says, hint) for meant, says, hint in faults if meant)
    return LlmFault(f"The language model{says}", hint)
