"""The draft's sentences against the sentences of earlier papers that say nearly the same.

Candidates are found by the full text, then compared by the words that carry a claim. Word for word the same is a
repeat. With other figures it is an update where it is of another time, else a conflict; with a negation or a rise
turned round it is a conflict. A sentence of few such words is compared for its figures alone, with one of the very same
words and of a time that both name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.language.amounts import amounts
from index.language.periods import Span, find_periods, named_periods, own_period
from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredPassage
from rag.check.polarity import turned
from rag.check.quotes import fold_text
from rag.check.words import content_stems
from rag.compare.draft import Draft, Finding, Relation
from rag.figures.forms import MARKER
from rag.search.reading import spans
from rag.values import Citation

_LEAST = 5  # words that carry a claim: a shorter sentence says too little to be compared but for its figures
_SAME = 0.85  # Jaccard's index of those words, of a repeat
_LIKELY = 0.7  # … of one that contradicts another
_ALIKE = 0.6  # … of one that another brings up to date
_NAME = re.compile(r"(?<=\s)[A-Z][a-z]+\s$")
_CANDIDATES = 8
_SHOWN = 3
_WORDS = 14  # words of a sentence that are looked for
_SKIPPED = frozenset({"agenda", "guidance"})


@dataclass(frozen=True)
class _Twin:
    alike: float
    citation: Citation


def compare_claims(draft: Draft, library: Library, told: frozenset[str]) -> tuple[list[Finding], int]:
    """What earlier papers say of the sentences of the draft, in its order; and how many sentences were compared. `told`
    are quotes of the draft of which its figures have told already.
    """
    found: list[Finding] = []
    compared = 0
    for passage in draft.passages:
        if passage.kind == "heading":
            continue
        for start, end in spans(passage):
            quote = passage.text[start:end]
            stems = content_stems(fold_text(quote))
            brief = len(set(stems)) < _LEAST
            if not stems or (brief and not _figures(quote)):
                continue
            compared += 1
            twins = _twins(quote, frozenset(stems), library, draft.digest)
            finding = _finding(Citation(0, passage, quote), twins) if twins else None
            if finding and (finding.relation == "repeats" or quote not in told):
                found.append(finding)
    return found, compared


def _twins(quote: str, stems: frozenset[str], library: Library, digest: str) -> list[_Twin]:
    """The sentences of other documents that are most alike, latest first."""
    said = list(dict.fromkeys(t for t in tokens(quote) if len(t) > 3))
    frequency = library.document_frequency(said)
    rare = sorted((t for t in said if frequency.get(t)), key=lambda t: frequency[t])[:_WORDS]
    ids = [id for id, _ in library.search_words(rare, _CANDIDATES, context_weight=0.0)] if rare else []
    twins = []
    for passage in library.stores.catalogue.passages(ids):
        if passage.item.document_id != digest and passage.item.kind not in _SKIPPED:
            twins += _in(passage, stems)
    twins.sort(key=lambda t: (t.citation.passage.item.meeting_date or date.min, t.alike), reverse=True)
    return twins


def _in(passage: StoredPassage, stems: frozenset[str]) -> list[_Twin]:
    found = []
    for start, end in spans(passage):
        quote = passage.text[start:end]
        theirs = frozenset(content_stems(fold_text(quote)))
        alike = len(stems & theirs) / len(stems | theirs) if theirs else 0.0
        if alike >= (_ALIKE if len(stems) >= _LEAST else 1.0):
            found.append(_Twin(alike, Citation(0, passage, quote)))
    return found


def _finding(mine: Citation, twins: Sequence[_Twin]) -> Finding | None:
    judged = [(relation, why, twin) for twin in twins for relation, why in [_relation(mine, twin)] if relation]
    for wanted in ("conflicts", "updates", "repeats"):
        chosen = [(why, twin) for relation, why, twin in judged if relation == wanted]
        if chosen and (wanted != "conflicts" or not any(relation == "repeats" for relation, _, _ in judged)):
            earlier = tuple(
                Citation(n, t.citation.passage, t.citation.quote) for n, (_, t) in enumerate(chosen[:_SHOWN], 1)
            )
            return Finding(wanted, _short(mine.quote), chosen[0][0], mine, earlier)
    return None


def _relation(mine: Citation, twin: _Twin) -> tuple[Relation | None, str]:
    other = twin.citation
    here, there = _figures(mine.quote), _figures(other.quote)
    if len(set(content_stems(fold_text(mine.quote)))) < _LEAST:
        named, theirs = ({p.days for p in find_periods(c.quote)} for c in (mine, other))
        if here == there or not named or named != theirs or len(here) != len(there):
            return None, ""
    if here != there and here and there:
        first, second = _times(mine), _times(other)
        if first and second and not any(a.start <= b.end and b.start <= a.end for a in first for b in second):
            return "updates", "An earlier paper says this of another time, with other figures."
        if there - here and twin.alike >= _LIKELY:
            only = ", ".join(sorted(there - here))
            return "conflicts", f"An earlier paper says nearly the same with other figures: {only}."
        return None, ""
    if turned(fold_text(mine.quote), [fold_text(other.quote)]) and twin.alike >= _LIKELY:
        return "conflicts", "An earlier paper says nearly the same, the other way round or less strongly."
    if here == there and twin.alike >= _SAME:
        return "repeats", "An earlier paper says the same."
    return None, ""


def _times(citation: Citation) -> list[Span]:
    """The times a sentence speaks of: those it names, told from its paper's own, else the paper's own."""
    item = citation.passage.item
    own = own_period([item.title, item.parent], "")
    return [n.span for n in named_periods(citation.quote, own)] or ([own] if own else [])


def _figures(text: str) -> frozenset[str]:
    """The figures of a sentence, but a paragraph's number and what a name ends with ("Standing Order 35")."""
    marker = MARKER.match(text)
    bare = text[marker.end() :] if marker else text
    return frozenset(a.printed for a in amounts(bare) if a.unit or not _NAME.search(bare[: a.start]))


def _short(quote: str) -> str:
    words = quote.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")
