"""One request to a language model: streamed, within its time, tried again once, every failure one kind of fault."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

from index.faults import LlmFault
from rag.llm.background import Stopped, never, streamed
from rag.llm.budget import count_tokens
from rag.llm.endings import counted, ended
from rag.llm.model import Ending, Model, Spent, model_of
from rag.llm.providers import build_llm, options_for

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

__all__ = ["build_llm", "filtered", "stream_reply"]

MAX_REPLY_CHARACTERS = 20_000  # or as many as the tokens asked for may have
_CHARACTERS = 8  # of a token, at most
REPLY_TOKENS = 700  # of an answer
_AGAIN = (429, 503, 529)
_MOST_WAIT_S = 20.0
_LOG = "Look at the log of the language model's server, or ask again."
_FILTERED = "The language model's content filter refused this."

log = logging.getLogger(__name__)


class _Again(Exception):
    """The request is worth another try: after some seconds, or without what the server would not take."""

    def __init__(self, wait_s: float = 0.0) -> None:
        self.wait_s = wait_s


def stream_reply(
    llm: LLM | Model,
    system: str,
    user: str,
    timeout: float | None = None,
    clock: Callable[[], float] = time.monotonic,
    stop: Callable[[], bool] = never,
    *,
    max_tokens: int = REPLY_TOKENS,
    schema: dict[str, Any] | None = None,
    purpose: str = "answer",
    ending: Ending | None = None,
    place: Callable[[int], None] = lambda _: None,
) -> Iterator[str]:
    """The pieces of the model's reply as they arrive.

    `timeout` seconds is for the whole reply (`clock` reads seconds), waiting for a turn included; one that grows too
    long is cut off. `stop` is asked several times a second whether to give up. `schema` is the JSON that is wanted.
    `ending` is filled when the reply has ended, `place` is told how many requests are before this one. Busy servers are
    asked once more; a parameter that a server does not take is left out from then on. However it ends, the connection
    is closed.

    Raises:
        LlmFault: when the LLM is unreachable, slow, refuses, breaks off, or says nothing at all; when today's tokens
            are used up.
        Stopped: when `stop` said so.
    """
    model = model_of(llm)
    assert model is not None
    model.may_spend()
    seconds = model.timeout if timeout is None else timeout
    ends, said = clock() + seconds, ending or Ending()
    try:
        with model.queue.turn(stop, lambda: ends - clock(), place):
            for _ in range(4):
                try:
                    limits = (stop, lambda: ends - clock(), seconds)
                    yield from _tried(model, system, user, said, limits, max_tokens, schema)
                    break
                except _Again as again:
                    _rest(again.wait_s, stop, lambda: ends - clock())
    except TimeoutError as error:
        raise _as_fault(error, seconds) from error
    finally:
        received = said.spent.received
        if received or said.spent.sent:
            model.spend(purpose, said.spent)


def filtered(fault: LlmFault) -> bool:
    """True for the refusal of a content filter."""
    return fault.message == _FILTERED


def _tried(
    model: Model,
    system: str,
    user: str,
    said: Ending,
    limits: tuple[Callable[[], bool], Callable[[], float], float],
    max_tokens: int,
    schema: dict[str, Any] | None,
) -> Iterator[str]:
    """One try. Raises _Again, before anything was yielded, where another may do."""
    from llama_index.core.llms import ChatMessage

    messages = [ChatMessage(role="system", content=system), ChatMessage(role="user", content=user)]
    options = options_for(model.llm, max_tokens, schema, model.refused)
    stop, left_s, seconds = limits
    text, last, sent, received, end = "", None, 0, 0, None
    try:
        with closing(streamed(partial(model.llm.astream_chat, messages, **options), stop, left_s)) as stream:
            for last in stream:
                end = ended(last.raw) or end
                counts = counted(last.raw)
                sent, received = counts[0] or sent, counts[1] or received
                text += last.delta or ""
                if len(text) > max(MAX_REPLY_CHARACTERS, _CHARACTERS * max_tokens):
                    end = "cut"
                    break
                if last.delta:
                    yield last.delta
    except Stopped:
        raise
    except Exception as error:  # every library under LlamaIndex has a tree of its own
        log.warning("language model: %s", _cleaned(error, model))
        if not text:
            _look_again(error, model, left_s(), said)
        raise _as_fault(error, seconds) from error
    finally:
        said.spent = Spent(sent or count_tokens(system + user), received or count_tokens(text))
    said.kind = end or "whole"
    if said.kind == "filtered" and not text.strip():
        raise LlmFault(_FILTERED, "Its owner can relax the filter for this use.")
    if last is not None and end is None and not _finished(last.raw):
        raise LlmFault("The language model broke off in the middle of its reply.", _LOG)
    if not text:
        raise LlmFault("The language model said nothing.", "Try another model, or a larger one.")


def _look_again(error: BaseException, model: Model, left_s: float, said: Ending) -> None:
    """Raise _Again for a busy server and for a parameter that it does not take; a fault for a filter's refusal."""
    status, words = _status(error), str(error).lower()
    if status in (400, 403) and ("content_filter" in words or "content management policy" in words):
        said.kind = "filtered"
        raise LlmFault(_FILTERED, "Its owner can relax the filter for this use.") from error
    if status in (400, 422):
        for name in ("max_tokens", "temperature", "response_format", "json_schema", "stream_options"):
            if name in words and name not in model.refused:
                model.refused.add("json_schema" if name == "response_format" and "json_schema" in words else name)
                raise _Again from error
    if status in _AGAIN:
        wait = _retry_after(error)
        if wait < min(left_s, _MOST_WAIT_S) and not said.again:
            said.again = True
            raise _Again(wait) from error


def _rest(seconds: float, stop: Callable[[], bool], left_s: Callable[[], float]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if stop():
            raise Stopped
        if left_s() < 0:
            raise TimeoutError
        time.sleep(0.05)


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and step not in chain:
        chain.append(step)
        step = step.__cause__ or step.__context__
    return chain


def _status(error: BaseException) -> int:
    """The HTTP status in an error of any of the libraries; 0 for none."""
    for one in _chain(error):
        response = getattr(one, "response", None)
        if isinstance(response, dict):  # botocore
            response = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        for status in (getattr(one, "status_code", None), getattr(response, "status_code", response)):
            if isinstance(status, int) and status > 0:
                return status
    return 0


def _retry_after(error: BaseException) -> float:
    for one in _chain(error):
        headers = getattr(getattr(one, "response", None), "headers", None) or {}
        try:
            return max(0.0, float(headers.get("retry-after", "")))
        except (TypeError, ValueError, AttributeError):
            continue
    return 1.0


def _cleaned(error: BaseException, model: Model) -> str:
    """The server's own words, the key taken out."""
    words = f"{type(error).__name__}: {error}"
    for name in ("api_key", "aws_secret_access_key", "aws_session_token"):
        secret = getattr(model.llm, name, None)
        if isinstance(secret, str) and len(secret) > 3:
            words = words.replace(secret, "***")
    return words[:2000]


def _finished(raw: Any) -> bool:
    """True unless the last piece is known not to be an end: Ollama says "done", OpenAI gives a finish reason."""
    done = raw.get("done") if isinstance(raw, dict) else None
    if done is not None:
        return bool(done)
    choices = getattr(raw, "choices", None)
    if choices is None:
        return True
    # The piece that carries the usage comes after the end and has no choices.
    return not choices or getattr(choices[0], "finish_reason", None) is not None


def _as_fault(error: BaseException, timeout: float) -> LlmFault:
    """One fault for each thing a person can do something about. The server's own words are not passed on."""
    kinds = " ".join(type(e).__name__ for e in _chain(error))
    status = _status(error)
    if "Timeout" in kinds:
        return LlmFault(
            f"The language model did not answer within {timeout:g} seconds.",
            "Use a smaller model, or raise SCRUTINY_LLM_TIMEOUT_S.",
        )
    if status in (401, 403):
        return LlmFault(f"The language model's server refused the key (HTTP {status}).", "Check SCRUTINY_LLM_API_KEY.")
    if status == 404:
        return LlmFault(
            "The language model's server does not know that model or address (HTTP 404).",
            "Check SCRUTINY_LLM_MODEL and SCRUTINY_LLM_BASE_URL; with Ollama, pull the model first.",
        )
    if status in _AGAIN:
        return LlmFault(f"The language model's server is busy (HTTP {status}).", "Ask again in a minute.")
    if status:
        return LlmFault(f"The language model's server failed (HTTP {status}).", _LOG)
    if "RemoteProtocol" in kinds or "ReadError" in kinds:
        return LlmFault("The language model broke off in the middle of its reply.", _LOG)
    if "Connect" in kinds:
        return LlmFault("The language model's server cannot be reached.", "Start it, or check SCRUTINY_LLM_BASE_URL.")
    return LlmFault(
        f"The language model's reply could not be read ({type(error).__name__}).",
        "Check that SCRUTINY_LLM_PROVIDER fits the server.",
    )
