"""`python -m eval fit coverage|challenges|ranking|answers`: the weights, and the table, the council held out."""

import json
import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

import prompts
from eval.fit import answers, challenges, coverage, linear, ranking
from eval.fit.labelled import HERE, groups, labelled
from index.encoder.embedding import identity
from prompts.agreed import lists

WEIGHTS = Path(prompts.__file__).parent / "weights"
app = typer.Typer(add_completion=False, rich_markup_mode=None, help="Fit the heads of drafting on readers' cases.")

Shared = Annotated[Path, typer.Argument(help="Folder of the real papers and the gold cases beside them.")]
Data = Annotated[Path, typer.Option(help="Folder of their indexes, kept and reused.")]


@app.command(name="coverage")
def fit_coverage(shared: Shared, data: Data = Path("build/fit")) -> None:
    """Fit how far a report answers a prompt, and with which statements."""
    papers, library = labelled(shared, data, _say)
    texts, branches = asked()
    fit = coverage.Fit(library, texts)
    rows = coverage.rows_of(papers, branches)
    _write("coverage", coverage.written(fit, rows))
    councils = groups(papers)
    held = coverage.held_out(fit, rows, councils)
    unseen = coverage.held_out(fit, rows, councils, unseen=True)
    shipped = {p.id for p in lists()[-1].prompts}
    columns = {
        "all prompts": linear.coverage_figures(held),
        "the newest agreed list": linear.coverage_figures([one for one in held if one["prompt"] in shipped]),
        "other prompts": linear.coverage_figures([one for one in held if one["prompt"] not in shipped]),
        "prompts that the heads had not seen": linear.coverage_figures(unseen),
        "any other encoder": linear.coverage_figures(coverage.held_out(fit, rows, councils, own=False)),
    }
    columns |= {f"{name} held out": linear.coverage_figures(said) for name, said in linear.by_council(held).items()}
    typer.echo(linear.table_of("Coverage", columns).markdown())


@app.command(name="challenges")
def fit_challenges(shared: Shared, data: Data = Path("build/fit")) -> None:
    """Fit which statements deserve a question."""
    papers, library = labelled(shared, data, _say)
    papers = [paper for paper in papers if paper.challenges]
    _write("challenges", challenges.written(papers, identity(library.embedding)))
    councils = groups(papers)
    held = challenges.held_out(papers, councils)
    columns = {
        "all": challenges.table(held),
        "any other encoder": challenges.table(challenges.held_out(papers, councils, "any")),
        "statements drawn at random": challenges.table(challenges.held_out(papers, councils, "random")),
    }
    columns |= {f"{name} held out": challenges.table(said) for name, said in linear.by_council(held).items()}
    typer.echo(linear.table_of("Challenges", columns).markdown())


@app.command(name="ranking")
def fit_ranking(shared: Shared, data: Data = Path("build/ablation")) -> None:
    """Fit by what passages and sentences are ranked."""
    questions = ranking.read(shared, data, _say)
    _write("ranking", ranking.fit(questions))
    typer.echo(ranking.held_out(questions).markdown())


@app.command(name="answers")
def fit_answers(shared: Shared, data: Data = Path("build/ablation")) -> None:
    """Fit how likely a figure is to be right, and how likely the evidence is to answer a question."""
    written, tables = answers.fit(shared, data, _say)
    for name, heads in written.items():
        _write(name, heads)
    for table in tables:
        typer.echo(table.markdown())


def asked() -> tuple[dict[str, str], dict[str, str]]:
    """The texts of all prompts that readers were given, by id, and the conditions of those that have one."""
    texts = tomllib.loads((HERE / "prompts.toml").read_text(encoding="utf-8"))
    known = [prompt for agreed in lists() for prompt in agreed.prompts]
    return {p.id: p.text for p in known} | texts, {p.id: p.branch for p in known if p.branch}


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _write(name: str, data: dict[str, Any]) -> None:
    (WEIGHTS / f"{name}.json").write_text(_lines(data) + "\n", encoding="utf-8")


def _lines(value: Any, depth: int = 0) -> str:
    """JSON with a line for each feature and each vector, so that a change can be read."""
    inner, outer = "\n" + " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, dict):
        pairs = [f"{json.dumps(key, ensure_ascii=False)}: {_lines(one, depth + 1)}" for key, one in value.items()]
        return f"{{{inner}{f',{inner}'.join(pairs)}{outer}}}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"[{inner}{f',{inner}'.join(_lines(v, depth + 1) for v in value)}{outer}]"
    return json.dumps(value, ensure_ascii=False)
