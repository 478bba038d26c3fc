"""Which challenges and prompts become questions: the sharpest, and between them the prompts that are silent."""

from __future__ import annotations

from collections.abc import Sequence

from index.language.amounts import amounts
from rag.drafting.challenge import Challenge
from rag.drafting.coverage import Judged
from rag.drafting.prepared import Prepared
from rag.drafting.questions import Candidate, Writer

QUESTIONS, FEWEST = 12, 5
POOL = 18  # challenges looked through for them
_SILENT = 3  # questions on silent prompts when there are challenges enough
_PARTLY, _ROOMY = 2, 10  # questions on prompts partly answered; drafts of fewer questions than this have room for them
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
_ADRIFT = 0.3  # taken off a silence where nothing is there to ask it of
_OTHER = 0.7
_STRONG = 0.7  # weaker challenges are left out where there are enough without them
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


def choose(found: Prepared, writer: Writer) -> list[Candidate]:
    """The strongest challenges and the silent prompts, best first; partly answered prompts where there is room, and
    answered ones, to be tested, where there would be too few.
    """
    challenges = [c for n, c in enumerate(found.challenges) if c.weight >= _STRONG or n < FEWEST][:QUESTIONS]
    asked = {_PROMPT_OF.get(c.sort) for c in challenges[:_SHARP]}  # prompts that a sharp challenge asks for already
    by_coverage: dict[str, list[Judged]] = {"silent": [], "partly": [], "answered": []}
    for one in sorted((j for j in found.judged if _asked(j)), key=lambda j: -_worth(j)):
        if one.coverage == "answered" or one.prompt.id not in asked:
            by_coverage[one.coverage].append(one)
    silent, partly, answered = by_coverage.values()
    room = FEWEST - len(challenges)
    weakest = challenges[QUESTIONS - _SILENT].weight if len(challenges) > QUESTIONS - _SILENT else 0.0
    wanted = _SILENT if weakest < _SHARP_WEIGHT else _SILENT - 1
    chosen = [j for j in silent if not j.adrift][: max(wanted, room)]
    spare = min(_PARTLY, wanted - len(chosen)) if weakest < _DULL_WEIGHT else 0
    spare = _PARTLY if len(challenges) + len(chosen) + _PARTLY <= _ROOMY else spare
    chosen += partly[: max(0, spare, room - len(chosen))]
    chosen += [j for j in silent if j.adrift][: max(0, room - len(chosen))]
    chosen += answered[: max(0, room - len(chosen))]
    return _worded(found, challenges[: QUESTIONS - len(chosen)], chosen, writer)


def spares(found: Prepared, writer: Writer, chosen: Sequence[Candidate]) -> list[Candidate]:
    """What may fill up where too few stand: prompts answered in part, extras, then answered prompts, to be tested."""
    taken = {candidate.prompt_id for candidate in chosen}
    prompts = [j for j in found.judged if _asked(j) and j.prompt.id not in taken]
    ordered = [j for j in prompts if j.coverage != "answered"]
    ordered += [j for j in found.extras if j.coverage != "answered"]
    ordered += [j for j in prompts if j.coverage == "answered"]
    return [writer.of_prompt(j, found.purpose, _worth(j)) for j in ordered]


def everything(found: Prepared, writer: Writer) -> list[Candidate]:
    """A question for every challenge and every prompt that is not answered, best first."""
    return _worded(found, found.challenges, [j for j in found.judged if _asked(j) and j.coverage != "answered"], writer)


def _worded(
    found: Prepared, challenges: Sequence[Challenge], prompts: Sequence[Judged], writer: Writer
) -> list[Candidate]:
    open_ = {j.prompt.id for j in found.judged if j.coverage != "answered"}
    candidates = [
        writer.of_challenge(c, p if (p := _PROMPT_OF.get(c.sort)) in open_ else None, _untold(c, found.told))
        for c in challenges
    ]
    candidates += [writer.of_prompt(j, found.purpose, _worth(j)) for j in prompts]
    return sorted(candidates, key=lambda c: -c.worth)


def _asked(judged: Judged) -> bool:
    """True for a prompt that a question on this report makes sense of."""
    return judged.applies and not judged.idle


def _untold(challenge: Challenge, told: frozenset[float]) -> bool:
    """True when only an appendix gives the challenge's figures."""
    first = challenge.proofs[0]
    figures = {f.value for f in amounts(first.text)}
    own = all(not p.cover and p.passage.item.kind == "appendix" for p in challenge.proofs)
    return own and not first.row and bool(figures) and not figures & told


def _worth(judged: Judged) -> float:
    less = _LESS[judged.coverage]
    if judged.adrift:
        less = _ADRIFT
    return _WORTH.get(judged.prompt.id, _OTHER) - less
