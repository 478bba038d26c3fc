"""`scrutiny serve` before it hands over: what it refuses, what it only says, and what reaches the server."""

import base64
import hashlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest
from streamlit import file_util

from app import process
from app.cli.main import run
from app.server import serve
from app.settings import Settings
from index.faults import BadSetting
from tests.places import ROOT


@pytest.fixture
def handed_over(monkeypatch):
    """The command line and environment of each server that was begun."""
    begun = []
    monkeypatch.setattr("app.server.serve.os.execve", lambda *call: begun.append(call[1:]))
    monkeypatch.setattr("app.server.serve.socket.create_server", lambda _: nullcontext())
    return begun


def test_the_folder_to_watch_reaches_the_server(handed_over, tmp_path, monkeypatch):
    (tmp_path / "packs").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run(["serve", "--data", "data", "--watch", "packs"]) == 0
    ((command, environment),) = handed_over
    assert "app.server.serve" in command
    assert environment["SCRUTINY_WATCH"] == str(tmp_path / "packs")
    assert run(["serve", "--data", "data"]) == 0
    assert "SCRUTINY_WATCH" not in handed_over[1][1]


def test_the_start_page_says_where_the_server_is_and_has_what_is_drawn_first(tmp_path, monkeypatch):
    own = Path(file_util.get_static_dir())
    monkeypatch.setattr(file_util, "get_static_dir", file_util.get_static_dir)  # put back at the end
    serve.make_start_page(tmp_path, "cy")
    assert file_util.get_static_dir() == str(tmp_path)
    assert {one.name for one in tmp_path.iterdir()} == {one.name for one in own.iterdir()}
    page = (tmp_path / "index.html").read_text()
    assert page.index("BACKEND_BASE_URL") < page.index('src="./static/js')
    early = [serve._PRELOAD % f"static/js/{part.name}" for part in own.rglob("*.js")]
    added = [one for one in early if one in page] + [serve._BACKEND, f"<style>{serve.STYLE.read_text()}</style>"]
    assert len(added) == len(serve._DRAWN) + 2
    for one in added:
        page = page.replace(one, "")
    assert page.replace('<html lang="cy"', '<html lang="en"') == (own / "index.html").read_text()
    assert '<html lang="cy"' in page


def test_a_file_cannot_be_watched(handed_over, tmp_path):
    (tmp_path / "a.pdf").write_text("words")
    with pytest.raises(BadSetting, match="is a file, not a folder"):
        serve.serve_page(Settings(data=tmp_path, watch=tmp_path / "a.pdf"))
    assert handed_over == []


def test_a_folder_that_is_not_there_is_said_and_watched_all_the_same(handed_over, tmp_path, capsys):
    serve.serve_page(Settings(data=tmp_path, watch=tmp_path / "share"))
    assert "There is no folder" in capsys.readouterr().err
    assert len(handed_over) == 1


LETTERS = base64.urlsafe_b64encode(hashlib.sha384(b"as good as random, the same each time").digest()).decode()


@pytest.mark.parametrize(
    ("secret", "good"),
    [
        (LETTERS, True),
        (hashlib.sha256(LETTERS.encode()).hexdigest(), True),
        ("", False),
        ("x" * 64, False),
        ("abc" * 20, False),
        (LETTERS[:22], False),
    ],
)
def test_a_secret_that_can_be_guessed_is_refused(handed_over, tmp_path, secret, good):
    file = tmp_path / "auth.toml"
    file.write_text(f'[auth]\ncookie_secret = "{secret}"\n')
    with nullcontext() if good else pytest.raises(BadSetting, match="can be guessed"):
        serve.serve_page(Settings(data=tmp_path, sign_in=file))
    assert bool(handed_over) is good


def test_the_documented_secret_is_refused_and_so_is_a_file_that_cannot_be_read(handed_over, tmp_path):
    file = tmp_path / "auth.toml"
    example = next(part for part in (ROOT / "docs/settings.md").read_text().split("```toml") if "cookie_secret" in part)
    file.write_text(example.split("```")[0])
    with pytest.raises(BadSetting, match="can be guessed"):
        serve.serve_page(Settings(data=tmp_path, sign_in=file))
    for words in ("[auth", None):
        file.write_text(words) if words else file.unlink()
        with pytest.raises(BadSetting, match="cannot be read"):
            serve.serve_page(Settings(data=tmp_path, sign_in=file))
    assert handed_over == []


def test_pages_are_loaded_by_one_thread_at_a_time_with_what_answers_first(monkeypatch):
    begun, inside = [], threading.Semaphore(1)

    def load_one(name):
        assert inside.acquire(blocking=False)  # nobody else is loading
        begun.append(name)
        time.sleep(0.001)
        inside.release()

    monkeypatch.setattr(process, "import_module", load_one)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(process.load_page, "abcdefgh"))
    assert begun[::2] == ["rag.assistant"] * 8
