"""Damage every file of a data folder in ten ways: nobody is told anything wrong or sees what is restricted.

    python -m tests.bench.damage [--seconds 480] [--stores NAME …]

Over one of the sample council's packs and its exempt paper, restricted. After each damage the commands `reports`,
`ask`, `figures`, `commitments` and `verify` are run, and a stranger asks by the tools for other assistants. Held is
where each says what it said before, or says in its own words what is wrong (or `verify` does), and the stranger sees no
word of the exempt paper. Prints a line a store; exits with 1 where that does not hold.
"""

import argparse
import contextlib
import io
import json
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import app.build
from app.cli.main import run
from app.saved.journals import AuditLog, ReplyStore, SpendingStore, StatusStore
from app.saved.watchstate import Remembered, remember
from app.server.tools import Papers
from app.settings import Settings
from index.faults import Fault
from tests.fakes import HashEmbedding
from tests.ingesting import finish, processes
from tests.places import ROOT

COUNCIL = ROOT / "eval" / "council"
QUESTION = "How many families used the family hubs?"
OUTSIDE = "something went wrong inside the program"


def _change(file: Path, change: Callable[[bytes], bytes]) -> None:
    file.write_bytes(change(file.read_bytes()))


def _flip(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :] if data else data


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _database(file: Path) -> None:
    file.unlink()
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE other (a)")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "gone": Path.unlink,
    "empty": lambda file: _change(file, lambda data: b""),
    "half": lambda file: _change(file, lambda data: data[: len(data) // 2]),
    "its end cut": lambda file: _change(file, lambda data: data[:-7]),
    "zeros": lambda file: _change(file, lambda data: bytes(len(data))),
    "noise": lambda file: _change(file, lambda data: random.Random(1).randbytes(len(data))),
    "first byte": lambda file: _change(file, lambda data: _flip(data, 0)),
    "a byte of the middle": lambda file: _change(file, lambda data: _flip(data, len(data) // 2)),
    "a folder": _folder,
    "another database": _database,
}


def stores(data: Path) -> dict[str, Path]:
    """The files of a data folder by what they are called here; one of the papers kept, and each of the vectors'."""
    found = {path.name: path for path in sorted(data.iterdir()) if path.suffix in (".sqlite", ".json")}
    found["catalogue.sqlite3"] = data / "catalogue.sqlite3"
    found["a paper kept"] = next(path for path in sorted((data / "files").iterdir()))
    found |= {f"vectors: {path.name}": path for path in sorted((data / "vectors").rglob("*")) if path.is_file()}
    return found


def make(data: Path, file: Path) -> None:
    """A data folder with something in every store; the words that only the exempt paper has are written down."""
    _hashed()
    settings = Settings(data=data)
    papers = [COUNCIL / "packs" / "005_cfosc_june_2025.txt", next((COUNCIL / "exempt").iterdir())]
    assert _told(["index", *map(str, papers)], data)[0] == 0
    assert _told(["restrict", papers[1].name, "--role", "officer"], data)[0] == 0
    for words in LOOKS.values():
        _told(words, data)
    StatusStore(data).set("c", "d" * 64, "done", "by hand")
    SpendingStore(data).add(date(2031, 5, 1), "words", SimpleNamespace(sent=1, received=1))
    ReplyStore(data).secret()
    AuditLog(data, 30).note("a", "asked", "b")
    remember(settings.data, Remembered(folder=str(data), library="l", files={}))
    with app.build.open_library(settings) as library:
        texts: dict[str, set[str]] = {}
        for passage in library.all_passages():
            texts.setdefault(passage.item.document, set()).update(re.findall(r"[a-z]{8,}", passage.text.lower()))
    own = texts.pop(papers[1].name)
    file.write_text(json.dumps(sorted(own - set().union(*texts.values()) - {"recommend"})))


LOOKS = {
    "reports": ["reports", "--json"],
    "ask": ["ask", QUESTION, "--json"],
    "figures": ["figures", "families", "--json"],
    "commitments": ["commitments", "--json"],
    "verify": ["verify", "--json"],
}


def _hashed() -> None:
    app.build.SentenceTransformerEmbedding = lambda **_: HashEmbedding()  # type: ignore[assignment,misc]


def _told(words: list[str], data: Path) -> tuple[int, str, str]:
    out, wrong = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(wrong):
        code = run([*words, "--data", str(data)])
    lines = [json.loads(line) for line in out.getvalue().splitlines() if line.startswith("{")]
    for line in lines:
        line.pop("timings_ms", None)
        line.pop("trace", None)
    return code, json.dumps(lines), wrong.getvalue()


def look(file: Path, data: Path) -> None:
    """Write down what each command says, and what a stranger is told."""
    _hashed()
    told: dict[str, object] = {name: _told(words, data) for name, words in LOOKS.items()}
    try:
        library = app.build.open_whole_library(Settings(data=data))
        found = Papers(Settings(data=data), library)
        said = json.dumps([found.ask("What does the exempt paper recommend?"), found.commitments()])
    except Fault as fault:
        said = f"scrutiny: {fault}"
    except OSError as error:
        said = f"scrutiny: {error}" if error.errno else f"{OUTSIDE} {error!r}"
    except Exception as error:
        said = f"{OUTSIDE} {error!r}"
    told["a stranger"] = (0, "", said)
    file.write_text(json.dumps(told))


def looked(file: Path, data: Path) -> dict[str, list]:
    """What `look` writes, in a process of its own."""
    file.unlink(missing_ok=True)
    ended = finish(processes().Process(target=look, args=(file, data)))
    return json.loads(file.read_text()) if file.exists() else {"all": [ended, "", f"{OUTSIDE}: it ended with {ended}"]}


def problem(before: dict[str, list], after: dict[str, list], secret: list[str]) -> str:
    """What does not hold, "" for nothing."""
    for name, (_, _, said) in after.items():
        if OUTSIDE in said or "Traceback" in said:
            return f"{name}: {' '.join(said.split())[-300:]}"
    if any(word in after["a stranger"][2].lower() for word in secret):
        return "a stranger is told of the exempt paper"
    named = after["verify"][0] != 0
    wrong = [name for name in after if name != "verify" and after[name][:2] != before[name][:2] and not after[name][0]]
    return f"{', '.join(wrong)} differ, and nothing says so" if wrong and not named else ""


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=480)
    parser.add_argument("--stores", nargs="+", default=[])
    given = parser.parse_args()
    until, wrong = time.monotonic() + given.seconds, 0
    with tempfile.TemporaryDirectory() as scratch:
        ready, file = Path(scratch, "ready"), Path(scratch, "said")
        assert finish(processes().Process(target=make, args=(ready, file))) == 0
        secret = json.loads(file.read_text())
        before = looked(file, ready)
        secret = [word for word in secret if word not in before["a stranger"][2].lower()]
        assert len(secret) > 9
        print(f"{'store':<32} {'damaged':>8} {'held':>5}")
        for name in [name for name in stores(ready) if not given.stores or name in given.stores]:
            tried = held = 0
            for kind, damage in DAMAGES.items():
                if time.monotonic() > until:
                    break
                data = Path(scratch, "data")
                shutil.copytree(ready, data)
                damage(stores(data)[name])
                found = problem(before, looked(file, data), secret)
                tried, held = tried + 1, held + (not found)
                if found:
                    print(f"  {name}, {kind}: {found}", flush=True)
                shutil.rmtree(data)
            wrong += tried - held
            print(f"{name:<32} {tried:>8} {held:>5}", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
