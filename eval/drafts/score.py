"""Drafts against a reader's labels and challenges: is each agreed prompt's coverage right, are the challenges found?"""

from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.metrics import f1_score

from eval.drafts.cases import ChallengeCase, PromptCase
from eval.measures.printed import Drafted
from eval.measures.rows import Figure, mean_of
from eval.measures.text import covers, same_pack, title_words, words

DRAFTS: tuple[Figure, ...] = (
    Figure("labels judged", "draft"),
    Figure("label accuracy", "draft"),
    Figure("label macro-F1", "draft"),
    Figure("answered called silent, or the reverse", "draft", higher=False),
    Figure("prompt evidence cited", "draft"),
    Figure("challenges found in the first 12", "draft"),
    Figure("best three challenges found", "draft"),
)

FIRST = 12  # drafted questions of a report that are looked at: what a member would read

BEST = 3  # challenges of a report, best first, that a draft should least of all miss

LABELS = ("answered", "partly", "silent")
_PROMPT_SHARE, _CHALLENGE_SHARE = 0.4, 0.5


@dataclass(frozen=True)
class Label:
    """A prompt's coverage as wanted and as drafted (None: there is no draft, or it has another list of prompts).
    `evidence` is None where no quote was wanted.
    """

    report: str
    prompt: str
    wanted: str
    got: str | None
    evidence: bool | None


@dataclass(frozen=True)
class Challenge:
    """A challenge and the rank of the drafted question that proves it, None where none of the first 12 does. `file` is
    the file of the report, or how the name of its pack begins, as far as the case says either.
    """

    id: str
    report: str
    file: str
    kind: str
    hook: str
    rank: int | None


def draft_for(drafts: Sequence[Drafted], case: PromptCase | ChallengeCase) -> Drafted | None:
    """The draft of the case's file or pack whose title shares most telling words with the case's, then most words. None
    where it shares none, unless the case names its file: then that file's draft is meant whatever its title.
    """

    def likeness(draft: Drafted) -> tuple[int, int]:
        telling = len(title_words(case.report) & title_words(draft.report))
        return telling, len(set(words(case.report)) & set(words(draft.report)))

    of_pack = [draft for draft in drafts if same_pack(draft.document, case.file, case.seed)]
    best = max(of_pack, key=likeness, default=None)
    return best if best is not None and (case.file or likeness(best)[0]) else None


def labels(cases: Sequence[PromptCase], drafts: Sequence[Drafted]) -> tuple[Label, ...]:
    """Each prompt case beside what the drafts say."""
    found = []
    for case in cases:
        draft = draft_for(drafts, case)
        got = next((prompt for prompt in draft.prompts if prompt.id == case.prompt), None) if draft else None
        quotes = [cited.quote for cited in got.citations] if got else []
        evidence = any(covers(quote, wanted, _PROMPT_SHARE) for quote in quotes for wanted in case.quotes)
        found.append(
            Label(
                case.report, case.prompt, case.label, got.coverage if got else None, evidence if case.quotes else None
            )
        )
    return tuple(found)


def challenges(cases: Sequence[ChallengeCase], drafts: Sequence[Drafted]) -> tuple[Challenge, ...]:
    """Each challenge case with the rank at which a drafted question quotes its proof."""
    found = []
    for case in cases:
        draft = draft_for(drafts, case)
        asked = sorted(draft.questions, key=lambda question: question.rank)[:FIRST] if draft else []
        rank = next(
            (
                at
                for at, question in enumerate(asked, 1)
                if any(_same_proof(cited.quote, wanted) for cited in question.citations for wanted in case.quotes)
            ),
            None,
        )
        found.append(Challenge(case.id, case.report, case.file or case.seed or "", case.kind, case.hook, rank))
    return tuple(found)


def _same_proof(quote: str, wanted: str) -> bool:
    return covers(quote, wanted, _CHALLENGE_SHARE) or covers(wanted, quote, _CHALLENGE_SHARE)


def summary(found: Sequence[Label], raised: Sequence[Challenge]) -> dict[str, float | None]:
    """The figures of `DRAFTS`; None where there was no case to judge by. Only "labels judged" counts the prompts that
    no draft judges: a pack may print another list than the case's.
    """
    judged = [one.got is not None for one in found]
    found = [one for one in found if one.got is not None]
    wanted, got = [one.wanted for one in found], [one.got for one in found]
    evidence = [one.evidence for one in found if one.evidence is not None]
    by_report: dict[tuple[str, str], list[Challenge]] = {}
    for one in raised:
        by_report.setdefault((one.file, one.report), []).append(one)
    best = [one for group in by_report.values() for one in group[:BEST]]
    return {
        "labels judged": mean_of(judged),
        "label accuracy": mean_of([one.wanted == one.got for one in found]),
        "label macro-F1": f1_score(wanted, got, labels=LABELS, average="macro", zero_division=0) if found else None,
        "answered called silent, or the reverse": mean_of(
            [{one.wanted, one.got} == {"answered", "silent"} for one in found]
        ),
        "prompt evidence cited": mean_of(evidence),
        "challenges found in the first 12": mean_of([one.rank is not None for one in raised]),
        "best three challenges found": mean_of([one.rank is not None for one in best]),
    }
