"""The command: exact shapes on stdout, faults as one line, and nothing heavy before it is needed."""

import json
import logging
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from app.build import clean
from app.cli.main import run
from app.process import Plain, begin
from index.checksums import teach
from index.faults import Fault
from index.store.catalogue import Catalogue
from index.store.library import Library
from index.store.stores import writing
from index.store.verify import VerifyReport
from tests.fakes import HashEmbedding
from tests.unit.app.conftest import lines
from tests.unit.app.pages.conftest import PDF_NAME, TEXT_NAME, write_papers
from tests.unit.app.pages.fakes import FakeAssistant

ITEM_KEYS = [
    "id",
    "title",
    "parent",
    "kind",
    "committee",
    "meeting_date",
    "document",
    "first_page",
    "last_page",
    "pack_pages",
    "passages",
    "author",
]
ANSWER_KEYS = {"id", "question", "status", "text", "citations", "passages", "scope", "timings_ms"}
CITATION_KEYS = [
    "n",
    "passage_id",
    "document",
    "report",
    "parent",
    "kind",
    "committee",
    "meeting_date",
    "section",
    "paragraph",
    "page",
    "pack_page",
    "printed_page",
    "quote",
]


@pytest.fixture(autouse=True)
def council(hashed, monkeypatch):
    """Two papers in ./papers, and a command whose model is the hash embedding."""
    papers = hashed / "papers"
    papers.mkdir()
    write_papers(papers)
    monkeypatch.setattr("app.build.build_assistant", lambda _, library: FakeAssistant(library))
    return papers


@pytest.fixture
def indexed(council, capsys):
    assert run(["index", str(council), "--json"]) == 0
    return lines(capsys)


def test_index_prints_a_line_a_document(indexed, council, capsys):
    assert [list(line) for line in indexed] == [["document", "status", "items", "passages", "pages", "error"]] * 2
    assert [(line["document"], line["status"], line["pages"]) for line in indexed] == [
        (PDF_NAME, "added", 2),
        (TEXT_NAME, "added", 1),
    ]
    assert run(["index", str(council), "--json"]) == 0
    assert [line["status"] for line in lines(capsys)] == ["unchanged", "unchanged"]


def test_index_for_a_person_tells_the_count(council, capsys):
    assert run(["index", str(council)]) == 0
    out, err = capsys.readouterr()
    assert f"added: {PDF_NAME} (1 paper," in out
    assert "2 added. The index holds 2 papers" in err


def test_one_bad_file_never_fails_the_folder(council, capsys):
    (council / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    (council / "empty.txt").write_bytes(b"")
    (council / "really text.pdf").write_text("1. A plain paper about the quay, saved under a wrong name.")
    (council / PDF_NAME).rename(council / "really a pdf.txt")
    assert run(["index", str(council), "--json"]) == 0
    found = {line["document"]: line for line in lines(capsys)}
    assert found["broken.pdf"]["status"] == found["empty.txt"]["status"] == "failed"
    assert found["broken.pdf"]["error"]
    assert "holds plain text" in found["really text.pdf"]["error"]
    assert (found["really a pdf.txt"]["status"], found["really a pdf.txt"]["pages"]) == ("added", 2)
    assert found[TEXT_NAME]["status"] == "added"


def _encrypted(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 700, "Nobody may read this.")
    canvas.save()


def _image_only(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.rect(72, 600, 200, 100, fill=1)
    canvas.save()


def _zero_pages(path: Path) -> None:
    document = pdfium.PdfDocument.new()
    document.save(path)
    document.close()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_encrypted, "password"),
        (_image_only, "no text"),
        (_zero_pages, "bad.pdf"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.write_bytes(b"%PDF-1.7\n1 0 obj <<"), ""),
        (lambda path: path.write_bytes(bytes(range(256)) * 40), ""),
    ],
    ids=["encrypted", "image only", "zero pages", "empty", "corrupt", "not a document"],
)
def test_each_bad_file_is_named_with_its_reason(council, make, words, capsys):
    make(council / "bad.pdf")
    assert run(["index", str(council), "--json"]) == 0
    found = {line["document"]: line for line in lines(capsys)}
    assert found["bad.pdf"]["status"] == "failed"
    assert words in found["bad.pdf"]["error"].lower()
    assert found[TEXT_NAME]["status"] == "added"


def test_a_file_over_the_limit_is_refused_by_name(council, capsys, monkeypatch):
    monkeypatch.setenv("SCRUTINY_MAX_FILE_MB", "1")
    (council / "big.txt").write_bytes(b"word " * 250_000)
    assert run(["index", str(council / "big.txt"), "--json"]) == 0
    (line,) = lines(capsys)
    assert line["status"] == "failed"
    assert "the limit is 1 MB" in line["error"]
    assert "max_file_mb" in line["error"]


def test_reports_prints_a_line_an_item(indexed, capsys):
    assert run(["reports", "--json"]) == 0
    found = lines(capsys)
    assert [list(line) for line in found] == [ITEM_KEYS] * 2
    strategy = next(line for line in found if line["document"] == TEXT_NAME)
    assert (strategy["title"], strategy["kind"], strategy["meeting_date"]) == (
        "Harbour Strategy",
        "report",
        "2024-09-03",
    )
    assert strategy["first_page"] is None
    assert run(["reports"]) == 0
    assert "Harbour Strategy" in capsys.readouterr().out


def test_ask_prints_one_answer(indexed, capsys):
    assert run(["ask", "How many crossings were there?", "--json"]) == 0
    (answer,) = lines(capsys)
    assert set(answer) >= ANSWER_KEYS
    assert list(answer["citations"][0]) == CITATION_KEYS
    assert answer["citations"][0]["quote"] in answer["text"]
    assert run(["ask", "How many crossings were there?"]) == 0
    out = capsys.readouterr().out
    assert "412" in out
    assert "[1] Ferry Performance Report" in out
    assert "Crossings, paragraph 2, PDF page 1" in out


def test_a_batch_keeps_its_order_and_goes_on_after_bad_lines(indexed, capsys):
    Path("q.jsonl").write_text(
        '{"id": "a", "question": "crossings"}\nnot json\n\n[1]\n{"id": 7}\n{"id": "é", "question": ""}\n',
        encoding="utf-8",
    )
    assert run(["ask", "--batch", "q.jsonl", "--json"]) == 0
    out, err = capsys.readouterr()
    answers = [json.loads(line) for line in out.splitlines()]
    assert [(a["id"], a["status"]) for a in answers] == [
        ("a", "answered"),
        (None, "error"),
        (None, "error"),
        ("7", "error"),
        ("é", "not_found"),
    ]
    assert "line 2: this is not JSON." in err
    assert "line 5: there is no question in it." in err
    assert "3 line(s) could not be answered" in err
    assert answers[1]["text"] == "Line 2: this is not JSON."


def test_a_question_that_fails_says_the_same_alone_and_in_a_batch(indexed, capsys, monkeypatch):
    def full(*_, **more):
        raise Fault("The disk is full.", "Make room.")

    monkeypatch.setattr(FakeAssistant, "ask", full)
    Path("q.jsonl").write_text('{"id": "a", "question": "crossings"}\n')
    assert run(["ask", "--batch", "q.jsonl", "--json"]) == 0
    out, err = capsys.readouterr()
    assert (json.loads(out)["question"], json.loads(out)["text"]) == ("crossings", "The disk is full. Make room.")
    assert "line 1: The disk is full." in err


def test_draft_in_three_forms(indexed, capsys):
    assert run(["draft", "harbour strategy", "--json"]) == 0
    (draft,) = lines(capsys)
    assert list(draft)[:5] == ["report", "document", "meeting_date", "prompts", "questions"]
    assert list(draft["prompts"][0])[:6] == ["id", "question", "coverage", "why", "citations", "searched"]
    assert list(draft["prompts"][0])[6:] == ["branch", "extra", "odds", "applies", "drafted"]
    assert list(draft["questions"][0]) == [
        "rank",
        "text",
        "prompt_id",
        "theme",
        "kind",
        "why",
        "supplementary",
        "citations",
        "to",
        "delivery",
        "drafted",
        "ways",
    ]
    assert draft["dropped"] == [{"text": "Is it blue?", "reason": "no quote carries it"}]
    assert run(["draft", "--all", "--json"]) == 0
    assert len(lines(capsys)) == 2
    assert run(["draft", "--all", "--docx", "out.docx"]) == 0
    assert Path("out.docx").read_bytes()[:2] == b"PK"
    assert run(["draft", "harbour strategy"]) == 0
    assert "Why: It fell." in capsys.readouterr().out


def test_a_passage_without_a_question_stands_apart_with_the_usual_ways_told_once(indexed, capsys, monkeypatch):
    real = FakeAssistant.draft

    def shown(*args, **more):
        made = real(*args, **more)
        ways = (("To what?", "Why is that?"), ("Why is that?",))
        return replace(made, questions=tuple(replace(made.questions[0], text="It fell.", ways=way) for way in ways))

    monkeypatch.setattr(FakeAssistant, "draft", shown)
    assert run(["draft", "harbour strategy"]) == 0
    out = capsys.readouterr().out
    assert out.index("Drafted questions") < out.index("No question could be drafted") < out.index("Passages to look at")
    assert out.count("Why is that?") == 1
    assert "It can be asked: To what?" in out


def test_withdraw_takes_everything_out(indexed, capsys):
    assert run(["withdraw", TEXT_NAME, "--json"]) == 0
    (line,) = lines(capsys)
    assert line == {"document": TEXT_NAME, "status": "withdrawn", "items": 1, "passages": line["passages"]}
    with Library.open(Path("data"), HashEmbedding()) as library:
        assert [d.path for d in library.documents()] == [PDF_NAME]
    assert run(["withdraw", TEXT_NAME, "--json"]) == 1


def test_withdraw_with_days_to_undo_can_be_undone(indexed, capsys):
    assert run(["withdraw", TEXT_NAME, "--undo-days", "7", "--json"]) == 0
    (line,) = lines(capsys)
    until = datetime.fromisoformat(line.pop("undo_until"))
    assert timedelta(days=6, hours=23) < until - datetime.now(UTC) <= timedelta(days=7)
    assert line == {"document": TEXT_NAME, "status": "withdrawn", "items": 1, "passages": line["passages"]}
    assert run(["reports", "--json"]) == 0
    assert {report["document"] for report in lines(capsys)} == {PDF_NAME}
    assert run(["withdraw"]) == 0
    assert capsys.readouterr().out == "nothing is due to be removed\n"
    assert run(["restore", TEXT_NAME]) == 0
    assert capsys.readouterr().out.startswith(f"restored: {TEXT_NAME} (1 paper,")
    assert run(["reports", "--json"]) == 0
    assert {report["document"] for report in lines(capsys)} == {PDF_NAME, TEXT_NAME}
    assert run(["restore", TEXT_NAME]) == 1
    assert "cannot be brought back" in capsys.readouterr().err


def test_what_is_due_is_removed_for_good(indexed, capsys, monkeypatch):
    assert run(["withdraw", TEXT_NAME, "--undo-days", "2", "--json"]) == 0
    lines(capsys)

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=2)

    monkeypatch.setattr("index.store.aside.datetime", Later)
    assert run(["withdraw", "--json"]) == 0
    (line,) = lines(capsys)
    assert (line["document"], line["status"]) == (TEXT_NAME, "withdrawn")
    monkeypatch.undo()
    assert run(["restore", TEXT_NAME]) == 1


def test_no_question_waits_for_what_is_due(indexed, monkeypatch):
    assert run(["withdraw", TEXT_NAME, "--undo-days", "1"]) == 0
    with closing(sqlite3.connect("data/catalogue.sqlite3")) as connection, connection:
        teach(connection)
        connection.execute("UPDATE aside SET due = '2020-01-01T00:00:00+00:00'")
    is_due = lambda: bool(Catalogue(Path("data/catalogue.sqlite3")).aside())  # noqa: E731
    monkeypatch.setattr("index.store.stores.PATIENCE", 60.0)
    began = time.monotonic()
    with writing(Path("data").absolute()):  # by another process
        assert run(["ask", "What fell?"]) == run(["reports"]) == 0
    assert time.monotonic() - began < 60
    answered, there = FakeAssistant.ask, []
    monkeypatch.setattr(FakeAssistant, "ask", lambda *given: there.append(is_due()) or answered(*given))
    assert run(["ask", "What fell?"]) == 0
    assert (there, is_due()) == ([True], False)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["index"], 1, "There is nothing to index. Give a folder"),
        (["index", "no/such/folder"], 1, "no/such/folder"),
        (["ask", "--batch", "missing.jsonl"], 1, "missing.jsonl cannot be read."),
        (["ask"], 2, "give either a QUESTION or --batch FILE."),
        (["draft"], 2, "give either a REPORT or --all."),
        (["ask", " "], 2, "give either a QUESTION or --batch FILE."),
        (["ask", "", "--batch", "-"], 2, "give either a QUESTION or --batch FILE."),
        (["draft", "", "--all"], 2, "give either a REPORT or --all."),
        (["draft", "--all"], 1, "There is no index in"),
        (["reports"], 1, "There is no index in"),
        (["ask", "anything"], 1, "There is no index in"),
        (["verify"], 1, "There is no index in"),
        (["fly"], 2, "fly"),
        (["serve", "--port", "0"], 1, "The setting port has an impossible value"),
    ],
)
def test_a_fault_is_one_line(arguments, code, words, capsys):
    assert run(arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("scrutiny: ")
    assert words in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["draft", "zoo"], "There is no paper called “zoo”. The nearest are: "),
        (["withdraw", "nothing.pdf", "--yes"], "There is no document 'nothing.pdf'"),
    ],
)
def test_a_paper_that_is_not_there(indexed, arguments, words, capsys):
    assert run(arguments) == 1
    assert words in capsys.readouterr().err


def test_an_unknown_setting_is_one_line(monkeypatch, capsys):
    monkeypatch.setenv("SCRUTINY_DATTA", "x")
    assert run(["reports"]) == 1
    assert "Did you mean SCRUTINY_DATA?" in capsys.readouterr().err


def test_our_own_errors_have_no_traceback_unless_asked(monkeypatch, capsys):
    def broken(*_):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("app.build.open_whole_library", broken)
    assert run(["reports"]) == 1
    assert "Traceback" not in capsys.readouterr().err
    monkeypatch.setenv("SCRUTINY_DEBUG", "true")
    assert run(["reports"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_folder_without_papers_says_what_to_do(tmp_path, capsys):
    (tmp_path / "none").mkdir()
    assert run(["index", "none"]) == 0
    assert "no papers found. The index holds 0 papers" in capsys.readouterr().err
    assert run(["reports"]) == 0
    assert "scrutiny index FOLDER" in capsys.readouterr().err
    assert run(["draft", "--all"]) == 1
    assert "There are no reports in the index." in capsys.readouterr().err


def test_reading_makes_no_index(tmp_path):
    assert run(["reports"]) == 1
    assert not (tmp_path / "data").exists()


def test_verify_says_that_all_is_sound_or_what_is_not(indexed, capsys):
    assert run(["verify", "--json"]) == 0
    (report,) = lines(capsys)
    assert (report["documents"], report["sound"], report["problems"]) == (2, True, [])
    kept = next(p for p in Path("data/files").rglob("*") if p.is_file() and p.read_bytes()[:5] == b"FERRY")
    kept.write_text("other bytes")
    assert run(["verify"]) == 1
    assert f"Wrong: the file of {TEXT_NAME} is missing or changed" in capsys.readouterr().out
    assert run(["verify", "--repair"]) == 0
    said = capsys.readouterr().out
    assert "All is as it was written, and found." in said


def test_paper_text_cannot_steer_the_terminal(council, capsys):
    (council / "evil\x1b[31m.txt").write_text("1. A paper about the quay and its \x1b]0;title\x07 lights.")
    assert run(["index", str(council)]) == 0
    assert run(["reports"]) == 0
    out, err = capsys.readouterr()
    assert "\x1b" not in out + err


EVIL = "bad\x1b]0;x\x07\x9b\nadded: more\u202e.txt"


def test_a_name_steers_no_terminal_and_begins_no_line(council, capsys, monkeypatch):
    (council / EVIL).write_text("# The ferries\n\nThe ferries were late.")
    for arguments in (["index", str(council)], ["index", str(council), "--json"], ["reports"], ["read", EVIL],
                      ["restrict", EVIL], ["restrict", EVIL, "--lift"], ["withdraw", EVIL, "--undo-days", "1"],
                      ["restore", EVIL], ["restore", EVIL], ["withdraw", EVIL, "--yes"], ["verify"]):  # fmt: skip
        run(arguments)
        said = "".join(capsys.readouterr())
        assert not [c for c in said if c in "\x1b\x07\x9b\u202e"], arguments
        assert not [line for line in said.splitlines() if line.startswith("added: more")], arguments


def test_a_note_is_one_line_and_what_led_to_it_stands_further_in(monkeypatch):
    try:
        raise ValueError(EVIL)
    except ValueError:
        why = sys.exc_info()
    said = Plain().format(logging.LogRecord("app", logging.WARNING, "", 0, "skipped %s", (EVIL,), why))
    first, *under = said.split("\n")
    assert first == "skipped bad\\x1b]0;x\\x07\\x9b\\nadded: more\\u202e.txt"
    assert under
    assert all(line.startswith("  ") for line in under)
    assert not [c for c in said if c in "\x1b\x07\x9b\u202e"]


def test_verify_names_what_is_wrong_in_lines_of_its_own(monkeypatch, capsys):
    report = VerifyReport(1, 1, 1, 2, 1, 1, {EVIL: [2]}, (f"{EVIL} is gone",), (f"{EVIL} read again",))
    monkeypatch.setattr("app.build.open_library", lambda *_, **__: None)
    monkeypatch.setattr("index.store.verify.verify", lambda *_: report)
    assert run(["verify"]) == 1
    assert not [line for line in capsys.readouterr().out.splitlines() if line.startswith("added: more")]


@pytest.mark.parametrize(("folder", "mask"), [("data/fetched", 0o077), ("shared", 0o027)])
def test_fetched_papers_are_as_open_as_the_umask_that_was_given(folder, mask, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("app.process._given", [-1])
    monkeypatch.setattr("index.fetch.harvest.Harvest.run", lambda *_: iter(()))
    before = os.umask(0o027)
    try:
        begin()
        assert run(["fetch", "https://council.example", "--folder", folder, "--data", "data"]) == 0
        assert os.umask(0) == mask
    finally:
        os.umask(before)
    assert Path("data").stat().st_mode & 0o077 == 0


def test_a_fault_of_the_clean_up_fails_no_question(monkeypatch, caplog):
    def full(*_, **__):
        raise Fault("The disk is full.", "")

    monkeypatch.setattr("app.build.remove_due", full)
    clean(None)
    assert "The disk is full" in caplog.text


def test_what_is_kept_is_for_its_owner_alone(council, capsys, monkeypatch):
    monkeypatch.setattr("app.process._given", [-1])
    before = os.umask(0o022)
    try:
        begin()
        assert run(["index", str(council)]) == run(["ask", "What fell?"]) == 0
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o077 for path in [Path("data"), *Path("data").rglob("*")]} == {0}


def test_help_is_quick_because_nothing_heavy_is_imported():
    code = (
        "import sys; from app.cli.main import run; run(['--help']); "
        "heavy = {'torch', 'streamlit', 'llama_index', 'chromadb', 'openvino', 'numpy'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    for command in ("index", "reports", "ask", "draft", "withdraw", "verify", "serve"):
        assert command in done.stdout


def test_read_tells_what_was_read_and_what_to_look_at(indexed, capsys):
    assert run(["read", PDF_NAME, "--json"]) == 0
    (found,) = lines(capsys)
    assert (found["document"], found["pages"], found["empty_pages"]) == (PDF_NAME, 2, [])
    (item,) = found["items"]
    assert list(item)[: len(ITEM_KEYS)] == ITEM_KEYS
    assert (item["title"], item["contacts"], item["corrected"], item["doubts"]) == (
        "Ferry Performance Report",
        [],
        [],
        [],
    )
    assert run(["read"]) == 0
    assert "Harbour Strategy (Report, 3 September 2024" in capsys.readouterr().out


def test_correct_sets_right_and_clear_takes_back(indexed, capsys):
    arguments = ["--title", "The harbour’s strategy", "--kind", "appendix", "--date", "2 September 2024"]
    arguments += ["--committee", "Harbour  Board"]
    assert run(["correct", "Harbour Strategy", *arguments, "--parent", "Ferry Performance", "--json"]) == 0
    (found,) = lines(capsys)
    assert found | {"id": ""} == {
        "id": "",
        "title": "The harbour’s strategy",
        "kind": "appendix",
        "committee": "Harbour Board",
        "meeting_date": "2024-09-02",
        "parent": "Ferry Performance Report",
        "document": TEXT_NAME,
        "corrected": ["title", "kind", "meeting_date", "parent", "committee"],
    }
    assert run(["correct", found["id"], "--clear"]) == 0
    assert capsys.readouterr().out.startswith("Report: Harbour Strategy, 3 September 2024\nAs it was read.")


def test_corrections_that_cannot_be_are_one_line(indexed, capsys):
    for arguments, words in (
        ([], "nothing to correct"),
        (["--kind", "poem"], "not a kind of paper"),
        (["--date", "soon"], "not a date"),
        (["--parent", "Harbour Strategy"], "cannot belong to itself"),
    ):
        assert run(["correct", "Harbour Strategy", *arguments]) == 1
        assert words in capsys.readouterr().err
