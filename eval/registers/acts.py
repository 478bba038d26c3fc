"""Fits the head that says what a sentence of minutes does, with each body held out in turn, and writes its weights.

    python -m eval.registers.acts --papers ../shared [--write]

The labels (`eval/labels/acts.jsonl`) are locators of sentences, without words, each with what a reader thought it does,
"open" where it may be either; where `whole` is true every sentence of the file was read, so that recall can be told.
`acts-invented.jsonl` has sentences of no body, in the forms of bodies whose papers are not at hand.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from eval.labels.locators import Locator, Text
from eval.measures.gold import read as gold
from eval.measures.text import spaced
from eval.registers.commitments import CASES, CommitmentCase
from index.encoder import SentenceTransformerEmbedding
from index.encoder.embedding import embed_texts, identity
from index.ingest.parse import parse
from index.language.sentences import split
from index.read import read
from rag.memory.acts import ACTS, chance, clause, form

LABELS = Path(__file__).parents[1] / "labels" / "acts.jsonl"
INVENTED = LABELS.with_name("acts-invented.jsonl")
WEIGHTS = Path(__file__).parents[2] / "prompts" / "weights" / "acts.json"
SAMPLE = Path(__file__).parents[1] / "council" / "packs"
_LOOSE = 1.0  # the inverse of how strongly weights are held back
_BARS = tuple(float(bar) for bar in np.arange(0.2, 0.8, 0.05))
_NOT_JUDGED = ("open", "either", "soft")
_STOPS = ".?!;:)”\"'"  # what ends a sentence, and no locator tells


@dataclass(frozen=True)
class Labelled:
    """A sentence with its label: the body it is of, and what it does ("open" where a reader would not say)."""

    body: str
    text: str
    act: str
    whole: bool


def labelled(papers: Path) -> list[Labelled]:
    """The sentences labelled, from the papers that lie in the folder; those of others are left out."""
    found = []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = papers / row["file"]
        whole = read(path, name=path.name).text if path.is_file() else ""
        text = Text(whole)
        parts = Path(row["file"]).parts
        body = parts[1] if parts[0] != "packs" else parts[0]
        for written, act in row["sentences"] if whole else ():
            if place := text.find(Locator.read(written)):
                after = whole[place[1] :]
                end = place[1] + len(after) - len(after.lstrip(_STOPS))
                found.append(Labelled(body, " ".join(whole[place[0] : end].split()), act, row["whole"]))
    return found


def invented() -> list[Labelled]:
    """The invented sentences, each kind of minutes a body of its own."""
    rows = map(json.loads, INVENTED.read_text(encoding="utf-8").splitlines())
    return [Labelled(row["body"], text, act, whole=False) for row in rows for text, act in row["sentences"]]


def sample() -> list[Labelled]:
    """The sentences of the sample council's minutes, by its own cases: a body like the others, but an invented one."""
    cases = [(spaced(case.quote), case.kind) for case in gold(CASES, CommitmentCase)]
    found = []
    for path in sorted(SAMPLE.iterdir()):
        document = parse(path, lambda text: 2 * len(text.split()), name=path.name)
        kinds = {item.ordinal: item.kind for item in document.items}
        for passage in (p for p in document.passages if kinds[p.item] == "minutes"):
            for line in passage.text.split("\n"):
                for start, end in split(line):
                    text = line[start:end].strip()
                    kind = next((kind for quote, kind in cases if quote in spaced(text)), "")
                    act = "open" if kind == "resolution" else "undertaking" if kind else ""
                    found.append(Labelled("sample", text, act, whole=False))
    return found


def held_out(rows: NDArray[Any], y: NDArray[Any], bodies: NDArray[Any], use: NDArray[Any]) -> NDArray[Any]:
    """The probability of each class of each sentence, by a head that has seen nothing of its body."""
    found = np.zeros((len(rows), len(ACTS)))
    for body in set(bodies):
        coef, intercept = _fitted(rows[(bodies != body) & use], y[(bodies != body) & use])
        found[bodies == body] = chance(rows[bodies == body], coef, intercept)
    return found


def _fitted(rows: NDArray[Any], y: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    head = LogisticRegression(C=_LOOSE, max_iter=4000, class_weight="balanced").fit(rows, y)
    return head.coef_, head.intercept_


def _f1(said: NDArray[Any], true: NDArray[Any], judged: NDArray[Any]) -> tuple[float, float, float]:
    right = int((said & true).sum())
    precision = right / max(1, int((said & (true | judged)).sum()))
    recall = right / max(1, int(true.sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main(
    papers: Annotated[Path, typer.Option(help="The folder that packs and packs-other lie in.")],
    write: Annotated[bool, typer.Option("--write", help="Write the weights, fitted on all bodies.")] = False,
) -> None:
    """Print precision and recall with the body held out, for each kind of features."""
    sentences = [*labelled(papers), *sample(), *invented()]
    model = SentenceTransformerEmbedding()
    weights: dict[str, Any] = {"encoder": identity(model)}
    clauses = [clause(s.text) for s in sentences]
    near = np.array([bool(words) for words in clauses])
    by_form = np.array([form(s.text) for s in sentences])
    vectors = np.zeros((len(sentences), 384))
    vectors[near] = embed_texts(model, [words for words in clauses if words])
    for name, rows in (("form", by_form), ("vectors", np.hstack([by_form, vectors * 2]))):
        weights[name] = _report(name, sentences, rows, near)
        if name == "vectors":
            coef = np.asarray(weights[name]["coef"])
            coef[:, by_form.shape[1] :] *= 2  # the vectors were doubled above
            weights[name]["coef"] = coef.round(3).tolist()
    if write:
        WEIGHTS.write_text(json.dumps(weights), encoding="utf-8")


def _report(name: str, sentences: Sequence[Labelled], rows: NDArray[Any], near: NDArray[Any]) -> dict[str, Any]:
    acts = np.array([s.act for s in sentences])
    judged = ~np.isin(acts, _NOT_JUDGED)
    whole = np.array([s.whole for s in sentences])
    bodies = np.array([s.body for s in sentences])
    y = np.array([ACTS.index(act) if act in ACTS else 0 for act in acts])
    chances = held_out(rows, y, bodies, near & judged)
    chances[~near] = (1, 0, 0)
    bars = {}
    for act in ("undertaking", "resolution"):
        k = ACTS.index(act)
        top = chances[:, k] >= chances[:, 3 - k]
        other = judged if act == "resolution" else judged & (acts != "resolution")
        shown = {bar: _f1(top & (chances[:, k] >= bar), acts == act, other) for bar in _BARS}
        best = round(max(one[2] for one in shown.values()), 2)
        equal = [bar for bar in _BARS if round(shown[bar][2], 2) >= best]
        bars[act] = equal[len(equal) // 2]
        said = top & (chances[:, k] >= bars[act])
        p, r, f = _f1(said[whole], (acts == act)[whole], other[whole])
        print(f"{name:8} {act:12} bar {bars[act]:.2f}  papers read whole {p:.2f} {r:.2f} {f:.2f}")
        for body in sorted(set(bodies[whole]) | {"packs", "sample"}):
            own = (bodies == body) & whole if body not in ("packs", "sample") else bodies == body
            p, r, f = _f1(said[own], (acts == act)[own], other[own])
            print(f"    {body:22} precision {p:.2f} recall {r:.2f} of {(acts == act)[own].sum()}")
    coef, intercept = _fitted(rows[near & judged], y[near & judged])
    return {"coef": coef.round(3).tolist(), "intercept": intercept.round(3).tolist(), "bars": bars}


if __name__ == "__main__":
    typer.run(main)
