"""The command `python -m eval`: generate and score, or both in one; and a command for each other task.

Exit codes: 0 all is well, 1 a threshold is not kept, 2 a fault. A task adds its command in a line at the end of this
module.
"""

from pathlib import Path
from typing import Annotated

import typer

from eval.fit.command import app as fit
from eval.labels.resolve import main as labels
from eval.registers.commitments import main as commitments
from eval.registers.figures import main as figures
from eval.registers.history import main as history
from eval.run import gate
from eval.run.ablation import known
from eval.run.ablation import main as ablate
from eval.run.folder import Plan, read_plan
from eval.run.peers import main as peers
from index.faults import Fault

UNDER, FAULT = 1, 2

app = typer.Typer(add_completion=False, rich_markup_mode=None)

Packs = Annotated[Path | None, typer.Option(help="Folder of packs; our sample council by default.")]
Questions = Annotated[Path | None, typer.Option(help="Gold questions (JSONL); ours by default.")]
Conversations = Annotated[Path | None, typer.Option(help="Gold conversations (JSONL).")]
Prompts = Annotated[Path | None, typer.Option(help="Gold prompt labels (JSONL).")]
Challenges = Annotated[Path | None, typer.Option(help="Gold challenges (JSONL).")]
Out = Annotated[Path | None, typer.Option(help="Folder of the run; build/eval/<date> by default.")]
Data = Annotated[Path | None, typer.Option(help="Folder of the index, kept and reused; in the run by default.")]
Model = Annotated[str | None, typer.Option(help="A sentence-transformers name or folder; packaged by default.")]
WithBaseline = Annotated[bool, typer.Option("--baseline/--no-baseline", help="Compare with LlamaIndex's hybrid.")]
Without = Annotated[list[str] | None, typer.Option(help="A step of the answer path to leave out; may be repeated.")]
Thresholds = Annotated[Path | None, typer.Option(help="TOML of floors; eval/thresholds.toml for our own cases.")]
Run = Annotated[Path, typer.Argument(help="Folder of a generated run.")]
Replies = Annotated[Path | None, typer.Option("--llm", help="Folder of a language model's replies, to show beside.")]
Server = Annotated[str | None, typer.Option(help="OpenAI-compatible server to ask for replies that are not there.")]
Context = Annotated[int, typer.Option(help="Tokens of a request to the language model.")]


@app.callback(invoke_without_command=True)
def everything(
    context: typer.Context, packs: Packs = None, questions: Questions = None, conversations: Conversations = None,
    prompts: Prompts = None, challenges: Challenges = None, out: Out = None, data: Data = None, model: Model = None,
    baseline: WithBaseline = True, thresholds: Thresholds = None, without: Without = None,
) -> None:  # fmt: skip
    """Generate answers on gold cases, score them beside the baseline, and check the thresholds."""
    if context.invoked_subcommand is None:
        plan = gate.plan_of(packs, questions, conversations=conversations, prompts=prompts, challenges=challenges)
        _score(gate.generate(plan, out, data, model, baseline, known(without or ())), plan, thresholds)


@app.command()
def generate(
    packs: Packs = None, questions: Questions = None, conversations: Conversations = None, prompts: Prompts = None,
    challenges: Challenges = None, out: Out = None, data: Data = None, model: Model = None,
    baseline: WithBaseline = True,
) -> None:  # fmt: skip
    """Generate only: JSONL into the run's folder."""
    plan = gate.plan_of(packs, questions, conversations=conversations, prompts=prompts, challenges=challenges)
    gate.generate(plan, out, data, model, baseline)


@app.command()
def score(run: Run, thresholds: Thresholds = None) -> None:
    """Score a generated run: tables, scores (JSONL) and report.md in its folder."""
    _score(run, read_plan(run), thresholds)


@app.command()
def answers(
    packs: Packs = None, questions: Questions = None, out: Out = None, data: Data = None,
    llm: Replies = None, server: Server = None, context: Context = 4_000,
) -> None:  # fmt: skip
    """Ask the questions only, and score the answers: no drafts, no baseline, no thresholds."""
    ours = Plan.ours()
    plan = Plan(packs=(packs or ours.packs).resolve(), questions=questions or ours.questions)
    _only(plan, out, data, llm, server, context)


@app.command()
def drafts(
    packs: Packs = None, prompts: Prompts = None, challenges: Challenges = None, out: Out = None, data: Data = None,
    llm: Replies = None, server: Server = None, context: Context = 24_000,
) -> None:  # fmt: skip
    """Draft for every report only, and score the drafts."""
    ours = Plan.ours()
    given = (prompts, challenges) if prompts or challenges else (ours.prompts, ours.challenges)
    plan = Plan(packs=(packs or ours.packs).resolve(), prompts=given[0], challenges=given[1])
    _only(plan, out, data, llm, server, context)


def main() -> None:
    """Run the command; a fault is one line, never a traceback."""
    try:
        app()
    except Fault as fault:
        gate.err.print(str(fault), style="red", markup=False, highlight=False)
        raise SystemExit(FAULT) from None


def _only(plan: Plan, out: Path | None, data: Path | None, llm: Path | None, server: str | None, context: int) -> None:
    """One task alone; beside a language model's where a folder of its replies is given."""
    if llm is None:
        gate.score(gate.generate(plan, out, data, None, baseline=False), plan, None)
    else:
        gate.side_by_side(plan, out, data, llm, context, server)


def _score(folder: Path, plan: Plan, bounds: Path | None) -> None:
    if not gate.score(folder, plan, bounds):
        raise typer.Exit(UNDER)


app.command("ablate")(ablate)
app.command("commitments")(commitments)
app.command("figures")(figures)
app.command("history")(history)
app.command("labels")(labels)
app.command("peers")(peers)
app.add_typer(fit, name="fit")
