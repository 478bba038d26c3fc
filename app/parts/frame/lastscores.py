"""The figures of the last evaluation, as `python -m eval` wrote them; nothing here is typed by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1] / "build" / "eval"  # where `make eval` puts its runs
# A figure's section and name in the run's summary, and what it says to a person.
WORDS = {
    ("answers", "evidence cited"): "Answers that quote the right words",
    ("answers", "figures right"): "Answers that give the right figures",
    ("answers", "report@3"): "Right paper among the first three found",
    ("answers", "page right"): "Right page cited",
    ("answers", "quotes verbatim"): "Quotes that stand word for word in their paper",
    ("answers", "rightly refused"): "Questions without an answer in the papers that were refused",
    ("answers", "wrongly refused"): "Questions with an answer that were refused",
    ("drafts", "label accuracy"): "Prompts whose coverage was judged as a person judged it",
    ("drafts", "challenges found in the first 12"): "Facts that deserve a challenge, found in the first 12 questions",
}


@dataclass(frozen=True)
class Scores:
    """One run: when, over which packs, and each known figure in words with its share from 0 to 1."""

    when: str
    packs: str
    figures: tuple[tuple[str, float], ...]
    median_ms: float | None


def last_scores(root: Path = ROOT) -> Scores | None:
    """The newest finished run under `root`; None where there is none that can be read."""
    for summary in sorted(root.glob("*/summary.json"), reverse=True):
        try:
            return _read(summary)
        except (OSError, ValueError):
            continue
    return None


def _read(summary: Path) -> Scores:
    found: dict[str, dict[str, Any]] = json.loads(summary.read_text(encoding="utf-8"))
    facts = json.loads((summary.parent / "facts.json").read_text(encoding="utf-8"))
    values = {where: found.get(where[0], {}).get(where[1]) for where in WORDS}
    return Scores(
        when=str(facts["generated"]),
        packs=str(facts["packs"]),
        figures=tuple((WORDS[where], float(value)) for where, value in values.items() if value is not None),
        median_ms=found.get("answers", {}).get("p50 ms"),
    )
