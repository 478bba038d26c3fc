"""The fit of coverage: which statements are evidence for a prompt, and how far the report answers it.

Two sets of heads are fitted: with the directions that evidence for known prompts points in, which belong to the space
of the packaged encoder, and without, for any other. Whatever a head learns from another head's scores, it learns from
scores of papers that the other had not seen.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.fit import linear
from eval.fit.labelled import Paper
from eval.measures.text import covers
from index.encoder.embedding import identity
from index.store.library import Library
from prompts.fitted import Linear
from rag.draft.coverage import LABEL_NAMES, NEW_NAMES, decide, label_features, odds_of, paper, paper_names, quoted
from rag.draft.heads import Directions, Known, features, form, names, near
from rag.draft.material.report import Asked, Encoded, ask
from rag.drafted import LABELS

Array = NDArray[np.float64]
INVENTED = ("n_", "v_", "m_")  # how the ids of lists begin that no council printed
SWAP = 1.4  # what taking answered for silent costs, in other mistakes
_STRENGTHS = {"evidence": 0.3, "some": 0.01, "whole": 0.01, "applies": 0.03}
_NEGATIVES = 25  # statements without evidence that are learnt from, a label
_RIDGE, _SHARED = 0.5, 5  # how much a direction is held to the round and to the mean of all
_BALANCE = 0.2
_SEEN, _ALIKE = 0.4, 3


@dataclass
class Row:
    """A reader's label of a prompt for a paper; `gold` marks the statements that are evidence (n,)."""

    paper: Paper
    prompt: str
    label: int
    applies: bool
    gold: NDArray[np.bool_]
    quotes: tuple[str, ...]
    branch: str | None = None


class Fit:
    """Fits heads on rows, and scores others with them. Prompts are put to the encoder once."""

    def __init__(self, library: Library, texts: dict[str, str]) -> None:
        self.asked: dict[str, Asked] = {id: ask(library, text) for id, text in texts.items()}
        self.conditions: dict[str, Asked] = {}
        self.encoder = identity(library.embedding)
        self._library = library
        self._texts = texts
        self._forms: dict[int, Array] = {}
        self._near: dict[tuple[int, str], tuple[Array, Array]] = {}

    def directions(self, rows: Sequence[Row]) -> Directions:
        """What the rows say of each prompt: labels, and the way its evidence points (linear discriminants)."""
        papers = {id(r.paper): r.paper.report for r in rows}
        centred = np.concatenate([one.vectors - one.vectors.mean(axis=0) for one in papers.values()]).astype(float)
        middle = centred.mean(axis=0)
        spread = np.cov(centred.T)
        round_ = np.trace(spread) / len(spread) * np.eye(len(spread))
        inverse = np.linalg.inv(spread + _RIDGE * round_)
        points: dict[str, list[Array]] = defaultdict(list)
        labels: dict[str, Array] = defaultdict(lambda: np.zeros(3))
        for r in rows:
            labels[r.prompt][r.label] += 1
            if r.gold.any():
                vectors = r.paper.report.vectors
                points[r.prompt].append((vectors[r.gold].mean(axis=0) - vectors.mean(axis=0)).astype(float))
        every = np.mean([p for ps in points.values() for p in ps], axis=0)
        known = []
        for prompt, counts in labels.items():
            own = points[prompt]
            point = (np.sum(own, axis=0) + _SHARED * every) / (len(own) + _SHARED)
            known.append(Known(prompt, self._texts[prompt], len(own), inverse @ (point - middle), counts))
        asked = np.array([self.asked[prompt].vectors[0] for prompt in labels], float)
        return Directions(known, asked, np.asarray(middle, float))

    def seen(self, row: Row, found: Directions | None, asked: Asked | None = None) -> tuple[Array, Array, Array]:
        """The features of each statement for a row's prompt, how near it is, and the late interaction."""
        report, asked = row.paper.report, asked or self.asked[row.prompt]
        if id(report) not in self._forms:
            self._forms[id(report)] = form(report)
        key = (id(report), asked.texts[0])
        if key not in self._near:
            self._near[key] = near(asked, report)
        nearness, matched = self._near[key]
        towards = found.towards(asked, report) if found else None
        return features(nearness, self._forms[id(report)], towards), nearness, matched

    def evidence(self, rows: Sequence[Row], apart: Callable[[Row], Directions | None]) -> dict[str, Any]:
        """The head of evidence; `apart` gives directions that had not seen a row."""
        random = np.random.default_rng(1)
        tables, wanted = [], []
        for row in rows:
            table, _, _ = self.seen(row, apart(row))
            rest = np.flatnonzero(~row.gold)
            few = random.choice(rest, min(_NEGATIVES, len(rest)), replace=False)
            tables.append(np.concatenate([table[row.gold], table[few]]))
            wanted.append(np.append(np.ones(int(row.gold.sum())), np.zeros(len(few))))
        own = apart(rows[0]) is not None
        return linear.fit(names(own), np.concatenate(tables), np.concatenate(wanted), _STRENGTHS["evidence"])

    def heads(self, rows: Sequence[Row], own: bool, new: bool = False) -> tuple[dict[str, Any], Directions]:
        """All heads, with the directions in the evidence's or without, and the directions. With `new` they learn what a
        prompt looks like that the directions do not know.
        """
        parts = _thirds(rows)
        without = [self.directions([r for r in rows if parts[id(r.paper)] != n]) for n in range(3)]

        def known(row: Row) -> Directions:
            found = without[parts[id(row.paper)]]
            return found.less(self._texts[row.prompt]) if new else found

        def apart(row: Row) -> Directions | None:
            return known(row) if own else None

        evidence = self.evidence(rows, apart)
        head = Linear.read(evidence)
        whole = self.directions(rows)
        seen = np.array([self._label(r, head, apart(r)) for r in rows])
        usual = self._usual(rows, seen) if own and not new else {}
        priors = np.array([known(r).prior(self.asked[r.prompt]) for r in rows])
        told = [one - usual.get(r.prompt, 0.0) for r, one in zip(rows, seen, strict=True)]
        table = np.concatenate([told, priors], axis=1)
        papers = np.array([paper(r.paper.report) for r in rows])
        label = np.array([r.label for r in rows])
        weights = linear.balanced(label, _BALANCE)
        made = {"evidence": evidence, "usual": {id: [round(float(x), 4) for x in one] for id, one in usual.items()}}
        for name, least in (("some", 1), ("whole", 2)):
            names_ = NEW_NAMES if new else LABEL_NAMES
            columns = table[:, [LABEL_NAMES.index(one) for one in names_]]
            if own:
                names_, columns = (*names_, *paper_names(papers.shape[1])), np.hstack([columns, papers])
            bare = papers.shape[1] if own else 0
            made[name] = linear.fit(names_, columns, label >= least, _STRENGTHS[name], weights, bare=bare)
        branched = [n for n, r in enumerate(rows) if r.branch]
        if branched and 0 < sum(rows[n].applies for n in branched) < len(branched):
            conditions = [self._condition(rows[n], head, apart(rows[n]), known(rows[n])) for n in branched]
            both = np.concatenate([np.array(conditions), table[branched]], axis=1)
            both_names = (*(f"condition {name}" for name in LABEL_NAMES), *LABEL_NAMES)
            made["applies"] = linear.fit(both_names, both, [rows[n].applies for n in branched], _STRENGTHS["applies"])
        return made, whole

    def _usual(self, rows: Sequence[Row], seen: Array) -> dict[str, Array]:
        """The mean of what is seen of each prompt."""
        prompts = np.array([r.prompt for r in rows])
        return {str(id): seen[prompts == id].mean(axis=0) for id in sorted(set(prompts))}

    def _label(self, row: Row, head: Linear, found: Directions | None, asked: Asked | None = None) -> Array:
        table, nearness, matched = self.seen(row, found, asked)
        return label_features(head.score(table), nearness, matched, row.paper.report)

    def _condition(self, row: Row, head: Linear, found: Directions | None, prior: Directions) -> Array:
        asked = self.condition(row.branch or "")
        return np.append(self._label(row, head, found, asked), prior.prior(asked))

    def condition(self, branch: str) -> Asked:
        """A condition as the encoder has it."""
        if branch not in self.conditions:
            self.conditions[branch] = ask(self._library, branch)
        return self.conditions[branch]

    def judged(self, row: Row, made: dict[str, Any], found: Directions, own: bool) -> dict[str, Any]:
        """What the heads say of a row: its odds, label, evidence cited, and whether the prompt applies."""
        head = Linear.read(made["evidence"])
        table, nearness, matched = self.seen(row, found if own else None)
        scores = head.score(table)
        report = row.paper.report
        seen = label_features(scores, nearness, matched, report) - made["usual"].get(row.prompt, 0.0)
        seen = np.append(seen, found.prior(self.asked[row.prompt]))
        odds = odds_of(Linear.read(made["some"]), Linear.read(made["whole"]), np.append(seen, paper(report)))
        said = {
            "paper": row.paper.name, "council": row.paper.council, "prompt": row.prompt, "wanted": row.label,
            "odds": odds, "label": LABELS.index(decide(odds, SWAP)), "cited": _cited(row, scores, report),
        }  # fmt: skip
        if row.branch and "applies" in made:
            condition = self._condition(row, head, found if own else None, found)
            applies = float(Linear.read(made["applies"]).odds(np.concatenate([condition, seen]))[0])
            said |= {"applies": row.applies, "thought to apply": applies >= 0.5}
        return said


def rows_of(papers: Sequence[Paper], branches: dict[str, str]) -> list[Row]:
    """The readers' labels."""
    return [
        Row(
            paper, case.prompt, LABELS.index(case.label), case.applies, paper.evidence(case.quotes), case.quotes,
            branches.get(case.prompt),
        )
        for paper in papers
        for case in paper.prompts
    ]  # fmt: skip


def written(fit: Fit, rows: Sequence[Row]) -> dict[str, Any]:
    """The weights as the product reads them."""
    asked = printed(rows)
    own, found = fit.heads(asked, True)
    new, _ = fit.heads(rows, True, new=True)
    anyway, _ = fit.heads(asked, False)
    known = [
        {
            "id": k.id, "text": k.text, "seen": k.seen, "labels": [int(n) for n in k.labels],
            "direction": [round(float(x), 3) for x in k.direction],
        }
        for k in found.known
    ]  # fmt: skip
    middle = [round(float(x), 5) for x in found.middle]
    ways = {"own": own, "new": new, "any": anyway}
    return {"encoder": fit.encoder, "swap": SWAP, **ways, "middle": middle, "known": known}


def printed(rows: Sequence[Row]) -> list[Row]:
    """Those without the prompts that we invented, which teach only what is seen of a prompt that is new."""
    return [r for r in rows if not r.prompt.startswith(INVENTED)]


def held_out(
    fit: Fit, rows: Sequence[Row], councils: Sequence[set[str]], unseen: bool = False, own: bool = True
) -> list[dict[str, Any]]:
    """What heads say of each row that had seen neither its council nor, with `unseen`, its prompt."""
    prompts = sorted({r.prompt for r in rows})
    found = []
    for group in councils:
        for part in range(4 if unseen else 1):
            mine = {p for n, p in enumerate(prompts) if not unseen or n % 4 == part}
            learnt = [r for r in rows if r.paper.council not in group and not (unseen and r.prompt in mine)]
            made, directions = fit.heads(learnt if unseen else printed(learnt), own, new=unseen)
            asked = [r for r in rows if r.paper.council in group and r.prompt in mine]
            asked = asked if unseen else printed(asked)
            found += [fit.judged(r, made, directions, own) for r in asked]
    return found


def _cited(row: Row, scores: Array, report: Encoded) -> bool | None:
    """Whether a quote shown holds two fifths of a reader's, as the scorer of drafts counts it; None without any."""
    if not row.quotes:
        return None
    shown = [one.text for one in quoted(scores, report)]
    return any(covers(text, quote, _SEEN) for text in shown for quote in row.quotes)


def _thirds(rows: Sequence[Row]) -> dict[int, int]:
    papers = sorted({r.paper.name: id(r.paper) for r in rows}.items())
    order = np.random.default_rng(0).permutation(len(papers))
    return {id_: int(order[n]) % _ALIKE for n, (_, id_) in enumerate(papers)}
