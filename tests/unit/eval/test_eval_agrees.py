"""Our figures agree with the scorer beside the checkout, on answers made up at random."""

import importlib.util
import json
import random

import pytest

from eval.answers import score as metrics
from eval.answers.cases import questions
from eval.drafts import score as drafts
from eval.drafts.cases import ChallengeCase, PromptCase
from eval.measures.gold import read
from eval.measures.printed import Answered, Drafted
from eval.measures.rows import mean, percentile
from eval.measures.source import Source, pages
from tests.places import SHARED

pytestmark = [
    pytest.mark.packs,
    pytest.mark.skipif(
        not (SHARED / "eval" / "score.py").is_file(), reason="no ../shared/eval/score.py beside the checkout"
    ),
]
NAMES = {f"hit@{k}": f"success@{k}" for k in (1, 3, 5, 10)}
SAME = ("rr", "recall@250w", "recall@1000w", "recall@2000w", "report@1", "report@3", "evidence cited")
REST = ("figures right", "wrongly refused", "rightly refused", "quotes verbatim")


@pytest.fixture(scope="module")
def theirs():
    spec = importlib.util.spec_from_file_location("their_score", SHARED / "eval" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def made_up_answers(cases, texts: dict[str, str], rng: random.Random) -> list[dict]:
    """Answers that are right, near, wrong, refused or missing, with passages cut anywhere in the packs."""

    def window(name: str, at: int, size: int) -> str:
        return texts[name][max(0, at - size // 4) : at + size]

    statuses = ("answered", "answered", "partial", "not_found", "clarify")
    golds = [(case, gold) for case in cases for gold in case.gold]
    found = []
    for case in cases:
        passages, citations = [], []
        for _ in range(rng.randrange(8, 20)):
            name = rng.choice(sorted(texts))
            passages.append(window(name, rng.randrange(len(texts[name])), 700))
        for gold in case.gold:
            if rng.random() < 0.8:
                words = gold.quote.split()
                cut = " ".join(words[: max(3, int(len(words) * rng.uniform(0.4, 1.0)))])
                passages.insert(rng.randrange(6), f"Before it {cut} and after.")
        for _ in range(rng.randrange(5)):
            other, gold = rng.choice([(case, one) for one in case.gold] or golds)
            if rng.random() < 0.3:
                other, gold = rng.choice(golds)
            seed = gold.seed or other.seed
            citations.append(
                {
                    "document": f"{rng.choice(['', 'packs/'])}{seed}_{rng.randrange(9)}.txt" if seed else gold.file,
                    "page": rng.choice([gold.page, gold.page, 1]),
                    "report": gold.report.split(" – ")[0].title(),
                    "parent": "",
                    "kind": "minutes" if gold.doc_kind == "minutes" else "report",
                    "quote": gold.quote if rng.random() < 0.7 else gold.quote + " or so I was told",
                }
            )
        if rng.random() > 0.05 or not case.gold:  # a missing answer is no refusal to us, but is to them
            found.append({
                "id": case.id, "status": rng.choice(statuses),
                "text": f"They said {case.answer}" if rng.random() < 0.6 else "Some words, 42.",
                "citations": citations, "passages": [{"text": text} for text in passages],
                "timings_ms": {"total": rng.uniform(5, 900)},
            })  # fmt: skip
    return found


@pytest.fixture(scope="module", params=["packs", "packs-other"])
def gold(request):
    """Where the gold is, what its files' names begin with, and the text of its papers by file."""
    prefix = "" if request.param == "packs" else "other."
    return SHARED / "eval", prefix, pages(SHARED / request.param)


@pytest.mark.parametrize("seed", [1, 2])
def test_answers(theirs, gold, seed):
    folder, prefix, found = gold
    path = folder / f"{prefix}questions.jsonl"
    texts = dict[str, str]()
    for page in found:
        texts[page.document] = texts.get(page.document, "") + page.text
    cases = questions(path)
    made = made_up_answers(cases, texts, random.Random(seed))
    their_rows = theirs.score_answers(theirs.jsonl(path), made, "".join(theirs.squash(text) for text in texts.values()))
    their_all = theirs.summarise_answers(their_rows)

    ours = metrics.score(cases, [Answered(**one) for one in made], Source(found))
    assert 0.2 < their_all["hit@5"] < 0.95
    assert 0.2 < their_all["report@3"] < 0.95
    for name in (*NAMES, *SAME, *REST):
        assert mean(ours, NAMES.get(name, name)) == pytest.approx(their_all[name], abs=0.001), name
    for row, their_row in zip(ours, their_rows, strict=True):
        for name in (*NAMES, *SAME):
            if name in their_row:
                got = row.values[NAMES.get(name, name)]
                assert got == pytest.approx(float(their_row[name])), (row.id, name)
    assert round(percentile(ours, 0.95), 3) == round(their_all["p95 ms"], 3)


def test_drafts(theirs, gold):
    folder, prefix, _ = gold
    prompts = read(folder / f"{prefix}prompts.jsonl", PromptCase)
    challenges = read(folder / f"{prefix}hooks.jsonl", ChallengeCase)
    rng = random.Random(3)
    made = []
    for file, seed, report in dict.fromkeys((one.file, one.seed, one.report) for one in (*prompts, *challenges)):
        of_report = [one for one in (*prompts, *challenges) if (one.file, one.seed, one.report) == (file, seed, report)]
        quotes = [quote for one in of_report for quote in one.quotes]
        cited = lambda quotes=quotes: [{"quote": rng.choice(quotes)[: rng.randrange(40, 200)]}]  # noqa: E731
        made.append({
            "report": report, "document": file or f"{seed}_pack.txt",
            "prompts": [
                {"id": one.prompt, "coverage": rng.choice(drafts.LABELS), "citations": cited()}
                for one in of_report if isinstance(one, PromptCase) and rng.random() < 0.9
            ],
            "questions": [{"rank": n, "citations": cited()} for n in range(1, rng.randrange(3, 16))],
        })  # fmt: skip
    read_back = [Drafted.model_validate_json(json.dumps(one)) for one in made]
    their_labels, their_found = theirs.score_drafts(
        theirs.jsonl(folder / f"{prefix}prompts.jsonl"), theirs.jsonl(folder / f"{prefix}hooks.jsonl"), made
    )
    theirs_all = theirs.summarise_drafts(their_labels, their_found)
    ours = drafts.summary(drafts.labels(prompts, read_back), drafts.challenges(challenges, read_back))
    assert set(ours) == {figure.name for figure in drafts.DRAFTS}
    assert ours.pop("labels judged") == pytest.approx(1 - theirs_all["not judged"] / len(prompts))
    for name, value in ours.items():
        assert value == pytest.approx(theirs_all[name.replace("challenges", "hooks")], abs=0.001), name
