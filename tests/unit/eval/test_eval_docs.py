"""What eval/README.md says is true: every figure and every option stands in it, and no other figure does."""

import re
from typing import get_args

from eval import cli
from eval.answers.score import ANSWERS, MAIN
from eval.drafts.quality import QUESTIONS
from eval.drafts.score import DRAFTS
from eval.measures import thresholds
from eval.run.folder import EVAL

README = (EVAL / "README.md").read_text(encoding="utf-8")


def test_every_figure_is_explained_and_no_other():
    table = [line.split("|")[1] for line in README.splitlines() if line.startswith("| `")]
    told = {name for cell in table for name in re.findall(r"`([^`]+)`", cell)}
    assert told == {figure.name for figure in (*ANSWERS, *DRAFTS, *QUESTIONS)}
    assert set(MAIN) <= told


def test_every_command_and_option_is_named():
    import typer.main

    command = typer.main.get_command(cli.app)
    commands = {"": command} | dict(command.commands)
    for name, one in commands.items():
        assert f"python -m eval {name}".strip() in README
        for parameter in one.params:
            if parameter.param_type_name == "option" and parameter.name != "help":
                assert any(option in README for option in (*parameter.opts, *parameter.secondary_opts)), parameter.opts


def test_every_committed_threshold_names_a_figure_that_is_measured():
    bounds = thresholds.read(EVAL / "thresholds.toml")
    assert set(bounds) == set(get_args(thresholds.Section))
    drafted = {figure.name for figure in (*DRAFTS, *QUESTIONS)}
    answered = {figure.name for figure in ANSWERS}
    for section, sides in bounds.items():
        assert {name for named in sides.values() for name in named} <= (drafted if section == "drafts" else answered)
