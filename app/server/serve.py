"""`scrutiny serve`: the process that serves the page, and what it does beside.

The command hands its process over to Streamlit, with the address, port and limits of our own settings. What pages need
is loaded before anybody comes; then the folder that is to be watched is, and order is kept: an ingest that was cut off
is finished, and what was withdrawn is removed for good once the days to undo that are over."""

import atexit
import logging
import math
import os
import socket
import sys
import tempfile
import threading
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.language import ENGLISH, speak
from app.process import begin, load_page
from app.server import jobs
from app.server.background import FETCHES
from app.server.layers import lay_over
from app.settings import Settings, child_environment, load
from index.faults import BadSetting, Fault

PAGES = Path(__file__).parents[1] / "pages"
START = "index.html"
STYLE = PAGES.parent / "parts" / "frame" / "style.css"
_BACKEND = '<script>window.__streamlit = {BACKEND_BASE_URL: new URL(".", document.baseURI).href}</script>'
_PRELOAD = '<link rel="modulepreload" href="./%s">'
_DRAWN = ("Html", "PageLink", "Button", "Selectbox", "TextInput", "TextArea", "ChatInput", "Checkbox", "Radio",
          "FileUploader", "NumberInput", "DownloadButton", "Progress", "ImageList")  # fmt: skip  # Streamlit's parts
SECRET_LENGTH, SECRET_BITS = 32, 100  # characters at least, and bits by how often each stands in it
EVERY = 60.0  # seconds between two looks at what is due; it stays hidden meanwhile

log = logging.getLogger(__name__)


def streamlit_command(settings: Settings) -> list[str]:
    """The command line that starts the page."""
    sign_in = [f"--secrets.files={settings.sign_in.resolve()}"] if settings.sign_in else []
    return [
        *(sys.executable, "-m", "app.server.serve", "run", str(PAGES / "main.py")),
        f"--server.address={settings.address}",
        f"--server.port={settings.port}",
        f"--server.maxUploadSize={settings.max_file_mb}",
        "--runner.postScriptGC=false",  # it holds everybody up, half a second after each press; Python's own suffices
        *sign_in,
    ]


def serve_page(settings: Settings) -> None:
    """Replace this process by the page's server, and end with it. Raises BadSetting for what cannot be served so."""
    from app.exports.texts import note

    speak(settings.language, settings.catalogues)
    if settings.sign_in:
        _check_sign_in(settings.sign_in)
    if settings.watch and settings.watch.is_file():
        raise BadSetting(f"{settings.watch} is a file, not a folder to watch.", "Give the folder it lies in.")
    if settings.watch and not settings.watch.is_dir():
        note(f"There is no folder {settings.watch} now. It is watched all the same: its papers are read when it comes.")
    try:
        with socket.create_server((settings.address, settings.port)):
            pass
    except OSError as error:
        raise BadSetting(
            f"The page cannot listen on {settings.address}:{settings.port} ({error.strerror or error}).",
            "Stop what is running there, or choose another: scrutiny serve --port 8502",
        ) from error
    os.execve(sys.executable, streamlit_command(settings), child_environment(settings))


def _check_sign_in(file: Path) -> None:
    """Who can guess the secret that cookies are signed with can sign in as an administrator."""
    try:
        auth = tomllib.loads(file.read_text(encoding="utf-8")).get("auth", {})
    except (OSError, ValueError) as error:
        raise BadSetting(
            f"The file {file} for sign-in cannot be read: {error}.", "docs/settings.md says what it holds."
        ) from error
    secret = str(auth.get("cookie_secret", ""))
    bits = -sum(n * math.log2(n / len(secret)) for n in Counter(secret).values())
    if len(secret) < SECRET_LENGTH or bits < SECRET_BITS:
        raise BadSetting(
            f"The cookie_secret in {file} can be guessed: it is short, repeats itself, or is the example.",
            'Put in what this prints: python -c "import secrets; print(secrets.token_urlsafe(48))"',
        )


def prepare(settings: Settings) -> None:
    """Load the assistant and every page's module, and begin to watch and to keep order. Streamlit would load them only
    when the first visitor asks for them."""
    for page in sorted(PAGES.glob("*.py")):
        if page.stem not in ("__init__", "main"):  # main is no module: it is run for each press
            load_page(page.stem)
    from app.server.watch import watching

    watching(settings)
    threading.Thread(target=_keep_order, args=(settings,), name="upkeep", daemon=True).start()
    if settings.fetch_site and settings.fetch_hours:
        threading.Thread(target=keep_fetching, args=(settings,), name="fetching", daemon=True).start()
    if settings.llm_prepare and settings.llm_provider != "none":
        from app.server.readahead import keep_reading_ahead

        threading.Thread(target=keep_reading_ahead, args=(settings,), name="reading ahead", daemon=True).start()


def keep_fetching(settings: Settings, wait: Callable[[float], object] = time.sleep) -> None:
    """Fetch from the agenda system of the settings every so many hours, first soon after the start."""
    wait(EVERY)
    while True:
        FETCHES.put_away()
        FETCHES.start([(settings.fetch_site or "", b"")], lambda _: jobs.fetch(settings))
        wait(settings.fetch_hours * 3600.0)


def finish(settings: Settings) -> list[str]:
    """Do what a cut off ingest had still to do, once a start, in another process; what came of it. Raises Fault."""
    from app.build import was_cut_off  # imported late, as below: with it comes the vector store

    if not was_cut_off(settings):
        return []
    return [f"{line['status']} {line['document']}" for line in jobs.finish(settings)]


def remove_due(settings: Settings, now: datetime | None = None) -> list[str]:
    """Remove for good what is due by now, by the command; which documents went. Raises Fault: the next look tries
    again."""
    from app.build import is_due

    if not is_due(settings, now or datetime.now(UTC)):
        return []
    return [str(line["document"]) for line in jobs.remove_due(settings)]


def _keep_order(settings: Settings) -> None:
    try:
        for line in finish(settings):
            log.warning("finished an ingest that was cut off: %s", line)
    except Fault as fault:
        log.warning("an ingest that was cut off could not be finished: %s", fault)
    pause = threading.Event()
    while not pause.wait(EVERY):
        try:
            for document in remove_due(settings):
                log.info("removed for good: %s", document)
        except Fault as fault:
            log.warning("what was withdrawn could not be removed: %s", fault)


def make_start_page(folder: Path, language: str = ENGLISH) -> None:
    """Have the browser begin with a start page of our own, in `folder`, in our style and `language` from the first
    moment, which asks for the server where the address ends: Streamlit's looks below it first (404), and moves what it
    has drawn."""
    from streamlit import file_util

    own = Path(file_util.get_static_dir())
    for part in own.iterdir():
        if part.name != START:
            (folder / part.name).symlink_to(part)
    parts = [part for name in _DRAWN for part in sorted((own / "static" / "js").glob(f"{name}.*.js"))]
    early = "".join(_PRELOAD % part.relative_to(own).as_posix() for part in parts)
    page = (own / START).read_text(encoding="utf-8").replace("<head>", f"<head>{_BACKEND}{early}", 1)
    page = page.replace('<html lang="en"', f'<html lang="{language}"', 1)
    style = f"<style>{STYLE.read_text(encoding='utf-8')}</style>"  # last, for Streamlit's own comes into the head
    (folder / START).write_text(page.replace("</body>", f"{style}</body>", 1), encoding="utf-8")
    file_util.get_static_dir = lambda: str(folder)


def main() -> None:
    """Serve the page in this process."""
    from streamlit.web.cli import main as streamlit

    begin()
    settings, folder = load(), tempfile.TemporaryDirectory(prefix="scrutiny-page-")
    atexit.register(folder.cleanup)
    with suppress(OSError):  # where links to files are not allowed
        make_start_page(Path(folder.name), settings.language)
    lay_over(settings)
    threading.Thread(target=prepare, args=(settings,), name="loading", daemon=True).start()
    atexit.register(jobs.end_folder_readings)
    streamlit()


if __name__ == "__main__":
    main()
