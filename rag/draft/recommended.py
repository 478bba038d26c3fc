"""What members are asked to do with a report, in its own words, and whether that is a decision or only to note it."""

from collections.abc import Iterator, Sequence
from typing import Literal

from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredItem, StoredPassage
from rag.draft.material.papers import Proof
from rag.memory.particulars import is_noting
from rag.search.reading import spans

LONGEST = 60  # words that can be taken in at a glance
_LABEL = 4  # words of a label before its colon
_STEM = "recommend"  # of the heading, or of the label before a colon, that reports everywhere have
Asked = Literal["", "decision", "noting"]
# The closed vocabulary of what bodies do with a paper, as their standing orders have it, and only where such a word
# leads what is asked; with an "s" too, but no nouns ("appointments").
_DECIDES = frozenset(
    ("agree", "approve", "adopt", "endorse", "authorise", "authorize", "delegate", "appoint", "determine", "decide")
)
_NOTES = frozenset(("note", "receive"))
_UNDER = frozenset(("which", "who", "before", "prior", "when", "where"))  # what follows is what others do, or did


def asked_of(library: Library, item: StoredItem) -> list[Proof]:
    """What stands first under the heading of what is recommended, or behind such a label, with the list after it."""
    passages = library.passages(item.id)
    headed = [(n, 0) for n, p in enumerate(passages) if _STEM in tokens((p.section or "").split(" › ")[-1])]
    labels = ((n, at) for n, p in enumerate(passages) if (at := _behind_label(p.text)) is not None)
    for n, start in (*headed, *labels):
        passage = passages[n]
        if start == len(passage.text) and n + 1 < len(passages):
            passage, start = passages[n + 1], 0
        text = _in_view(passage, start)
        if text and not text.endswith(":"):
            return [Proof(passage, text[text.index(" ") + 1 :] if text[0].isdigit() and " " in text else text)]
    return []


def _behind_label(text: str) -> int | None:
    """Where the text goes on behind a label such as "Officer Recommendations:"; None where there is none."""
    at = text.find(":")
    while at >= 0:
        word = text[:at].rsplit(None, 1)[-1] if text[:at].strip() else ""
        if word[:1].isupper() and _STEM in tokens(word):
            return at + 1 + len(text[at + 1 :]) - len(text[at + 1 :].lstrip(" \n-–"))
        at = text.find(":", at + 1)
    return None


def _in_view(passage: StoredPassage, start: int) -> str:
    """As many whole sentences from there on as can be taken in, up to the next label that begins a line."""
    ends = [end for _, end in spans(passage) if end > start and len(passage.text[start:end].split()) <= LONGEST]
    lines = passage.text[start : max(ends, default=start)].strip().split("\n")
    heads = [line.split(":")[0] if ":" in line else "" for line in lines]
    labels = (n for n, head in enumerate(heads) if n and 0 < len(head.split()) <= _LABEL and lines[n - 1].endswith("."))
    return "\n".join(lines[: next(labels, len(lines))]).strip()


def asked_for(text: str) -> Asked:
    """Whether the words of a recommendation ask for a decision, or only to note; "" where they do not tell. What is
    asked stands behind "to", "and", a body's name or the mark of a list.
    """
    words = text.split()
    led = {n: _verb(words[n]) for n in _leading(words)}
    if any(verb in _DECIDES for verb in led.values()):
        return "decision"
    noting = [" ".join(words[n:]) for n, verb in led.items() if verb in _NOTES]
    return "noting" if noting and all(is_noting(words, "to") for words in noting) else ""


def _leading(words: Sequence[str]) -> Iterator[int]:
    """The places of the words that may be what is asked: of each part of a list the first verb, and what "and" joins
    to it; nothing of a clause below ("note that Cabinet is to approve it").
    """
    asked = below = False
    for n, word in enumerate(words):
        before = words[n - 1] if n else "."
        opens, to = before[-1] in ".;:)•–-", before.lower() == "to"
        if opens:
            asked = below = False
        joined = before in ("and", "also") or (to and n > 1 and words[n - 2] in ("and", "also"))
        below = below or word in _UNDER or (word == "that" and asked and before != "and")
        if not below and (joined or (not asked and (opens or to or before[:1].isupper()))):
            yield n
            asked = asked or _verb(word) in _DECIDES | _NOTES or (to and word.islower() and word != "the")


def _verb(word: str) -> str:
    return word.strip(".,;:").lower().removesuffix("s")
