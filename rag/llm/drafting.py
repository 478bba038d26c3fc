"""A draft made by a language model that reads the whole report: labels and questions, each checked by code.

One request a report: its passages and those of its appendices, the agreed prompts, and what the registers hold on it.
The labels and questions that come back rest on quotes that stand in the papers, or they are left out and listed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from index.faults import LlmFault
from index.values import StoredItem, StoredPassage
from prompts.template import template
from rag.check.words import content_stems
from rag.drafted import DraftQuestion, Dropped, PromptCoverage
from rag.llm.grounds import LONGEST_WORDS, MOST_QUOTES, faults, located, stating
from rag.llm.model import Ending, Model, never
from rag.llm.reply import LABELS, SCHEMA, WISHED, parsed, texts
from rag.llm.requests import Claimed, fenced, judged
from rag.llm.sources import bare, count_tokens, fit, fresh, shortened
from rag.values import Citation

MOST_QUESTIONS = 12
_UNSURE = "Please check this against its quotes: they may not say quite that."
_REPLY_TOKENS = 6_000
_REPAIR_TOKENS, _WISH_TOKENS, _ANY = 900, 2_500, 10**9
# What a long report is searched for besides the prompts: what never reaches the window is missed.
_SOUGHT = (
    "decline fell worse than last year", "per head unit cost", "compared with national average quartile",
    "below standard requires improvement", "not yet known to be confirmed", "risk not mitigated", "overspend shortfall",
    "consultation response objected", "equality impact", "delegated authority approve",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a draft is asked of: the report, its passages and its appendices' in order, and the agreed prompts.
    `searched` is what a search of the report gives for each prompt (the draft made without a model); `known` are lines
    of the registers on it: earlier figures, open promises, minutes.
    """

    report: StoredItem
    passages: tuple[StoredPassage, ...]
    searched: tuple[PromptCoverage, ...]
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drafted:
    """What came back and stood the check, and what did not."""

    prompts: tuple[PromptCoverage, ...]
    questions: tuple[DraftQuestion, ...]
    dropped: tuple[Dropped, ...]
    on: date
    notice: str = ""


def draft_with(model: Model, asked: Asked, stop: Callable[[], bool] = never) -> Drafted:
    """The labels and the questions for a report.

    Raises:
        LlmFault: when the model fails or writes nothing of use. The caller keeps the draft made without it.
        Stopped: when `stop` said so.
    """
    withheld = model.withheld()
    passages = tuple(p for p in asked.passages if p.item.document_id not in withheld)
    if not passages:
        raise LlmFault("This report may not be sent to a language model.", "See the setting llm_restricted.")
    asked = replace(asked, passages=passages)
    data, plain, shown = request(asked, model.draft_context or model.context)
    whole = len(request(asked, _ANY)[2])  # without what is only said again
    ending = Ending()
    said = parsed(fenced(model, "draft", data, plain, _REPLY_TOKENS, stop, schema=SCHEMA, ending=ending))
    if not said.get("questions") and not said.get("prompts"):
        model.forget(ending)
        raise LlmFault("The language model wrote no draft that could be read.", "Try another model, or a larger one.")
    prompts = _labelled(said.get("prompts"), asked)
    questions, dropped = _questions(model, said.get("questions"), passages, stop)
    notice = "" if ending.kind == "whole" else "The language model's draft was cut off: it is not whole."
    if len(shown) < whole:
        notice = f"{notice} The report was too long to be read whole: {len(shown)} of {whole} passages.".strip()
    return Drafted(prompts, questions, dropped, ending.on, notice)


def request(asked: Asked, budget: int) -> tuple[dict[str, str], dict[str, str], tuple[StoredPassage, ...]]:
    """(what is fenced, our own words, the passages shown) within `budget` tokens, the report's own passages first."""
    plain = {
        "prompts": "\n".join(f"{p.id}: {p.question}" for p in asked.searched),
        "title": bare(f"{asked.report.title} ({asked.report.committee or ''} {asked.report.meeting_date or ''})"),
    }
    known = "\n".join(bare(line) for line in asked.known) or "(nothing)"
    fixed = template("draft_system").text + template("draft_user").text + known + "".join(plain.values())
    shown = _window(asked, budget - count_tokens(fixed) - 60)
    return {"known": known, "report": "\n\n".join(_blocks(shown))}, plain, shown


def wished(
    model: Model, wish: str, passages: Sequence[StoredPassage], offered: Sequence[str], stop: Callable[[], bool] = never
) -> tuple[tuple[DraftQuestion, ...], tuple[Dropped, ...]]:
    """The questions that a `wish` asks for ("harder", "only about money", "for the Lead Member", "what would residents
    ask?") over the passages shown before, none of those `offered`; and what did not stand the check. Raises LlmFault
    when the model fails, or none of the passages may go to it; Stopped when `stop` said so.
    """
    withheld = model.withheld()
    passages = [p for p in passages if p.item.document_id not in withheld]
    if not passages:
        raise LlmFault("These papers may not be sent to a language model.", "See the setting llm_restricted.")
    data = {"wish": bare(wish), "offered": "\n".join(map(bare, offered)) or "(none)"}
    fixed = template("wish_system").text + template("wish_user").text + "".join(data.values())
    budget = (model.draft_context or model.context) - count_tokens(fixed) - 60
    blocks = fit(_blocks(passages), budget, lambda text: f"{text}\n\n")
    data["passages"] = "\n\n".join(blocks)
    said = parsed(fenced(model, "wish", data, {}, _WISH_TOKENS, stop, schema=WISHED))
    return _questions(model, said.get("questions"), passages, stop)


def _blocks(passages: Sequence[StoredPassage]) -> list[str]:
    """Each passage as it is shown: its heading where that is not the heading before, and its lines, since a table is
    read by its rows."""
    blocks, before = [], ""
    for passage in passages:
        where = passage.item.title if passage.item.kind == "appendix" else ""
        parts = [t for t in (where, *(passage.section or "").split(" › ")) if t]
        heading = bare(" › ".join(map(shortened, parts)))
        lines = "\n".join(line for line in map(bare, passage.text.split("\n")) if line)
        blocks.append(f"[{heading}]\n{lines}" if heading and heading != before else lines)
        before = heading
    return blocks


def _window(asked: Asked, budget: int) -> tuple[StoredPassage, ...]:
    """The report's own passages and, while they fit, those of its appendices that bear most on what is asked."""
    own = [p for p in asked.passages if p.item.id == asked.report.id]
    rest = [p for p in asked.passages if p.item.id != asked.report.id]
    sought = [set(content_stems(q)) for q in (*(p.question for p in asked.searched), *_SOUGHT)]

    def bears(passage: StoredPassage) -> float:
        words = set(content_stems(passage.text.lower()))
        return max((len(words & s) / len(s) for s in sought if s), default=0.0)

    cost = {p.id: count_tokens(b) + 2 for p, b in zip(asked.passages, _blocks(asked.passages), strict=True)}
    if sum(cost[p.id] for p in own) > budget:
        own = sorted(own, key=bears, reverse=True)
    kept, left = list[str](), budget
    for passage in fresh([*own, *sorted(rest, key=bears, reverse=True)], lambda p: p.text):
        if cost[passage.id] <= left:
            left -= cost[passage.id]
            kept.append(passage.id)
    while True:  # a heading comes again where what stood between two passages is left out
        shown = tuple(p for p in asked.passages if p.id in kept)
        if not kept or sum(count_tokens(b) + 2 for b in _blocks(shown)) <= budget:
            return shown
        kept.pop()


def _labelled(said: Any, asked: Asked) -> tuple[PromptCoverage, ...]:
    """The label of each prompt; the draft's own where the model gave none that stands. A label with no quote that
    stands is "silent"; that is kept only where a search of the report agrees.
    """
    given = {str(p.get("id")): p for p in said or [] if isinstance(p, dict)}
    labelled = []
    for search in asked.searched:
        part = given.get(search.id)
        label = LABELS.get(str((part or {}).get("label", "")).lower())
        if part is None or label is None:
            labelled.append(search)
            continue
        citations = _numbered([c for q in texts(part.get("quotes"))[:MOST_QUOTES] for c in located(q, asked.passages)])
        why = " ".join(str(part.get("why", "")).split())[:400]
        if label != "silent" and not citations:
            label, why = "silent", "No words of the report were found for it."
        if label == "silent" and search.coverage == "answered" and search.citations:
            label, citations, why = "partly", search.citations, "Partly: please look. A search found these words."
        labelled.append(replace(search, coverage=label, why=why or search.why, citations=citations))
    return tuple(labelled)


def _questions(
    model: Model, said: Any, passages: Sequence[StoredPassage], stop: Callable[[], bool]
) -> tuple[tuple[DraftQuestion, ...], tuple[Dropped, ...]]:
    kept: list[tuple[dict[str, Any], str, tuple[Citation, ...]]] = []
    dropped: list[Dropped] = []
    wanting: list[tuple[dict[str, Any], str, tuple[Citation, ...], list[str]]] = []
    for part in [p for p in said or [] if isinstance(p, dict)][: MOST_QUESTIONS + 3]:
        text = " ".join(str(part.get("question") or part.get("text") or "").split())
        cited = tuple(c for q in texts(part.get("quotes"))[:MOST_QUOTES] for c in located(q, passages))
        problem = _shape(text, cited)
        if problem:
            dropped.append(Dropped(text, problem))
            continue
        cited, found = _grounded(text, cited, passages)
        if found:
            wanting.append((part, text, cited, found))
        else:
            kept.append((part, text, cited))
    for (part, text, _, found), cited in zip(wanting, _repaired(model, wanting, passages, stop), strict=True):
        still = faults(text, cited, passages) if cited else found
        if still:
            dropped.append(Dropped(text, "; ".join(still)))
        else:
            kept.append((part, text, cited))
    kept, unmeant = _meant(model, kept, stop)
    return tuple(_made(rank, *one) for rank, one in enumerate(kept[:MOST_QUESTIONS], 1)), (*dropped, *unmeant)


def _shape(text: str, cited: Sequence[Citation]) -> str:
    if not text.endswith("?"):
        return "asks nothing"
    if len(text.split()) > LONGEST_WORDS:
        return "is too long"
    return "" if cited else "its quotes do not stand in the report"


def _grounded(
    text: str, cited: tuple[Citation, ...], passages: Sequence[StoredPassage]
) -> tuple[tuple[Citation, ...], list[str]]:
    """The quotes, with those of the report's sentences that state what is lacking, and what is lacking still."""
    found, wrong = faults(text, cited, passages), list[str]()
    for lacks in ("gives ", "names "):  # what is attached for a name is no ground for a figure
        for problem in [one for one in found if one.startswith(lacks)][: MOST_QUOTES - len(cited)]:
            stated = stating(problem, text, cited, passages)
            if stated is not None and all(c.quote != stated.quote for c in cited):
                cited = (*cited, stated)
        found = faults(text, cited, passages) if found else []
        wrong += [] if wrong else [one for one in found if not one.startswith("names ")]
    return cited, list(dict.fromkeys([*wrong, *found]))


def _repaired(
    model: Model,
    wanting: Sequence[tuple[dict[str, Any], str, tuple[Citation, ...], list[str]]],
    passages: Sequence[StoredPassage],
    stop: Callable[[], bool],
) -> list[tuple[Citation, ...]]:
    """The quotes that the model gives when it is told what is lacking: one request for all; none on failure."""
    if not wanting:
        return []
    lines = [f"{n}. {text}\n   Lacking: {'; '.join(found)}" for n, (_, text, _, found) in enumerate(wanting, 1)]
    near = {c.passage.id: c.passage for _, _, cited, _ in wanting for c in cited}
    sought = set(content_stems(" ".join(text for _, text, _, _ in wanting).lower()))
    ranked = sorted(passages, key=lambda p: -len(sought & set(content_stems(p.text.lower()))))
    near |= {p.id: p for p in ranked[:8]}
    body = "\n\n".join(_blocks(list(near.values())))
    try:
        reply = fenced(model, "repair", {"report": body}, {"questions": "\n".join(lines)}, _REPAIR_TOKENS, stop)
    except LlmFault:
        return [() for _ in wanting]
    repaired = []
    for n, (_, _, cited, _) in enumerate(wanting, 1):
        more = [c for q in texts(parsed(reply).get(str(n))) for c in located(q, passages)]
        repaired.append(tuple({c.quote: c for c in (*cited, *more)}.values())[: MOST_QUOTES + 1] if more else ())
    return repaired


def _meant(
    model: Model, kept: list[tuple[dict[str, Any], str, tuple[Citation, ...]]], stop: Callable[[], bool]
) -> tuple[list[tuple[dict[str, Any], str, tuple[Citation, ...]]], list[Dropped]]:
    """Those whose quotes say what they assert, the unsure ones marked; and those whose quotes do not."""
    verdicts, _ = judged(model, [Claimed(text, cited) for _, text, cited in kept], stop)
    told = [*zip(kept, verdicts, strict=True)]
    marked = [(part | {"why": f"{_UNSURE} {part.get('why') or ''}"} if v == "unclear" else part, text, cited)
              for (part, text, cited), v in told if v != "no"]  # fmt: skip
    out = [Dropped(k[1], "asked again, the model says that its quotes do not say this") for k, v in told if v == "no"]
    return marked, out


def _made(rank: int, part: dict[str, Any], text: str, cited: tuple[Citation, ...]) -> DraftQuestion:
    def said(name: str, most: int = 300) -> str:
        return " ".join(str(part.get(name) or "").split())[:most]

    kind = said("kind") or "challenge"
    return DraftQuestion(
        rank=rank, text=text, prompt_id=said("prompt") or None, theme=kind, kind=kind, why=said("why"),
        supplementary=said("supplementary"), citations=_numbered(cited), to=said("to", 80),
        delivery="written" if said("when").lower() == "written" else "meeting",
    )  # fmt: skip


def _numbered(cited: Sequence[Citation]) -> tuple[Citation, ...]:
    return tuple(replace(c, n=n) for n, c in enumerate(cited, 1))
