"""The page's work in a process of its own: names made safe, lines passed on, a fault in the command's
words."""

import os
import subprocess
import sys
import threading
from datetime import date

import pytest

from app.server import jobs
from app.settings import Settings
from index.faults import BadSetting, Fault, IndexBusy
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from tests.fakes import HashEmbedding

HARBOUR = "FERRY COMMITTEE\n\n3 SEPTEMBER 2024\n\nDEPTHS\n\nREPORT OF THE HARBOUR MASTER\n\n1. This report asks."


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

        monkeypatch.setattr("app.server.jobs.subprocess.Popen", popen)
        return calls

    return start


ECHO = """
import json, pathlib, sys
for place in sys.argv[2:-1]:
    print(json.dumps({"document": pathlib.Path(place).name, "text": pathlib.Path(place).read_text()}))
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
    names = jobs.safe_names(["a.txt", "../a.txt"])
    lines = list(jobs.index_files(settings, list(zip(names, [b"one", b"two"], strict=True))))
    assert [tuple(line.values()) for line in lines] == [("a.txt", "one"), ("2-a.txt", "two")]
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


FOREVER = """
import json, sys, threading
print(json.dumps({"document": sys.argv[1]}), flush=True)
if sys.argv[1] == "index":
    threading.Event().wait()
"""
KILLED = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
NICE = "import json, os; print(json.dumps(os.nice(0)))"


class Consumer:
    """Takes the lines of a reading in a thread of its own, as the watch does."""

    def __init__(self, lines):
        self.lines, self.begun, self.error = lines, threading.Event(), None
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        assert self.begun.wait(30)

    def _run(self):
        try:
            for _ in self.lines:
                self.begun.set()
        except Fault as fault:
            self.error = fault


def test_a_folder_is_read_by_the_command_at_low_priority(command, tmp_path):
    calls = command(NICE)
    settings = Settings(data=tmp_path)
    (kinder,) = jobs.index_folder(settings, tmp_path / "packs")
    assert calls[0][0] == ["index", str(tmp_path / "packs"), "--json"]
    if hasattr(os, "setpriority"):
        assert kinder > os.nice(0)


def test_a_folder_is_not_read_while_an_upload_is(command, tmp_path):
    command(ECHO)
    upload = jobs.index_files(Settings(data=tmp_path), [("a.txt", b"one")])
    next(upload)
    with pytest.raises(IndexBusy, match="being read"):
        next(jobs.index_folder(Settings(data=tmp_path), tmp_path))
    upload.close()
    (tmp_path / "a.txt").write_text("words")
    lines = list(jobs.index_folder(Settings(data=tmp_path), tmp_path / "a.txt"))
    assert lines == [{"document": "a.txt", "text": "words"}]


SLOW = """
import json, os, pathlib, sys, time
changed = pathlib.Path(os.environ["SCRUTINY_DATA"], "changed")
if sys.argv[1] != "index":
    changed.touch()
    print(json.dumps({"document": sys.argv[1]}))
    sys.exit()
for place in sys.argv[2:-1]:
    name = pathlib.Path(place).name
    while name == "slow.txt" and not changed.exists():
        time.sleep(0.01)
    print(json.dumps({"document": name}), flush=True)
"""


def test_a_withdrawal_waits_for_no_slow_file_and_the_upload_goes_on(command, tmp_path):
    calls = command(SLOW)
    settings, lines = Settings(data=tmp_path), []
    upload = jobs.index_files(settings, [(name, b"") for name in ("a.txt", "slow.txt", "b.txt")])
    reading = Consumer(lines.append(line) or line for line in upload)
    assert jobs.withdraw(settings, "d" * 64) == {"document": "withdraw"}
    reading.thread.join(30)
    assert reading.error is None
    assert [line["document"] for line in lines] == ["a.txt", "slow.txt", "b.txt"]
    assert [arguments[0] for arguments, _ in calls] == ["index", "withdraw"]
    assert not jobs._turn.locked()


@pytest.fixture
def folder_being_read(command, tmp_path):
    command(FOREVER)
    reading = Consumer(jobs.index_folder(Settings(data=tmp_path), tmp_path))
    yield reading
    jobs.end_folder_readings()
    reading.thread.join(30)


@pytest.mark.parametrize(
    "change", [lambda settings: jobs.withdraw(settings, "d" * 64), lambda settings: jobs.restore(settings, "d" * 64)]
)
def test_a_change_waits_for_no_reading_of_a_folder(folder_being_read, tmp_path, change):
    assert change(Settings(data=tmp_path))["document"] in ("withdraw", "restore")
    assert folder_being_read.thread.is_alive()


def test_a_paper_is_set_right_here_and_taken_back_while_a_folder_is_read(folder_being_read, tmp_path, monkeypatch):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    monkeypatch.setattr("app.build.open_library", lambda settings, make: Library.open(settings.data, HashEmbedding()))
    settings = Settings(data=tmp_path / "data")
    with Library.open(settings.data, HashEmbedding()) as library:
        assert [line.status for line in ingest([tmp_path / "papers"], library, parse)] == ["added"]
        paper = library.items()[0]
        found = jobs.correct(settings, paper.id, {"title": "Harbour depths", "date": "2024-09-04"})
        assert (found.title, found.meeting_date, found.corrected) == (
            "Harbour depths",
            date(2024, 9, 4),
            ("title", "meeting_date"),
        )
        assert library.items()[0] == found  # seen at once by who has the index open
        assert jobs.correct(settings, paper.id, {}) == paper
        with pytest.raises(BadSetting):
            jobs.correct(settings, paper.id, {"title": " "})
    assert folder_being_read.thread.is_alive()


def test_the_reading_of_a_folder_ends_with_the_server(folder_being_read):
    jobs.end_folder_readings()
    folder_being_read.thread.join(30)
    assert isinstance(folder_being_read.error, IndexBusy)
    assert not jobs._turn.locked()


def test_a_command_that_dies_by_itself_is_no_interruption(command, tmp_path):
    command(KILLED)
    with pytest.raises(Fault, match="could not be read") as caught:
        list(jobs.index_folder(Settings(data=tmp_path), tmp_path))
    assert not isinstance(caught.value, IndexBusy)
