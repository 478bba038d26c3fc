"""What the answerable head is worth on questions of people who had not read the papers, the body held out: there what
is asked tells nothing of what papers do not say. No head is fitted on them.
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
    found = resolve(shared, kept("unread"), say).unread
    bodies = [council_of(case.file or "") for case in found]
    return {body: [case for case, own in zip(found, bodies, strict=True) if own == body] for body in set(bodies)}


def table(
    asked: Mapping[str, Sequence[Case]], libraries: Mapping[str, Library], ranked: Mapping[str, Heads],
    answerable: Mapping[str, Mapping[str, Any]], leads: Mapping[str, Any], above: float,
) -> Table:  # fmt: skip
    """How the probabilities tell the questions apart. Of each body: its library, and the ranking and the answerable
    head that saw nothing of it; `leads` are those of all, which weigh only how likely a figure is to be right.
    """
    value, proof = Linear.read(leads["value"]), Linear.read(leads["proof"])
    given: dict[str, list[float]] = defaultdict(list)
    for body in sorted(asked.keys() & libraries.keys()):  # of others too few questions are held out
        retriever = HybridRetriever(libraries[body], ranked[body])
        for case in asked[body]:
            found = retriever.rank(retriever.candidates(case.question))
            clues = gather(found)
            said = 0.0
            if evidence := features(found, clues):
                likely = likelihood(led(stated(found, clues), value, evidence), proof)
                said = by_head(answerable[body], weighed(found.query.wanted.kind, evidence, likely), found.meaning)
            given[case.kind if case.kind in PARTS else "in full"].append(said)
    lines = [(kind, str(len(own)), f"{np.mean(np.array(own) < above):.3f}") for kind, own in given.items()]
    full, none = given["in full"], given[PARTS[0]]
    area = f"{roc_auc_score([1] * len(full) + [0] * len(none), full + none):.3f}" if full and none else "–"
    return Table(f"Asked unread, area {area}", ("answered", "questions", "below the bar"), tuple(lines))
