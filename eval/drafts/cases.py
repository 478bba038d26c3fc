"""The gold cases of drafts: how far a report answers a prompt, and what in it deserves a challenge."""

from typing import Literal

from eval.measures.gold import GoldShape


class PromptCase(GoldShape):
    """How far one report answers one agreed prompt, by a reader's judgement, with the quotes that decided it. `applies`
    is false where the reader thought that the prompt cannot be asked of such a paper.
    """

    report: str
    prompt: str
    label: Literal["answered", "partly", "silent"]
    quotes: tuple[str, ...] = ()
    why: str = ""
    file: str | None = None
    seed: str | None = None
    applies: bool = True


class ChallengeCase(GoldShape):
    """A fact in a report that a reader thought worth a challenge, with its proving quotes; best first per report."""

    id: str
    report: str
    quotes: tuple[str, ...]
    kind: str = ""
    hook: str = ""
    file: str | None = None
    seed: str | None = None
