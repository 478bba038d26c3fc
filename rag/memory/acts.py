"""What a sentence of minutes does: it decides for the body, undertakes something for somebody, or neither.

Only the form makes a sentence a candidate: a modal, "Clerk to write", "to be sent", a verb by which bodies decide.
Which of them decide or undertake is judged by a head fitted over what the form shows and the vector of the clause
(`prompts/weights/acts.json`, with its card beside it). With another encoder than it was fitted on, the form alone
is judged.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from index.encoder.embedding import Embedding, embed_texts, identity

Act = Literal["", "undertaking", "soft", "resolution"]
ACTS = ("", "undertaking", "resolution")  # the classes of the head, in the order of its weights

_MODAL = re.compile(r"\b(will|would|shall)(?: (?:now|then|also|again))? (?!have\b|not\b|like\b)(be )?", re.I)
_TO_DO = re.compile(
    r"(?P<who>(?:^|(?<=[\s|]))[A-Z][\w.&’'/-]*)(?P<be> (?:is|are))? to (?!the\b|an?\b|their\b|his\b)[a-z]+"
)
_TO_BE = re.compile(r"(?:^|(?<=[|.;:–-])) ?(?:[\w’'-]+ ){0,6}?to be [a-z]+", re.I)
_GAVE = re.compile(r"\b(?:agreed|offered|undertook|promised|volunteered|asked(?= to\b| that\b))\b")
_ACTION = re.compile(r"\b\d\d-\d\d\b|\bACTION\b")  # an action's number, or the word
_FORMAL = re.compile(
    r"\b(?:agreed|resolved|decided|approved|adopted|carried|accepted|confirmed|authori[sz]ed|moved|seconded|unanimous\w*"
    r"|voted?|elected|appointed|agreement|favour)\b",
    re.I,
)
_BODIES = ("board", "committee", "council", "councillors", "member", "members", "meeting", "commission", "panel", "all")
_ASKS, _DOUBTS = ("noted", "asked", "requested", "suggested", "hoped", "felt"), ("if", "whether", "should")
_END = re.compile(r"[.;:|–]|, ")
_SOFT = re.compile(
    r"\b(?:would|will|to)(?: \w+)? (?:be )?(?:consider|explor|look(?:ed)? (?:at|into)|aim|endeavour|hope|review)", re.I
)
_BEFORE, _AFTER = 8, 12  # words of a clause before and after its verb


def acts(texts: Sequence[str], embedding: Embedding | None = None) -> list[Act]:
    """What each sentence does; "soft" is an undertaking only to think about something."""
    found: list[Act] = [""] * len(texts)
    clauses = [clause(text) for text in texts]
    likely = [n for n, words in enumerate(clauses) if words and len(texts[n].split()) > 2]
    if not likely:
        return found
    known = embedding is not None and identity(embedding) == _weights()["encoder"]
    rows = np.asarray([form(texts[n]) for n in likely], np.float32)
    name = "vectors" if known else "form"
    if known and embedding is not None:
        rows = np.hstack([rows, embed_texts(embedding, [clauses[n] for n in likely])])
    chances = chance(rows, np.asarray(_weights()[name]["coef"]), np.asarray(_weights()[name]["intercept"]))
    bars = _weights()[name]["bars"]
    for n, (_, undertaken, resolved) in zip(likely, chances, strict=True):
        if resolves(texts[n]) or (resolved >= bars["resolution"] and resolved >= undertaken):
            found[n] = "resolution"
        elif undertaken >= bars["undertaking"]:
            found[n] = "soft" if _SOFT.search(texts[n]) else "undertaking"
    return found


_THEN = ("be", "been", "had", "has", "have", "not", "previously")  # before "resolved": it is not decided here and now


def resolves(text: str) -> bool:
    """Whether the formal word itself says that it was decided, here and now: "the Council resolved to buy it"."""
    for found in _FORMAL.finditer(text):
        after = text[found.end() :]
        now = found.group().lower() == "resolved" and after.startswith((" to ", " that ")) and after[:8] != " to the "
        if now and (text[: found.start()].split() or [""])[-1] not in _THEN:
            return True
    return False


def chance(rows: NDArray[np.float32], coef: NDArray[Any], intercept: NDArray[Any]) -> NDArray[Any]:
    """The probability of each class (columns, as `ACTS`) of each row of features."""
    scores = rows @ coef.T + intercept
    shares: NDArray[Any] = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def clause(text: str) -> str:
    """The words around the verb that makes a sentence a candidate; "" for one that is none."""
    found = [m for m in (p.search(text) for p in (_MODAL, _TO_DO, _TO_BE, _GAVE, _FORMAL, _ACTION)) if m]
    if not found:
        return ""
    match = min(found, key=lambda m: m.start())
    before = _END.split(text[: match.start()])[-1].split()[-_BEFORE:]
    return " ".join((*before, *text[match.start() :].split()[:_AFTER]))


def form(text: str) -> list[float]:
    """What the form of a sentence shows, a number each; the head's weights are in this order."""
    modal, to_do, gave, formal = (p.search(text) for p in (_MODAL, _TO_DO, _GAVE, _FORMAL))
    own = _END.split(text[: modal.start()])[-1].split() if modal else []
    last = own[-1].lower() if own else ""
    todo = _END.split(text[: to_do.start()])[-1].split() if to_do else []
    before = text[: formal.start()].lower() if formal else ""
    named = [word for word in own[1:] if word[:1].isupper()]
    led = [""] * 3 + before.split() if before[-1:] == " " else [""] * 3  # the words that lead to the verb
    after = text[formal.end() :] if formal else ""
    words = _words(text)
    shown = (
        bool(modal),
        bool(modal) and modal[1].lower() == "would",  # type: ignore[index]
        bool(modal and modal[2]),
        bool(to_do),
        bool(to_do) and len(todo) <= 2,
        bool(to_do and to_do["be"]),
        bool(to_do and to_do["who"].isupper()),
        bool(to_do and not modal and not formal),
        bool(_TO_BE.search(text)),
        bool(gave),
        bool(gave and text[gave.end() :].startswith(" to ")),
        last in ("he", "she", "they", "we", "i"),
        last in ("it", "this", "these", "that", "which", "there", "who"),
        bool(named) or (len(own) == 1 and own[0][:1].isupper() and len(last) > 4),
        not _words(text.lower()).isdisjoint(_DOUBTS),
        text.rstrip().endswith("?"),
        bool(_ACTION.search(text)),
        min(len(text.split()), 60) / 30,
        not words.isdisjoint(("next", "future", "meeting")),
        bool(formal),
        ["it", "was"] in (led[-2:], led[-3:-1]),
        not {"was", "were", "been"}.isdisjoint(led[-2:]),
        (led[-2] if led[-1] == "been" else led[-1]) in ("had", "has", "have"),
        not _words(before).isdisjoint(_BODIES),
        bool(formal and formal.group().isupper()),
        bool(formal and formal.start() < 3),
        after.startswith((" that ", " to ", " by ")),
        "unanimous" in text.lower(),
        not words.isdisjoint(_ASKS),
    )
    return [float(value) for value in shown]


def _words(text: str) -> set[str]:
    return set("".join(letter if letter.isalnum() else " " for letter in text).split())


@cache
def _weights() -> dict[str, Any]:
    weights: dict[str, Any] = json.loads(files("prompts.weights").joinpath("acts.json").read_text(encoding="utf-8"))
    return weights
