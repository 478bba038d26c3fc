"""What members are asked to do with a report, in its own words, and whether that is a decision or only to note it."""

from itertools import pairwise
from typing import Literal

from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredItem, StoredPassage
from rag.draft.papers import Proof
from rag.memory.particulars import is_noting
from rag.search.reading import spans

LONGEST = 60  # words that can be taken in at a glance
_LABEL = 4  # words of a label before its colon
_STEM = "recommend"  # of the heading, or of the label before a colon, that reports everywhere have
Asked = Literal["", "decision", "noting"]
# The closed vocabulary of what bodies do with a paper, as their standing orders have it: by stems, and only where such
# a word leads what is asked.
_DECIDES = frozenset(tokens("agree approve adopt endorse authorise authorize delegate appoint determine decide"))
_NOTES = frozenset(tokens("note receive"))


def asked_of(library: Library, item: StoredItem) -> list[Proof]:
    """What stands first under the heading of what is recommended, or behind such a label, with the list after it."""
    passages = library.passages(item.id)
    for n, passage in enumerate(passages):
        start = 0 if _STEM in tokens((passage.section or "").split(" › ")[-1]) else _behind_label(passage.text)
        if start is not None and start == len(passage.text) and n + 1 < len(passages):
            passage, start = passages[n + 1], 0
        text = _in_view(passage, start) if start is not None else ""
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
    words = ["to", *text.split()]
    led = {n: set(tokens(after)) for n, (before, after) in enumerate(pairwise(words), 1) if _leads(before)}
    if any(stems & _DECIDES for stems in led.values()):
        return "decision"
    noting = [" ".join(words[n:]) for n, stems in led.items() if stems & _NOTES]
    return "noting" if noting and all(is_noting(words, "to") for words in noting) else ""


def _leads(word: str) -> bool:
    bare = word.strip("().:•–-")
    return word in ("to", "and", "also") or word[:1].isupper() or (len(bare) <= 3 and bare != word)
