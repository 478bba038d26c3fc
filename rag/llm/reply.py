"""Reading what an LLM wrote, however untidy: "sentence [keys]" lines, or the JSON that a draft is asked for."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rag.drafted import Coverage

_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_KEY = r"[A-Za-z]{0,6}[- ]?[A-Z0-9]{1,8}"
_GROUP = re.compile(rf"\s*[\[【]\s*((?:{_KEY})(?:\s*[,;&]\s*(?:{_KEY}))*)\s*[\]】]")
_SPLIT = re.compile(rf"((?:{_GROUP.pattern})+)\s*([.!?]?)")
_RUN_ON = re.compile(rf"((?:{_GROUP.pattern})+\s*[.!?]?)[ \t]+(?=[A-Z0-9£“\"‘])")  # where a next sentence begins
_LEAD = re.compile(r"^\s*(?:[-*•>#]+\s+|\d{1,2}[.)]\s+|(?:answer|response)\s*:\s*)+", re.IGNORECASE)
_TEXT_NAMES = ("sentence", "text", "answer", "claim", "question", "content")
_KEY_NAMES = ("sources", "keys", "citations", "source", "key", "cites", "ids")
MAX_CLAIM_CHARACTERS = 700
_SEARCH = 120  # characters of a search
LABELS: dict[str, Coverage] = {"answered": "answered", "partly": "partly", "silent": "silent"}


@dataclass(frozen=True)
class Claim:
    """A sentence that the LLM wrote and the keys it put to it, as written."""

    text: str
    keys: tuple[str, ...]


@dataclass
class Reply:
    """A reply as it arrives: `feed` gives the claims of each finished line, `close` those of the rest."""

    _whole: str = ""
    _read: int = 0  # finished lines already given
    _given: list[Claim] = field(default_factory=list)

    def feed(self, piece: str) -> list[Claim]:
        """Claims on lines, or sentences with their keys on one line, that `piece` finishes."""
        self._whole += piece
        return self._lines(_lines_of(_THINKING.sub("", self._whole))[:-1])

    def close(self) -> list[Claim]:
        """Claims on the last line; or, where no line had one, of the whole reply read as one JSON text."""
        text = _THINKING.sub("", self._whole)
        rest = self._lines(_lines_of(text))
        if not any(c.keys for c in self._given):
            return list(_from_json_text(text)) or rest
        return rest

    @property
    def says_nothing_found(self) -> bool:
        """True when the reply begins with the agreed word for "the sources do not answer this"."""
        words = _THINKING.sub("", self._whole).split(maxsplit=1)
        return bool(words) and words[0].strip("*_.,:;!-–—\"'`[]()") == "NOTHING"

    @property
    def other_searches(self) -> list[str]:
        """The searches, three at most, that the reply names on a line of its own ("SEARCH: …; …")."""
        told = (line.strip(" *_-") for line in _THINKING.sub("", self._whole).splitlines())
        named = next((t.partition(":")[2] for t in told if t.upper().startswith("SEARCH:")), "")
        searches = (s.strip(" .\"'“”[]*") for s in named.split(";"))
        return [s for s in searches if s and len(s) <= _SEARCH][:3]

    def _lines(self, lines: list[str]) -> list[Claim]:
        new = [claim for line in lines[self._read :] for claim in parse_line(line)]
        self._read = max(self._read, len(lines))
        self._given += new
        return new


def _lines_of(text: str) -> list[str]:
    """The lines of a reply; one of several sentences, each followed by its keys, is as many lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        begins = _LEAD.sub("", line.replace("**", ""))[:1]
        lines += [line] if begins in "[【{" else _RUN_ON.sub(r"\g<1>\n", line).split("\n")
    return lines


def parse_line(line: str) -> list[Claim]:
    """The claims on one line: a JSON object, or sentences each followed (or the line opened) by keys in brackets."""
    line = "".join(c for c in line if c.isprintable() or c == "\t").strip()
    if not line or line.startswith("```"):
        return []
    if line[0] in "{[" and line.rstrip(",")[-1] in "}]":
        claims = list(_from_json_text(line))
        if claims:
            return claims
    line = _LEAD.sub("", line.replace("**", ""))
    claims, at = [], 0
    opening = _SPLIT.match(line)
    if opening and opening.end() < len(line) and not _SPLIT.search(line, opening.end()):
        return [_claim(line[opening.end() :], _keys(opening[1]))]
    for found in _SPLIT.finditer(line):
        text = line[at : found.start()].strip()
        if text:
            claims.append(
                _claim(text + ("" if text.rstrip('"”’').endswith((".", "!", "?")) else found[3]), _keys(found[1]))
            )
        at = found.end()
    rest = line[at:].strip()
    if rest:
        claims.append(_claim(rest, ()))
    return claims


def _claim(text: str, keys: tuple[str, ...]) -> Claim:
    return Claim(" ".join(text.split())[: MAX_CLAIM_CHARACTERS + 1], keys)


def _keys(groups: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(k.strip() for g in _GROUP.findall(groups) for k in re.split(r"[,;&]", g)))


def _from_json_text(text: str) -> Iterator[Claim]:
    """Claims of a JSON text: an object, a list of them, or an object that holds such a list."""
    for opener, closer in ("[]", "{}"):
        begin, end = text.find(opener), text.rfind(closer)
        if 0 <= begin < end:
            try:
                claims = list(_from_json(json.loads(text[begin : end + 1]), 0))
            except (ValueError, RecursionError):
                continue
            if claims:
                yield from claims
                return


def _from_json(value: Any, depth: int) -> Iterator[Claim]:
    if depth > 3:
        return
    if isinstance(value, list):
        for part in value:
            yield from _from_json(part, depth + 1)
    elif isinstance(value, dict):
        text = next((value[n] for n in _TEXT_NAMES if isinstance(value.get(n), str)), "")
        keys: Any = next((value[n] for n in _KEY_NAMES if value.get(n)), [])
        if text.strip():
            listed = keys if isinstance(keys, list) else [keys]
            yield _claim(text, tuple(str(k).strip(" []") for k in listed))
        else:
            for part in value.values():
                yield from _from_json(part, depth + 1)


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
_ASKED = {"type": "array", "items": _object(
    question=_TEXT, quotes=_QUOTES, kind=_TEXT, prompt=_TEXT, to=_TEXT,
    when={"type": "string", "enum": ["meeting", "written"]}, why=_TEXT, supplementary=_TEXT)}  # fmt: skip
_LABEL = {"type": "string", "enum": list(LABELS)}
SCHEMA: dict[str, Any] = _object(
    prompts={"type": "array", "items": _object(id=_TEXT, label=_LABEL, why=_TEXT, quotes=_QUOTES)}, questions=_ASKED
)
WISHED: dict[str, Any] = _object(questions=_ASKED)
