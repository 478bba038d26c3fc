"""Checks a draft: its figures against the ledger, its sentences against earlier ones, and promises on its subject."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from index.language.periods import Span, find_periods, without_periods
from index.store.library import Library
from rag.compare.claims import compare_claims
from rag.compare.draft import RELATIONS, Checked, Draft, Finding
from rag.figures.keep import ledger_with
from rag.figures.mentions import EVERY_KIND, mentions_of
from rag.figures.values import Value, citations, equal
from rag.memory.commitment import Commitment
from rag.memory.register import open_register
from rag.values import Citation

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
    order = {relation: n for n, relation in enumerate(RELATIONS)}
    findings.sort(key=lambda f: order[f.relation])
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
