"""Checks a draft: its figures against the ledger, its sentences against earlier ones, and promises on its subject.

Sentences alike are found by the full text, then compared by the words that carry a claim. Word for word the same is a
repeat. With other figures it is an update where it is of another time, else a conflict; with a negation or a rise
turned round it is a conflict. A sentence of few such words is compared for its figures alone, with one of the very same
words and of a time that both name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from index.language.amounts import amounts
from index.language.periods import Span, find_periods, named_periods, own_period, without_periods
from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredPassage
from rag.check.quotes import fold_text, is_negator
from rag.check.words import content_stems, cut
from rag.compare.draft import RELATIONS, Checked, Draft, Finding, Relation
from rag.compare.polarity import turned
from rag.figures.forms import MARKER
from rag.figures.keep import ledger_with
from rag.figures.mentions import EVERY_KIND, mentions_of
from rag.figures.values import Value, citations, equal
from rag.memory.commitment import Commitment
from rag.memory.register import open_register
from rag.search.reading import spans
from rag.values import Citation

_LEAST = 5  # words that carry a claim: a shorter sentence says too little to be compared but for its figures
_SAME = 0.85  # Jaccard's index of those words, of a repeat
_LIKELY = 0.7  # … of one that contradicts another
_ALIKE = 0.6  # … of one that another brings up to date
_NAME = re.compile(r"(?<=\s)[A-Z][a-z]+\s$")
_CANDIDATES = 8
_WORDS = 14  # words of a sentence that are looked for
_SKIPPED = frozenset({"agenda", "guidance"})


_Twin = tuple[float, Citation]  # how alike, in [0, 1], a sentence of an earlier paper


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
            finding = _told(Citation(0, passage, quote), twins) if twins else None
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
    twins.sort(key=lambda t: (t[1].passage.item.meeting_date or date.min, t[0]), reverse=True)
    return twins


def _in(passage: StoredPassage, stems: frozenset[str]) -> list[_Twin]:
    found = []
    for start, end in spans(passage):
        quote = passage.text[start:end]
        theirs = frozenset(content_stems(fold_text(quote)))
        alike = len(stems & theirs) / len(stems | theirs) if theirs else 0.0
        if alike >= (_ALIKE if len(stems) >= _LEAST else 1.0):
            found.append((alike, Citation(0, passage, quote)))
    return found


def _told(mine: Citation, twins: Sequence[_Twin]) -> Finding | None:
    judged = [(relation, why, twin) for twin in twins for relation, why in [_relation(mine, twin)] if relation]
    for wanted in ("conflicts", "updates", "repeats"):
        chosen = [(why, twin[1]) for relation, why, twin in judged if relation == wanted]
        if chosen and (wanted != "conflicts" or not any(relation == "repeats" for relation, _, _ in judged)):
            earlier = tuple(replace(cited, n=n) for n, (_, cited) in enumerate(chosen[:_SHOWN], 1))
            return Finding(wanted, _short(mine.quote), chosen[0][0], mine, earlier)
    return None


def _relation(mine: Citation, twin: _Twin) -> tuple[Relation | None, str]:
    alike, other = twin
    here, there = _figures(mine.quote), _figures(other.quote)
    if len(set(content_stems(fold_text(mine.quote)))) < _LEAST:
        named, theirs = ({p.days for p in find_periods(c.quote)} for c in (mine, other))
        if here == there or not named or named != theirs or len(here) != len(there):
            return None, ""
    if here != there and here and there:
        first, second = _times(mine), _times(other)
        if first and second and not any(a.start <= b.end and b.start <= a.end for a in first for b in second):
            return "updates", "An earlier paper says this of another time, with other figures."
        if there - here and alike >= _LIKELY:
            only = ", ".join(sorted(there - here))
            return "conflicts", f"An earlier paper says nearly the same with other figures: {only}."
        return None, ""
    told = fold_text(mine.quote), fold_text(other.quote)
    if alike >= _LIKELY and turned(*told, _LIKELY):
        return "conflicts", "An earlier paper says nearly the same, the other way round."
    denied, before = (sum(is_negator(w.lower) for w in cut(text)) for text in told)
    if here == there and alike >= _SAME and denied == before:
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


_EACH = 5  # commitments for one title or heading
_MOST = 12
_FEWEST, _LONGEST = 2, 9  # words of a heading that names a subject


def check_draft(draft: Draft, library: Library) -> Checked:
    """Everything of the draft that conflicts with, updates or repeats what the library's papers say."""
    measured, figures = compare_figures(draft, library)
    told = frozenset(f.draft.quote for f in measured if f.draft)
    said, sentences = compare_claims(draft, library, told)
    quotes = {f.draft.quote for f in measured if f.draft and f.relation == "repeats"}
    findings = [
        *measured,
        *open_promises(draft, library),
        *(f for f in said if not (f.draft and f.draft.quote in quotes)),
    ]
    findings.sort(key=lambda f: RELATIONS.index(f.relation))
    return Checked(draft.name, tuple(findings), sentences, figures, draft.warnings)


def open_promises(draft: Draft, library: Library) -> list[Finding]:
    """The commitments still open that are about what the draft is about, those on its title first."""
    register = open_register(library)
    found: dict[str, Commitment] = {}
    for subject in _subjects(draft):
        for commitment in register.about(subject, _EACH):
            if commitment.citation.passage.item.document_id != draft.digest:
                found.setdefault(commitment.id, commitment)
    return [_promise(commitment) for commitment in list(found.values())[:_MOST]]


def _promise(commitment: Commitment) -> Finding:
    quotes = [commitment.citation, *(f.citation for f in commitment.follow_ups)]
    numbered = tuple(replace(c, n=n) for n, c in enumerate(quotes, 1))
    due = f" It was due {commitment.due_words}." if commitment.due_words else ""
    why = f"Status: {commitment.status}.{due} {commitment.why}".strip()
    subject = f"{commitment.heading}: {commitment.text}" if commitment.heading else commitment.text
    return Finding("commitment", subject, why, None, numbered)


def _subjects(draft: Draft) -> Iterator[str]:
    headings = [item.title for item in draft.items]
    for passage in draft.passages:
        headings += (passage.section or "").split(" › ")
    for heading in dict.fromkeys(headings):
        bare = " ".join(without_periods(heading, find_periods(heading)).split()).strip(" -–:,*#")
        if _FEWEST <= len(bare.split()) <= _LONGEST:
            yield bare


_SHOWN = 3  # earlier values shown with one of the draft's


def compare_figures(draft: Draft, library: Library) -> tuple[list[Finding], int]:
    """What earlier papers say of the figures of the draft, in its order; and how many figures it has. The draft's
    figures are placed as those of a paper are that comes after all others.
    """
    mentions = mentions_of(draft.items, draft.statements, EVERY_KIND)
    ledger = ledger_with(library, draft.digest, mentions, draft.items)
    places = {(m.passage_id, m.quote, m.printed): n for n, m in enumerate(mentions)}
    passages = {p.id: p for p in draft.passages}
    found: dict[tuple[str, str, Span | None], tuple[int, Finding]] = {}
    for indicator in ledger.indicators:
        earlier = [v for v in indicator.values if v.paper.document_id != draft.digest]
        for value in indicator.values if earlier else ():
            if value.paper.document_id == draft.digest:
                mine = Citation(0, passages[value.passage_id], value.quote)
                finding = _finding(value, indicator.name, earlier, mine, library)
                place = places[value.passage_id, value.quote, value.printed]
                if finding:
                    found.setdefault((indicator.id, value.printed, value.period), (place, finding))
    return [finding for _, finding in sorted(found.values(), key=lambda one: one[0])], len(mentions)


def _finding(mine: Value, known_as: str, values: Sequence[Value], draft: Citation, library: Library) -> Finding | None:
    period = mine.period
    same = [v for v in values if period and v.period and v.period.same(period)]
    name = known_as if mine.source == "row" else mine.name
    said = f"{name} {mine.printed}" + (f", {period.text}" if period else "")
    other = [v for v in same if not equal(v.printed, v.value, mine.printed, mine.value)]
    agree = [v for v in same if v not in other]
    if other:
        first = other[-1]
        why = f"An earlier paper gives {first.printed} for {first.period.text if first.period else 'the same time'}."
        if agree:
            why += f" Another gives {agree[-1].printed}, as the draft does."
        return _made("conflicts", said, why, draft, [*_latest(other), *_latest(agree)[:1]], library)
    if period is None:
        agree = [v for v in values if equal(v.printed, v.value, mine.printed, mine.value)]
    if agree:
        return _made("repeats", said, "An earlier paper gives the same figure.", draft, _latest(agree), library)
    before = [v for v in values if v.period and (period is None or v.period.end < period.end)]
    if not before:
        return None
    last = before[-1]
    why = f"The last earlier value is {last.printed}, for {last.period.text if last.period else ''}."
    return _made("updates", said, why, draft, _latest([v for v in before if v.period == last.period]), library)


def _made(relation: str, said: str, why: str, draft: Citation, values: Sequence[Value], library: Library) -> Finding:
    return Finding(relation, said, why, draft, tuple(citations(library, values)))  # type: ignore[arg-type]


def _latest(values: Sequence[Value]) -> list[Value]:
    order = sorted(values, key=lambda v: v.paper.meeting_date or date.min, reverse=True)
    return list({v.paper.item_id: v for v in reversed(order)}.values())[::-1][:_SHOWN]
