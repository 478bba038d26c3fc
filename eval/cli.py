"""The command `python -m eval`: generate, score and compare, or all in one.

Exit codes: 0 all is well, 1 a threshold is not kept, 2 a fault.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from eval import report, runs, scoring, thresholds
from index.faults import BadSetting, Fault

UNDER, FAULT = 1, 2
WIDE = 160
"""Columns of the tables where the output is no terminal, which cannot say how wide it is."""

app = typer.Typer(add_completion=False, rich_markup_mode=None)
out = Console(width=None if sys.stdout.isatty() else WIDE)
err = Console(stderr=True)

Packs = Annotated[Path | None, typer.Option(help="Folder of packs; our sample council by default.")]
Questions = Annotated[Path | None, typer.Option(help="Gold questions (JSONL); ours by default.")]
Conversations = Annotated[Path | None, typer.Option(help="Gold conversations (JSONL).")]
Prompts = Annotated[Path | None, typer.Option(help="Gold prompt labels (JSONL).")]
Challenges = Annotated[Path | None, typer.Option(help="Gold challenges (JSONL).")]
Out = Annotated[Path | None, typer.Option(help="Folder of the run; build/eval/<date> by default.")]
Data = Annotated[Path | None, typer.Option(help="Folder of the index, kept and reused; in the run by default.")]
Model = Annotated[str | None, typer.Option(help="A sentence-transformers name or folder; packaged by default.")]
WithBaseline = Annotated[bool, typer.Option("--baseline/--no-baseline", help="Compare with LlamaIndex's hybrid.")]
Thresholds = Annotated[Path | None, typer.Option(help="TOML of floors; eval/thresholds.toml for our own cases.")]
Run = Annotated[Path, typer.Argument(help="Folder of a generated run.")]
RowName = Annotated[str | None, typer.Option("--row", help="Print one row of the table of experiments, so named.")]
Into = Annotated[Path | None, typer.Option(help="With --row: add the row to this Markdown file as well.")]


@app.callback(invoke_without_command=True)
def everything(
    context: typer.Context,
    packs: Packs = None,
    questions: Questions = None,
    conversations: Conversations = None,
    prompts: Prompts = None,
    challenges: Challenges = None,
    out: Out = None,
    data: Data = None,
    model: Model = None,
    baseline: WithBaseline = True,
    thresholds: Thresholds = None,
) -> None:
    """Generate answers on gold cases, score them beside the baseline, and check the thresholds."""
    if context.invoked_subcommand is None:
        plan = _plan(packs, questions, conversations, prompts, challenges)
        folder = _generate(plan, out, data, model, baseline)
        _score(folder, plan, thresholds)


@app.command()
def generate(
    packs: Packs = None,
    questions: Questions = None,
    conversations: Conversations = None,
    prompts: Prompts = None,
    challenges: Challenges = None,
    out: Out = None,
    data: Data = None,
    model: Model = None,
    baseline: WithBaseline = True,
) -> None:
    """Generate only: JSONL into the run's folder."""
    _generate(_plan(packs, questions, conversations, prompts, challenges), out, data, model, baseline)


@app.command()
def score(run: Run, thresholds: Thresholds = None, row: RowName = None, into: Into = None) -> None:
    """Score a generated run: tables, scores (JSONL) and report.md in its folder; with --row, one row only."""
    plan = runs.read_plan(run)
    if row is None:
        _score(run, plan, thresholds)
        return
    line = report.experiment_row(row, scoring.score(run, plan).summary())
    typer.echo(line)
    if into is not None:
        head = "" if into.is_file() else f"# Experiments\n\n{report.experiment_head()}\n"
        with into.open("a", encoding="utf-8") as file:
            file.write(f"{head}{line}\n")


@app.command()
def compare(
    a: Annotated[Path, typer.Argument(help="A scored run's folder, or a file of scores.")],
    b: Annotated[Path, typer.Argument(help="Another.")],
) -> None:
    """Compare two scored runs case by case: A less B, bootstrap intervals, and the cases that changed."""
    for table in report.comparison(scoring.scored(a), scoring.scored(b)):
        table.show(out)


@app.command()
def labels(
    papers: Annotated[Path, typer.Argument(help="Folder of the real papers.")],
    into: Annotated[Path, typer.Option("--out", help="Folder to write the cases into.")] = Path("build/labels"),
) -> None:
    """Find our readers' quotes again in the real papers and write their cases with them, as JSONL."""
    from eval.labels.kept import READERS
    from eval.labels.resolve import kept, resolve

    found = resolve(papers, [row for kind in READERS for row in kept(kind)], _say)
    found.write(into)
    for place in found.lost:
        _say(f"not found: {place}")
    out.print(f"{len(found.prompts)} labels, {len(found.challenges)} challenges, {len(found.questions)} questions")
    out.print(f"{found.sought - len(found.lost)} of {found.sought} quotes found. Written to {into}", markup=False)


def main() -> None:
    """Run the command; a fault is one line, never a traceback."""
    try:
        app()
    except Fault as fault:
        err.print(str(fault), style="red", markup=False, highlight=False)
        raise SystemExit(FAULT) from None


def _plan(
    packs: Path | None,
    questions: Path | None,
    conversations: Path | None,
    prompts: Path | None,
    challenges: Path | None,
) -> runs.Plan:
    """Our own cases over our own packs, unless others are given: then only what is given."""
    given = {"conversations": conversations, "prompts": prompts, "challenges": challenges}
    if packs is None and questions is None:
        return runs.Plan.ours().model_copy(update={name: path for name, path in given.items() if path})
    if packs is None or questions is None:
        raise BadSetting("--packs and --questions belong together.", "Give both, or neither for our own.")
    return runs.Plan(packs=packs.resolve(), questions=questions.resolve(), **{
        name: path.resolve() if path else None for name, path in given.items()})  # fmt: skip


def _generate(plan: runs.Plan, folder: Path | None, data: Path | None, model: str | None, baseline: bool) -> Path:
    from eval import runner
    from index.encoder import SentenceTransformerEmbedding
    from index.parse import parse

    if folder is None:
        folder = runs.new_folder(Path("build") / "eval")
    folder.mkdir(parents=True, exist_ok=True)
    index = data or folder / "index"
    named: dict[str, Any] = {} if model is None else {"model_name": model}
    embedding = SentenceTransformerEmbedding(cache_dir=index / "models", **named)
    runner.run(plan, folder, index, embedding, parse, baseline=baseline, say=_say)
    return folder


def _say(line: str) -> None:
    err.print(line, markup=False, highlight=False)


def _score(folder: Path, plan: runs.Plan, bounds: Path | None) -> None:
    """Score, show the tables, write the report; exits with 1 where a threshold is not kept."""
    found = scoring.score(folder, plan)
    if bounds is None and plan == runs.Plan.ours():
        bounds = runs.HERE / "thresholds.toml"
    failed = None if bounds is None else thresholds.failures(thresholds.read(bounds), found.summary())
    facts_path = folder / "facts.json"
    facts = json.loads(facts_path.read_text(encoding="utf-8")) if facts_path.is_file() else {}
    (folder / "report.md").write_text(report.markdown(found, facts, failed), encoding="utf-8")
    for table in report.tables(found):
        table.show(out)
    out.print(f"Written to {folder}", markup=False, highlight=False, soft_wrap=True)
    if failed is not None:
        out.print(report.verdict(failed), markup=False, highlight=False, soft_wrap=True)
        if failed:
            raise typer.Exit(UNDER)
