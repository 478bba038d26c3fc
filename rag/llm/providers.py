"""Which language model: one entry a provider, each through LlamaIndex's own class, imported only when it is used.

Ollama and any OpenAI-compatible server come with the product; the others are optional extras (`pip install
".[azure]"` and so on), and what is missing is said in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from index.faults import BadSetting

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

CONTEXT_WINDOW = 8192
_AZURE_SCOPE = "https://cognitiveservices.azure.com/.default"


@dataclass(frozen=True)
class Wanted:
    """What the settings say of a model. `token` gives an Entra ID token each time one is needed (Azure)."""

    model: str
    base_url: str | None = None
    api_key: str | None = None
    timeout: float = 60.0
    context_window: int = CONTEXT_WINDOW
    headers: Mapping[str, str] = field(default_factory=dict)
    api_version: str = "2024-10-21"
    token: Callable[[], str] | None = None


def build_llm(
    provider: str,
    model: str,
    base_url: str | None = None,
    api_key: str | None = None,
    timeout: float = 60.0,
    context_window: int = CONTEXT_WINDOW,
    **more: Any,
) -> LLM | None:
    """The LLM that the settings name, through LlamaIndex's own classes; None for provider "none". `timeout` is in
    seconds, `context_window` in tokens; `more` are the rest of `Wanted`. Nothing is sent yet. Raises BadSetting for
    another provider, no model name, or an extra that is not installed.
    """
    if provider == "none":
        return None
    if provider not in _CLASSES:
        raise BadSetting(f"There is no LLM provider {provider!r}.", f"Use none, {', '.join(_CLASSES)}.")
    if not model.strip():
        raise BadSetting("No LLM model is named.", "Set SCRUTINY_LLM_MODEL, for example llama3.1:8b.")
    needs = _NEEDS.get(provider, ())
    if missing := [name for name in needs if not _is_there(name)]:
        raise BadSetting(
            f"The LLM provider {provider} needs packages that are not installed ({', '.join(missing)}).",
            f'Install them: pip install "scrutiny-question-assistant[{provider}]".',
        )
    module, name, given = _CLASSES[provider]
    options = given(Wanted(model, base_url, api_key, timeout, context_window, **more))
    llm: LLM = getattr(import_module(f"llama_index.llms.{module}"), name)(model=model, temperature=0.0, **options)
    return llm


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def options_for(llm: LLM, max_tokens: int, schema: dict[str, Any] | None, refused: Collection[str]) -> dict[str, Any]:
    """The parameters of one request in this class's own words, without those that its server refused. `schema` is given
    as a JSON schema where the provider has that, else as the wish for JSON, else not at all.
    """
    kind = type(llm).__name__
    if kind == "Ollama":
        return {"format": schema} if schema and "response_format" not in refused else {}
    if kind == "GoogleGenAI":
        wanted = {"response_mime_type": "application/json", "response_json_schema": schema}
        return {"generation_config": {"max_output_tokens": max_tokens}
                | (wanted if schema and "response_format" not in refused else {})}  # fmt: skip
    options: dict[str, Any] = {}
    name = "max_tokens" if "max_tokens" not in refused else "max_completion_tokens"
    options[name] = max_tokens
    if kind in ("OpenAILike", "AzureOpenAI", "OpenAI"):
        if "temperature" in refused:
            from openai import omit

            options["temperature"] = omit
        if "stream_options" not in refused:
            options["stream_options"] = {"include_usage": True}
        if schema and "response_format" not in refused:
            options["response_format"] = (
                {"type": "json_object"}
                if "json_schema" in refused
                else {"type": "json_schema", "json_schema": {"name": "reply", "schema": schema, "strict": True}}
            )
    elif kind == "MistralAI" and schema and "response_format" not in refused:
        options["response_format"] = {"type": "json_object"}
    return options


def entra_token() -> Callable[[], str]:
    """A source of Entra ID tokens for Azure OpenAI, from the machine's own identity; each is renewed before it ends."""
    from azure.identity import DefaultAzureCredential, get_bearer_token_provider

    return get_bearer_token_provider(DefaultAzureCredential(), _AZURE_SCOPE)


def _ollama(w: Wanted) -> dict[str, Any]:
    return {
        "base_url": w.base_url or "http://localhost:11434",
        "request_timeout": w.timeout,
        "context_window": w.context_window,  # given, or the class asks the server for it
        "headers": {**({"Authorization": f"Bearer {w.api_key}"} if w.api_key else {}), **w.headers} or None,
    }


def _openai(w: Wanted) -> dict[str, Any]:
    return {
        "api_base": w.base_url or "https://api.openai.com/v1",
        "api_key": w.api_key or "none",  # servers that need no key still want the header
        "is_chat_model": True,
        "is_function_calling_model": False,
        "context_window": w.context_window,
        "timeout": w.timeout,
        "max_retries": 0,  # a person is waiting: `rag/llm/client.py` tries once more within the time left
        "default_headers": dict(w.headers) or None,
    }


def _azure(w: Wanted) -> dict[str, Any]:
    if not w.base_url:
        raise BadSetting("Azure OpenAI has no address.", "Set SCRUTINY_LLM_BASE_URL to the resource's endpoint.")
    keyed: dict[str, Any] = {"api_key": w.api_key} if w.api_key else {
        "use_azure_ad": True, "azure_ad_token_provider": w.token or entra_token(), "api_key": "entra"
    }  # fmt: skip
    given = {"engine": w.model, "azure_endpoint": w.base_url, "api_version": w.api_version, "timeout": w.timeout}
    return given | keyed | {"max_retries": 0, "default_headers": dict(w.headers) or None}


def _anthropic(w: Wanted) -> dict[str, Any]:
    given = {"base_url": w.base_url, "api_key": w.api_key, "timeout": w.timeout}
    return given | {"max_retries": 0, "max_tokens": 4_096, "default_headers": dict(w.headers) or None}


def _mistral(w: Wanted) -> dict[str, Any]:
    return {"endpoint": w.base_url, "api_key": w.api_key or "none", "timeout": int(w.timeout), "max_retries": 0}


def _bedrock(w: Wanted) -> dict[str, Any]:
    from botocore.config import Config

    config = Config(read_timeout=w.timeout, connect_timeout=w.timeout, retries={"total_max_attempts": 1})
    given = {"endpoint_url": w.base_url, "max_tokens": 4_096, "timeout": w.timeout, "max_retries": 1}
    return given | {"botocore_config": config}


def _gemini(w: Wanted) -> dict[str, Any]:
    options: dict[str, Any] = {"timeout": int(1000 * w.timeout), "headers": dict(w.headers)}
    given = {"api_key": w.api_key or "none", "max_tokens": 4_096, "context_window": w.context_window, "max_retries": 1}
    return given | {"http_options": options | ({"base_url": w.base_url} if w.base_url else {})}


_CLASSES: dict[str, tuple[str, str, Callable[[Wanted], dict[str, Any]]]] = {
    "ollama": ("ollama", "Ollama", _ollama),
    "openai": ("openai_like", "OpenAILike", _openai),
    "azure": ("azure_openai", "AzureOpenAI", _azure),
    "anthropic": ("anthropic", "Anthropic", _anthropic),
    "mistral": ("mistralai", "MistralAI", _mistral),
    "bedrock": ("bedrock_converse", "BedrockConverse", _bedrock),
    "gemini": ("google_genai", "GoogleGenAI", _gemini),
}
"""By provider: LlamaIndex's module under `llama_index.llms`, its class, and what that is given beside the model."""
_NEEDS = {
    "azure": ("azure.identity", "llama_index.llms.azure_openai"),
    "anthropic": ("llama_index.llms.anthropic", "anthropic"),
    "mistral": ("llama_index.llms.mistralai", "mistralai"),
    "bedrock": ("llama_index.llms.bedrock_converse", "boto3"),
    "gemini": ("llama_index.llms.google_genai", "google.genai"),
}
