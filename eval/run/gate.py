"""A run from beginning to end: what is asked for made a plan, generated, scored, shown and held to its thresholds."""

import json
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from eval.measures import thresholds
from eval.measures.rows import mean, mean_of
from eval.measures.table import UNDEFINED, Table, figure
from eval.run import report, scoring
from eval.run.folder import EVAL, Plan, new_folder
from eval.run.scoring import Scores
from index.faults import BadSetting
from rag.llm import Model, build_llm

ANSWERED = ("report@1", "evidence cited", "figures right", "wrongly refused", "rightly refused")
_Line = dict[str, Any]


def beside(plain: tuple[Path, Scores], written: tuple[Path, Scores]) -> list[Table]:
    """The table of a run's folder and scores without a model beside that with one, and what was dropped."""
    rows = [(name, *(figure(mean(s.answers, name)) for _, s in (plain, written))) for name in ANSWERED]
    drafts = [s.summary().get("drafts", {}) for _, s in (plain, written)]
    rows = rows if plain[1].answers else []
    rows += [(name, *(figure(d.get(name)) for d in drafts)) for name in (drafts[0] or ())]
    told = [_lines(folder) for folder in (plain[0], written[0])]
    rows += [(name, *(figure(mean_of([f for line in lines if (f := of(line)) is not None])) for lines in told))
             for name, of in _OF.items()]  # fmt: skip
    rows.append(("tokens a request, by purpose", UNDEFINED, _tokens(written[0])))
    dropped = [
        (line.get("id") or line.get("report", ""), *_told(one)) for line in told[1] for one in line.get("dropped", ())
    ]
    return [
        Table("Without a language model and with one", ("figure", "without", "with"), tuple(rows)),
        Table("Left out by the check", ("case", "sentence", "why"), tuple(dropped), numbers=3),
    ]


def _lines(folder: Path) -> list[_Line]:
    paths = [folder / f"{name}.jsonl" for name in ("answers", "drafts")]
    return [json.loads(line) for path in paths if path.is_file() for line in path.read_text("utf-8").splitlines()]


def _told(one: Any) -> tuple[str, str]:
    return (one["text"], one["reason"]) if isinstance(one, dict) else (str(one), "")


def _texts(line: _Line) -> list[str]:
    """What was written: the answer of a case that has one, the questions of a draft."""
    if "questions" in line:
        return [q["text"] for q in line["questions"]]
    return [line["text"]] if line.get("status") in ("answered", "partial") else []


def _share_kept(line: _Line) -> float | None:
    kept = len(line["questions"]) if "questions" in line else len(line.get("sentences", ()))
    return kept / (kept + len(line["dropped"])) if kept and _texts(line) else None


def _seconds(line: _Line) -> float | None:
    total = line.get("timings_ms", {}).get("total")
    return None if total is None else total / 1000


_OF: dict[str, Callable[[_Line], float | None]] = {
    "words of an answer, or of a question": lambda line: mean_of([len(t.split()) for t in _texts(line)]),
    "sentences or questions proved, of those written": _share_kept,
    "left out, a case": lambda line: float(len(line.get("dropped", ()))),  # a case that broke has none
    "seconds": _seconds,
}


def _tokens(folder: Path) -> str:
    facts = json.loads((folder / "facts.json").read_text("utf-8")).get("tokens", {})
    each: Sequence[str] = [
        f"{purpose} {one['sent'] / one['requests']:.0f} + {one['received'] / one['requests']:.0f} × {one['requests']}"
        for purpose, one in facts.items()
    ]
    return ", ".join(each)


WIDE = 160  # columns of the tables where the output is no terminal, which cannot say how wide it is

out = Console(width=None if sys.stdout.isatty() else WIDE)
err = Console(stderr=True)


def plan_of(packs: Path | None, questions: Path | None, **given: Path | None) -> Plan:
    """Our own cases over our own packs, unless others are given: then only what is given. `given` are the files of
    conversations, prompts and challenges. Raises `BadSetting` for packs without cases.
    """
    if packs is None and questions is None:
        return Plan.ours().model_copy(update={name: path for name, path in given.items() if path})
    if packs is None or (questions is None and not any(given.values())):
        raise BadSetting("--packs and --questions belong together.", "Give both, or neither for our own.")
    cases = {"questions": questions, **given}
    return Plan(packs=packs.resolve(), **{name: path.resolve() for name, path in cases.items() if path})


def generate(
    plan: Plan, folder: Path | None, data: Path | None, model: str | None, baseline: bool,
    without: Collection[str] = (), llm: Model | None = None,
) -> Path:  # fmt: skip
    """Generate all that the plan has cases for, into a folder that is returned; `data` is the index's folder, `without`
    names steps of the answer path to leave out.
    """
    from eval.run import runner
    from index.encoder import SentenceTransformerEmbedding
    from index.ingest.parse import parse

    if folder is None:
        folder = new_folder(Path("build") / "eval")
    folder.mkdir(parents=True, exist_ok=True)
    index = data or folder / "index"
    named: dict[str, Any] = {} if model is None else {"model_name": model}
    embedding = SentenceTransformerEmbedding(cache_dir=index / "models", **named)
    runner.run(plan, folder, index, embedding, parse, baseline=baseline, say=say, without=without, model=llm)
    return folder


def side_by_side(
    plan: Plan, folder: Path | None, data: Path | None, replies: Path, context: int, server: str | None
) -> None:
    """Generate and score without a language model and with that of a folder of replies, and show both. `context` is the
    tokens of a request, `server` the address of an OpenAI-compatible one that is asked for replies which are not there.
    """
    from eval.run.recorded import recorded

    folder = folder or new_folder(Path("build") / "eval")
    model, tokens = recorded(replies, context, build_llm("openai", "default", server) if server else None)
    runs = []
    for name, llm in (("without", None), ("with", model)):
        at = generate(plan, folder / name, data or folder / "index", None, baseline=False, llm=llm)
        runs.append((at, scoring.score(at, plan)))
    facts = json.loads((folder / "with" / "facts.json").read_text(encoding="utf-8"))
    (folder / "with" / "facts.json").write_text(json.dumps(facts | {"tokens": tokens.facts()}, indent=1), "utf-8")
    for table in beside(*runs):
        table.show(out)


def say(line: str) -> None:
    """A line of progress, beside the output."""
    err.print(line, markup=False, highlight=False, soft_wrap=True)


def score(folder: Path, plan: Plan, bounds: Path | None) -> bool:
    """Score, show the tables and write the report; whether every threshold that applies is kept. Our own cases have
    thresholds of their own; others have those of the file `bounds`, if any.
    """
    found = scoring.score(folder, plan)
    if bounds is None and plan == Plan.ours():
        bounds = EVAL / "thresholds.toml"
    failed = None if bounds is None else thresholds.failures(thresholds.read(bounds), found.summary())
    facts_path = folder / "facts.json"
    facts = json.loads(facts_path.read_text(encoding="utf-8")) if facts_path.is_file() else {}
    (folder / "report.md").write_text(report.markdown(found, facts, failed), encoding="utf-8")
    for table in report.tables(found):
        table.show(out)
    out.print(f"Written to {folder}", markup=False, highlight=False, soft_wrap=True)
    if failed is not None:
        out.print(report.verdict(failed), markup=False, highlight=False, soft_wrap=True)
    return not failed
