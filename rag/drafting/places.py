"""How a question names the place of its proof, and the words that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.language.periods import long_date
from rag.drafting.cues import any_found, read
from rag.drafting.statements import Statement

_WORDS = 30  # a quote within a question is at most about this long; the citation has the whole sentence
_SPARE = 12  # words by which a whole sentence may be longer
_HANGS = re.compile(
    r"(?:and|but|or|which|with|while|although|because|so that|that|where|who|as well as)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"(?<=[,;:–—])\s+|\s+(?=(?:and|but|which|with|while|although|because|so that|where|who)\s)")
# What a cut leaves hanging at the end of a quote.
_DANGLING = re.compile(
    r"(?:[\s.;:,–—(]+|\s(?:and|or|but|the|a|an|of|in|to|for|with|such|as|that|by|on|at))+$", re.IGNORECASE
)
_SHORT = re.compile(r"^(Appendix(?:\s+(?:[A-Z]|\d{1,2}))?)\b", re.IGNORECASE)
_HEADING = 7  # words; a longer line that stands as a heading is most likely none


def place(statement: Statement) -> str:
    """Where a statement stands, as a person says it: "Paragraph 21", "Appendix A, paragraph 1.3", "The minutes …"."""
    item = statement.passage.item
    if item.kind == "minutes":
        day = f" of {long_date(item.meeting_date)}" if item.meeting_date else ""
        return f"The minutes{day}"
    paragraph = statement.paragraph if statement.paragraph and statement.paragraph[0].isdigit() else None
    within = f"paragraph {paragraph}" if paragraph and not statement.row else ""
    heading = "" if statement.row else _heading(statement.heading)
    if not within and heading:
        within = f"under “{heading}”"
    if item.kind == "appendix":
        named = _SHORT.match(item.title)
        title = named[1].capitalize() if named and len(named[1].split()) > 1 else "The appendix"
        title = re.sub(r"\b([a-z])$", lambda m: m[1].upper(), title)
        return f"{title}, {within}," if within else title
    if within.startswith("under"):
        return f"The report, {within},"
    return (within[0].upper() + within[1:]) if within else "The report"


def excerpt(statement: Statement, cues: Iterable[str] = (), limit: int = _WORDS) -> str:
    """The words to quote in a question: the whole sentence when it is short, else its most telling clauses."""
    text = statement.text.strip()
    if len(text.split()) <= limit + _SPARE:
        return re.sub(r"[\s.;:,]+$", "", text)
    cues = tuple(cues)
    pieces = [(m.start(), m.end()) for m in _CLAUSE.finditer(text)]
    starts = [0, *(end for _, end in pieces)]
    ends = [*(start for start, _ in pieces), len(text)]
    best: tuple[float, int, int] | None = None
    for i, start in enumerate(starts):
        if _HANGS.match(text[start:]) and start:
            continue  # what hangs on the words before it does not stand alone
        for end in ends[i:]:
            words = len(text[start:end].split())
            if words > limit:
                break
            window = read(text[start:end])
            score = (
                3.0 * sum(any_found([c], window) for c in cues) + words / limit - (1.0 if cues else 2.0) * (start > 0)
            )
            if words >= 5 and (best is None or score > best[0]):
                best = (score, start, end)
    if best is None:
        cut = list(re.finditer(r"\s+", text))[limit - 1].start()
        best = (0.0, 0, cut)
    _, start, end = best
    if cues and not any_found(cues, read(text[start:end])):
        start, end = 0, _through(text, ends, cues) or end
    quoted = _DANGLING.sub("", text[start:end])
    return f"{'… ' if start else ''}{quoted}{' …' if end < len(text) else ''}"


def _through(text: str, ends: Sequence[int], cues: tuple[str, ...]) -> int | None:
    """Where the first clause ends with which the words so far have one of the cues; None when that is too long."""
    found = next((end for end in ends if any_found(cues, read(text[:end]))), None)
    return found if found and len(text[:found].split()) <= _WORDS + 2 * _SPARE else None


def _heading(heading: str) -> str:
    """A heading short and whole enough to be named; "" for what is most likely a piece of a sentence."""
    bare = re.sub(r"^\W*\d[\d.]*\s*", "", heading).strip(" :")
    whole = bare[:1].isupper() and ":" not in bare and not re.search(r"\b(?:we|of|to|the|and|has|is|are)$", bare)
    return bare if whole and len(bare.split()) <= _HEADING else ""
