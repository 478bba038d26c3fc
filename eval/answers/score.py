"""One run of answers against its gold cases: a row of figures for each case."""

from collections.abc import Sequence

from eval.answers import retrieval
from eval.answers.cases import Case, Gold
from eval.measures.printed import Answered, Cited
from eval.measures.rows import Figure, Outcome, Row, mean_of
from eval.measures.source import Source
from eval.measures.text import bare, covers, same_pack, title_words

ANSWERS: tuple[Figure, ...] = (
    *(Figure(name, "retrieve") for name in retrieval.MEASURES),
    *(Figure(f"recall@{budget}w", "retrieve") for budget in retrieval.BUDGETS),
    *(Figure(name, "cite") for name in ("pack@1", "pack@3", "report@1", "report@3", "evidence cited", "page right")),
    Figure("quotes verbatim", "cite"),
    Figure("quotes in their document", "cite"),
    Figure("figures right", "answer"),
    Figure("sentences cited", "answer"),
    Figure("wrongly refused", "refuse", higher=False),
    Figure("rightly refused", "refuse"),
    Figure("errors", "refuse", higher=False),
)
MAIN = (
    "success@5",
    "recall@1000w",
    "report@3",
    "evidence cited",
    "figures right",
    "quotes verbatim",
    "wrongly refused",
    "rightly refused",
)
"""The figures of the table by kind."""

EVIDENCE_SHARE = 0.5
"""Share of the gold quote's 4-grams that a cited quote must hold: less than of a passage, since it is cut
to the point.
"""

_NEVER = Answered()


def score(cases: Sequence[Case], answers: Sequence[Answered], source: Source) -> tuple[Row, ...]:
    """A row for each case, in order. An answer that is missing counts as an error: 0, and in every mean. Where no
    citation of the whole run names a paper (a plain baseline knows files only), whether the right report was cited is
    undefined rather than wrong.
    """
    given = {answer.id: answer for answer in answers}
    ranked = retrieval.score(
        [retrieval.Ranking(case, tuple(found.text for found in given.get(case.id, _NEVER).passages)) for case in cases]
    )
    cited = [citation for answer in answers for citation in answer.citations]
    names_papers = not cited or any(citation.report for citation in cited)
    return tuple(_row(case, given.get(case.id, _NEVER), ranked.get(case.id), source, names_papers) for case in cases)


def _row(case: Case, answer: Answered, ranked: dict[str, float] | None, source: Source, names_papers: bool) -> Row:
    quotes, said = answer.citations, answer.sentences if answer.found else None
    broke = answer.status == "error"
    values: dict[str, float | None] = {
        "errors": float(broke),
        "quotes verbatim": mean_of([source.holds(cited.quote) for cited in quotes]),
        "quotes in their document": mean_of([source.holds_in(cited.document, cited.quote) for cited in quotes]),
        "sentences cited": None if said is None else mean_of([bool(sentence.cites) for sentence in said]),
    }
    weights = {
        "quotes verbatim": float(len(quotes)),
        "quotes in their document": float(len(quotes)),
        "sentences cited": float(len(said or ())),
    }
    if ranked is None:
        values["rightly refused"] = float(not answer.found and not broke)
        outcome: Outcome = "answer" if answer.found else "right"
    else:
        cite = _cite(case, answer)
        if not names_papers:
            cite |= {"report@1": None, "report@3": None}
        values |= ranked | cite | {"wrongly refused": float(not answer.found)}
        outcome = _outcome(answer, values)
    if broke:
        outcome = "error"
    weights = {name: weight for name, weight in weights.items() if values[name] is not None}
    return Row(case.id, case.kind, case.question, outcome, values, weights, answer.timings_ms.get("total"))


def _cite(case: Case, answer: Answered) -> dict[str, float | None]:
    """The figures of the citations and the text; all 0 for an answer that refuses."""
    quotes = answer.citations if answer.found else ()
    pack = [any(in_pack(cited, gold, case) for gold in case.gold) for cited in quotes]
    paper = [any(same_paper(cited, gold, case) for gold in case.gold) for cited in quotes]
    met = [
        any(covers(cited.quote, quote, EVIDENCE_SHARE) for cited in quotes for quote in need)
        for need in retrieval.needs(case)
    ]
    paged = [gold for gold in case.gold if gold.page is not None]
    text = bare(answer.text)
    return {
        "pack@1": float(any(pack[:1])),
        "pack@3": float(any(pack[:3])),
        "report@1": float(any(paper[:1])),
        "report@3": float(any(paper[:3])),
        "evidence cited": sum(met) / len(met),
        "page right": None
        if not paged
        else float(
            any(cited.page == gold.page and in_pack(cited, gold, case) for cited in quotes[:3] for gold in paged)
        ),
        "figures right": None
        if not case.must_contain
        else float(answer.found and all(bare(part) in text for part in case.must_contain)),
    }


def _outcome(answer: Answered, values: dict[str, float | None]) -> Outcome:
    """The first stage at which the case was lost, following the journey from passages to answer."""
    if not values["rr"]:
        return "retrieve"
    if not answer.found:
        return "refuse"
    if not values["evidence cited"]:
        return "cite"
    return "answer" if values["figures right"] == 0.0 else "right"


def in_pack(cited: Cited, gold: Gold, case: Case) -> bool:
    """Whether the citation is from the pack the gold stands in."""
    return same_pack(cited.document, gold.file, gold.seed if gold.seed is not None else case.seed)


def same_paper(cited: Cited, gold: Gold, case: Case) -> bool:
    """Whether the citation is from the paper the gold stands in. Within a pack, minutes must be cited as minutes and a
    report as none; titles must share half their telling words, since a gold title often carries the appendix too. A
    case of a single paper's file has no more to match, nor has a gold that knows neither meeting nor file.
    """
    if case.file and gold.file:
        return in_pack(cited, gold, case)
    if not in_pack(cited, gold, case) or (gold.doc_kind == "minutes") != (cited.kind == "minutes"):
        return False
    if gold.doc_kind in ("minutes", "front"):
        return True
    wanted, got = title_words(gold.report), title_words(f"{cited.report} {cited.parent}")
    if not wanted or (gold.meeting_date is None and not gold.file):
        return True
    return len(wanted & got) >= 0.5 * min(len(wanted), max(1, len(got)))
