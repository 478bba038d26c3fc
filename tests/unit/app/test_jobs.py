"""The page's work in a process of its own: names made safe, lines passed on, a fault in the command's
words."""

import subprocess
import sys

import pytest

from app import jobs
from app.settings import Settings
from index.faults import Fault


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\June pack.pdf", "June pack.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("..", "upload-1"),
        ("", "upload-1"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert jobs.safe_name(name, "upload-1") == safe


@pytest.fixture
def command(monkeypatch, tmp_path):
    """Stands in for the command: prints what it was given, or fails as the command does."""
    real, calls = subprocess.Popen, []

    def start(code):
        def popen(arguments, **options):
            calls.append((arguments[3:], options["env"]))
            return real([sys.executable, "-c", code, *arguments[3:]], **options)

        monkeypatch.setattr("app.jobs.subprocess.Popen", popen)
        return calls

    return start


ECHO = """
import json, pathlib, sys
for place in sys.argv[2:-1]:
    print(json.dumps([pathlib.Path(place).name, pathlib.Path(place).read_text()]))
"""
FAIL = """
import sys
print("some log", file=sys.stderr)
print("scrutiny: It is busy. Wait.", file=sys.stderr)
sys.exit(1)
"""


def test_files_reach_the_command_under_safe_and_distinct_names(command, tmp_path):
    calls = command(ECHO)
    settings = Settings(data=tmp_path)
    lines = list(jobs.index_files(settings, [("a.txt", b"one"), ("../a.txt", b"two")]))
    assert lines == [["a.txt", "one"], ["2-a.txt", "two"]]
    ((arguments, environment),) = calls
    assert arguments[0] == "index"
    assert arguments[-1] == "--json"
    assert environment["SCRUTINY_DATA"] == str(tmp_path)


def test_a_fault_of_the_command_is_a_fault_here(command, tmp_path):
    command(FAIL)
    with pytest.raises(Fault, match=r"^It is busy\. Wait\.$"):
        jobs.withdraw(Settings(data=tmp_path), "d" * 64)


def test_what_is_asked_of_the_command(command, tmp_path):
    calls = command("print('{}')")
    settings = Settings(data=tmp_path)
    jobs.withdraw(settings, "d" * 64)
    jobs.withdraw(settings, "d" * 64, 7)
    jobs.restore(settings, "d" * 64)
    jobs.remove_due(settings)
    assert [arguments for arguments, _ in calls] == [
        ["withdraw", "--yes", "--undo-days", "0", "d" * 64, "--json"],
        ["withdraw", "--yes", "--undo-days", "7", "d" * 64, "--json"],
        ["restore", "d" * 64, "--json"],
        ["withdraw", "--json"],
    ]
