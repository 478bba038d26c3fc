"""Nothing reaches another machine: papers are read, asked of and drafted from without a network."""

import json
import shutil

from tests.made import models, offline

PAPER = """FERRY OVERVIEW COMMITTEE

3 SEPTEMBER 2024

HARBOUR STRATEGY

REPORT OF THE HARBOUR MASTER

1. The channel was dredged to 4.2 metres in July 2024, which is 0.3 metres less than was planned.
"""
WORK = """
import sys
from app.cli.main import run
for arguments in (["index", "harbour.txt"], ["ask", "How deep was the channel dredged?", "--json"],
                  ["draft", "Harbour Strategy", "--json"], ["verify"]):
    assert run(arguments) == 0
"""
BLOCKED = "import socket; socket.create_connection(('example.org', 80))"


def test_papers_are_read_asked_of_and_drafted_from_without_a_network(tmp_path):
    (tmp_path / "harbour.txt").write_text(PAPER, encoding="utf-8")
    shutil.copytree(models(), tmp_path / "data" / "models")  # made without a network too
    done = offline(["-c", WORK], tmp_path, SCRUTINY_DATA=str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert "4.2 metres" in json.dumps(answers)
    assert not (tmp_path / "log").exists()


def test_what_would_reach_another_machine_is_noted(tmp_path):
    assert offline(["-c", BLOCKED], tmp_path).returncode
    assert "example.org" in (tmp_path / "log").read_text()
