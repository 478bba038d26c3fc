"""The fits learn what is there to learn, on papers invented here, and tell how sure they are."""

import numpy as np
import pytest

from eval.drafts.cases import ChallengeCase, PromptCase
from eval.fit import challenges, coverage, linear
from eval.fit.labelled import Paper, groups
from eval.labels.resolve import council_of
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from prompts.fitted import Linear
from rag.draft.material.report import encode, statements_of
from tests.fakes import HashEmbedding

TEXT = """Background

1. The {thing} was opened in the spring and is used by many people of the town.
2. Residents were asked what they thought of the {thing} and most of them liked it.
3. The {thing} will cost £{cost},000 a year and nobody knows who pays for it.
4. The gates are painted green and the paths are swept by the parks team.
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fitted")
    for n in range(6):
        text = TEXT.format(thing=("park", "pool", "hall")[n % 3], cost=n + 2)
        (folder / f"{n}.txt").write_text(f"REPORT {n}\n\n{text}", encoding="utf-8")
    with Library.open(tmp_path_factory.mktemp("fitted-data"), HashEmbedding(dimensions=64)) as library:
        list(ingest([folder], library, parse))
        made = []
        for n, item in enumerate(library.items()):
            report = encode(library, statements_of(library, [item]))
            quote = next(s.text for s in report.statements if "Residents were" in s.text)
            cost = next(s.text for s in report.statements if "nobody knows" in s.text)
            paper = Paper(f"paper {n}", f"council {n % 2}", report)
            label = ("answered", "partly", "silent")[n % 3]
            paper.prompts = [
                PromptCase(report="", prompt="asked", label=label, quotes=() if label == "silent" else (quote,)),
                PromptCase(report="", prompt="pays", label="partly", quotes=(cost,)),
            ]
            paper.challenges = [ChallengeCase(id=f"c{n}", report="", quotes=(cost,))]
            made.append(paper)
        yield made, library


def test_coverage_is_fitted_and_held_out_by_council(papers):
    made, library = papers
    fit = coverage.Fit(library, {"asked": "Who was asked what they thought?", "pays": "Who pays for it?"})
    rows = coverage.rows_of(made, {})
    written = coverage.written(fit, rows)
    assert {k["id"] for k in written["known"]} == {"asked", "pays"}
    assert Linear.read(written["own"]["evidence"]).names != Linear.read(written["any"]["evidence"]).names
    held = coverage.held_out(fit, rows, groups(made, fewest=1))
    assert len(held) == len(rows)
    figures = linear.coverage_figures(held)
    assert figures["evidence cited"].value == 1.0
    assert figures["label accuracy"].low <= figures["label accuracy"].value <= figures["label accuracy"].high


def test_challenges_are_fitted_and_found(papers):
    made, _ = papers
    drawn = challenges.held_out(made, groups(made, fewest=1), "random")
    assert challenges.table(drawn)["found in twelve"].value == 1.0  # twelve picks of four statements
    assert len(challenges.held_out(made, groups(made, fewest=1))) == len(made)
    written = challenges.written(made, "e")
    assert "vector 0" in written["own"]["features"]
    assert written["bar"] == pytest.approx(np.log(1 / 3), abs=0.001)  # a quarter


def test_macro_f1_counts_each_label_alike():
    wanted, label = np.array([0, 0, 0, 1]), np.array([0, 0, 0, 0])
    assert linear.macro_f1(wanted, label, np.ones(4)) == pytest.approx((6 / 7 + 0) / 2)


def test_a_logistic_head_learns_a_threshold():
    rows = np.arange(40, dtype=float)[:, None]
    head = Linear.read(linear.fit(("n",), rows, rows[:, 0] > 20, 10.0))
    assert head.odds([[39.0]])[0] > 0.9 > 0.1 > head.odds([[1.0]])[0]


def test_whose_a_paper_is():
    assert council_of("packs-other/somewhere/meeting/paper.pdf") == "somewhere"
