"""Draft: item → coverage of each agreed prompt → challenges → drafted questions, ranked. No LLM has a part in it."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

import prompts.agreed
from index.library import Library
from prompts.cues import cue_list
from rag.check import check_quote
from rag.drafting.amounts import amounts
from rag.drafting.challenge import Challenge, Material
from rag.drafting.coverage import Judged, judge
from rag.drafting.cues import any_found
from rag.drafting.detectors import (
    actions,
    changes,
    conflicts,
    cued,
    denials,
    doubles,
    lapses,
    ledger,
    measures,
    promises,
    reach,
    remainders,
    repeats,
    series,
    shares,
)
from rag.drafting.papers import gather, guidance_of, purpose_of, report_of
from rag.drafting.questions import Candidate, Writer
from rag.drafting.ranking import rank
from rag.drafting.statements import Statement
from rag.values import Citation, Draft, DraftQuestion, Dropped, PromptCoverage

QUESTIONS, _FEWEST = 12, 10
_SILENT = 3  # questions on silent prompts when there are challenges enough
_PARTLY = 2
_WORTH = {
    "success": 0.9,
    "evaluation_plan": 0.86,
    "consultation": 0.88,
    "after_money": 0.84,
    "voices": 0.82,
    "history": 0.7,
    "evaluated": 0.8,
}
_LESS = {"silent": 0.0, "partly": 0.2, "answered": 0.4}
_NO_MONEY = 0.2  # taken off the prompt on money in a report that speaks of none
_OTHER = 0.7
_DETECTORS = (
    measures,
    series,
    changes,
    remainders,
    shares,
    doubles,
    ledger,
    conflicts,
    lapses,
    reach,
    denials,
    cued,
    actions,
    promises,
    repeats,
)
_WORDS_SHOWN = 12
_SHARP = 8
_DULL_WEIGHT = 0.7  # challenges duller than this leave room for a prompt that is partly answered
_SHARP_WEIGHT = 0.76  # challenges as sharp as this take the place of a third silent prompt
# The agreed prompt that a challenge of this sort puts, with its own proof.
_PROMPT_OF = {
    "money_gone": "after_money",
    "cannot_compare": "evaluated",
    "opposed": "consultation",
    "vague": "success",
    "scale": "success",
    "undated": "evaluation_plan",
}


def draft(library: Library, item_id: str, *, lists: ModuleType = prompts.agreed) -> Draft:
    """The draft for a report (for an appendix, that of its report).

    `lists` offers `choose(guidance_text, meeting_date)`, the agreed list of the pack. Raises NotFound when there is
    no such paper.
    """
    item = report_of(library, item_id)
    material = gather(library, item)
    agreed = lists.choose(guidance_of(library, item), item.meeting_date)
    judged = [judge(prompt, material.report) for prompt in agreed.prompts]
    purpose = purpose_of(list(material.report))
    challenges = [in_context(c, material.report) for c in rank(find_challenges(material), QUESTIONS)]
    told = {f.value for s in material.report if s.cover for f in amounts(s.text)}
    money = any("£" in s.words.held or any_found(cue_list("of_money"), s.words) for s in material.report)
    candidates = _choose(judged, challenges, purpose, Writer(item.author), money, told)
    numbers: dict[tuple[str, str], int] = {}
    coverage = tuple(_coverage(j, material, numbers) for j in judged)
    questions, dropped = _number(candidates, numbers)
    dropped += [Dropped(j.prompt.text, j.why) for j in judged if not j.applies]
    notice = "" if material.report else "No sentences of this paper could be read."
    return Draft(
        item.title, item.document, item.meeting_date, item.id, coverage, tuple(questions), tuple(dropped), notice
    )


def find_challenges(material: Material) -> list[Challenge]:
    """What every detector finds, unranked."""
    return [challenge for detector in _DETECTORS for challenge in detector.find(material)]


def in_context(challenge: Challenge, report: Sequence[Statement]) -> Challenge:
    """With the sentence before its proof, where the proof points back to it and nothing else does yet."""
    first = challenge.proofs[0]
    if len(challenge.proofs) > 1 or first.row or not first.leans or not 0 < first.order < len(report):
        return challenge
    before = report[first.order - 1]
    beside = before.passage.item.id == first.passage.item.id and before.paragraph == first.paragraph
    return challenge.with_proof(before) if beside and not before.row and not before.spoken else challenge


def _choose(
    judged: list[Judged],
    challenges: list[Challenge],
    purpose: list[Statement],
    writer: Writer,
    money: bool,
    told: set[float],
) -> list[Candidate]:
    """The strongest challenges and the silent prompts, best first; partly answered prompts where there is room, and
    answered ones, to be tested, where there would be too few.
    """
    asked = {_PROMPT_OF.get(c.sort) for c in challenges[:_SHARP]}  # prompts that a sharp challenge asks for already
    by_coverage: dict[str, list[Judged]] = {"silent": [], "partly": [], "answered": []}
    for one in sorted((j for j in judged if j.applies), key=lambda j: -_worth(j, money)):
        if one.coverage == "answered" or one.prompt.id not in asked:
            by_coverage[one.coverage].append(one)
    silent, partly, answered = by_coverage.values()
    room = QUESTIONS - len(challenges)
    weakest = challenges[QUESTIONS - _SILENT].weight if len(challenges) > QUESTIONS - _SILENT else 0.0
    wanted = _SILENT if weakest < _SHARP_WEIGHT else _SILENT - 1
    chosen = silent[: max(wanted, room)]
    spare = min(_PARTLY, wanted - len(chosen)) if weakest < _DULL_WEIGHT else 0
    chosen += partly[: max(0, spare, room - len(chosen))]
    chosen += answered[: max(0, _FEWEST - len(challenges) - len(chosen))]
    open_ = {j.prompt.id for j in judged if j.coverage != "answered"}
    candidates = [
        writer.of_challenge(c, prompt if (prompt := _PROMPT_OF.get(c.sort)) in open_ else None, _untold(c, told))
        for c in challenges[: QUESTIONS - len(chosen)]
    ]
    candidates += [writer.of_prompt(j, purpose, _worth(j, money)) for j in chosen]
    return sorted(candidates, key=lambda c: -c.worth)


def _untold(challenge: Challenge, told: set[float]) -> bool:
    """True when only an appendix gives the challenge's figures."""
    first = challenge.proofs[0]
    figures = {f.value for f in amounts(first.text)}
    own = all(not p.cover and p.passage.item.kind == "appendix" for p in challenge.proofs)
    return own and not first.row and bool(figures) and not figures & told


def _worth(judged: Judged, money: bool) -> float:
    less = _LESS[judged.coverage]
    if judged.prompt.id == "after_money" and not money:
        less = _NO_MONEY
    return _WORTH.get(judged.prompt.id, _OTHER) - less


def _number(
    candidates: list[Candidate], numbers: dict[tuple[str, str], int]
) -> tuple[list[DraftQuestion], list[Dropped]]:
    """The candidates with their citations; one without evidence, or that says what another says, is dropped."""
    questions: list[DraftQuestion] = []
    dropped: list[Dropped] = []
    for candidate in candidates:
        citations = _cite(candidate.proofs, numbers)
        if not citations:
            dropped.append(Dropped(candidate.text, "No words of the papers could be found to rest it on."))
        elif any(candidate.text == q.text for q in questions):
            dropped.append(Dropped(candidate.text, "It says the same as another question."))
        else:
            questions.append(
                DraftQuestion(
                    len(questions) + 1,
                    candidate.text,
                    candidate.prompt_id,
                    candidate.theme,
                    candidate.kind,
                    candidate.why,
                    candidate.supplementary,
                    citations,
                    candidate.to,
                    candidate.delivery,
                )
            )
    return questions, dropped


def _cite(statements: tuple[Statement, ...], numbers: dict[tuple[str, str], int]) -> tuple[Citation, ...]:
    """Citations of statements whose words stand verbatim in their passage, numbered through the draft."""
    return tuple(
        Citation(numbers.setdefault((s.passage.id, s.text), len(numbers) + 1), s.passage, s.text)
        for s in statements
        if check_quote(s.text, s.passage)
    )


def _coverage(judged: Judged, material: Material, numbers: dict[tuple[str, str], int]) -> PromptCoverage:
    return PromptCoverage(
        judged.prompt.id,
        judged.prompt.text,
        judged.coverage,
        judged.why,
        _cite(judged.quotes, numbers),
        _searched(judged, material),
    )


def _searched(judged: Judged, material: Material) -> str:
    """What was read and which words were tried, for a reader who doubts a silence."""
    headings = list(dict.fromkeys(s.heading for s in material.report if s.heading))
    papers = len({s.passage.item.id for s in material.report})
    read = f"{len(material.report)} sentences and rows of the report"
    if papers > 1:
        read += f" and its {papers - 1} appendi{'x' if papers == 2 else 'ces'}"
    shown = "; ".join(headings[:8]) + (" …" if len(headings) > 8 else "")
    under = f", under {len(headings)} headings ({shown})" if headings else ""
    facets = (*judged.missing, *(facet for facet, _ in judged.shown))
    words = list(dict.fromkeys(_plain(cue) for facet in facets for cues in facet.all[:1] for cue in cues))
    tried = [w for w in words if w][:_WORDS_SHOWN]
    return f"{read}{under}" + (f"; words tried, in any form: {', '.join(tried)}" if tried else "") + "."


def _plain(cue: str) -> str:
    """A cue as words to show; "" for one that is only signs."""
    words = [w.removeprefix("=").split("|")[0] for w in cue.split() if w[0] not in "@#%£!"]
    return " ".join(words).strip(" …") if any(w != "…" for w in words) else ""
