"""A language model whose replies lie in a folder: recorded once, scored again at no cost.

A request is known by a hash of its words (keys and fences are drawn from a fixed seed, so that the same words make the
same request): `<hash>.request.txt` is what was asked, `<hash>.reply.txt` what was answered, by a model or by hand. What
has no reply yet is asked of `upstream` and kept; without one it is written down and counts as a model that is down.

Replies that outlive a change of the request stand in `written.jsonl`, a line each: {"asks": words that the request has,
"says": the reply, a source named by words of it in the place of its key: Lists fell. [“fell to 42 families”]}.
"""

import hashlib
import json
import random
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from llama_index.core.llms import ChatMessage, ChatResponse, CompletionResponse, CustomLLM, LLMMetadata

from index.faults import LlmFault
from rag.llm import Model
from rag.llm.model import Spent

RULE = "\n\n=====\n\n"


class Recorded(CustomLLM):
    """The model of a folder of replies."""

    folder: Path
    upstream: Any = None

    @property
    def metadata(self) -> LLMMetadata:
        """No limits of its own: the requests have theirs."""
        return LLMMetadata(model_name="recorded")

    async def astream_chat(self, messages: Sequence[ChatMessage], **options: Any) -> AsyncGenerator[ChatResponse, None]:
        """The recorded reply in one piece, or the upstream's as it comes. Raises LlmFault for a request that has no
        reply and nobody to ask.
        """
        asked = RULE.join(str(m.content) for m in messages)
        name = hashlib.sha256(asked.encode()).hexdigest()[:16]
        reply = self.folder / f"{name}.reply.txt"
        written = None if reply.is_file() else self._written(asked)
        if written is not None:
            return _whole(written)
        if not reply.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{name}.request.txt").write_text(asked, encoding="utf-8")
            if self.upstream is None:
                raise LlmFault(f"{name} has no reply yet.", f"Write {reply.name}, or set a language model.")
            said = "".join([r.delta or "" async for r in await self.upstream.astream_chat(messages, **options)])
            reply.write_text(said, encoding="utf-8")
        return _whole(reply.read_text(encoding="utf-8").strip("\n"))

    def _written(self, asked: str) -> str | None:
        """The hand-written reply to a request, its sources under their keys; None where there is none."""
        path = self.folder / "written.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        for one in map(json.loads, filter(None, lines)):
            if one["asks"] in asked:
                begin, *named = one["says"].split("[“")
                pairs = [part.partition("”]") for part in named]
                return begin + "".join(f"[{_key_of(words, asked)}]{rest}" for words, _, rest in pairs)
        return None

    def complete(self, *_: Any, **__: Any) -> CompletionResponse:
        """Never asked for."""
        raise NotImplementedError

    stream_complete = complete  # type: ignore[assignment]


def _key_of(words: str, asked: str) -> str:
    """The key of the first source that has these words; the words where none has."""
    for block in asked.split("\n\n"):
        if block.startswith("[") and words in block:
            return block[1 : block.index("]")]
    return words


async def _whole(text: str) -> AsyncGenerator[ChatResponse, None]:
    yield ChatResponse(message=ChatMessage(role="assistant", content=text), delta=text)


@dataclass
class Tokens:
    """What every request of a run came to, by purpose."""

    spent: dict[str, list[Spent]] = field(default_factory=dict)

    def add(self, _day: date, purpose: str, spent: Spent) -> None:
        """Write a request down."""
        self.spent.setdefault(purpose, []).append(spent)

    def on(self, _day: date) -> int:
        """Nothing limits a measurement."""
        return 0

    def facts(self) -> dict[str, Any]:
        """By purpose: requests, tokens sent, tokens received."""
        return {
            purpose: {"requests": len(all), "sent": sum(s.sent for s in all), "received": sum(s.received for s in all)}
            for purpose, all in sorted(self.spent.items())
        }


def recorded(folder: Path, context: int, upstream: Any = None) -> tuple[Model, Tokens]:
    """The model of a folder of replies, with the product's own rules, and the account it fills."""
    tokens = Tokens()
    llm = Recorded(folder=folder, upstream=upstream)
    return Model(llm, "recorded", context, 600.0, account=tokens, rng=lambda: random.Random(0)), tokens
