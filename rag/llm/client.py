"""The LLM behind one door: built from settings, streamed with a deadline, every failure one kind of fault."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

from index.faults import BadSetting, LlmFault
from rag.llm.background import Stopped, never, streamed

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

CONTEXT_WINDOW = 8192
MAX_REPLY_CHARACTERS = 20_000
_LOG = "Look at the log of the language model's server, or ask again."


def build_llm(
    provider: str,
    model: str,
    base_url: str | None = None,
    api_key: str | None = None,
    timeout: float = 60.0,
    context_window: int = CONTEXT_WINDOW,
) -> LLM | None:
    """The LLM that the settings name, through LlamaIndex's own classes; None for provider "none".

    `provider` is "ollama" or "openai" (any OpenAI-compatible server); `timeout` is in seconds. Nothing is
    sent yet.

    Raises:
        BadSetting: for another provider, or no model name.
    """
    if provider == "none":
        return None
    if provider not in ("ollama", "openai"):
        raise BadSetting(f"There is no LLM provider {provider!r}.", "Use none, ollama or openai.")
    if not model.strip():
        raise BadSetting("No LLM model is named.", "Set SCRUTINY_LLM_MODEL, for example llama3.1:8b.")
    if provider == "ollama":
        from llama_index.llms.ollama import Ollama

        return Ollama(
            model=model,
            base_url=base_url or "http://localhost:11434",
            request_timeout=timeout,
            temperature=0.0,
            context_window=context_window,  # given, or the class asks the server for it
            headers={"Authorization": f"Bearer {api_key}"} if api_key else None,
        )
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=model,
        api_base=base_url or "https://api.openai.com/v1",
        api_key=api_key or "none",  # servers that need no key still want the header
        is_chat_model=True,
        is_function_calling_model=False,
        context_window=context_window,
        temperature=0.0,
        timeout=timeout,
        max_retries=0,  # a person is waiting: the fallback is better than a second try
    )


def stream_reply(
    llm: LLM,
    system: str,
    user: str,
    timeout: float,
    clock: Callable[[], float] = time.monotonic,
    stop: Callable[[], bool] = never,
) -> Iterator[str]:
    """The pieces of the LLM's reply as they arrive.

    `timeout` seconds is for the whole reply (`clock` reads seconds); one that grows too long is cut off. `stop` is
    asked several times a second whether to give up. However it ends, the connection is closed.

    Raises:
        LlmFault: when the LLM is unreachable, slow, refuses, breaks off, or says nothing at all.
        Stopped: when `stop` said so.
    """
    from llama_index.core.llms import ChatMessage

    ends, length, last = clock() + timeout, 0, None
    messages = [ChatMessage(role="system", content=system), ChatMessage(role="user", content=user)]
    try:
        with closing(streamed(partial(llm.astream_chat, messages), stop, lambda: ends - clock())) as stream:
            for last in stream:
                piece = last.delta or ""
                length += len(piece)
                if length > MAX_REPLY_CHARACTERS:
                    return
                if piece:
                    yield piece
    except Stopped:
        raise
    except Exception as error:  # every library under LlamaIndex has a tree of its own
        raise _as_fault(error, timeout) from error
    if last is not None and not _finished(last.raw):
        raise LlmFault("The language model broke off in the middle of its reply.", _LOG)
    if length == 0:
        raise LlmFault("The language model said nothing.", "Try another model, or a larger one.")


def _finished(raw: Any) -> bool:
    """True unless the last piece is known not to be an end: Ollama says "done", OpenAI gives a finish
    reason.
    """
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
    chain: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and step not in chain:
        chain.append(step)
        step = step.__cause__ or step.__context__
    kinds = " ".join(type(e).__name__ for e in chain)
    if "Timeout" in kinds:
        return LlmFault(
            f"The language model did not answer within {timeout:g} seconds.",
            "Use a smaller model, or raise SCRUTINY_LLM_TIMEOUT_S.",
        )
    status = next(
        (s for s in (getattr(e, "status_code", None) for e in chain) if isinstance(s, int) and s > 0), 0
    )
    if status in (401, 403):
        return LlmFault(f"The language model's server refused the key (HTTP {status}).", "Check SCRUTINY_LLM_API_KEY.")
    if status == 404:
        return LlmFault(
            "The language model's server does not know that model or address (HTTP 404).",
            "Check SCRUTINY_LLM_MODEL and SCRUTINY_LLM_BASE_URL; with Ollama, pull the model first.",
        )
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
