"""The JSON that a draft is asked for, and the reading of what came, however untidy."""

from __future__ import annotations

import json
from typing import Any

from rag.drafted import Coverage

LABELS: dict[str, Coverage] = {"answered": "answered", "partly": "partly", "silent": "silent"}


def parsed(reply: str) -> dict[str, Any]:
    """The JSON object in a reply, whatever stands around it; {} for none."""
    begin, end = reply.find("{"), reply.rfind("}")
    while 0 <= begin < end:
        try:
            said = json.loads(reply[begin : end + 1], strict=False)
            return said if isinstance(said, dict) else {}
        except (ValueError, RecursionError):
            said = _mended(reply[begin:])
            return said if said else {}
    return {}


def _mended(text: str) -> dict[str, Any]:
    """A JSON text that was cut off, closed after its last whole part."""
    for at in range(len(text) - 1, 0, -1):
        if text[at] != "}":
            continue
        for closing in ("]}", "}]}", "}"):
            try:
                said = json.loads(text[: at + 1] + closing, strict=False)
            except ValueError:
                continue
            return said if isinstance(said, dict) else {}
    return {}


def texts(value: Any) -> list[str]:
    """The quotes that were given, whether a list, one text or objects."""
    given = value if isinstance(value, list) else [value]
    texts = [v.get("quote", "") if isinstance(v, dict) else v for v in given]
    return [t for t in texts if isinstance(t, str) and t.strip()]


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_TEXT = {"type": "string"}
_QUOTES = {"type": "array", "items": _TEXT}
SCHEMA: dict[str, Any] = _object(
    prompts={"type": "array", "items": _object(
        id=_TEXT, label={"type": "string", "enum": list(LABELS)}, why=_TEXT, quotes=_QUOTES)},
    questions={"type": "array", "items": _object(
        question=_TEXT, quotes=_QUOTES, kind=_TEXT, prompt=_TEXT, to=_TEXT,
        when={"type": "string", "enum": ["meeting", "written"]}, why=_TEXT, supplementary=_TEXT)},
)  # fmt: skip
