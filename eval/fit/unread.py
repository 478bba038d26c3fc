"""What the answerable head is worth on questions of people who had not read the papers, the body held out.

Whoever writes a question with the papers before them writes as papers do, and what they do not say is told by what is
asked. Here that help is not there. No head is fitted on these questions.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from eval.answers.cases import Case
from eval.fit.ranking import Say
from eval.labels.resolve import council_of, kept, resolve
from eval.measures.table import Table
from index.store.library import Library
from prompts.fitted import Linear
from rag.ask.answerable import by_head, features, weighed
from rag.ask.lead import led, likelihood, stated
from rag.search.evidence import gather
from rag.search.ranking import Heads
from rag.search.retriever import HybridRetriever

PARTS = ("unanswered", "partly")  # kinds of questions; every other is answered in full


def cases(shared: Path, say: Say) -> dict[str, list[Case]]:
    """The questions by body, as far as their papers lie under `shared`."""
    by_body: dict[str, list[Case]] = defaultdict(list)
    for case in resolve(shared, kept("unread"), say).unread:
        by_body[council_of(case.file or "")].append(case)
    return by_body


def table(
    asked: Mapping[str, Sequence[Case]],
    libraries: Mapping[str, Library],
    ranked: Mapping[str, Heads],
    answerable: Mapping[str, Mapping[str, Any]],
    leads: Mapping[str, Any],
    above: float,
) -> Table:
    """How the probabilities tell the questions apart. Of each body: its library, and the ranking and the answerable
    head that saw nothing of it; `leads` are those of all, which weigh only how likely a figure is to be right.
    """
    value, proof = Linear.read(leads["value"]), Linear.read(leads["proof"])
    given: dict[str, list[float]] = defaultdict(list)
    for body, own in asked.items():
        if body not in libraries:  # its other questions are too few to be held out, or its papers are not there
            continue
        retriever = HybridRetriever(libraries[body], ranked[body])
        for case in own:
            found = retriever.rank(retriever.candidates(case.question))
            clues = gather(found)
            evidence = features(found, clues)
            likely = likelihood(led(stated(found, clues), value, evidence), proof) if evidence else 0.0
            values = weighed(found.query.wanted.kind, evidence, likely) if evidence else {}
            kind = case.kind if case.kind in PARTS else "in full"
            given[kind].append(by_head(answerable[body], values, found.meaning) if values else 0.0)
    lines = [(kind, str(len(own)), f"{np.mean(np.array(own) < above):.3f}") for kind, own in given.items()]
    full, none = given["in full"], given[PARTS[0]]
    area = f"{roc_auc_score([1] * len(full) + [0] * len(none), full + none):.3f}" if full and none else "–"
    return Table(f"Asked unread, area {area}", ("answered", "questions", "below the bar"), tuple(lines))
